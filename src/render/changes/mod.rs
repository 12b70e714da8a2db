//! What changed since an earlier release, as a page of the site and as a page that stands alone.
//!
//! In: two states of the handbook and what changed from one to the other. Out: `changes.html`, or one page that
//! needs no other file, or the same in words for notices and terminals. It must not know layouts.

mod charts;
mod told;
mod wording;

use std::collections::BTreeMap;

use tera::Context;

use crate::changes::PageChange;
use crate::diagnostic::Diagnostic;
use crate::model::{Book, Item};
use crate::render::layouts::Engine;
use crate::render::links::{Links, encoded, page_path};
use crate::render::view::ContentsEntry;
use crate::render::view::changes::{ChangesView, PageChangeView};
use crate::render::words::Words;
use crate::render::{Edition, File, Layouts, Press, Since, frame, shared};

pub use told::Compared;

use told::Pages;

/// The page of an edition that says what changed since the release before.
pub(crate) fn page(press: &Press<'_>, since: &Since<'_>) -> File {
    let compared = Compared {
        from: since.release,
        to: press.edition.release.map(|release| release.version),
        before: since.book,
        after: press.links.book,
        changes: since.changes,
    };
    let earlier = format!("{}v/{}/", press.edition.up, encoded(since.release));
    let mut view = told::view(&compared, press.links.words);
    linked(&mut view, &compared, Some(&earlier));
    charts::draw(&mut view, &compared, Some(&earlier));
    let mut page = frame::bare(
        press,
        "changes",
        view.title.clone(),
        "changes.html".to_owned(),
    );
    page.contents = (view.groups.iter())
        .map(|group| ContentsEntry {
            level: 2,
            number: None,
            title: group.title.into(),
            href: format!("#{}", group.id),
        })
        .collect();
    press.print(&page, "changes", &view)
}

/// What changed in words, for whoever shows it otherwise than as a page of the site.
#[must_use]
pub fn changes_in_words<'a>(compared: &Compared<'a>, words: &'a Words) -> ChangesView<'a> {
    told::view(compared, words)
}

/// One page of what changed that needs no other file, and what is wrong in the layouts.
#[must_use]
pub fn changes_alone(
    compared: &Compared<'_>,
    layouts: &Layouts,
    words: &'static Words,
) -> (String, Vec<Diagnostic>) {
    let mut links = Links::of(compared.after);
    links.words = words;
    let (engine, mut findings) = Engine::new(layouts, &shared(&links, &Edition::default()));
    let mut view = told::view(compared, words);
    linked(&mut view, compared, None);
    charts::draw(&mut view, compared, None);
    let style = |name: &str| {
        let bytes = layouts.statics.get(name);
        bytes.map_or_else(String::new, |bytes| {
            String::from_utf8_lossy(bytes).into_owned()
        })
    };
    let mut context = Context::new();
    context.insert("changes", &view);
    let sheets = ["handbook.css", "chart.css", "changes.css"].map(style);
    // What closes the element would let a style sheet write HTML.
    context.insert("style", &sheets.join("\n").replace("</", "<\\/"));
    context.insert("script", &style("changes.js").replace("</", "<\\/"));
    let html = engine.render("changes-alone.html", &context, &mut findings);
    (html, findings)
}

/// Says where each page and step is: on the site itself, or in the earlier release when it is gone. Without an
/// earlier release there are no pages to lead to.
fn linked(view: &mut ChangesView<'_>, compared: &Compared<'_>, earlier: Option<&str>) {
    let pages = Pages::of(compared);
    let changes = compared.changes.iter();
    let changes: BTreeMap<String, &PageChange> = changes
        .map(|change| (told::id_of(change), change))
        .collect();
    let Some(earlier) = earlier else { return };
    for page in view.groups.iter_mut().flat_map(|group| &mut group.pages) {
        if let Some(change) = changes.get(&page.id) {
            link(page, change, &pages, compared, earlier);
        }
    }
}

fn link(
    page: &mut PageChangeView<'_>,
    change: &PageChange,
    pages: &Pages<'_>,
    compared: &Compared<'_>,
    earlier: &str,
) {
    let was = pages.before(change);
    let was = was.map(|item| address(earlier, compared.before, item));
    let is = pages.after(change);
    let is = is.map(|item| address("", compared.after, item));
    for (step, change) in page.steps.iter_mut().zip(&change.steps) {
        let place = if change.numbers.1.is_some() {
            &is
        } else {
            &was
        };
        let number = step.number;
        step.href = place.as_ref().map(|page| format!("{page}#step-{number}"));
    }
    page.href = is.or(was);
}

/// A page from the root of a site.
fn address(base: &str, book: &Book, item: Item) -> String {
    format!("{base}{}", encoded(&page_path(book, item)))
}
