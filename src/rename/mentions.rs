//! Where a code still stands in the words of a handbook, for a person to look at.
//!
//! In: files and a code. Out: lines. It must not decide whether the code is meant.

use crate::rename::own;
use crate::source::{Source, SourcePath, Sources, Span};

/// A line that holds a code as a word of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The file.
    pub path: SourcePath,
    /// The line, from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
}

/// The lines of all texts that hold a code, without the aliases of the page in `home`.
#[must_use]
pub fn mentions(sources: &Sources, code: &str, home: &SourcePath) -> Vec<Mention> {
    let mut found = Vec::new();
    for (path, source) in &sources.texts {
        if !source.text.contains(code) {
            continue;
        }
        let aliases = if path == home { aliases(source) } else { None };
        let mut start = 0;
        for (number, line) in source.text.split_inclusive('\n').enumerate() {
            let is_alias = |span: &Span| {
                aliases.is_some_and(|list| {
                    list.start <= start + span.start && start + span.end <= list.end
                })
            };
            if words(line, code).any(|span| !is_alias(&span)) {
                found.push(Mention {
                    path: path.clone(),
                    line: number + 1,
                    text: line.trim().to_owned(),
                });
            }
            start += line.len();
        }
    }
    found
}

fn aliases(source: &Source) -> Option<Span> {
    let (front, at) = own::front_matter(&source.text)?;
    let table = toml::de::DeTable::parse(front).ok()?;
    let span = table.get_ref().get("aliases")?.span();
    Some(Span::new(span.start, span.end).shifted(at))
}

/// Where a code stands that is no part of a longer one: not `F-1` in `F-12`, `F-1-2` or `F-1.2`.
pub(super) fn words<'t>(text: &'t str, code: &'t str) -> impl Iterator<Item = Span> + 't {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let joins = |c: char| matches!(c, '-' | '.');
    text.match_indices(code)
        .map(|(at, _)| Span::new(at, at + code.len()))
        .filter(move |span| {
            let mut before = text[..span.start].chars().rev();
            let mut after = text[span.end..].chars();
            let grows = |first: Option<char>, second: Option<char>| {
                first.is_some_and(letter)
                    || (first.is_some_and(joins) && second.is_some_and(letter))
            };
            !grows(before.next(), before.next()) && !grows(after.next(), after.next())
        })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn longer_codes_are_others() {
        let count = |text| words(text, "P1.2").count();
        assert_eq!(count("见P1.2。P1.2. (P1.2)，P1.2#3"), 4);
        assert_eq!(count("P1.21 P1.2.3 P1.2-3 SP1.2 A-P1.2 P1.2b"), 0);
    }
}
