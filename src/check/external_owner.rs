//! A document for which nobody inside answers.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::role::RoleKind;
use crate::model::{Book, Document};

pub(super) const RULE: Rule = Rule {
    code: &code::EXTERNAL_OWNER,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let findings = book.documents();
    findings
        .filter_map(|document| of(book, &document))
        .collect()
}

fn of(book: &Book, document: &Document<'_>) -> Option<Diagnostic> {
    let owner = document.owner?;
    let role = book.role(owner.value.found()?);
    if role.kind != RoleKind::External {
        return None;
    }
    let finding = Diagnostic::error(
        RULE.code,
        document.path,
        owner.span,
        say!(
            "{} is owned by {}, who is outside",
            "{} 由外部的 {} 负责",
            quoted(book.title(document.item)),
            quoted(&role.title.value)
        ),
    )
    .warning()
    .label(say!("does not answer for this handbook", "不对本手册负责"))
    .help(say!(
        "name the role inside that keeps this document; steps may be owned by those outside",
        "改由内部角色负责这份文件；外部角色可以负责步骤"
    ));
    Some(finding)
}
