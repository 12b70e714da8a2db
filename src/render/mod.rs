//! The book as pages.
//!
//! In: a `Book`, `Layouts` and the pictures of its Mermaid fences. Out: a `Site` and what is wrong in a
//! site's own layouts. It must not know disks, servers or clocks: the same book and layouts give the same
//! bytes.
//!
//! Each kind of page has a file that makes its view from the model (`procedure.rs`, `role.rs`, …);
//! `view/` holds the views, which are all that layouts see.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use crate::chart::Fences;
use crate::diagnostic::{self, Diagnostic};
use crate::model::config::Submit;
use crate::model::{Book, Index, Item};
use crate::site::{Site, SitePath};

mod acknowledge;
mod builtin;
mod changes;
mod charts;
mod document;
mod drafts;
mod edition;
mod form;
mod frame;
mod highlight;
mod home;
mod html;
mod layouts;
mod links;
mod maps;
mod mistakes;
mod navigation;
mod pack;
mod paper;
mod places;
mod procedure;
mod program;
mod prose;
mod qr;
mod raci;
mod register_rows;
mod registers;
mod releases;
mod role;
mod sheet;
mod speech;
mod status;
mod tables;
pub mod view;
mod workbooks;
pub mod words;

pub use changes::{Compared, changes_alone, changes_in_words};
pub use edition::{Archive, Edition, Since, Stamp};
pub use layouts::Layouts;
pub(crate) use links::{encoded, page_path, part_path};
pub use links::{page_address, schema_path};
pub use workbooks::{Workbooks, workbooks};

use edition::EditionView;
use highlight::Highlighter;
use layouts::Engine;
use links::Links;
use maps::Handings;
use navigation::Sidebars;
use role::Reports;
use view::{BookView, Page, SubmitView};

/// Every file of the handbook's site, and what is wrong in layouts.
#[must_use]
pub fn render(
    book: &Book,
    layouts: &Layouts,
    fences: &Fences,
    edition: &Edition<'_>,
) -> (Site, Vec<Diagnostic>) {
    let links = Links::of(book);
    let (engine, mut findings) = Engine::new(layouts, &shared(&links, edition));
    let sidebars = Sidebars::of(&links, &engine, &mut findings);
    let press = Press {
        links: &links,
        edition,
        engine: &engine,
        fences,
        sidebars: &sidebars,
        highlighter: &Highlighter::default(),
        reports: &Reports::of(&book.roles),
        handings: &Handings::of(book),
    };
    let items: Vec<Item> = book.items().collect();
    let mut files: Vec<File> = (items.par_iter())
        .filter_map(|item| press.item(*item))
        .collect();
    let packs = packs(&press, &files);
    files.extend(packs);
    let parts = 0..book.config.parts.len();
    files.par_extend(
        parts
            .into_par_iter()
            .map(|at| home::part(&press, Index::new(at))),
    );
    let procedures = 0..book.procedures.len();
    files.par_extend(
        procedures
            .into_par_iter()
            .flat_map_iter(|at| raci::files(&press, Index::new(at))),
    );
    files.extend(registers::all(&press));
    files.push(home::home(&press));
    files.push(maps::page(&press));
    files.push(drafts::page(&press));
    files.push(home::not_found(&press));
    if let Some(since) = &edition.since {
        files.push(changes::page(&press, since));
    }
    files.extend(acknowledge::page(&press));
    if let Some(archive) = edition.archive {
        files.extend(
            builtin::PUBLISHED
                .iter()
                .map(|(path, bytes)| File::new((*path).to_owned(), bytes.to_vec(), Vec::new())),
        );
        files.extend(releases::pages(&press, archive));
        files.push(status::page(&press));
    }

    let mut site = Site::default();
    for file in files {
        findings.extend(file.findings);
        // A name that is no name on every system, or that two pages want, is the checker's to report.
        if let Some(path) = SitePath::new(&file.path) {
            site.files.entry(path).or_insert(file.bytes);
        }
    }
    add_copies(&mut site, book, layouts);
    diagnostic::sort(&mut findings);
    (site, findings)
}

/// The pages of packs, which print the pages of other items.
fn packs(press: &Press<'_>, files: &[File]) -> Vec<File> {
    // Of two pages of one name the first counts, as in the site.
    let pages: BTreeMap<&str, &[u8]> = (files.iter().rev())
        .map(|file| (file.path.as_str(), &*file.bytes))
        .collect();
    let count = press.links.book.packs.len();
    (0..count)
        .into_par_iter()
        .flat_map_iter(|at| pack::files(press, Index::new(at), &pages))
        .collect()
}

/// What every layout sees.
fn shared(links: &Links<'_>, edition: &Edition<'_>) -> Context {
    let config = &links.book.config;
    let mut shared = Context::new();
    shared.insert("words", links.words);
    let book = BookView {
        title: &config.title,
        summary: &config.summary,
        language: &config.language,
        submit: config.submit.as_ref().map(submit_view),
        acknowledge_mail: config.acknowledge_mail.as_deref().unwrap_or_default(),
    };
    shared.insert("book", &book);
    shared.insert("edition", &EditionView::from(edition));
    shared
}

fn submit_view(submit: &Submit) -> SubmitView<'_> {
    let url = submit.url.as_deref().unwrap_or_default();
    SubmitView {
        url,
        from_root: !url.is_empty() && !url.starts_with('/') && !url.contains("://"),
        mail: submit.mail.as_deref().unwrap_or_default(),
    }
}

/// Static files, and the files that pages show or link to, as they are.
fn add_copies(site: &mut Site, book: &Book, layouts: &Layouts) {
    for (name, bytes) in &layouts.statics {
        if let Some(path) = SitePath::new(&format!("static/{name}")) {
            site.files.insert(path, Arc::clone(bytes));
        }
    }
    for asset in &book.assets {
        if let (Some(path), Some(bytes)) = (
            SitePath::new(&links::asset_path(asset)),
            layouts.assets.get(asset),
        ) {
            site.files.insert(path, Arc::clone(bytes));
        }
    }
}

/// One file of the site and what was found while making it.
pub(crate) struct File {
    path: String,
    bytes: Arc<[u8]>,
    findings: Vec<Diagnostic>,
}

impl File {
    fn new(path: String, bytes: Vec<u8>, findings: Vec<Diagnostic>) -> Self {
        Self {
            path,
            bytes: Arc::from(bytes),
            findings,
        }
    }
}

/// What it takes to make a page.
pub(crate) struct Press<'a> {
    links: &'a Links<'a>,
    edition: &'a Edition<'a>,
    engine: &'a Engine<'a>,
    fences: &'a Fences,
    sidebars: &'a Sidebars,
    highlighter: &'a Highlighter,
    reports: &'a Reports,
    handings: &'a Handings,
}

impl Press<'_> {
    /// The page of an item; packs come after all others.
    fn item(&self, item: Item) -> Option<File> {
        let file = match item {
            Item::Procedure(at) => procedure::page(self, at),
            Item::Role(at) => role::page(self, at),
            Item::Template(at) => document::template(self, at),
            Item::Form(at) => document::form(self, at),
            Item::Reference(at) => document::reference(self, at),
            Item::Pack(_) => return None,
        };
        Some(file)
    }

    /// A page through the layout of its kind.
    fn print<V: Serialize>(&self, page: &Page<'_>, name: &'static str, view: &V) -> File {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert(name, view);
        self.finish(page, &context)
    }

    fn finish(&self, page: &Page<'_>, context: &Context) -> File {
        let layout = format!("{}.html", page.kind);
        let mut findings = Vec::new();
        let mut html = self.engine.render(&layout, context, &mut findings);
        if self.edition.is_published() {
            let mut part = |layout| self.engine.render(layout, context, &mut findings);
            let foot = part("edition.html");
            let (data, head) = (part("edition-data.html"), part("edition-head.html"));
            edition::stamp(&mut html, [&data, &head, &foot]);
        }
        File::new(page.path.to_string(), html.into_bytes(), findings)
    }
}
