//! A form in `reviewed` that no step of the procedure fills in.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Index, Step, Template};

pub(super) const RULE: Rule = Rule {
    code: &code::NEEDLESS_REVIEW,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        let Some(reviewed) = &procedure.reviewed else {
            continue;
        };
        let mut left: BTreeSet<Index<Template>> =
            procedure.steps.iter().flat_map(Step::filled).collect();
        for entry in &reviewed.value {
            let Some(template) = entry.form.value.found() else {
                continue;
            };
            // Taken out, so that a form that stands twice under two names is told too.
            if left.remove(&template) {
                continue;
            }
            let code = book.template(template).code.value.as_str();
            let message = say!(
                "no step of {} fills in form {}",
                "{} 没有步骤填写表单 {}",
                quoted(procedure.code.value.as_str()),
                quoted(code)
            );
            let finding =
                Diagnostic::error(RULE.code, &procedure.path, entry.form.span, message).hint();
            findings.push(
                finding
                    .label(say!(
                        "there is nothing to hold it against",
                        "没有可以核对的步骤"
                    ))
                    .help(say!(
                        "take it out of `reviewed`",
                        "把它从 `reviewed` 里删去"
                    )),
            );
        }
    }
    findings
}
