//! The packs of `handbook.json`.

use serde::Serialize;

use crate::export::handbook::{one, roles, words};
use crate::export::history::{RevisionView, date, revisions, successor};
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
    status: &'static str,
    superseded_by: Option<&'a str>,
    effective: Option<String>,
    review_by: Option<String>,
    approved_by: Option<&'a str>,
    revisions: Vec<RevisionView<'a>>,
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
        version: &pack.version.value,
        status: pack.status.value.word(),
        superseded_by: successor(book, pack.superseded_by.as_ref(), Item::Pack),
        effective: date(pack.effective.as_ref()),
        review_by: date(pack.review_by.as_ref()),
        approved_by: one(book, pack.approved_by.as_ref()),
        revisions: revisions(book, &pack.revisions),
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
