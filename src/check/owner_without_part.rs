//! A procedure whose owner does nothing in it.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::role::RoleKind;
use crate::model::{Book, Index, Procedure, Role};

pub(super) const RULE: Rule = Rule {
    code: &code::OWNER_WITHOUT_PART,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let findings = book.procedures.iter();
    findings
        .filter_map(|procedure| of(book, procedure, words))
        .collect()
}

fn of(book: &Book, procedure: &Procedure, words: &Words) -> Option<Diagnostic> {
    let owner = procedure.owner.as_ref()?;
    let role = owner.value.found()?;
    let taking_part = taking_part(procedure);
    // A procedure without steps is a page of rules, where nobody has a part.
    if taking_part.is_empty() || taking_part.iter().any(|one| acts_for(book, *one, role)) {
        return None;
    }
    let line = words.line(
        words.informed,
        &format!("[[{}]]", book.role(role).id.value.as_str()),
    );
    let finding = Diagnostic::error(
        RULE.code,
        &procedure.path,
        owner.span,
        say!(
            "the owner {} has no part in the procedure",
            "流程负责人 {} 没有参与这个流程",
            quoted(&book.role(role).title.value)
        ),
    )
    .warning()
    .label(say!(
        "owns no step, is not consulted, approves nothing and is told nothing",
        "不负责任何步骤，也不协助、不审批、不被知会"
    ))
    .help(say!(
        "say at which step the owner hears of it, `{}`, or name an owner who takes part",
        "写明负责人在哪一步知情，例如 `{}`，或者改由参与流程的角色负责",
        line
    ));
    Some(finding)
}

/// The roles with a part in any step.
fn taking_part(procedure: &Procedure) -> BTreeSet<Index<Role>> {
    let steps = procedure.steps.iter();
    let roles = steps.flat_map(|step| {
        (step.owners.iter())
            .chain(&step.consulted)
            .chain(&step.approvers)
            .chain(&step.informed)
    });
    roles.filter_map(|role| role.value.found()).collect()
}

/// Whether what a role does counts as the owner's: it is the owner, or belongs to the unit that is.
fn acts_for(book: &Book, one: Index<Role>, owner: Index<Role>) -> bool {
    if one == owner {
        return true;
    }
    let (one, unit) = (book.role(one), book.role(owner));
    let superior = one.reports_to.as_ref().and_then(|to| to.value.found());
    unit.kind == RoleKind::Unit
        && (superior == Some(owner) || one.unit.as_ref() == Some(&unit.title.value))
}
