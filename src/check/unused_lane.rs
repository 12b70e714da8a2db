//! A lane in which no step stands.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Index, Procedure, Role};

pub(super) const RULE: Rule = Rule {
    code: &code::UNUSED_LANE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        if procedure.steps.is_empty() {
            // Its steps are yet to be written, or could not be read.
            continue;
        }
        let owners: BTreeSet<usize> = (procedure.steps.iter())
            .filter_map(|step| procedure.owner_of(step))
            .map(|role| role.at)
            .collect();
        for lane in &procedure.lanes {
            let Some(role) = lane.value.found().filter(|role| !owners.contains(&role.at)) else {
                continue;
            };
            let title = quoted(&book.role(role).title.value);
            let finding = Diagnostic::error(
                RULE.code,
                &procedure.path,
                lane.span,
                say!(
                    "no step stands in the lane of {}",
                    "泳道 {} 里没有步骤",
                    title
                ),
            )
            .warning()
            .label(say!("an empty lane in the chart", "图上是一条空泳道"));
            findings.push(helped(finding, procedure, role));
        }
    }
    findings
}

/// Says what the role does instead of owning a step, when it does anything.
fn helped(finding: Diagnostic, procedure: &Procedure, role: Index<Role>) -> Diagnostic {
    let joins = procedure.steps.iter().find_map(|step| {
        let roles = (step.consulted.iter())
            .chain(&step.approvers)
            .chain(&step.informed);
        let place = roles
            .clone()
            .find(|other| other.value.found() == Some(role))?;
        Some((step, place.span))
    });
    match joins {
        Some((step, span)) => finding
            .related(
                &procedure.path,
                span,
                say!(
                    "it only takes part in step {}",
                    "它只参与步骤 {}",
                    step.number.value
                ),
            )
            .help(say!(
                "take it out of `lanes`: a lane is for those who own steps",
                "从 `lanes` 中删去：泳道只给负责步骤的角色"
            )),
        None => finding.help(say!(
            "take it out of `lanes`, or make it the owner of its step",
            "从 `lanes` 中删去，或者把它写成相应步骤的责任人"
        )),
    }
}
