//! The packs of `handbook.json`.

use serde::Serialize;

use crate::export::handbook::{date, one, roles, words};
use crate::model::procedure::Basis;
use crate::model::{Book, Index, Item, Kind, Pack, Sheet};

#[derive(Serialize)]
pub(super) struct PackView<'a> {
    id: &'a str,
    title: &'a str,
    aliases: Vec<&'a str>,
    audience: Vec<&'a str>,
    for_role: Option<&'a str>,
    owner: Option<&'a str>,
    version: &'a str,
    effective: Option<String>,
    basis: Option<&'static str>,
    sources: &'a [String],
    covers: &'a [String],
    items: Vec<ItemView<'a>>,
}

/// A page as it is printed; `items` and `for_role` give the same list here.
#[derive(Serialize)]
struct ItemView<'a> {
    code: &'a str,
    kind: &'static str,
    copies: u32,
}

pub(super) fn pack(book: &Book, at: Index<Pack>) -> PackView<'_> {
    let pack = book.pack(at);
    PackView {
        id: pack.id.value.as_str(),
        title: &pack.title.value,
        aliases: words(&pack.aliases),
        audience: roles(book, &pack.audience),
        for_role: one(book, pack.for_role.as_ref()),
        owner: one(book, pack.owner.as_ref()),
        version: &pack.version,
        effective: date(pack.effective),
        basis: pack.basis.map(Basis::word),
        sources: &pack.sources,
        covers: &pack.covers,
        items: (book.uses.sheets_of_pack[at.at].iter())
            .map(|sheet| item(book, sheet))
            .collect(),
    }
}

fn item<'a>(book: &'a Book, sheet: &Sheet) -> ItemView<'a> {
    // A pack prints the form of a template.
    let is_form = matches!(sheet.item, Item::Template(_));
    let kind = if is_form {
        Kind::Form
    } else {
        sheet.item.kind()
    };
    ItemView {
        code: book.code(sheet.item),
        kind: kind.word(),
        copies: sheet.copies,
    }
}
