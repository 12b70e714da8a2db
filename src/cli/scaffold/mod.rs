//! The files that `init` and `new` begin a handbook and its pages with.
//!
//! In: names and words from the command line. Out: files as texts, and texts on the disk. It must not
//! know what a handbook already holds.

pub(in crate::cli) mod code;
pub(in crate::cli) mod handbook;
pub(in crate::cli) mod item;
pub(in crate::cli) mod writing;

use anyhow::bail;
use clap::ValueEnum;

/// A language that there are words in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Language {
    /// English
    #[value(name = "en")]
    English,
    /// Chinese
    #[value(name = "zh-CN")]
    Chinese,
}

impl Language {
    /// The one for a handbook whose language has this tag.
    pub(in crate::cli) fn of(tag: &str) -> Self {
        if tag.split('-').next() == Some("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    fn of_two<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

/// A file that does not stand anywhere yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct NewFile {
    /// Relative to the handbook's root, with `/` between its parts.
    pub(in crate::cli) path: String,
    /// What it holds.
    pub(in crate::cli) text: String,
}

/// The words of `--title` as a title.
pub(in crate::cli) fn title(words: &str) -> anyhow::Result<&str> {
    let title = words.trim();
    if title.is_empty() {
        bail!("a title needs words\nwrite --title \"Purchase request\"");
    }
    if title.chars().any(char::is_control) {
        bail!(
            "the title {title:?} holds a line break or another control character\n\
             write it on one line"
        );
    }
    Ok(title)
}

/// Puts values in the place of `@name@`. A line that names a value which is `None` is left out.
fn fill(text: &str, values: &[(&str, Option<&str>)]) -> String {
    (text.split_inclusive('\n'))
        .filter_map(|line| fill_line(line, values))
        .collect()
}

fn fill_line(line: &str, values: &[(&str, Option<&str>)]) -> Option<String> {
    let mut filled = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('@') {
        filled.push_str(before);
        let known = values.iter().find_map(|(name, value)| {
            let after = after.strip_prefix(name)?.strip_prefix('@')?;
            Some((*value, after))
        });
        if let Some((value, after)) = known {
            filled.push_str(value?);
            rest = after;
        } else {
            filled.push('@');
            rest = after;
        }
    }
    filled.push_str(rest);
    Some(filled)
}

/// Words between the quotes of a TOML text; they hold no control characters.
pub(super) fn quoted(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::{Language, fill, quoted};

    #[test]
    fn values_are_put_in_once_and_lines_without_one_go() {
        let text = "a = \"@a@\"\nb = \"@b@\"\nmail@example.org, @a@ and @c@\n";
        let filled = fill(text, &[("a", Some("@b@")), ("b", None)]);
        assert_eq!(filled, "a = \"@b@\"\nmail@example.org, @b@ and @c@\n");
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(r#"C:\ "x""#), r#"C:\\ \"x\""#);
    }

    #[test]
    fn every_tag_has_a_language() {
        let languages = ["zh-CN", "zh", "zha", "en-GB", "fr"].map(Language::of);
        assert_eq!(languages[..2], [Language::Chinese; 2]);
        assert_eq!(languages[2..], [Language::English; 3]);
    }
}
