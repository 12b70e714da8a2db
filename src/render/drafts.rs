//! The page of a person's drafts: static/drafts.js fills it in with what the browser keeps.
//!
//! In: the book. Out: `DraftsView` and its page. It must not know layouts, nor any draft.

use crate::model::{Index, Item};
use crate::render::view::{DraftsView, FormLink};
use crate::render::{File, Press, frame};

/// The page, at the root of the site.
pub(crate) fn page(press: &Press<'_>) -> File {
    let links = press.links;
    let book = links.book;
    let page = frame::bare(
        press,
        "drafts",
        links.words.filling.drafts,
        "drafts.html".to_owned(),
    );
    let forms = (0..book.forms.len())
        .map(|at| {
            let at = Index::new(at);
            let item = Item::Form(at);
            let template = book.uses.template_of_form[at.at];
            FormLink {
                code: book.code(item),
                title: book.title(item),
                version: template.map_or("", |template| {
                    book.template(template).version.value.as_str()
                }),
                href: links.item(item).seen_from_root().href.unwrap_or_default(),
            }
        })
        .collect();
    press.print(&page, "drafts", &DraftsView { forms })
}
