//! An answer on a way out of a step that decides nothing.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
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
        let message = format!(
            "step `{}` has the answer {} but is no decision",
            step.number.value,
            quoted(&label.value),
        );
        let kind = words.line(words.kind, words.decision);
        findings.push(
            Diagnostic::error(RULE.code, &procedure.path, label.span, message)
                .label("only a decision's branches have answers")
                .help(format!(
                    "add `{kind}` to the step, or write the numbers alone"
                )),
        );
    }
    findings
}
