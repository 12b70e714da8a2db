//! The controlled-document registers, as pages, as CSV and as tables of workbooks.
//!
//! In: the tables of `tables/`. Out: for each register its pages and its files. It must not know layouts.

use rayon::prelude::*;

use crate::render::links::Links;
use crate::render::raci;
use crate::render::register_rows::{self, Rows, has_workbook, rows};
use crate::render::tables::{self, Column, Place, Table};
use crate::render::view::register::{ColumnView, FacetView, RegisterView};
use crate::render::view::{ContentsEntry, Link};
use crate::render::words::Words;
use crate::render::{File, Press, frame, maps};
use crate::workbook;

/// A register's name, title, lead, what makes its head and rows, and which others belong to it.
struct Register {
    name: &'static str,
    title: &'static str,
    lead: &'static str,
    table: for<'a> fn(&'a Links<'_>) -> Table<'a>,
    related: &'static [&'static str],
}

impl Register {
    fn new(
        name: &'static str,
        (title, lead): (&'static str, &'static str),
        table: for<'a> fn(&'a Links<'_>) -> Table<'a>,
        related: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            title,
            lead,
            table,
            related,
        }
    }
}

#[rustfmt::skip]
fn list(words: &Words) -> [Register; 13] {
    let more = &words.matrices;
    let new = Register::new;
    [
        new("documents", (more.register_documents, more.register_documents_lead), tables::documents, &["owners", "reviews"]),
        new("steps", (more.register_steps, more.register_steps_lead), tables::steps, &["raci", "form-steps"]),
        new("procedures", (words.register_procedures, words.register_procedures_lead), tables::procedures, &["steps"]),
        new("forms", (words.register_forms, words.register_forms_lead), tables::forms, &["form-steps", "fields"]),
        new("form-steps", (more.register_form_steps, more.register_form_steps_lead), tables::form_steps, &["forms", "fields"]),
        new("fields", (more.register_fields, more.register_fields_lead), tables::fields, &["forms", "form-steps"]),
        new("roles", (words.register_roles, words.register_roles_lead), tables::roles, &["owners", "raci"]),
        new("owners", (more.register_owners, more.register_owners_lead), tables::owners, &["documents", "reviews", "roles"]),
        new("raci", (words.register_raci, words.register_raci_lead), tables::raci, &["steps"]),
        new("reviews", (words.register_reviews, words.register_reviews_lead), tables::reviews, &["documents", "owners"]),
        new("references", (words.register_references, words.register_references_lead), tables::references, &[]),
        new("packs", (words.register_packs, words.register_packs_lead), tables::packs, &[]),
        new("parts", (words.register_parts, words.register_parts_lead), tables::parts, &[]),
    ]
}

/// The registers as the home page names them.
pub(crate) fn overview(links: &Links<'_>) -> Vec<Link<'static>> {
    (list(links.words).iter())
        .filter(|register| !["references", "parts", "packs"].contains(&register.name))
        .map(|register| Link::titled(format!("registers/{}.html", register.name), register.title))
        .collect()
}

/// Every register's pages and files.
pub(crate) fn all(press: &Press<'_>) -> Vec<File> {
    (list(press.links.words).par_iter())
        .flat_map_iter(|register| files(press, register))
        .collect()
}

fn files(press: &Press<'_>, register: &Register) -> Vec<File> {
    let table = (register.table)(press.links);
    let columns = table.columns;
    let mut made = rows(press.links, &columns, table.rows);
    let mut files = Vec::new();
    let mut add = |ending: &str, bytes: Vec<u8>| {
        let path = format!("registers/{}{ending}", register.name);
        files.push(File::new(path, bytes, Vec::new()));
    };
    add(".csv", std::mem::take(&mut made.csv));
    if made.pages.len() > 1 {
        add(".rows.js", std::mem::take(&mut made.script).into_bytes());
    }
    files.extend(pages(press, register, &columns, &made));
    files
}

/// The tables of each register's workbook, by its path in the site.
pub(crate) fn workbooks(links: &Links<'_>) -> Vec<(String, Vec<workbook::Table>)> {
    let tables = |register: &Register| {
        let made = (register.table)(links);
        let first = register_rows::table(links, register.title, &made.columns, made.rows)?;
        let mut tables = vec![first];
        if register.name == "raci" {
            tables.extend(raci::tables(links));
        }
        Some((format!("registers/{}.xlsx", register.name), tables))
    };
    (list(links.words).par_iter()).filter_map(tables).collect()
}

fn pages(press: &Press<'_>, register: &Register, columns: &[Column], made: &Rows) -> Vec<File> {
    let is_of_roles = register.name == "roles";
    let mut organisation = is_of_roles
        .then(|| maps::organisation(press.links))
        .flatten();
    let count = made.pages.len();
    let name = |at: usize| match at {
        0 => format!("{}.html", register.name),
        at => format!("{}-{}.html", register.name, at + 1),
    };
    let file = |ending: &str, there: bool| {
        if there {
            format!("{}{ending}", register.name)
        } else {
            String::new()
        }
    };
    let page = |(at, rows_html): (usize, &String)| {
        let path = format!("registers/{}", name(at));
        let mut page = frame::bare(press, "register", register.title, path);
        page.code = register.name;
        page.contents = Vec::<ContentsEntry<'_>>::new();
        page.print_css = frame::print_css(press, &page, "A4 landscape");
        let view = RegisterView {
            name: register.name,
            title: register.title,
            lead: register.lead,
            csv: file(".csv", true),
            xlsx: file(".xlsx", has_workbook(made.count)),
            rows_script: file(".rows.js", count > 1),
            related: related(press.links, register),
            organisation: organisation.take(),
            columns: shown(columns),
            facets: facets(press.links.words, columns),
            rows_html,
            count: made.count,
            pages: (0..if count > 1 { count } else { 0 })
                .map(|at| Link::titled(name(at), (at + 1).to_string()))
                .collect(),
            at,
        };
        press.print(&page, "register", &view)
    };
    made.pages.iter().enumerate().map(page).collect()
}

fn related(links: &Links<'_>, register: &Register) -> Vec<Link<'static>> {
    let others = list(links.words);
    (register.related.iter())
        .filter_map(|name| others.iter().find(|other| other.name == *name))
        .map(|other| Link::titled(format!("{}.html", other.name), other.title))
        .collect()
}

fn shown(columns: &[Column]) -> Vec<ColumnView> {
    (columns.iter())
        .filter(|column| column.place != Place::Files)
        .map(|column| ColumnView {
            head: column.head,
            class: column.class,
            facet: column.facet.unwrap_or_default(),
        })
        .collect()
}

/// What rows can be chosen by, in the order in which readers ask, each once. What stands in one column is
/// called as the column is.
fn facets(words: &Words, columns: &[Column]) -> Vec<FacetView> {
    const ORDER: [&str; 12] = [
        "part",
        "procedure",
        "role",
        "approver",
        "form",
        "kind",
        "way",
        "type",
        "unit",
        "required",
        "status",
        "review",
    ];
    (ORDER.into_iter())
        .filter_map(|name| {
            let mut of = columns
                .iter()
                .filter(|column| column.facet == Some(name) && column.place != Place::Files);
            let title = match (of.next()?, of.next()) {
                (column, None) => column.head,
                (_, Some(_)) => words.role,
            };
            Some(FacetView { name, title })
        })
        .collect()
}
