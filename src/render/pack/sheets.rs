//! The sheets of one item of a pack: their sizes, running heads and numbers.
//!
//! In: an item and what stands on its page. Out: CSS, and the paper in words. It must not know other items.
//!
//! Each copy of an item has a page name of its own, because a browser's page counter cannot be set back
//! on the way: a counter that only this copy's sheets raise is what numbers them. static/pack.js puts the
//! names of further copies in the place of the first's, and ` \" / 3\"` in the place of `/*of*/` once the
//! number of sheets is known.

use std::fmt::Write as _;

use crate::chart::Paper;
use crate::model::{Item, Pack};
use crate::render::Press;
use crate::render::html::css_string;
use crate::render::links::{Links, page_path};
use crate::render::sheet::{self, Identity};

/// The cover has no running heads; its name is that of static/pack.css.
pub(super) const COVER: &str = "@page pack-cover{@top-left{content:none}@top-right{content:none}\
    @bottom-left{content:none}@bottom-right{content:none}}";

/// The CSS of an item's first copy, whose page name is `sheet`.
pub(super) fn css(
    press: &Press<'_>,
    pack: &Pack,
    page: Item,
    sheet: &str,
    version: &str,
) -> String {
    let links = press.links;
    let (book, words) = (links.book, links.words);
    let (code, title) = (book.code(page), book.title(page));
    let name = if code == title {
        title.to_owned()
    } else {
        format!("{code} {title}")
    };
    // Sheets are numbered within their copy, and through the whole document.
    let numbers = format!(
        "{} counter({sheet}) {}/*of*/ \" · \" counter(page) \"/\" counter(pages)",
        css_string(words.pack_page_before),
        css_string(words.pack_page_after),
    );
    let identity = Identity {
        kind: page.kind().word(),
        code,
        name: &name,
        version,
        path: &page_path(book, page),
    };
    let first = format!("{} · {}", book.config.title, pack.title.value);
    let boxes = sheet::head(press, &identity)
        + &sheet::foot(press, &first, &numbers)
        + &format!("counter-increment:{sheet}");
    let size = size(links, page);
    let mut css = if let Item::Form(at) = page {
        // The head and foot of a form's own sheets, numbered as the pack's.
        let rule = sheet::rule(press, at, sheet, &numbers);
        format!("{rule}@page {sheet}{{counter-increment:{sheet}}}")
    } else {
        format!("@page {sheet}{{size:{size};{boxes}}}")
    };
    // Writing to a string cannot fail. A form says itself on which pages it stands, in a `style` of its own.
    let _ = write!(
        css,
        "[data-sheet=\"{sheet}\"],[data-sheet=\"{sheet}\"] .sheet{{page:{sheet}!important}}"
    );
    if matches!(page, Item::Procedure(_)) {
        for paper in Paper::ALL {
            let (name, size) = (paper.name(), paper.name().replace('-', " "));
            let _ = write!(
                css,
                "@page {sheet}-{name}{{size:{size};margin:15mm 10mm 12mm;{boxes}}}"
            );
            if paper != Paper::A4Portrait {
                let _ = write!(
                    css,
                    "[data-sheet=\"{sheet}\"] .sheet-{name}{{page:{sheet}-{name}!important}}"
                );
            }
        }
    }
    css
}

fn size(links: &Links<'_>, page: Item) -> String {
    if let Item::Form(at) = page {
        let form = links.book.form(at);
        return format!("{} {}", form.paper.word(), form.orientation.word());
    }
    "A4 portrait".to_owned()
}

/// The papers of an item, in words; a procedure's chart may have others than its text.
pub(super) fn words(links: &Links<'_>, page: Item, article: &str) -> String {
    let words = links.words;
    let mut papers = vec![size(links, page).replace(' ', "-").to_lowercase()];
    for paper in Paper::ALL {
        let class = format!(" sheet-{}", paper.name());
        let known = papers.iter().any(|other| other == paper.name());
        if matches!(page, Item::Procedure(_)) && !known && article.contains(&class) {
            papers.push(paper.name().to_owned());
        }
    }
    let said = papers.iter().map(|paper| {
        let (size, lies) = paper.split_once('-').unwrap_or((paper, ""));
        let lies = if lies == "landscape" {
            words.landscape_sheet
        } else {
            words.portrait
        };
        format!("{} {lies}", size.to_uppercase())
    });
    said.collect::<Vec<_>>().join(words.separator)
}
