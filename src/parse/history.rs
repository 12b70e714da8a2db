//! The keys of front matter that say whether a document is in force and what became of it.
//!
//! In: the table of a page's front matter. Out: its status and its revisions. It must not know which kind of
//! document it is: procedures, templates and reference pages have the same keys.

use crate::model::id::Parsed;
use crate::model::procedure::{Revision, Status};
use crate::parse::toml_table::Table;
use crate::source::Spanned;

const STATUSES: [(&str, Status); 3] = [
    ("draft", Status::Draft),
    ("effective", Status::Effective),
    ("retired", Status::Retired),
];

/// `status`; a document that does not say is in force, at the place of its front matter's first line.
pub(super) fn status(table: &Table<'_>) -> Spanned<Status> {
    let said = table.spanned_word("status", &STATUSES);
    said.unwrap_or_else(|| Spanned::new(Status::Effective, table.head()))
}

/// `[[revisions]]`; in front matter that cannot be read, what is missing is not reported as well.
pub(super) fn revisions(table: &Table<'_>, sound: bool) -> Vec<Revision<Parsed>> {
    let rows = table.tables("revisions").into_iter();
    rows.map(|row| revision(row, sound)).collect()
}

fn revision(table: Table<'_>, sound: bool) -> Revision<Parsed> {
    let needed = |key, example| {
        let text = if sound {
            table.needed_text(key, example)
        } else {
            table.text(key)
        };
        text.unwrap_or_else(|| Spanned::new(String::new(), table.head()))
    };
    let revision = Revision {
        version: needed("version", "\"1.0\""),
        date: table.date("date"),
        author: table.text("author"),
        note: needed("note", "\"…\"").value,
    };
    table.finish();
    revision
}
