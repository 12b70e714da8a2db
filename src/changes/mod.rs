//! What changed between two states of a handbook, page by page.
//!
//! In: two books. Out: values that a page, a terminal or a notice can show. It must not know words of any
//! language for what it found, nor how either book was read.
//!
//! A page is the same page when it has the same kind and code, or when its later state has the earlier code among
//! its aliases (it was renamed). References are compared by what they name, not by how it is called, so that a new
//! title of a role does not change every step that it owns.

mod became;
mod facts;
mod fields;
mod identity;
mod paragraphs;
mod redline;
mod steps;

use std::collections::BTreeMap;

use crate::model::{Book, Item, Kind};

pub use became::Became;
pub use facts::{Fact, FactChange, Value};
pub use fields::FieldChange;
pub use paragraphs::TextChange;
pub use redline::{Redline, Run, Side, redline};
pub use steps::StepChange;

use identity::Identity;

/// What became of a page, step or field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there in both, and something of it changed.
    Changed,
}

/// What changed on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChange {
    /// Its kind; a form's fields are told with its template.
    pub kind: Kind,
    /// Its code in the later state, or in the earlier when it is gone.
    pub code: String,
    /// Its code in the earlier state, when that was another.
    pub renamed_from: Option<String>,
    /// Its title, of the same state as `code`.
    pub title: String,
    /// The id of its part, of the same state; `None` for what stands in no part.
    pub part: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Its versions before and after; empty where there is none.
    pub versions: (String, String),
    /// The code of the page that takes its place, when it is gone or retired.
    pub successor: Option<String>,
    /// The ids of the roles, in either state, that have a part in it; of a role that was renamed its present one.
    pub roles: Vec<String>,
    /// What its head says.
    pub facts: Vec<FactChange>,
    /// A procedure's steps.
    pub steps: Vec<StepChange>,
    /// A form's fields.
    pub fields: Vec<FieldChange>,
    /// Its text.
    pub texts: Vec<TextChange>,
}

/// Everything that changed from one book to a later one, in the order of kinds and codes.
#[must_use]
pub fn changes(before: &Book, after: &Book) -> Vec<PageChange> {
    let identity = Identity::of(before, after);
    let mut found = Vec::new();
    for item in after.items().filter(|item| told(*item)) {
        match identity.before(item) {
            None => found.push(alone(after, item, Fate::Added)),
            Some(old) => found.extend(compared(&identity, old, item)),
        }
    }
    for item in before.items().filter(|item| told(*item)) {
        if identity.after(item).is_none() {
            let mut gone = alone(before, item, Fate::Removed);
            let roles = facts::roles(before, item);
            gone.roles = identity.roles_now(roles).into_iter().collect();
            found.push(gone);
        }
    }
    found.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    found
}

/// For each page of the later book that stood in the earlier one, by this name or by a former one, which that was.
#[must_use]
pub fn earlier(before: &Book, after: &Book) -> BTreeMap<Item, Item> {
    Identity::of(before, after).into_earlier()
}

/// Forms are told with their templates.
fn told(item: Item) -> bool {
    item.kind() != Kind::Form
}

/// A page that is in one of the two states.
fn alone(book: &Book, item: Item, fate: Fate) -> PageChange {
    let version = facts::version(book, item).to_owned();
    let versions = match fate {
        Fate::Added => (String::new(), version),
        Fate::Removed | Fate::Changed => (version, String::new()),
    };
    PageChange {
        kind: item.kind(),
        code: book.code(item).to_owned(),
        renamed_from: None,
        title: book.title(item).to_owned(),
        part: part(book, item),
        fate,
        versions,
        successor: facts::successor(book, item),
        roles: facts::roles(book, item).into_iter().collect(),
        facts: Vec::new(),
        steps: Vec::new(),
        fields: Vec::new(),
        texts: Vec::new(),
    }
}

/// A page in both states; `None` when nothing of it changed.
fn compared(identity: &Identity<'_>, old: Item, new: Item) -> Option<PageChange> {
    let (before, after) = (identity.before, identity.after);
    let steps = match (old, new) {
        (Item::Procedure(old), Item::Procedure(new)) => {
            steps::changes(identity, before.procedure(old), after.procedure(new))
        }
        _ => Vec::new(),
    };
    let mut roles = identity.roles_now(facts::roles(before, old));
    roles.extend(facts::roles(after, new));
    let (was, is) = (before.code(old), after.code(new));
    let change = PageChange {
        renamed_from: (was != is).then(|| was.to_owned()),
        fate: Fate::Changed,
        versions: (
            facts::version(before, old).to_owned(),
            facts::version(after, new).to_owned(),
        ),
        roles: roles.into_iter().collect(),
        facts: facts::changes(identity, old, new),
        steps,
        fields: fields::changes(before, old, after, new),
        texts: paragraphs::changes(before, old, after, new),
        ..alone(after, new, Fate::Changed)
    };
    let nothing = change.renamed_from.is_none()
        && change.versions.0 == change.versions.1
        && change.facts.is_empty()
        && change.steps.is_empty()
        && change.fields.is_empty()
        && change.texts.is_empty();
    (!nothing).then_some(change)
}

fn part(book: &Book, item: Item) -> Option<String> {
    let Item::Procedure(at) = item else {
        return None;
    };
    let part = book.procedure(at).part.as_ref()?.value.found()?;
    Some(book.part(part).id.value.as_str().to_owned())
}
