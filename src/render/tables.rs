//! What stands in the registers: one function for each.
//!
//! In: the book. Out: tables of cells. It must not know pages or files.

use std::collections::BTreeMap;

use crate::model::form::Form;
use crate::model::procedure::Procedure;
use crate::model::{
    Date, Document, Index, Involvement, Item, Pack, Part, Reference, Role, Template,
};
use crate::render::links::Links;
use crate::render::procedure::status_words;
use crate::render::role::kind_words;
use crate::render::view::Link;
use crate::render::view::register::{Cell, Row};
use crate::source::Spanned;

/// A register's head and rows.
pub(crate) struct Table<'a> {
    /// The columns' heads.
    pub(crate) columns: Vec<&'static str>,
    /// The rows, each with a cell for each column.
    pub(crate) rows: Vec<Row<'a>>,
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
        Self {
            text: number.to_string().into(),
            number: true,
            ..Self::default()
        }
    }

    /// A cell with a day, of the kind that the page's script knows by this name.
    pub(crate) fn day(date: Option<&Spanned<Date>>, kind: &'static str) -> Self {
        Self {
            text: date
                .map_or_else(String::new, |date| date.value.to_string())
                .into(),
            day: date.map(|_| kind),
            ..Self::default()
        }
    }
}

fn title_cell<'a>(links: &'a Links<'_>, item: Item) -> Cell<'a> {
    let title = links.book.title(item);
    Cell::links(vec![Link::titled(links.href(item), title)])
}

fn owner_cell<'a>(links: &'a Links<'_>, procedure: &'a Procedure) -> Cell<'a> {
    Cell::links(
        procedure
            .owner
            .iter()
            .map(|role| links.role(role))
            .collect(),
    )
}

/// Every procedure.
pub(crate) fn procedures<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, procedure): (usize, &'a Procedure)| {
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
                owner_cell(links, procedure),
                Cell::words(procedure.version.value.as_str()),
                Cell::words(status_words(words, procedure.status.value)),
                Cell::day(procedure.effective.as_ref(), "effective"),
                Cell::day(procedure.review_by.as_ref(), "review-by"),
            ],
        }
    };
    Table {
        columns: vec![
            words.code,
            words.title,
            words.in_part,
            words.owner,
            words.version,
            words.status,
            words.effective,
            words.review_by,
        ],
        rows: links.book.procedures.iter().enumerate().map(row).collect(),
    }
}

/// Every form, by its template.
pub(crate) fn forms<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, template): (usize, &'a Template)| {
        let item = Item::Template(Index::new(at));
        let mut used: Vec<Index<Procedure>> = (links.book.uses.steps_of_template[at].iter())
            .map(|step| step.procedure)
            .collect();
        used.dedup();
        let used = used.into_iter().map(|procedure| {
            let item = Item::Procedure(procedure);
            Link::titled(links.href(item), links.book.code(item))
        });
        Row {
            cells: vec![
                Cell::code(links, item),
                title_cell(links, item),
                Cell::links(template.owner.iter().map(|role| links.role(role)).collect()),
                Cell::links(links.roles(&template.filled_by)),
                Cell::links(links.roles(&template.signed_by)),
                Cell::words(template.kept.as_deref().unwrap_or_default()),
                Cell::words(template.version.value.as_str()),
                Cell::words(status_words(words, template.status.value)),
                Cell::links(used.collect()),
            ],
        }
    };
    let mut rows: Vec<Row<'a>> = links.book.templates.iter().enumerate().map(row).collect();
    // A form without its template is the checker's to report; the page that shows it so lists it too.
    let alone = |(at, _): &(usize, &Form)| links.book.uses.template_of_form[*at].is_none();
    for (at, _) in links.book.forms.iter().enumerate().filter(alone) {
        let mut cells = vec![Cell::code(links, Item::Form(Index::new(at)))];
        cells.resize(9, Cell::default());
        rows.push(Row { cells });
    }
    Table {
        columns: vec![
            words.code,
            words.title,
            words.document_owner,
            words.filled_by,
            words.signed_by,
            words.kept,
            words.version,
            words.status,
            words.used_in,
        ],
        rows,
    }
}

/// Every role.
pub(crate) fn roles<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, role): (usize, &'a Role)| {
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
            words.role,
            words.role_kind,
            words.unit,
            words.reports_to,
            words.owned_procedures,
            words.steps_done,
        ],
        rows: links.book.roles.iter().enumerate().map(row).collect(),
    }
}

/// Who is responsible, approves, is consulted and is informed, step by step.
pub(crate) fn raci<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let rows = (0..links.book.procedures.len())
        .flat_map(|at| raci_rows(links, Index::new(at)))
        .collect();
    Table {
        columns: vec![words.code, words.procedure, words.role, "R", "A", "C", "I"],
        rows,
    }
}

/// One row for each role that has a part in a procedure, in the order of their first steps.
fn raci_rows<'a>(links: &'a Links<'_>, at: Index<Procedure>) -> Vec<Row<'a>> {
    let mut order: Vec<Index<Role>> = Vec::new();
    let mut parts: BTreeMap<Index<Role>, [Vec<String>; 4]> = BTreeMap::new();
    for step in &links.book.procedure(at).steps {
        let involved = [
            &step.owners,
            &step.approvers,
            &step.consulted,
            &step.informed,
        ];
        for (column, roles) in involved.into_iter().enumerate() {
            for role in roles.iter().filter_map(|role| role.value.found()) {
                let columns = parts.entry(role).or_insert_with(|| {
                    order.push(role);
                    Default::default()
                });
                columns[column].push(step.number.value.to_string());
            }
        }
    }
    let item = Item::Procedure(at);
    (order.into_iter())
        .map(|role| {
            let mut cells = vec![
                Cell::code(links, item),
                title_cell(links, item),
                title_cell(links, Item::Role(role)),
            ];
            let columns = parts.remove(&role).unwrap_or_default();
            cells.extend(columns.map(|steps| Cell::words(steps.join(links.words.separator))));
            Row { cells }
        })
        .collect()
}

/// Documents by the day of their next review.
pub(crate) fn reviews<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let documents = links.book.documents();
    let mut due: Vec<Document<'_>> = documents.filter(|of| of.review_by.is_some()).collect();
    due.sort_by_key(|of| (of.review_by.map(|date| date.value), of.item));
    let row = |of: Document<'a>| Row {
        cells: vec![
            Cell::day(of.review_by, "review-by"),
            Cell::code(links, of.item),
            title_cell(links, of.item),
            Cell::links(of.owner.iter().map(|role| links.role(role)).collect()),
            Cell::words(of.version.value.as_str()),
            Cell::words(status_words(words, of.status.value)),
        ],
    };
    Table {
        columns: vec![
            words.review_by,
            words.code,
            words.title,
            words.owner,
            words.version,
            words.status,
        ],
        rows: due.into_iter().map(row).collect(),
    }
}

/// Every reference page.
pub(crate) fn references<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, reference): (usize, &'a Reference)| {
        let item = Item::Reference(Index::new(at));
        Row {
            cells: vec![
                Cell::code(links, item),
                title_cell(links, item),
                Cell::links(
                    reference
                        .owner
                        .iter()
                        .map(|role| links.role(role))
                        .collect(),
                ),
                Cell::words(reference.version.value.as_str()),
                Cell::words(status_words(words, reference.status.value)),
            ],
        }
    };
    Table {
        columns: vec![
            words.code,
            words.title,
            words.document_owner,
            words.version,
            words.status,
        ],
        rows: links.book.references.iter().enumerate().map(row).collect(),
    }
}

/// Every part.
pub(crate) fn parts<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, part): (usize, &'a Part)| Row {
        cells: vec![
            Cell::links(vec![links.part(Index::new(at))]),
            Cell::words(part.summary.as_str()),
            Cell::number(links.book.uses.procedures_of_part[at].len()),
        ],
    };
    Table {
        columns: vec![words.part, words.summary, words.procedures_count],
        rows: links
            .book
            .config
            .parts
            .iter()
            .enumerate()
            .map(row)
            .collect(),
    }
}

/// Every pack.
pub(crate) fn packs<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, pack): (usize, &'a Pack)| {
        let sheets = &links.book.uses.sheets_of_pack[at];
        let copies: u32 = sheets.iter().map(|sheet| sheet.copies).sum();
        Row {
            cells: vec![
                title_cell(links, Item::Pack(Index::new(at))),
                Cell::links(links.roles(&pack.audience)),
                Cell::number(sheets.len()),
                Cell::words(copies.to_string()),
                Cell::links(pack.owner.iter().map(|role| links.role(role)).collect()),
                Cell::words(pack.version.value.as_str()),
            ],
        }
    };
    Table {
        columns: vec![
            words.pack,
            words.audience,
            words.pack_items,
            words.copies,
            words.document_owner,
            words.version,
        ],
        rows: links.book.packs.iter().enumerate().map(row).collect(),
    }
}
