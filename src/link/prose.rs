//! The links and pictures of a stretch of Markdown.

use std::sync::Arc;

use crate::link::Context;
use crate::model::book::Item;
use crate::model::id::{Destination, Linked, Parsed};
use crate::model::prose::{Image, Link, MissingTarget, Prose, Target};
use crate::source::SourcePath;

/// The page that prose stands on.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    /// Its file.
    pub(super) path: &'a SourcePath,
    /// Its item.
    pub(super) item: Item,
}

/// Links one stretch.
pub(super) fn prose(from: &Prose<Parsed>, page: Page<'_>, context: &Context<'_>) -> Prose<Linked> {
    Prose {
        pieces: from.pieces.clone(),
        links: (from.links.iter())
            .map(|link| Link {
                span: link.span,
                target: target(&link.target, page, context),
                written: link.written.clone(),
            })
            .collect(),
        images: (from.images.iter())
            .map(|image| Image {
                span: image.span,
                target: target(&image.target, page, context),
                written: image.written.clone(),
                alt: image.alt.clone(),
            })
            .collect(),
        fences: from.fences.clone(),
        raw_html: from.raw_html.clone(),
        headings: from.headings.clone(),
        passages: Arc::clone(&from.passages),
        uneven_rows: Arc::clone(&from.uneven_rows),
    }
}

/// Where a link leads.
pub(super) fn target(destination: &Destination, page: Page<'_>, context: &Context<'_>) -> Target {
    match destination {
        Destination::Address(address) => context.addresses.resolve(address, page.path, page.item),
        Destination::Name(name) => named(name, page, context),
    }
}

fn named(name: &str, page: Page<'_>, context: &Context<'_>) -> Target {
    match context.names.any(name) {
        Ok(item) => Target::Page(item, None),
        Err(missing) => {
            let Some((of, fragment)) = name.split_once('#') else {
                return Target::Missing(MissingTarget::Name(missing));
            };
            if of.is_empty() {
                return context.addresses.on_page(page.item, fragment);
            }
            match context.names.any(of) {
                Ok(item) => context.addresses.on_page(item, fragment),
                Err(missing) => Target::Missing(MissingTarget::Name(missing)),
            }
        }
    }
}
