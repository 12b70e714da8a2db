//! Two steps of one procedure with one number.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::DUPLICATE_STEP,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        let mut first_of = BTreeMap::new();
        let free = procedure.steps.iter().map(|step| step.number.value).max();
        let free = free.and_then(|last| last.checked_add(1));
        for step in &procedure.steps {
            let number = step.number.value;
            let first = *first_of.entry(number).or_insert(step.number.span);
            if first == step.number.span {
                continue;
            }
            let help = match free {
                Some(free) => format!("number one of them anew; `{free}` is free"),
                None => "number one of them anew".to_owned(),
            };
            findings.push(
                Diagnostic::error(
                    RULE.code,
                    &procedure.path,
                    step.number.span,
                    format!("two steps have the number `{number}`"),
                )
                .label("the number again")
                .related(&procedure.path, first, "first here")
                .help(help),
            );
        }
    }
    findings
}
