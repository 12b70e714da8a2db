//! Printed sheets: running head and foot, and of forms the size too, as the CSS of an `@page` rule.
//!
//! In: a page, the handbook's settings and the release that it is of. Out: CSS. It must not know what stands on the sheets.
//!
//! A form's own page has one kind of sheet. Where forms stand among other things (its template's page,
//! a pack), each is on named pages: an element with `style="page: NAME"` takes the rule of that name.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::form::Paper;
use crate::model::{Config, Form, Index, Item};
use crate::render::Press;
use crate::render::html::css_string;
use crate::render::links::{encoded, page_path};
use crate::render::qr;
use crate::render::words::Words;

/// Millimetres of the code in the head's right corner: of an address of 50 letters, each module has 0.38.
const QR_SIZE: &str = "12.5";

/// The name of the pages that a form's sheets are.
pub(crate) fn page_name(form: &Form) -> String {
    let mut name = String::from("form-");
    for c in form.code.as_str().chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            name.push(c.to_ascii_lowercase());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "_{:x}_", u32::from(c));
        }
    }
    name
}

/// What the sheets of a page say of it.
pub(crate) struct Identity<'a> {
    /// The kind of page, as in its `data-kind`.
    pub(crate) kind: &'a str,
    /// Its code or id.
    pub(crate) code: &'a str,
    /// Its code and title as its sheets show them.
    pub(crate) name: &'a str,
    /// The document's version; may be empty.
    pub(crate) version: &'a str,
    /// Its path in the site.
    pub(crate) path: &'a str,
}

/// The rule of a form's sheets: for all sheets of a page, or for those of the form's name.
pub(crate) fn css(press: &Press<'_>, at: Index<Form>, named: bool) -> String {
    let name = if named {
        page_name(press.links.book.form(at))
    } else {
        String::new()
    };
    rule(press, at, &name, "counter(page) \" / \" counter(pages)")
}

/// The rule of the sheets of this name, of all sheets when it is empty; `numbers` is the `content` that numbers them.
pub(crate) fn rule(press: &Press<'_>, at: Index<Form>, name: &str, numbers: &str) -> String {
    let book = press.links.book;
    let (form, item) = (book.form(at), Item::Form(at));
    let identity = Identity {
        kind: item.kind().word(),
        code: form.code.as_str(),
        name: &format!("{} {}", form.code.as_str(), book.title(item)),
        version: (book.uses.template_of_form[at.at]).map_or("", |template| {
            book.template(template).version.value.as_str()
        }),
        path: &page_path(book, item),
    };
    let selector = if name.is_empty() {
        String::new()
    } else {
        format!(" {name}")
    };
    let (top, sides, bottom) = margins(form.paper);
    format!(
        "@page{selector}{{size:{} {};margin:{top} {sides} {bottom};{}{}}}",
        form.paper.word(),
        form.orientation.word(),
        head(press, &identity),
        foot(press, &first_line(press, &identity), numbers),
    )
}

/// The margins of a sheet: top, sides, bottom. Printers leave out the outer 4 to 5 mm.
const fn margins(paper: Paper) -> (&'static str, &'static str, &'static str) {
    match paper {
        Paper::A5 => ("18mm", "9mm", "13mm"),
        Paper::A4 => ("18mm", "13mm", "13mm"),
        Paper::A3 => ("20mm", "15mm", "15mm"),
    }
}

/// Code and title on the left, version, release and a QR code on the right.
pub(crate) fn head(press: &Press<'_>, identity: &Identity<'_>) -> String {
    let code = code_address(press, identity).and_then(|address| qr::svg(&address, QR_SIZE));
    let picture = code.map_or_else(String::new, |svg| {
        format!(" \"  \" url(\"data:image/svg+xml,{}\")", in_address(&svg))
    });
    format!(
        "@top-left{{content:{};{HEAD}font-weight:600}}@top-right{{content:{}{picture};{HEAD}}}",
        css_string(identity.name),
        css_string(&stamps(press, identity.version)),
    )
}

/// The document's version and the release that the sheet is of.
pub(crate) fn stamps(press: &Press<'_>, version: &str) -> String {
    let words = press.links.words;
    let mut stamps = Vec::new();
    if !version.is_empty() {
        stamps.push(format!("{} {version}", words.version));
    }
    if let Some(release) = press.edition.release {
        let words = words.releases.edition_short;
        stamps.push(words.replace("{release}", release.version));
    } else if press.edition.next {
        stamps.push(words.releases.edition_next.to_owned());
    }
    stamps.join(" · ")
}

/// Where the QR code leads: of a release, to the page that says whether this sheet is still in force; otherwise to
/// the page itself. `None` when nobody said where the handbook is published.
fn code_address(press: &Press<'_>, identity: &Identity<'_>) -> Option<String> {
    let root = press.links.book.config.address.as_ref()?;
    let part = |text: &str| utf8_percent_encode(text, PART).to_string();
    Some(match press.edition.release {
        Some(release) => format!(
            "{root}status.html#{}/{}/{}/{}",
            identity.kind,
            part(identity.code),
            part(identity.version),
            part(release.version)
        ),
        None => format!("{root}{}", encoded(identity.path)),
    })
}

/// What stands for itself between the bars of `status.html#kind/code/version/release`.
const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const HEAD: &str = "font-size:9pt;vertical-align:bottom;padding-bottom:1.2mm;";

/// The handbook and the address of the page in it.
pub(crate) fn first_line(press: &Press<'_>, identity: &Identity<'_>) -> String {
    let config = &press.links.book.config;
    let mut first = config.title.clone();
    if let Some(root) = &config.address {
        let shown = root
            .split_once("://")
            .map_or(root.as_str(), |(_, rest)| rest);
        // Writing to a string cannot fail.
        let _ = write!(first, "  {shown}{}", encoded(identity.path));
    }
    first
}

/// A line, and under it what a printed copy is worth, on the left; the sheet's number on the right.
pub(crate) fn foot(press: &Press<'_>, first: &str, numbers: &str) -> String {
    // The day is put in by the page's script just before it prints.
    let mark = mark(&press.links.book.config, press.links.words);
    let gap = if mark.is_empty() { "" } else { "  " };
    format!(
        "@bottom-left{{content:{}\"\\a \"{} var(--printed-on,\"\");{FOOT}white-space:pre-wrap}}\
         @bottom-right{{content:{numbers};{FOOT}text-align:right}}",
        css_string(first),
        css_string(&format!("{mark}{gap}")),
    )
}

const FOOT: &str = "font-size:8pt;line-height:1.35;vertical-align:top;padding-top:1.5mm;";

/// What a printed copy is worth.
fn mark<'a>(config: &'a Config, words: &Words) -> &'a str {
    match &config.print.mark {
        Some(mark) => mark,
        None if config.print.controlled => words.control.print_controlled,
        None => words.control.print_uncontrolled,
    }
}

/// A picture as the rest of a `data:` address within a CSS string in double quotes.
fn in_address(svg: &str) -> String {
    svg.replace('%', "%25")
        .replace('#', "%23")
        .replace('<', "%3C")
        .replace('>', "%3E")
}
