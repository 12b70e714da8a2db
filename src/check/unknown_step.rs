//! A step of another procedure that is not there.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::{missing_targets, numbers, steps};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::NextStep;
use crate::model::prose::MissingTarget;
use crate::model::{Book, Index, Procedure, Ref};
use crate::source::{SourcePath, Span};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_STEP,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in missing_targets(book).iter().filter(|at| !at.picture) {
        if let MissingTarget::Step { procedure, number } = at.missing {
            findings.push(finding(book, at.path, at.span, *procedure, number));
        }
    }
    for (from, step) in steps(book) {
        for target in step
            .next
            .iter()
            .flatten()
            .flat_map(|branch| &branch.targets)
        {
            let NextStep::Procedure(Ref::To(to), Some(number)) = &target.value else {
                continue;
            };
            let known = &book.procedure(*to).steps;
            let written = number.written.parse().ok();
            if !known.iter().any(|step| Some(step.number.value) == written) {
                findings.push(finding(book, &from.path, target.span, *to, &number.written));
            }
        }
    }
    findings
}

fn finding(
    book: &Book,
    path: &SourcePath,
    span: Span,
    procedure: Index<Procedure>,
    number: &str,
) -> Diagnostic {
    let code = book.procedure(procedure).code.value.as_str();
    let known = numbers(book, procedure);
    let label = match book.procedure(procedure).steps.len() {
        0 => say!("`{}` has no steps", "`{}` 没有步骤", code),
        1 => say!(
            "the only step of `{}` is {}",
            "`{}` 只有步骤 {}",
            code,
            known
        ),
        _ => say!("the steps of `{}` are {}", "`{}` 的步骤：{}", code, known),
    };
    let message = say!(
        "procedure `{}` has no step {}",
        "流程 `{}` 没有步骤 {}",
        code,
        quoted(number)
    );
    Diagnostic::error(RULE.code, path, span, message)
        .label(label)
        .help(say!(
            "write the number of a step after `#`, or `{}` alone",
            "在 `#` 后面写步骤的编号，或者只写 `{}`",
            code
        ))
}
