//! What rules of change control look at: the newest release, and what changed since.
//!
//! In: the book, the book of the release, the changes between the two. Out: the documents of both behind a change.
//! It must not know where a release was read.

use std::collections::BTreeMap;

use crate::changes::PageChange;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Book, Document, Item, Kind};

/// The newest release and what changed after it.
pub struct Since<'a> {
    /// Its version, `2026.1`.
    pub release: &'a str,
    /// The handbook of the release.
    pub book: &'a Book,
    /// What changed since, page by page.
    pub changes: &'a [PageChange],
}

/// One thing that is to hold of what changed since the newest release, when there is one.
pub struct SinceRule {
    /// The kind of its findings.
    pub code: &'static Code,
    /// Finds every place where it does not hold.
    pub run: fn(&Book, Option<&Since<'_>>) -> Vec<Diagnostic>,
}

/// The pages of both states, by kind and code.
pub(super) struct Earlier<'a> {
    now: &'a Book,
    before: &'a Book,
    items: BTreeMap<(Kind, &'a str), Item>,
    former: BTreeMap<(Kind, &'a str), Item>,
}

impl<'a> Earlier<'a> {
    pub(super) fn of(now: &'a Book, since: &Since<'a>) -> Self {
        Self {
            now,
            before: since.book,
            items: now.by_code(),
            former: since.book.by_code(),
        }
    }

    /// A changed page as a document, now and in the release.
    pub(super) fn documents(&self, change: &PageChange) -> Option<(Document<'a>, Document<'a>)> {
        let was = change.renamed_from.as_deref().unwrap_or(&change.code);
        let now = self.items.get(&(change.kind, change.code.as_str()))?;
        let before = self.former.get(&(change.kind, was))?;
        Some((self.now.document(*now)?, self.before.document(*before)?))
    }
}
