//! The files of a handbook with replacements made.
//!
//! In: sources, and fixes for them. Out: a `Draft`, the sources as they would be; its changes as a diff, and onto
//! the disk. It must not know what a fix mends, nor whether it does.

mod diff;
mod disk;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use diff::diff;
pub use disk::write;

use crate::diagnostic::Fix;
use crate::source::{Source, SourcePath, Sources, Span};

/// A handbook's files as they would be.
#[derive(Clone)]
pub struct Draft {
    /// The files.
    pub sources: Sources,
    /// By name, the names that files had before; those that kept theirs are not in it.
    names_before: BTreeMap<SourcePath, SourcePath>,
}

/// One file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name before.
    pub from: SourcePath,
    /// Its name after.
    pub to: SourcePath,
    /// Its text before.
    pub before: Arc<str>,
    /// Its text after.
    pub after: Arc<str>,
}

impl Draft {
    /// The files as they are.
    #[must_use]
    pub fn new(sources: &Sources) -> Self {
        Self {
            sources: sources.clone(),
            names_before: BTreeMap::new(),
        }
    }

    /// The draft with those fixes made that fit: each wholly or not at all, no two in one place. Says which.
    #[must_use]
    pub fn with(&self, fixes: &[&Fix]) -> (Self, Vec<bool>) {
        let mut taken = Taken::default();
        let fit: Vec<bool> = (fixes.iter())
            .map(|fix| taken.take(fix, &self.sources))
            .collect();
        let mut draft = self.clone();
        for (path, mut edits) in taken.edits {
            edits.sort_unstable_by_key(|(span, _)| *span);
            if let Some(source) = draft.sources.texts.get_mut(&path) {
                source.text = replaced(&source.text, &edits).into();
            }
        }
        for (from, to) in taken.renamed {
            draft.rename(&from, to);
        }
        (draft, fit)
    }

    fn rename(&mut self, from: &SourcePath, to: SourcePath) {
        let Some(source) = self.sources.texts.remove(from) else {
            return;
        };
        let before = self.name_before(from).clone();
        self.names_before.remove(from);
        self.names_before.insert(to.clone(), before);
        let path = to.clone();
        self.sources.texts.insert(to, Source { path, ..source });
    }

    /// The name that a file had before.
    #[must_use]
    pub fn name_before<'a>(&'a self, path: &'a SourcePath) -> &'a SourcePath {
        self.names_before.get(path).unwrap_or(path)
    }

    /// What is not as it was, by the names before.
    #[must_use]
    pub fn changes(&self, before: &Sources) -> Vec<Change> {
        let mut changes: Vec<Change> = (self.sources.texts.iter())
            .filter_map(|(to, source)| {
                let from = self.name_before(to);
                let old = before.texts.get(from)?;
                (from != to || old.text != source.text).then(|| Change {
                    from: from.clone(),
                    to: to.clone(),
                    before: Arc::clone(&old.text),
                    after: Arc::clone(&source.text),
                })
            })
            .collect();
        changes.sort_by(|a, b| a.from.cmp(&b.from));
        changes
    }
}

/// Places and names that are spoken for.
#[derive(Default)]
struct Taken {
    edits: BTreeMap<SourcePath, Vec<(Span, String)>>,
    renamed: BTreeMap<SourcePath, SourcePath>,
}

impl Taken {
    fn take(&mut self, fix: &Fix, sources: &Sources) -> bool {
        let Some(places) = self.places(fix, sources) else {
            return false;
        };
        if let Some((from, to)) = &fix.renamed {
            if !self.is_free(from, to, sources) {
                return false;
            }
            self.renamed.insert(from.clone(), to.clone());
        }
        for (path, edit) in places {
            self.edits.entry(path).or_default().push(edit);
        }
        true
    }

    /// Where a fix replaces what; `None` when a place is not there, or taken.
    fn places(&self, fix: &Fix, sources: &Sources) -> Option<Vec<(SourcePath, (Span, String))>> {
        let mut places: Vec<(SourcePath, (Span, String))> = Vec::new();
        for edit in &fix.edits {
            let source = sources.texts.get(&edit.path)?;
            // Text that was not read as it stands on the disk would be written back otherwise.
            if source.trouble.is_some() {
                return None;
            }
            let span = edit.place(&source.text)?;
            let here = places.iter().filter(|(path, _)| *path == edit.path);
            let before = self.edits.get(&edit.path).into_iter().flatten();
            let mut others = here.map(|(_, edit)| edit).chain(before);
            if others.any(|(other, _)| meet(*other, span)) {
                return None;
            }
            let new = edit.new.replace('\n', line_end(&source.text));
            places.push((edit.path.clone(), (span, new)));
        }
        Some(places)
    }

    /// Whether a file can have a name on every system, where names that differ in capitals alone are one.
    fn is_free(&self, from: &SourcePath, to: &SourcePath, sources: &Sources) -> bool {
        let wanted = to.as_str().to_lowercase();
        let there = sources.texts.keys().chain(sources.assets.keys());
        let other = |path: &SourcePath| path != from && path.as_str().to_lowercase() == wanted;
        let spoken_for = self.renamed.values().any(other) || self.renamed.contains_key(from);
        sources.texts.contains_key(from) && !spoken_for && !{ there }.any(other)
    }
}

/// Two insertions at one place meet too: nothing says which comes first.
const fn meet(a: Span, b: Span) -> bool {
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

/// What a file ends its lines with.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// A text with replacements at places in their order, none of which meet.
fn replaced(text: &str, edits: &[(Span, String)]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for (span, words) in edits {
        new.push_str(&text[done..span.start]);
        new.push_str(words);
        done = span.end;
    }
    new.push_str(&text[done..]);
    new
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use crate::diagnostic::{Edit, Fix};
    use crate::source::{Source, SourcePath, Sources, Span};

    const A: &str = "content/roles/a.md";

    fn sources() -> Sources {
        let mut sources = Sources::default();
        for (path, text) in [
            (A, "\u{feff}一 two\r\nthree\r\n"),
            ("content/roles/B.md", ""),
        ] {
            let source = Source::new(path, text);
            sources.texts.insert(source.path.clone(), source);
        }
        sources
    }

    fn edit(start: usize, end: usize, new: &str) -> Fix {
        Fix::certain(Edit::whole(&SourcePath::new(A), Span::new(start, end), new))
    }

    fn text(draft: &Draft) -> &str {
        &draft.sources.texts[&SourcePath::new(A)].text
    }

    #[test]
    fn places_are_not_replaced_twice() {
        let fixes = [
            edit(7, 10, "zwei"),
            edit(9, 12, "x"),
            edit(7, 7, "y"),
            edit(10, 10, "\nz"),
        ];
        let (draft, fit) = Draft::new(&sources()).with(&fixes.each_ref());
        assert_eq!(fit, [true, false, false, true]);
        assert_eq!(text(&draft), "\u{feff}一 zwei\r\nz\r\nthree\r\n");
    }

    #[test]
    fn a_fix_is_made_wholly_or_not_at_all() {
        let mut fix = edit(7, 10, "zwei");
        fix.edits.push(Edit::words(
            &SourcePath::new(A),
            Span::new(3, 10),
            "drei",
            "x",
        ));
        let (draft, fit) = Draft::new(&sources()).with(&[&fix]);
        assert_eq!(
            (fit, text(&draft)),
            (vec![false], &*sources().texts[&SourcePath::new(A)].text)
        );
        let half = edit(4, 10, "no letter begins here");
        assert_eq!(Draft::new(&sources()).with(&[&half]).1, [false]);
    }

    #[test]
    fn names_in_use_are_not_given() {
        let from = SourcePath::new(A);
        let rename = |to| Fix::rename(&from, SourcePath::new(to));
        let fixes = ["content/roles/b.md", "content/roles/A.md"].map(rename);
        let before = sources();
        let (draft, fit) = Draft::new(&before).with(&fixes.each_ref());
        assert_eq!(fit, [false, true]);
        let changes = draft.changes(&before);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].from.as_str(), A);
        assert_eq!(changes[0].to.as_str(), "content/roles/A.md");
    }
}
