//! Where the lines of the sources begin, found once for each file however many findings it has.

use std::collections::BTreeMap;

use crate::source::{Source, SourcePath, Sources, Trouble};

/// The sources with the beginnings of their lines.
pub struct Lines<'a> {
    sources: &'a Sources,
    starts: BTreeMap<&'a SourcePath, Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// Nothing is looked up until it is asked for.
    #[must_use]
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            starts: BTreeMap::new(),
        }
    }

    /// The source and the first byte of each of its lines, when the file is a text of the handbook.
    pub(super) fn of(&mut self, path: &SourcePath) -> Option<(&'a Source, &[usize])> {
        let (path, source) = self.sources.texts.get_key_value(path)?;
        let starts = self.starts.entry(path).or_insert_with(|| {
            let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        });
        Some((source, starts))
    }

    /// Line and column, both from 1, of a byte offset; the column counts characters. The beginning
    /// of a file that has no text.
    pub fn line_column(&mut self, path: &SourcePath, offset: usize) -> (usize, usize) {
        let Some((source, starts)) = self.of(path) else {
            return (1, 1);
        };
        let offset = source.text.floor_char_boundary(offset);
        let line = starts.partition_point(|start| *start <= offset);
        let column = source.text[starts[line - 1]..offset].chars().count() + 1;
        (line, column)
    }

    /// Whether there is a text that places can point into; of what was not read there is none.
    pub fn has_text(&mut self, path: &SourcePath) -> bool {
        self.of(path).is_some_and(|(source, _)| {
            !matches!(
                source.trouble,
                Some(Trouble::TooLarge { .. } | Trouble::Unreadable { .. })
            )
        })
    }

    /// The line that a byte offset stands on, without its end; empty of a file that has no text.
    pub fn text_of_line(&mut self, path: &SourcePath, offset: usize) -> &'a str {
        let (line, _) = self.line_column(path, offset);
        let Some((source, starts)) = self.of(path) else {
            return "";
        };
        let end = starts.get(line).copied().unwrap_or(source.text.len());
        let text: &'a str = &source.text;
        text[starts[line - 1]..end].trim_end_matches(['\n', '\r'])
    }
}
