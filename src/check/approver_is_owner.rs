//! A step whose approver approves its own work.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Procedure, Step};

pub(super) const RULE: Rule = Rule {
    code: &code::APPROVER_IS_OWNER,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let findings = steps(book);
    findings
        .flat_map(|(procedure, step)| of(book, procedure, step))
        .collect()
}

fn of(book: &Book, procedure: &Procedure, step: &Step) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for approver in &step.approvers {
        let Some(role) = approver.value.found() else {
            continue;
        };
        let mut owners = step.owners.iter();
        let Some(owner) = owners.find(|owner| owner.value.found() == Some(role)) else {
            continue;
        };
        let title = quoted(&book.role(role).title.value);
        let number = step.number.value;
        findings.push(
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                approver.span,
                say!(
                    "{} approves its own work in step `{}`",
                    "{} 在步骤 `{}` 里审批自己做的事",
                    title,
                    number
                ),
            )
            .warning()
            .label(say!("the approver", "审批人"))
            .related(
                &procedure.path,
                owner.span,
                say!("the owner is the same role", "责任人是同一个角色"),
            )
            .help(say!(
                "name another role as approver, or take the line out when nobody approves",
                "改由另一个角色审批；不需要审批就删去这一行"
            )),
        );
    }
    findings
}
