//! Documents by who answers for them, and by when they must be reviewed.

use crate::model::{Document, Item, Kind};
use crate::render::links::Links;
use crate::render::tables::{Column, Table, role_cell, title_cell};
use crate::render::view::register::{Cell, Row};
use crate::render::words::Words;

/// Every document by its owner; those of one owner by the day of their next review. Those without stand last.
pub(crate) fn owners<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let mut documents: Vec<Document<'a>> = links.book.documents().collect();
    documents.sort_by_key(|of| {
        let owner = of.owner.and_then(|role| role.value.found());
        let due = of.review_by.map(|date| date.value);
        // Nothing is less than something, and here it stands last.
        (owner.is_none(), owner, due.is_none(), due, of.item)
    });
    let row = move |of: Document<'a>| Row {
        cells: vec![
            match of.owner {
                Some(_) => role_cell(links, of.owner),
                None => Cell::words(words.matrices.no_owner),
            },
            Cell::words(kind_words(words, of.item)),
            Cell::code(links, of.item),
            title_cell(links, of.item),
            Cell::words(of.version.value.as_str()),
            Cell::status(words, of.status.value),
            Cell::day(of.effective, "effective"),
            Cell::review(&of),
        ],
    };
    Table {
        columns: vec![
            Column::wide(words.document_owner).by("role"),
            Column::new(words.matrices.document_kind).by("kind"),
            Column::new(words.code),
            Column::wide(words.title),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
            Column::new(words.effective),
            Column::new(words.review_by).by("review"),
        ],
        rows: Box::new(documents.into_iter().map(row)),
    }
}

/// The kind of a document; a template is called by its form.
pub(super) const fn kind_words(words: &Words, item: Item) -> &'static str {
    match item.kind() {
        Kind::Procedure => words.procedure,
        Kind::Role => words.role,
        Kind::Template | Kind::Form => words.form,
        Kind::Reference => words.reference,
        Kind::Pack => words.pack,
    }
}

/// Documents by the day of their next review.
pub(crate) fn reviews<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let documents = links.book.documents();
    let mut due: Vec<Document<'a>> = documents.filter(|of| of.review_by.is_some()).collect();
    due.sort_by_key(|of| (of.review_by.map(|date| date.value), of.item));
    let row = move |of: Document<'a>| Row {
        cells: vec![
            Cell::review(&of),
            Cell::code(links, of.item),
            title_cell(links, of.item),
            role_cell(links, of.owner),
            Cell::words(of.version.value.as_str()),
            Cell::status(words, of.status.value),
        ],
    };
    Table {
        columns: vec![
            Column::new(words.review_by).by("review"),
            Column::new(words.code),
            Column::wide(words.title),
            Column::new(words.document_owner).by("role"),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
        ],
        rows: Box::new(due.into_iter().map(row)),
    }
}
