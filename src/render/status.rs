//! The page that says whether a printed sheet is still in force: static/status.js fills it in.
//!
//! In: nothing but the kinds of pages. Out: `status.html`, at the root of all that is published. It must not know
//! releases: the page reads them from the lists beside it.

use serde::Serialize;

use crate::model::Kind;
use crate::render::links::folder;
use crate::render::{File, Press, frame};

/// What `status.html` sees.
#[derive(Debug, Serialize)]
struct StatusView {
    /// What may have been printed.
    kinds: Vec<KindView>,
}

/// A kind of page.
#[derive(Debug, Serialize)]
struct KindView {
    /// As in the address that a sheet names: `procedure`.
    word: &'static str,
    /// The folder of its pages: `procedures`.
    folder: &'static str,
    /// What people call it.
    title: &'static str,
}

/// The page.
pub(crate) fn page(press: &Press<'_>) -> File {
    let words = press.links.words;
    let title = words.control.status_title;
    let page = frame::bare(press, "status", title, "status.html".to_owned());
    let kinds = [
        (Kind::Procedure, words.procedure),
        (Kind::Form, words.form),
        (Kind::Template, words.template),
        (Kind::Reference, words.reference),
        (Kind::Pack, words.pack),
    ];
    let kinds = kinds.map(|(kind, title)| KindView {
        word: kind.word(),
        folder: folder(kind),
        title,
    });
    let kinds = kinds.into();
    press.print(&page, "status", &StatusView { kinds })
}
