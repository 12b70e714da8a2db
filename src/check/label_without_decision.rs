//! An answer on a way out of a step that decides nothing.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::procedure::StepKind;

pub(super) const RULE: Rule = Rule {
    code: &code::LABEL_WITHOUT_DECISION,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for (procedure, step) in steps(book) {
        if step.kind.value == StepKind::Decision {
            continue;
        }
        let mut labels = step
            .next
            .iter()
            .flatten()
            .filter_map(|branch| branch.label.as_ref());
        let Some(label) = labels.next() else {
            continue;
        };
        let message = say!(
            "step `{}` has the answer {} but is no decision",
            "步骤 `{}` 写了判断结果 {}，却不是判断",
            step.number.value,
            quoted(&label.value),
        );
        let kind = words.line(words.kind, words.decision);
        findings.push(
            Diagnostic::error(RULE.code, &procedure.path, label.span, message)
                .label(say!(
                    "only a decision's branches have answers",
                    "只有判断的分支才写结果"
                ))
                .help(say!(
                    "add `{}` to the step, or write the numbers alone",
                    "给这一步加上 `{}`，或者只写步骤编号",
                    kind
                )),
        );
    }
    findings
}
