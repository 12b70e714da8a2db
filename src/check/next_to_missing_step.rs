//! A way out of a step to a number that no step has.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::numbers;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::NextStep;
use crate::model::{Book, Index, Ref, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::NEXT_TO_MISSING_STEP,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for (at, procedure) in book.procedures.iter().enumerate() {
        let known = numbers(book, Index::new(at));
        for step in &procedure.steps {
            for target in step
                .next
                .iter()
                .flatten()
                .flat_map(|branch| &branch.targets)
            {
                let NextStep::Step(Ref::Missing(missing)) = &target.value else {
                    continue;
                };
                if matches!(missing.why, Why::Ambiguous(_)) {
                    continue;
                }
                let message = say!(
                    "step `{}` leads to step {}, which does not exist",
                    "步骤 `{}` 的下一步是 {}，但没有这一步",
                    step.number.value,
                    quoted(&missing.text),
                );
                findings.push(
                    Diagnostic::error(RULE.code, &procedure.path, target.span, message)
                        .label(say!("the steps are {}", "现有步骤：{}", known))
                        .help(say!(
                            "write the number of a step, or `{}`",
                            "写一个步骤的编号，或者 `{}`",
                            words.end
                        )),
                );
            }
        }
    }
    findings
}
