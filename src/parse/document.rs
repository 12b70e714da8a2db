//! Roles, templates, reference pages and packs: front matter and one body.

use comrak::Arena;

use crate::diagnostic::Diagnostic;
use crate::model::id::{Id, Parsed};
use crate::model::pack::{MOST_COPIES, Pack, PackItem};
use crate::model::procedure::Basis;
use crate::model::prose::Prose;
use crate::model::reference::Reference;
use crate::model::role::{Role, RoleKind};
use crate::model::template::Template;
use crate::parse::front_matter;
use crate::parse::history;
use crate::parse::markdown::{self, Node};
use crate::parse::prose::ProseMaker;
use crate::parse::toml_table::{self, Findings, Table, TextOrTable};
use crate::source::{Source, Spanned};

/// The words of `basis`.
pub(super) const BASES: [(&str, Basis); 3] = [
    ("sourced", Basis::Sourced),
    ("completed", Basis::Completed),
    ("authored", Basis::Authored),
];

const KINDS: [(&str, RoleKind); 4] = [
    ("person", RoleKind::Person),
    ("unit", RoleKind::Unit),
    ("committee", RoleKind::Committee),
    ("external", RoleKind::External),
];

/// What every page begins with.
pub(super) struct Head {
    /// `code` or `id`; the file's stem when the file gives none.
    pub(super) id: Spanned<String>,
    /// `title`; the id when the file gives none.
    pub(super) title: Spanned<String>,
    /// Whether the front matter could be read, so that what is missing is really missing.
    pub(super) sound: bool,
}

/// Reads the id and the title; what is missing is reported when the front matter is otherwise sound.
pub(super) fn head(source: &Source, table: &Table<'_>, key: &'static str, sound: bool) -> Head {
    let stem = source.path.stem();
    let (id, title) = if sound {
        let id = table.needed_text(key, &format!("\"{stem}\""));
        (id, table.needed_text("title", "\"…\""))
    } else {
        (table.text(key), table.text("title"))
    };
    let id = id
        .filter(|id| !id.value.trim().is_empty())
        .unwrap_or_else(|| Spanned::new(stem.to_owned(), table.head()));
    let title = title.unwrap_or_else(|| Spanned::new(id.value.clone(), table.head()));
    Head { id, title, sound }
}

/// Reads a role.
pub(super) fn role(source: &Source, findings: &mut Vec<Diagnostic>) -> Role<Parsed> {
    page(source, findings, "id", |table, head, body| Role {
        path: source.path.clone(),
        id: Spanned::new(Id::new(&head.id.value), head.id.span),
        title: head.title,
        aliases: table.texts("aliases"),
        kind: table.word("kind", &KINDS).unwrap_or(RoleKind::Person),
        unit: table.text("unit").map(|unit| unit.value),
        reports_to: table.text("reports_to"),
        sources: table.plain_texts("sources"),
        covers: table.plain_texts("covers"),
        body,
    })
}

/// Reads a template.
pub(super) fn template(source: &Source, findings: &mut Vec<Diagnostic>) -> Template<Parsed> {
    page(source, findings, "code", |table, head, body| Template {
        path: source.path.clone(),
        code: Spanned::new(Id::new(&head.id.value), head.id.span),
        title: head.title,
        aliases: table.texts("aliases"),
        owner: table.text("owner"),
        filled_by: table.texts("filled_by"),
        signed_by: table.texts("signed_by"),
        kept: table.text("kept").map(|kept| kept.value),
        version: table
            .needed_text("version", "\"1.0\"")
            .unwrap_or_else(|| Spanned::new(String::new(), table.head())),
        status: history::status(table),
        superseded_by: table.text("superseded_by"),
        effective: table.date("effective"),
        review_by: table.date("review_by"),
        approved_by: table.text("approved_by"),
        basis: table.word("basis", &BASES),
        revisions: history::revisions(table, head.sound),
        sources: table.plain_texts("sources"),
        covers: table.plain_texts("covers"),
        body,
    })
}

/// Reads a reference page.
pub(super) fn reference(source: &Source, findings: &mut Vec<Diagnostic>) -> Reference<Parsed> {
    page(source, findings, "code", |table, head, body| Reference {
        path: source.path.clone(),
        code: Spanned::new(Id::new(&head.id.value), head.id.span),
        title: head.title,
        aliases: table.texts("aliases"),
        owner: table.text("owner"),
        version: table
            .text("version")
            .unwrap_or_else(|| Spanned::new(String::new(), table.head())),
        status: history::status(table),
        superseded_by: table.text("superseded_by"),
        effective: table.date("effective"),
        review_by: table.date("review_by"),
        approved_by: table.text("approved_by"),
        basis: table.word("basis", &BASES),
        revisions: history::revisions(table, head.sound),
        sources: table.plain_texts("sources"),
        covers: table.plain_texts("covers"),
        body,
    })
}

/// Reads a pack.
pub(super) fn pack(source: &Source, findings: &mut Vec<Diagnostic>) -> Pack<Parsed> {
    page(source, findings, "id", |table, head, body| Pack {
        path: source.path.clone(),
        id: Spanned::new(Id::new(&head.id.value), head.id.span),
        title: head.title,
        aliases: table.texts("aliases"),
        audience: table.texts("audience"),
        items: (table.place("items")).map(|span| Spanned::new(pack_items(table), span)),
        for_role: table.text("for_role"),
        owner: table.text("owner"),
        version: table
            .text("version")
            .unwrap_or_else(|| Spanned::new(String::new(), table.head())),
        status: history::status(table),
        superseded_by: table.text("superseded_by"),
        effective: table.date("effective"),
        review_by: table.date("review_by"),
        approved_by: table.text("approved_by"),
        basis: table.word("basis", &BASES),
        revisions: history::revisions(table, head.sound),
        sources: table.plain_texts("sources"),
        covers: table.plain_texts("covers"),
        body,
    })
}

/// `"F-001"` is one copy, `{ code = "F-001", copies = 3 }` are three.
fn pack_items(table: &Table<'_>) -> Vec<PackItem<Parsed>> {
    (table.texts_or_tables("items").into_iter())
        .filter_map(|entry| match entry {
            TextOrTable::Text(page) => Some(PackItem { page, copies: 1 }),
            TextOrTable::Table(row) => {
                let page = row.needed_text("code", "\"F-001\"");
                let copies = row.whole("copies", 1, MOST_COPIES).unwrap_or(1);
                row.finish();
                page.map(|page| PackItem { page, copies })
            }
        })
        .collect()
}

fn page<T>(
    source: &Source,
    findings: &mut Vec<Diagnostic>,
    key: &'static str,
    make: impl FnOnce(&Table<'_>, Head, Prose<Parsed>) -> T,
) -> T {
    let halves = front_matter::split(source, findings);
    let arena = Arena::new();
    let tree = markdown::parse(&arena, source, halves.body, findings);
    let body = tree.map_or_else(Prose::default, |(root, positions)| {
        let nodes: Vec<Node<'_>> = root.children().collect();
        ProseMaker::new(source, positions, &[]).prose(&arena, &nodes)
    });
    let shared = Findings::default();
    let text = &source.text[halves.front.start..halves.front.end];
    let toml = toml_table::parse(source, text, halves.front.start, &shared);
    let table = Table::new(source, halves.front.start, &toml, &shared, halves.head);
    let sound = halves.found && shared.borrow().is_empty();
    let head = head(source, &table, key, sound);
    let item = make(&table, head, body);
    table.finish();
    if halves.found {
        findings.append(&mut shared.into_inner());
    }
    item
}
