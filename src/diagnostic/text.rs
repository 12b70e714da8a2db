//! Words for an author in each language that findings are printed in.
//!
//! In: a sentence in each language, written side by side. Out: the one that is printed.

use std::fmt;

/// A language that findings are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English
    #[default]
    English,
    /// Simplified Chinese
    Chinese,
}

impl Language {
    /// The one for readers of a handbook in the language of this tag, `zh-CN` or `en`.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        if tag.starts_with("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }
}

/// The same words in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

impl Text {
    /// Words that are the same in every language: an author's own, a number, a piece of code.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let english = text.into();
        let chinese = english.clone();
        Self { english, chinese }
    }

    /// The words in one language.
    #[must_use]
    pub fn words(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// Whether there are no words.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.english.is_empty()
    }

    /// Words that are the same in every language, with commas between them.
    #[must_use]
    pub fn list<T: Into<String>>(words: impl IntoIterator<Item = T>) -> Self {
        let words: Vec<Self> = words.into_iter().map(Self::same).collect();
        Self::join(&words, ", ", "、")
    }

    /// Several texts in a row, with a mark between them.
    #[must_use]
    pub fn join(texts: &[Self], english: &str, chinese: &str) -> Self {
        let pick = |language, mark: &str| {
            let words: Vec<&str> = texts.iter().map(|text| text.words(language)).collect();
            words.join(mark)
        };
        Self {
            english: pick(Language::English, english),
            chinese: pick(Language::Chinese, chinese),
        }
    }
}

/// A piece of a message: a `Text` says itself in the language of the message, all else is shown as it is.
pub trait Said {
    /// The piece in one language.
    fn said(&self, language: Language) -> impl fmt::Display;
}

impl Said for Text {
    fn said(&self, language: Language) -> impl fmt::Display {
        self.words(language)
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self, language: Language) -> impl fmt::Display {
        (**self).said(language)
    }
}

macro_rules! said_as_it_is {
    ($($kind:ty),*) => {
        $(impl Said for $kind {
            fn said(&self, _: Language) -> impl fmt::Display {
                self
            }
        })*
    };
}

said_as_it_is!(str, String, char, u8, u32, u64, usize, i64, f64);

/// A Chinese sentence without the spaces around those pieces that turned out to be Chinese: `是 角色 ，` is
/// `是角色，`. What stands in backticks is left as its author wrote it.
pub(crate) fn closed_up(sentence: &str) -> String {
    let mut closed = String::with_capacity(sentence.len());
    let mut in_code = false;
    let mut letters = sentence.chars().peekable();
    while let Some(letter) = letters.next() {
        in_code ^= letter == '`';
        let (before, after) = (closed.chars().next_back(), letters.peek().copied());
        let either = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
        let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        if in_code || letter != ' ' || !(both(is_chinese) || either(is_full_width_sign)) {
            closed.push(letter);
        }
    }
    closed
}

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Punctuation that brings its own white space.
const fn is_full_width_sign(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '：' | '；' | '？' | '（' | '）')
}

/// `say!("unknown form {}", "没有表单 {}", quoted(text))`: a `Text` from a sentence in English and in Chinese.
/// Both are written with the same pieces, which stand in order or as `{0}`, `{1}`. The Chinese sentence has a
/// space on either side of a piece; it is taken out again where the piece is Chinese too. Each piece is evaluated once for each language.
macro_rules! say {
    ($english:literal, $chinese:literal $(, $piece:expr)* $(,)?) => {
        $crate::diagnostic::Text {
            english: format!($english $(, $crate::diagnostic::text::Said::said(
                &$piece,
                $crate::diagnostic::Language::English,
            ))*),
            chinese: $crate::diagnostic::text::closed_up(
                &format!($chinese $(, $crate::diagnostic::text::Said::said(
                    &$piece,
                    $crate::diagnostic::Language::Chinese,
                ))*),
            ),
        }
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::{Text, closed_up};

    #[test]
    fn spaces_stand_between_chinese_and_latin_alone() {
        let kind = |chinese: &str| Text {
            english: "x".to_owned(),
            chinese: chinese.to_owned(),
        };
        let text = say!(
            "{} {}",
            "这是 {} ，不是 {} 。",
            kind("角色"),
            kind("`表 单`")
        );
        assert_eq!(text.chinese, "这是角色，不是 `表 单`。");
        assert_eq!(
            closed_up("步骤 1 到 2\n  - 同意 → 3"),
            "步骤 1 到 2\n  - 同意 → 3"
        );
    }
}
