//! The controlled-document registers, as pages and as CSV.
//!
//! In: the book. Out: for each register its pages and its file. It must not know layouts.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::form::Form;
use crate::model::procedure::Procedure;
use crate::model::{Book, Date, Index, Involvement, Item, Part, Role, Template};
use crate::render::links::Links;
use crate::render::procedure::status_words;
use crate::render::role::kind_words;
use crate::render::view::register::{Cell, RegisterView, Row};
use crate::render::view::{ContentsEntry, Link};
use crate::render::{File, Press, frame};

/// How many rows stand on one page.
const ROWS: usize = 1000;

/// A register's name, title, lead, and what makes its head and rows.
struct Register {
    name: &'static str,
    title: &'static str,
    lead: &'static str,
    table: for<'a> fn(&'a Links<'_>) -> Table<'a>,
}

struct Table<'a> {
    columns: Vec<&'static str>,
    rows: Vec<Row<'a>>,
}

fn list(links: &Links<'_>) -> [Register; 7] {
    let words = links.words;
    [
        Register {
            name: "procedures",
            title: words.register_procedures,
            lead: words.register_procedures_lead,
            table: procedures,
        },
        Register {
            name: "forms",
            title: words.register_forms,
            lead: words.register_forms_lead,
            table: forms,
        },
        Register {
            name: "roles",
            title: words.register_roles,
            lead: words.register_roles_lead,
            table: roles,
        },
        Register {
            name: "raci",
            title: words.register_raci,
            lead: words.register_raci_lead,
            table: raci,
        },
        Register {
            name: "reviews",
            title: words.register_reviews,
            lead: words.register_reviews_lead,
            table: reviews,
        },
        Register {
            name: "references",
            title: words.register_references,
            lead: words.register_references_lead,
            table: references,
        },
        Register {
            name: "parts",
            title: words.register_parts,
            lead: words.register_parts_lead,
            table: parts,
        },
    ]
}

/// The registers as the home page names them.
pub(crate) fn overview(links: &Links<'_>) -> Vec<Link<'static>> {
    (list(links).iter())
        .filter(|register| !["references", "parts"].contains(&register.name))
        .map(|register| Link::titled(format!("registers/{}.html", register.name), register.title))
        .collect()
}

/// Every register's pages and file.
pub(crate) fn all(press: &Press<'_>) -> Vec<File> {
    (list(press.links).par_iter())
        .flat_map_iter(|register| files(press, register))
        .collect()
}

fn files(press: &Press<'_>, register: &Register) -> Vec<File> {
    let table = (register.table)(press.links);
    let csv = format!("{}.csv", register.name);
    let mut files = vec![File::new(
        format!("registers/{csv}"),
        csv_bytes(press.links, &table),
        Vec::new(),
    )];
    let pages = table.rows.len().div_ceil(ROWS).max(1);
    let name = |at: usize| match at {
        0 => format!("{}.html", register.name),
        at => format!("{}-{}.html", register.name, at + 1),
    };
    for at in 0..pages {
        let rows = table.rows.chunks(ROWS).nth(at).unwrap_or_default();
        let path = format!("registers/{}", name(at));
        let mut page = frame::bare(press, "register", register.title, path);
        page.code = register.name;
        page.contents = Vec::<ContentsEntry<'_>>::new();
        page.print_css = frame::print_css(press, &page, "A4 landscape");
        let view = RegisterView {
            name: register.name,
            title: register.title,
            lead: register.lead,
            csv: csv.clone(),
            columns: table.columns.clone(),
            rows,
            count: table.rows.len(),
            pages: (0..if pages > 1 { pages } else { 0 })
                .map(|at| Link::titled(name(at), (at + 1).to_string()))
                .collect(),
            at,
        };
        files.push(press.print(&page, "register", &view, Vec::new()));
    }
    files
}

/// The table as a file that a spreadsheet opens: UTF-8 with a byte order mark, as it must be for Chinese,
/// and no cell that a spreadsheet would take for a formula.
fn csv_bytes(links: &Links<'_>, table: &Table<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |record: Vec<String>| {
        // Writing to memory cannot fail, and every record has the same length.
        let _ = writer.write_record(record);
    };
    write(
        table
            .columns
            .iter()
            .map(|head| plain((*head).to_owned()))
            .collect(),
    );
    for row in &table.rows {
        write(
            row.cells
                .iter()
                .map(|cell| plain(cell.plain(links)))
                .collect(),
        );
    }
    writer.into_inner().unwrap_or_default()
}

fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text
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
    pub(crate) fn day(date: Option<Date>, kind: &'static str) -> Self {
        Self {
            text: date
                .map_or_else(String::new, |date| date.to_string())
                .into(),
            day: date.map(|_| kind),
            ..Self::default()
        }
    }

    fn plain(&self, links: &Links<'_>) -> String {
        if self.links.is_empty() {
            return self.text.to_string();
        }
        let titles = self.links.iter().map(|link| match link.code {
            Some(code) => format!("{code} {}", link.title),
            None => link.title.to_string(),
        });
        titles.collect::<Vec<_>>().join(links.words.separator)
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

fn procedures<'a>(links: &'a Links<'_>) -> Table<'a> {
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
                Cell::words(procedure.version.as_str()),
                Cell::words(status_words(words, procedure.status)),
                Cell::day(procedure.effective, "effective"),
                Cell::day(procedure.review_by, "review-by"),
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

fn forms<'a>(links: &'a Links<'_>) -> Table<'a> {
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
                Cell::words(template.version.as_str()),
                Cell::links(used.collect()),
            ],
        }
    };
    let mut rows: Vec<Row<'a>> = links.book.templates.iter().enumerate().map(row).collect();
    // A form without its template is the checker's to report; the page that shows it so lists it too.
    let alone = |(at, _): &(usize, &Form)| links.book.uses.template_of_form[*at].is_none();
    for (at, _) in links.book.forms.iter().enumerate().filter(alone) {
        let mut cells = vec![Cell::code(links, Item::Form(Index::new(at)))];
        cells.resize(8, Cell::default());
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
            words.used_in,
        ],
        rows,
    }
}

fn roles<'a>(links: &'a Links<'_>) -> Table<'a> {
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

fn raci<'a>(links: &'a Links<'_>) -> Table<'a> {
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

fn reviews<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let book: &Book = links.book;
    let mut due: Vec<(Date, usize)> = (book.procedures.iter().enumerate())
        .filter_map(|(at, procedure)| procedure.review_by.map(|date| (date, at)))
        .collect();
    due.sort_unstable();
    let row = |(_, at): (Date, usize)| {
        let item = Item::Procedure(Index::new(at));
        let procedure = &book.procedures[at];
        Row {
            cells: vec![
                Cell::day(procedure.review_by, "review-by"),
                Cell::code(links, item),
                title_cell(links, item),
                owner_cell(links, procedure),
                Cell::words(procedure.version.as_str()),
                Cell::words(status_words(words, procedure.status)),
            ],
        }
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

fn references<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = |(at, reference): (usize, &'a crate::model::Reference)| {
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
                Cell::words(reference.version.as_str()),
            ],
        }
    };
    Table {
        columns: vec![words.code, words.title, words.document_owner, words.version],
        rows: links.book.references.iter().enumerate().map(row).collect(),
    }
}

fn parts<'a>(links: &'a Links<'_>) -> Table<'a> {
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
