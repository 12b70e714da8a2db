//! The printed sheets of a form: their size, running head and foot, as the CSS of an `@page` rule.
//!
//! In: a form and the handbook's settings. Out: CSS. It must not know what stands on the sheets.
//!
//! A form's own page has one kind of sheet. Where forms stand among other things (its template's page,
//! a pack), each is on named pages: an element with `style="page: NAME"` takes the rule of that name.

use std::fmt::Write as _;

use crate::model::form::Paper;
use crate::model::{Config, Form, Index, Item};
use crate::render::html::css_string;
use crate::render::links::{Links, encoded, page_path};
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

/// The rule of a form's sheets: for all sheets of a page, or for those of the form's name.
pub(crate) fn css(links: &Links<'_>, at: Index<Form>, named: bool) -> String {
    let name = if named {
        page_name(links.book.form(at))
    } else {
        String::new()
    };
    rule(links, at, &name, "counter(page) \" / \" counter(pages)")
}

/// The rule of the sheets of this name, of all sheets when it is empty; `numbers` is the `content` that numbers them.
pub(crate) fn rule(links: &Links<'_>, at: Index<Form>, name: &str, numbers: &str) -> String {
    let (book, words) = (links.book, links.words);
    let form = book.form(at);
    let version = (book.uses.template_of_form[at.at]).map_or("", |template| {
        book.template(template).version.value.as_str()
    });
    let path = page_path(book, Item::Form(at));
    let address = (book.config.address.as_ref()).map(|root| format!("{root}{}", encoded(&path)));
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
        head(
            words,
            &format!("{} {}", form.code.as_str(), book.title(Item::Form(at))),
            version,
            address.as_deref()
        ),
        foot(&book.config, words, address.as_deref(), numbers),
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

/// Code and title on the left, version and the address as a QR code on the right.
fn head(words: &Words, name: &str, version: &str, address: Option<&str>) -> String {
    let version = if version.is_empty() {
        String::new()
    } else {
        format!("{} {version}", words.version)
    };
    let code = address.and_then(|address| qr::svg(address, QR_SIZE));
    let picture = code.map_or_else(String::new, |svg| {
        format!(" \"  \" url(\"data:image/svg+xml,{}\")", in_address(&svg))
    });
    format!(
        "@top-left{{content:{};{HEAD}font-weight:600}}@top-right{{content:{}{picture};{HEAD}}}",
        css_string(name),
        css_string(&version),
    )
}

const HEAD: &str = "font-size:9pt;vertical-align:bottom;padding-bottom:1.2mm;";

/// The handbook, its address and what a printed copy is worth on the left, the sheet's number on the right.
fn foot(config: &Config, words: &Words, address: Option<&str>, numbers: &str) -> String {
    let mut first = config.title.clone();
    if let Some(address) = address {
        let shown = address.split_once("://").map_or(address, |(_, rest)| rest);
        let _ = write!(first, "  {shown}");
    }
    // The day is put in by the page's script just before it prints.
    let mark = mark(config, words);
    let gap = if mark.is_empty() { "" } else { "  " };
    format!(
        "@bottom-left{{content:{}\"\\a \"{} var(--printed-on,\"\");{FOOT}white-space:pre-wrap}}\
         @bottom-right{{content:{numbers};{FOOT}text-align:right}}",
        css_string(&first),
        css_string(&format!("{mark}{gap}")),
    )
}

const FOOT: &str = "font-size:8pt;line-height:1.35;vertical-align:top;padding-top:1.5mm;";

/// What a printed copy is worth.
fn mark<'a>(config: &'a Config, words: &Words) -> &'a str {
    match &config.print.mark {
        Some(mark) => mark,
        None if config.print.controlled => words.print_controlled,
        None => words.print_uncontrolled,
    }
}

/// A picture as the rest of a `data:` address within a CSS string in double quotes.
fn in_address(svg: &str) -> String {
    svg.replace('%', "%25")
        .replace('#', "%23")
        .replace('<', "%3C")
        .replace('>', "%3E")
}
