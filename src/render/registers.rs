//! The controlled-document registers, as pages and as CSV.
//!
//! In: the tables of `tables.rs`. Out: for each register its pages and its file. It must not know layouts.

use rayon::prelude::*;

use crate::render::links::Links;
use crate::render::tables::{self, Table};
use crate::render::view::register::{Cell, RegisterView};
use crate::render::view::{ContentsEntry, Link};
use crate::render::{File, Press, frame, maps};

/// How many rows stand on one page.
const ROWS: usize = 1000;

/// A register's name, title, lead, and what makes its head and rows.
struct Register {
    name: &'static str,
    title: &'static str,
    lead: &'static str,
    table: for<'a> fn(&'a Links<'_>) -> Table<'a>,
}

fn list(links: &Links<'_>) -> [Register; 8] {
    let words = links.words;
    [
        Register {
            name: "procedures",
            title: words.register_procedures,
            lead: words.register_procedures_lead,
            table: tables::procedures,
        },
        Register {
            name: "forms",
            title: words.register_forms,
            lead: words.register_forms_lead,
            table: tables::forms,
        },
        Register {
            name: "roles",
            title: words.register_roles,
            lead: words.register_roles_lead,
            table: tables::roles,
        },
        Register {
            name: "raci",
            title: words.register_raci,
            lead: words.register_raci_lead,
            table: tables::raci,
        },
        Register {
            name: "reviews",
            title: words.register_reviews,
            lead: words.register_reviews_lead,
            table: tables::reviews,
        },
        Register {
            name: "references",
            title: words.register_references,
            lead: words.register_references_lead,
            table: tables::references,
        },
        Register {
            name: "packs",
            title: words.register_packs,
            lead: words.register_packs_lead,
            table: tables::packs,
        },
        Register {
            name: "parts",
            title: words.register_parts,
            lead: words.register_parts_lead,
            table: tables::parts,
        },
    ]
}

/// The registers as the home page names them.
pub(crate) fn overview(links: &Links<'_>) -> Vec<Link<'static>> {
    (list(links).iter())
        .filter(|register| !["references", "parts", "packs"].contains(&register.name))
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
    let is_of_roles = register.name == "roles";
    let mut organisation = is_of_roles
        .then(|| maps::organisation(press.links))
        .flatten();
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
            organisation: organisation.take(),
            columns: table.columns.clone(),
            rows,
            count: table.rows.len(),
            pages: (0..if pages > 1 { pages } else { 0 })
                .map(|at| Link::titled(name(at), (at + 1).to_string()))
                .collect(),
            at,
        };
        files.push(press.print(&page, "register", &view));
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

impl Cell<'_> {
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
