//! What became of a document, as `handbook.json` says it: its days, its revisions, what took its place.

use serde::Serialize;

use crate::export::handbook::one;
use crate::model::procedure::Revision;
use crate::model::{Book, Date, Index, Item, Ref};
use crate::source::Spanned;

#[derive(Serialize)]
pub(super) struct RevisionView<'a> {
    version: &'a str,
    date: Option<String>,
    author: Option<&'a str>,
    note: &'a str,
}

/// The lines of a document's history, in the order of its file.
pub(super) fn revisions<'a>(book: &'a Book, revisions: &'a [Revision]) -> Vec<RevisionView<'a>> {
    let rows = revisions.iter().map(|revision| RevisionView {
        version: &revision.version.value,
        date: date(revision.date.as_ref()),
        author: one(book, revision.author.as_ref()),
        note: &revision.note,
    });
    rows.collect()
}

/// A day as `2026-10-01`.
pub(super) fn date(date: Option<&Spanned<Date>>) -> Option<String> {
    date.map(|date| date.value.to_string())
}

/// The code of the page that takes another's place.
pub(super) fn successor<'a, T>(
    book: &'a Book,
    successor: Option<&Spanned<Ref<T>>>,
    item: fn(Index<T>) -> Item,
) -> Option<&'a str> {
    let at = successor?.value.found()?;
    Some(book.code(item(at)))
}
