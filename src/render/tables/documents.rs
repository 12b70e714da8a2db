//! The master list: every controlled document, with what an auditor asks of each.

use crate::model::procedure::Status;
use crate::model::{Document, Item};
use crate::render::links::Links;
use crate::render::procedure::status_words;
use crate::render::tables::owners::kind_words;
use crate::render::tables::{Column, Table, role_cell, title_cell};
use crate::render::view::Link;
use crate::render::view::register::{Cell, Row};
use crate::render::words::Words;

/// Every document, those that are no longer in force too.
pub(crate) fn documents<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    Table {
        columns: vec![
            Column::new(words.code),
            Column::wide(words.title),
            Column::narrow(words.matrices.document_kind).by("kind"),
            Column::new(words.in_part).by("part"),
            Column::narrow(words.version),
            Column::narrow(words.status).by("status"),
            Column::new(words.released_on),
            Column::new(words.document_owner).by("role"),
            Column::new(words.approved_by).by("approver"),
            Column::new(words.effective),
            Column::new(words.review_by).by("review"),
            Column::new(words.kept),
            Column::new(words.matrices.successor),
        ],
        rows: Box::new(links.book.documents().map(move |of| row(links, &of))),
    }
}

fn row<'a>(links: &'a Links<'_>, of: &Document<'a>) -> Row<'a> {
    let (book, words) = (links.book, links.words);
    let part: Vec<Link<'a>> = match of.item {
        Item::Procedure(at) => (book.procedure(at).part.iter())
            .map(|part| links.to_part(part))
            .collect(),
        Item::Template(_) | Item::Reference(_) | Item::Pack(_) | Item::Role(_) | Item::Form(_) => {
            Vec::new()
        }
    };
    let kept = match of.item {
        Item::Template(at) => book.template(at).kept.as_deref().unwrap_or_default(),
        Item::Procedure(_) | Item::Reference(_) | Item::Pack(_) | Item::Role(_) | Item::Form(_) => {
            ""
        }
    };
    let successor = of.superseded_by.and_then(|to| to.item);
    Row {
        cells: vec![
            Cell::code(links, of.item),
            title_cell(links, of.item),
            Cell::words(kind_words(words, of.item)),
            Cell::links(part),
            Cell::words(of.version.value.as_str()),
            Cell::status(words, of.status.value),
            Cell::day(of.released_on(), "released"),
            role_cell(links, of.owner),
            role_cell(links, of.approved_by),
            Cell::day(of.effective, "effective"),
            Cell::review(of),
            Cell::words(kept),
            Cell::links(successor.map(|to| links.item(to)).into_iter().collect()),
        ],
    }
}

impl Cell<'_> {
    /// A cell with a status; what is not in force is marked.
    pub(super) fn status(words: &Words, status: Status) -> Self {
        Self {
            badge: match status {
                Status::Effective => None,
                Status::Draft | Status::Retired => Some(status.word()),
            },
            ..Self::words(status_words(words, status))
        }
    }
}
