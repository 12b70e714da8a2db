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

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::same(text)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::same(text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::same(text)
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

/// `say!("unknown form {}", "没有表单 {}", quoted(text))`: a `Text` from a sentence in English and in Chinese.
/// Both are written with the same pieces, which stand in order or as `{0}`, `{1}`.
macro_rules! say {
    ($english:literal, $chinese:literal $(, $piece:expr)* $(,)?) => {{
        #[allow(unused_imports, reason = "a sentence may have no pieces")]
        use $crate::diagnostic::text::{Language, Said};
        $crate::diagnostic::Text {
            english: format!($english $(, Said::said(&$piece, Language::English))*),
            chinese: format!($chinese $(, Said::said(&$piece, Language::Chinese))*),
        }
    }};
}
pub(crate) use say;
