//! Two steps of one procedure with one number.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, code, say};
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
                Some(free) => say!(
                    "number one of them anew; `{}` is free",
                    "给其中一步重新编号；`{}` 还没有用",
                    free
                ),
                None => say!("number one of them anew", "给其中一步重新编号"),
            };
            findings.push(
                Diagnostic::error(
                    RULE.code,
                    &procedure.path,
                    step.number.span,
                    say!(
                        "two steps have the number `{}`",
                        "有两个步骤的编号都是 `{}`",
                        number
                    ),
                )
                .label(say!("the number again", "编号重复"))
                .related(&procedure.path, first, say!("first here", "最先在这里"))
                .help(help),
            );
        }
    }
    findings
}
