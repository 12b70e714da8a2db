//! The findings of a build as pages show them: whose each file is, and where its page stands.

use std::collections::BTreeMap;

use crate::diagnostic::told::{File, Told, tell};
use crate::diagnostic::{Diagnostic, Language};
use crate::model::{Book, Item};
use crate::pipeline::Build;
use crate::render;
use crate::source::SourcePath;

/// Findings of a build in the words of one language.
pub(super) fn told(build: &Build, found: &[Diagnostic], language: Language) -> Vec<Told> {
    tell(found, &build.sources, &files(&build.book), language)
}

/// What is known of the file of each page.
fn files(book: &Book) -> BTreeMap<SourcePath, File> {
    let file = |item: Item| File {
        owner: book
            .owner(item)
            .map(|role| book.role(role).title.value.clone()),
        title: Some(book.title(item).to_owned()),
        page: Some(render::page_address(book, item)),
    };
    let items = book.items();
    items
        .map(|item| (book.path(item).clone(), file(item)))
        .collect()
}
