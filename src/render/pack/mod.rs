//! A pack's page, which is also the document that it prints, and its manifest.
//!
//! In: a pack and the finished pages of its items. Out: `packs/ID.html`, `packs/ID.json`. It must not know
//! layouts, nor how a form or a procedure is shown: what stands on their pages is what is printed.

mod piece;
mod sheets;
mod tokens;

use std::collections::BTreeMap;

use crate::model::manifest::{FORMAT, Manifest, ManifestSheet};
use crate::model::pack::PageRef;
use crate::model::procedure::Basis;
use crate::model::{Document, Index, Item, Pack, Sheet};
use crate::render::document::facts;
use crate::render::links::{Links, page_path};
use crate::render::prose::Printer;
use crate::render::view::pack::{PackItemView, PackView};
use crate::render::view::{DocumentFacts, Link};
use crate::render::{File, Press, frame};

use piece::Binding;

/// The finished pages, by path.
pub(crate) type Pages<'p> = BTreeMap<&'p str, &'p [u8]>;

/// The page of a pack and its manifest.
pub(crate) fn files(press: &Press<'_>, at: Index<Pack>, pages: &Pages<'_>) -> Vec<File> {
    let links = press.links;
    let pack = links.book.pack(at);
    let item = Item::Pack(at);
    let bound = bind(links, at, pages);
    let view = PackView {
        id: pack.id.value.as_str(),
        title: &pack.title.value,
        facts: pack_facts(links, at),
        audience: links.roles(&pack.audience),
        html: Printer::new(press, item).html(&pack.body),
        copies: bound.iter().map(|bound| bound.sheet.copies).sum(),
        items: (bound.iter().enumerate())
            .map(|(number, one)| item_view(press, pack, (number, one), &bound))
            .collect(),
        missing: missing(links, pack),
    };
    let mut page = frame::of_item(press, item);
    page.print_css.push_str(sheets::COVER);
    page.contents.extend(frame::headings(&pack.body));
    let manifest = manifest(links, pack, &view, &bound);
    let path = format!("packs/{}.json", pack.id.value.file_stem());
    vec![
        press.print(&page, "pack", &view),
        File::new(path, manifest, Vec::new()),
    ]
}

/// One item with what is printed of it.
struct Bound<'p> {
    sheet: Sheet,
    /// The page that is printed: the form of a template, or the item itself.
    page: Item,
    /// What stands on that page.
    article: &'p str,
}

/// The items that have a page. A template without a form has none, which is a finding of its own.
fn bind<'p>(links: &Links<'_>, at: Index<Pack>, pages: &Pages<'p>) -> Vec<Bound<'p>> {
    let sheets = &links.book.uses.sheets_of_pack[at.at];
    let bound = sheets.iter().filter_map(|sheet| {
        let page = match sheet.item {
            Item::Template(template) => Item::Form(links.form_of(template)?),
            other @ (Item::Procedure(_)
            | Item::Role(_)
            | Item::Form(_)
            | Item::Reference(_)
            | Item::Pack(_)) => other,
        };
        let html = std::str::from_utf8(pages.get(page_path(links.book, page).as_str())?).ok()?;
        Some(Bound {
            sheet: *sheet,
            page,
            article: piece::article(html)?,
        })
    });
    bound.collect()
}

fn pack_facts<'a>(links: &'a Links<'_>, at: Index<Pack>) -> DocumentFacts<'a> {
    let pack = links.book.pack(at);
    let facts = facts(
        links,
        &Document::of_pack(at, pack),
        (pack.superseded_by.as_ref()).map(|other| links.to(&other.value, Item::Pack)),
        pack.basis,
        (&pack.sources, &pack.aliases),
    );
    // Courses are rarely named in the documents that a handbook comes from.
    let of_our_own = pack.basis == Some(Basis::Authored) && pack.sources.is_empty();
    DocumentFacts {
        basis: if of_our_own {
            Some(links.words.pack_authored)
        } else {
            facts.basis
        },
        ..facts
    }
}

fn item_view<'a>(
    press: &'a Press<'_>,
    pack: &Pack,
    (number, bound): (usize, &Bound<'_>),
    all: &[Bound<'_>],
) -> PackItemView<'a> {
    let links = press.links;
    let book = links.book;
    let (code, title) = (book.code(bound.page), book.title(bound.page));
    let version = version(links, bound.page);
    let sheet = format!("sheet-{}-1", number + 1);
    // A link to what the pack prints too leads there; all others would lead out of the printed document.
    let address = |address: &str| {
        let (page, place) = address.split_once('#').unwrap_or((address, ""));
        let is = |item: Item| links.href(item) == page;
        let found = (all.iter()).find(|other| is(other.page) || is(other.sheet.item))?;
        let code = book.code(found.page);
        // The places on a template's page are not on its form's.
        let first = place.is_empty() || !is(found.page);
        Some(if first {
            format!("#{}", first_id(code))
        } else {
            format!("#{code}.{place}")
        })
    };
    PackItemView {
        code,
        title,
        kind: bound.page.kind().word(),
        kind_words: match bound.page {
            Item::Form(_) | Item::Template(_) => links.words.form,
            Item::Procedure(_) => links.words.procedure,
            Item::Reference(_) | Item::Role(_) | Item::Pack(_) => links.words.reference,
        },
        version,
        paper: sheets::words(links, bound.page, bound.article),
        copies: bound.sheet.copies,
        href: links.href(bound.page),
        id: first_id(code),
        css: sheets::css(press, pack, bound.page, &sheet, version),
        sheet,
        html: piece::printed(
            bound.article,
            &Binding {
                prefix: &format!("{code}."),
                // On paper a form names itself once more, on its own level.
                nested: !matches!(bound.page, Item::Form(_)),
                address: &address,
            },
        ),
    }
}

/// The id of an item's first sheet. A dot keeps it apart from the ids of headings, which have none.
fn first_id(code: &str) -> String {
    format!("page.sheet.{code}")
}

fn version<'a>(links: &'a Links<'_>, page: Item) -> &'a str {
    let book = links.book;
    match page {
        Item::Form(at) => book.uses.template_of_form[at.at].map_or("", |template| {
            book.template(template).version.value.as_str()
        }),
        Item::Procedure(at) => &book.procedure(at).version.value,
        Item::Reference(at) => &book.reference(at).version.value,
        Item::Template(at) => &book.template(at).version.value,
        Item::Pack(at) => &book.pack(at).version.value,
        Item::Role(_) => "",
    }
}

/// What the pack's file lists and the handbook does not have.
fn missing<'a>(links: &'a Links<'_>, pack: &'a Pack) -> Vec<Link<'a>> {
    let items = pack.items.iter().flat_map(|items| &items.value);
    let lost = items.filter_map(|item| match &item.page.value {
        PageRef::Missing(missing) => Some(links.missing(missing)),
        PageRef::To(_) => None,
    });
    lost.collect()
}

fn manifest(links: &Links<'_>, pack: &Pack, view: &PackView<'_>, bound: &[Bound<'_>]) -> Vec<u8> {
    let sheets: Vec<ManifestSheet> = (view.items.iter().zip(bound))
        .map(|(item, bound)| ManifestSheet {
            code: item.code.to_owned(),
            kind: item.kind.to_owned(),
            title: item.title.to_owned(),
            version: item.version.to_owned(),
            copies: item.copies,
            sha256: piece::hash(&[&item.paper, &piece::said(bound.article)]),
        })
        .collect();
    let audience: Vec<&str> = view.audience.iter().map(|role| &*role.title).collect();
    let mut cover = vec![view.title, view.facts.version];
    cover.extend(audience);
    let introduction = piece::said(&view.html);
    cover.push(&introduction);
    for item in &view.items {
        cover.extend([item.code, item.title, item.version]);
    }
    let manifest = Manifest {
        format: FORMAT,
        handbook: links.book.config.title.clone(),
        pack: pack.id.value.as_str().to_owned(),
        title: pack.title.value.clone(),
        version: pack.version.value.clone(),
        sha256: piece::hash(&cover),
        sheets,
    };
    // Texts and numbers can always be written.
    let mut json = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    json.push(b'\n');
    json
}
