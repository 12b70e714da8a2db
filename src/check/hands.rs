//! Whose hands a form goes through.
//!
//! In: the book. Out: whether one role can stand for another. It must not word a message.

use std::collections::BTreeSet;

use crate::diagnostic::Text;
use crate::model::role::RoleKind;
use crate::model::{Book, Index, Procedure, Ref, Role, Step};
use crate::source::Spanned;

/// The roles among references that exist.
pub(super) fn found(roles: &[Spanned<Ref<Role>>]) -> impl Iterator<Item = Index<Role>> {
    roles.iter().filter_map(|role| role.value.found())
}

/// Those who do something in a step: its owner, who helps and who approves.
pub(super) fn doing(step: &Step) -> impl Iterator<Item = Index<Role>> {
    found(&step.owners)
        .chain(found(&step.consulted))
        .chain(found(&step.approvers))
}

/// Everybody whom a procedure names.
pub(super) fn named(procedure: &Procedure) -> BTreeSet<Index<Role>> {
    let steps = procedure.steps.iter();
    let mut named: BTreeSet<Index<Role>> = steps
        .flat_map(|step| doing(step).chain(found(&step.informed)))
        .collect();
    let heads = [&procedure.owner, &procedure.approved_by];
    named.extend(
        heads
            .into_iter()
            .flatten()
            .filter_map(|role| role.value.found()),
    );
    named
}

/// Whether what is said of the one role holds for the other: they are the same, or one is the unit of the other.
pub(super) fn same_hands(book: &Book, one: Index<Role>, other: Index<Role>) -> bool {
    one == other || is_unit_of(book, one, other) || is_unit_of(book, other, one)
}

fn is_unit_of(book: &Book, unit: Index<Role>, member: Index<Role>) -> bool {
    let (role, member) = (book.role(unit), book.role(member));
    if !matches!(role.kind, RoleKind::Unit | RoleKind::Committee) {
        return false;
    }
    let reports = member.reports_to.as_ref();
    let names = |words: &str| {
        words == role.title.value
            || words == role.id.value.as_str()
            || role.aliases.iter().any(|alias| alias.value == words)
    };
    reports.is_some_and(|superior| superior.value.found() == Some(unit))
        || member.unit.as_deref().is_some_and(names)
}

/// Titles of roles as a sentence lists them.
pub(super) fn titles(book: &Book, roles: impl IntoIterator<Item = Index<Role>>) -> Text {
    let titles = roles
        .into_iter()
        .map(|role| book.role(role).title.value.as_str());
    crate::check::names::list(titles)
}
