//! What stands in the registers: one function for each.
//!
//! In: the book. Out: tables of cells. It must not know pages or files.

mod documents;
mod fields;
mod forms;
mod owners;
mod raci;
mod steps;

pub(crate) use documents::documents;
pub(crate) use fields::{fields, fields_of};
pub(crate) use forms::{form_steps, forms};
pub(crate) use owners::{owners, reviews};
pub(crate) use raci::raci;
pub(crate) use steps::steps;

use std::borrow::Cow;

use crate::model::procedure::Procedure;
use crate::model::{Date, Document, Index, Involvement, Item, Pack, Part, Ref, Reference, Role};
use crate::render::links::Links;
use crate::render::role::kind_words;
use crate::render::view::Link;
use crate::render::view::register::{Cell, Row};
use crate::source::Spanned;

/// A register's head and rows.
pub(crate) struct Table<'a> {
    /// The columns, from left to right.
    pub(crate) columns: Vec<Column>,
    /// The rows, each with a cell for each column. They are made one by one: a large handbook has many.
    pub(crate) rows: Box<dyn Iterator<Item = Row<'a>> + 'a>,
}

/// A column of a register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its head.
    pub(crate) head: &'static str,
    /// Where it stands.
    pub(crate) place: Place,
    /// What a reader may choose rows by: `role`, `form`, `procedure`, `part` … Columns of the same word are
    /// searched together.
    pub(crate) facet: Option<&'static str>,
    /// Its width in a spreadsheet, in characters.
    pub(crate) width: u16,
    /// The class of its head and what stands under it on a page; may be empty.
    pub(crate) class: &'static str,
}

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the page and in files.
    Everywhere,
    /// On the page alone.
    Page,
    /// In files alone, where what a page shows together stands apart.
    Files,
}

impl Column {
    /// A column of words.
    const fn new(head: &'static str) -> Self {
        Self {
            head,
            place: Place::Everywhere,
            facet: None,
            width: 12,
            class: "",
        }
    }

    /// A column for titles and lists.
    const fn wide(head: &'static str) -> Self {
        Self {
            width: 28,
            class: "wide",
            ..Self::new(head)
        }
    }

    /// A column of numbers or letters.
    const fn narrow(head: &'static str) -> Self {
        Self {
            width: 8,
            class: "narrow",
            ..Self::new(head)
        }
    }

    /// A column of counts.
    const fn number(head: &'static str) -> Self {
        Self {
            class: "numeric",
            ..Self::new(head)
        }
    }

    /// Rows can be chosen by it.
    const fn by(self, facet: &'static str) -> Self {
        Self {
            facet: Some(facet),
            ..self
        }
    }

    /// The same on a page or in files alone.
    const fn only(self, place: Place) -> Self {
        Self { place, ..self }
    }
}

impl<'a> Cell<'a> {
    /// A cell of words.
    fn words(text: impl Into<std::borrow::Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A cell that links to what stands in it.
    fn links(links: Vec<Link<'a>>) -> Self {
        Self {
            links,
            ..Self::default()
        }
    }

    /// A cell with the code of a page, linked.
    fn code(links: &'a Links<'_>, item: Item) -> Self {
        let href = links.href(item);
        Self::links(vec![Link::titled(href, links.book.code(item))])
    }

    /// A cell with a number.
    fn number(number: usize) -> Self {
        Self::count(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// The same with the number of a step.
    fn count(number: u32) -> Self {
        Self {
            text: number.to_string().into(),
            number: true,
            ..Self::default()
        }
    }

    /// A cell with a day, of the kind that the page's script knows by this name.
    pub(crate) fn day(date: Option<&Spanned<Date>>, kind: &'static str) -> Self {
        Self {
            text: date.map_or(Cow::Borrowed(""), |date| date.value.to_string().into()),
            day: date.map(|_| kind),
            ..Self::default()
        }
    }

    /// A cell with the day of a document's next review.
    fn review(document: &Document<'_>) -> Self {
        Self {
            near_from: document.review_is_near_from().map(|day| day.to_string()),
            ..Self::day(document.review_by, "review-by")
        }
    }
}

fn title_cell<'a>(links: &'a Links<'_>, item: Item) -> Cell<'a> {
    let title = links.book.title(item);
    Cell::links(vec![Link::titled(links.href(item), title)])
}

/// A cell with a role, when there is one.
fn role_cell<'a>(links: &'a Links<'_>, role: Option<&'a Spanned<Ref<Role>>>) -> Cell<'a> {
    Cell::links(role.map(|role| links.role(role)).into_iter().collect())
}

/// Every procedure.
pub(crate) fn procedures<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, procedure): (usize, &'a Procedure)| {
        let item = Item::Procedure(Index::new(at));
        Row {
            cells: vec![
                Cell::code(links, item),
                title_cell(links, item),
                Cell::links(
                    procedure
                        .part
                        .iter()
                        .map(|part| links.to_part(part))
                        .collect(),
                ),
                role_cell(links, procedure.owner.as_ref()),
                Cell::words(procedure.version.value.as_str()),
                Cell::status(words, procedure.status.value),
                Cell::day(procedure.effective.as_ref(), "effective"),
                Cell::review(&Document::of_procedure(Index::new(at), procedure)),
            ],
        }
    };
    Table {
        columns: vec![
            Column::new(words.code),
            Column::wide(words.title),
            Column::wide(words.in_part).by("part"),
            Column::new(words.owner).by("role"),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
            Column::new(words.effective),
            Column::new(words.review_by).by("review"),
        ],
        rows: Box::new(links.book.procedures.iter().enumerate().map(row)),
    }
}

/// Every role.
pub(crate) fn roles<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, role): (usize, &'a Role)| {
        let uses = &links.book.uses;
        let steps = (uses.steps_of_role[at].iter())
            .filter(|(_, part)| *part == Involvement::Owner)
            .count();
        Row {
            cells: vec![
                title_cell(links, Item::Role(Index::new(at))),
                Cell::words(kind_words(words, role.kind)),
                Cell::words(role.unit.as_deref().unwrap_or_default()),
                Cell::links(role.reports_to.iter().map(|to| links.role(to)).collect()),
                Cell::number(uses.procedures_of_role[at].len()),
                Cell::number(steps),
            ],
        }
    };
    Table {
        columns: vec![
            Column::wide(words.role),
            Column::new(words.role_kind).by("kind"),
            Column::new(words.unit).by("unit"),
            Column::new(words.reports_to),
            Column::number(words.owned_procedures),
            Column::number(words.steps_done),
        ],
        rows: Box::new(links.book.roles.iter().enumerate().map(row)),
    }
}

/// Every reference page.
pub(crate) fn references<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, reference): (usize, &'a Reference)| {
        let item = Item::Reference(Index::new(at));
        Row {
            cells: vec![
                Cell::code(links, item),
                title_cell(links, item),
                role_cell(links, reference.owner.as_ref()),
                Cell::words(reference.version.value.as_str()),
                Cell::status(words, reference.status.value),
            ],
        }
    };
    Table {
        columns: vec![
            Column::new(words.code),
            Column::wide(words.title),
            Column::new(words.document_owner).by("role"),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
        ],
        rows: Box::new(links.book.references.iter().enumerate().map(row)),
    }
}

/// Every part.
pub(crate) fn parts<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, part): (usize, &'a Part)| Row {
        cells: vec![
            Cell::links(vec![links.part(Index::new(at))]),
            Cell::words(part.summary.as_str()),
            Cell::number(links.book.uses.procedures_of_part[at].len()),
        ],
    };
    Table {
        columns: vec![
            Column::wide(words.part),
            Column::wide(words.summary),
            Column::number(words.procedures_count),
        ],
        rows: Box::new(links.book.config.parts.iter().enumerate().map(row)),
    }
}

/// Every pack.
pub(crate) fn packs<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, pack): (usize, &'a Pack)| {
        let sheets = &links.book.uses.sheets_of_pack[at];
        let copies: u32 = sheets.iter().map(|sheet| sheet.copies).sum();
        Row {
            cells: vec![
                title_cell(links, Item::Pack(Index::new(at))),
                Cell::links(links.roles(&pack.audience)),
                Cell::number(sheets.len()),
                Cell::words(copies.to_string()),
                role_cell(links, pack.owner.as_ref()),
                Cell::words(pack.version.value.as_str()),
            ],
        }
    };
    Table {
        columns: vec![
            Column::wide(words.pack),
            Column::wide(words.audience).by("role"),
            Column::number(words.pack_items),
            Column::new(words.copies),
            Column::new(words.document_owner),
            Column::narrow(words.version),
        ],
        rows: Box::new(links.book.packs.iter().enumerate().map(row)),
    }
}
