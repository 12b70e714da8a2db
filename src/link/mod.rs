//! Items to a `Book`: every reference looked up once, to what it names or to `Missing`.
//!
//! In: entries with words for references. Out: the book. It reports nothing: that a reference is `Missing`
//! is for `check` to say.

mod addresses;
mod items;
mod names;
mod prose;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::link::addresses::Addresses;
use crate::link::names::Names;
use crate::model::Uses;
use crate::model::id::{Index, Parsed};
use crate::model::{Book, Config, Entry, Form, Pack, Procedure, Reference, Role, Target, Template};
use crate::source::SourcePath;

/// What `link` looks names up in.
pub(crate) struct Context<'a> {
    names: Names<'a>,
    addresses: Addresses<'a>,
}

/// The entries by kind, each kind in the order of its codes.
#[derive(Default)]
pub(crate) struct Sorted<'a> {
    procedures: Vec<&'a Procedure<Parsed>>,
    roles: Vec<&'a Role<Parsed>>,
    templates: Vec<&'a Template<Parsed>>,
    forms: Vec<&'a Form>,
    references: Vec<&'a Reference<Parsed>>,
    packs: Vec<&'a Pack<Parsed>>,
}

/// Links the entries of a handbook. `assets` are the files beside them that a page may show or link to.
#[must_use]
pub fn link(entries: &[Arc<Entry>], config: Config, assets: &BTreeSet<SourcePath>) -> Book {
    let sorted = sort(entries);
    let context = Context {
        names: Names::new(&sorted, &config),
        addresses: Addresses::new(&sorted, assets),
    };
    let procedures: Vec<_> = (sorted.procedures.par_iter().enumerate())
        .map(|(at, item)| items::procedure(Index::new(at), item, &context))
        .collect();
    let roles: Vec<_> = (sorted.roles.par_iter().enumerate())
        .map(|(at, item)| items::role(Index::new(at), item, &context))
        .collect();
    let templates: Vec<_> = (sorted.templates.par_iter().enumerate())
        .map(|(at, item)| items::template(Index::new(at), item, &context))
        .collect();
    let references: Vec<_> = (sorted.references.par_iter().enumerate())
        .map(|(at, item)| items::reference(Index::new(at), item, &context))
        .collect();
    let packs: Vec<_> = (sorted.packs.iter().enumerate())
        .map(|(at, item)| items::pack(Index::new(at), item, &context))
        .collect();
    let forms: Vec<_> = sorted.forms.iter().map(|form| (*form).clone()).collect();
    let uses = Uses::of(&config, &procedures, &roles, &templates, &forms, &packs);
    let mut book = Book {
        config,
        procedures,
        roles,
        templates,
        forms,
        references,
        packs,
        assets: Vec::new(),
        uses,
    };
    book.assets = used_assets(&book);
    book
}

fn sort(entries: &[Arc<Entry>]) -> Sorted<'_> {
    let mut sorted = Sorted::default();
    for entry in entries {
        match entry.as_ref() {
            Entry::Procedure(item) => sorted.procedures.push(item),
            Entry::Role(item) => sorted.roles.push(item),
            Entry::Template(item) => sorted.templates.push(item),
            Entry::Form(item) => sorted.forms.push(item),
            Entry::Reference(item) => sorted.references.push(item),
            Entry::Pack(item) => sorted.packs.push(item),
            Entry::Config(_) => {}
        }
    }
    (sorted.procedures)
        .sort_by(|a, b| (a.code.value.cmp(&b.code.value)).then_with(|| a.path.cmp(&b.path)));
    (sorted.roles).sort_by(|a, b| (a.id.value.cmp(&b.id.value)).then_with(|| a.path.cmp(&b.path)));
    (sorted.templates)
        .sort_by(|a, b| (a.code.value.cmp(&b.code.value)).then_with(|| a.path.cmp(&b.path)));
    (sorted.forms).sort_by(|a, b| (a.code.cmp(&b.code)).then_with(|| a.path.cmp(&b.path)));
    (sorted.references)
        .sort_by(|a, b| (a.code.value.cmp(&b.code.value)).then_with(|| a.path.cmp(&b.path)));
    (sorted.packs).sort_by(|a, b| (a.id.value.cmp(&b.id.value)).then_with(|| a.path.cmp(&b.path)));
    sorted
}

/// The files that links and pictures lead to.
fn used_assets(book: &Book) -> Vec<SourcePath> {
    let mut used = BTreeSet::new();
    for prose in book.proses() {
        let links = prose.links.iter().map(|link| &link.target);
        let images = prose.images.iter().map(|image| &image.target);
        for target in links.chain(images) {
            if let Target::Asset(path) = target {
                used.insert(path.clone());
            }
        }
    }
    used.into_iter().collect()
}
