//! The frame of a page: where it stands, what is around it, its table of contents, its printed sheet.
//!
//! In: links and sidebars. Out: `Page`. It must not know what stands inside the frame.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::chart::Paper;
use crate::model::{Index, Item, Kind, Part, Procedure, Prose};
use crate::render::html::css_string;
use crate::render::links::{encoded, page_path};
use crate::render::view::{ContentsEntry, Link, Page};
use crate::render::{Press, acknowledge, sheet};

/// The registers that list the items of a kind.
const fn list_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Procedure => "../registers/procedures.html",
        Kind::Role => "../registers/roles.html",
        Kind::Template | Kind::Form => "../registers/forms.html",
        Kind::Reference => "../registers/references.html",
        Kind::Pack => "../registers/packs.html",
    }
}

/// The frame of an item's page.
pub(crate) fn of_item<'a>(press: &'a Press<'_>, item: Item) -> Page<'a> {
    let links = press.links;
    let (book, words) = (links.book, links.words);
    let path = page_path(book, item);
    let mut page = bare(press, item.kind().word(), book.title(item), path);
    page.code = book.code(item);
    page.source = book.path(item).as_str();
    page.history = history(&page.path);
    page.crumbs
        .push(Link::titled(list_of(item.kind()), words.kinds(item.kind())));
    if let Some(document) = book.document(item) {
        page.status = Some(document.status.value.word());
        page.effective = document.effective.map(|date| date.value.to_string());
        page.review_by = document.review_by.map(|date| date.value.to_string());
        page.version = &document.version.value;
        page.statement = acknowledge::of_document(press, page.code, book.title(item), page.version);
    }
    // A form's own page is its template's; the fields alone have no history that people look for.
    if let Some(history) = press.edition.history
        && item.kind() != Kind::Form
    {
        page.commits = history.get(book.path(item)).map_or(&[], Vec::as_slice);
    }
    page.print_css = print_css(press, &page, "A4 portrait");
    page
}

/// The frame of a procedure's page, which stands in a part between its neighbours.
pub(crate) fn of_procedure<'a>(press: &'a Press<'_>, at: Index<Procedure>) -> Page<'a> {
    let links = press.links;
    let procedure = links.book.procedure(at);
    let mut page = of_item(press, Item::Procedure(at));
    let part = procedure.part.as_ref().and_then(|part| part.value.found());
    page.sidebar_html =
        press
            .sidebars
            .for_procedure(links, at, part, links.href(Item::Procedure(at)));
    if let Some(part) = part {
        page.crumbs.pop();
        page.crumbs.push(links.part(part));
        let neighbours = &links.book.uses.procedures_of_part[part.at];
        // The list is in the order of the book, so the place is found without reading it all.
        if let Ok(here) = neighbours.binary_search(&at) {
            page.previous = here.checked_sub(1).map(|n| links.procedure(neighbours[n]));
            page.next = neighbours.get(here + 1).map(|n| links.procedure(*n));
        }
    }
    page
}

/// The frame of a part's page.
pub(crate) fn of_part<'a>(press: &'a Press<'_>, at: Index<Part>) -> Page<'a> {
    let links = press.links;
    let part = links.book.part(at);
    let path = crate::render::links::part_path(part);
    let mut page = bare(press, "part", &part.title, path);
    page.code = part.id.value.as_str();
    page.history = history(&page.path);
    let list = Link::titled("../registers/parts.html", links.words.parts);
    page.crumbs.push(list);
    page.sidebar_html = press.sidebars.for_part(at, links.part_href(at));
    page
}

/// A page's path without its ending, as in an address.
fn history(path: &str) -> String {
    encoded(path.strip_suffix(".html").unwrap_or(path))
}

/// A frame with nothing said of the page but its kind, title and path.
pub(crate) fn bare<'a>(
    press: &'a Press<'_>,
    kind: &'static str,
    title: impl Into<Cow<'a, str>>,
    path: String,
) -> Page<'a> {
    let links = press.links;
    let root = if path.contains('/') { "../" } else { "" };
    let home = Link::titled(format!("{root}index.html"), links.words.home);
    let mut page = Page {
        kind,
        code: "",
        title: title.into(),
        source: links.book.config.path.as_str(),
        root,
        sidebar_html: press
            .sidebars
            .without_part(root, &format!("{root}{}", encoded(&path))),
        path: path.into(),
        history: String::new(),
        crumbs: vec![home],
        contents: Vec::new(),
        previous: None,
        next: None,
        status: None,
        effective: None,
        review_by: None,
        version: "",
        statement: None,
        commits: &[],
        print_css: String::new(),
    };
    page.print_css = print_css(press, &page, "A4 portrait");
    page
}

const NUMBERS: &str = "counter(page) \" / \" counter(pages)";

/// Whether its sheets are copies of a controlled document.
fn is_document(page: &Page<'_>) -> bool {
    let documents = [Kind::Procedure, Kind::Template, Kind::Reference, Kind::Pack];
    !page.history.is_empty() && documents.iter().any(|kind| kind.word() == page.kind)
}

/// The sheet's size and its running head: code, title, version, and the number of the sheet.
pub(crate) fn print_css(press: &Press<'_>, page: &Page<'_>, size: &str) -> String {
    let name = match page.code {
        code if code.is_empty()
            || code == page.title
            || page.kind == "role"
            || page.kind == "register"
            || page.kind == "pack" =>
        {
            page.title.to_string()
        }
        code => format!("{code} {}", page.title),
    };
    let boxes = if is_document(page) {
        let identity = sheet::Identity {
            kind: page.kind,
            code: page.code,
            name: &name,
            version: page.version,
            path: &page.path,
        };
        let first = sheet::first_line(press, &identity);
        format!(
            "margin-top:19mm;{}{}",
            sheet::head(press, &identity),
            sheet::foot(press, &first, NUMBERS)
        )
    } else {
        let stamps = match sheet::stamps(press, page.version) {
            stamps if stamps.is_empty() => String::new(),
            stamps => format!("@top-right{{content:{}}}", css_string(&stamps)),
        };
        let (name, book) = (
            css_string(&name),
            css_string(&press.links.book.config.title),
        );
        format!(
            "@top-left{{content:{name}}}{stamps}@bottom-left{{content:{book}}}@bottom-right{{content:{NUMBERS}}}"
        )
    };
    let mut css = format!("@page{{size:{size};{boxes}}}");
    if page.kind == "procedure" {
        // In one style sheet with the rule above, which would win from a later one.
        for paper in Paper::ALL {
            let (name, size) = (paper.name(), paper.name().replace('-', " "));
            // Writing to a string cannot fail.
            let _ = write!(
                css,
                "@page chart-{name}{{size:{size};margin:15mm 10mm 12mm}}"
            );
        }
    }
    css
}

/// The headings of a stretch of prose that a table of contents names.
pub(crate) fn headings(prose: &Prose) -> impl Iterator<Item = ContentsEntry<'_>> {
    (prose.headings.iter())
        .filter(|heading| (2..=3).contains(&heading.level))
        .map(|heading| ContentsEntry {
            level: heading.level,
            number: None,
            title: heading.text.as_str().into(),
            href: format!("#{}", heading.id),
        })
}

/// A section of the page's own making.
pub(crate) fn section<'a>(id: &str, title: &'a str) -> ContentsEntry<'a> {
    ContentsEntry {
        level: 2,
        number: None,
        title: title.into(),
        href: format!("#{id}"),
    }
}
