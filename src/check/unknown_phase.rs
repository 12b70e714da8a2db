//! A step in a phase that its procedure does not list.

use crate::check::Rule;
use crate::check::names::{list, quoted};
use crate::check::references::steps;
use crate::diagnostic::near::likely;
use crate::diagnostic::{Diagnostic, Edit, Fix, code, nearest, say};
use crate::model::Book;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_PHASE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (procedure, step) in steps(book) {
        let Some(phase) = &step.phase else { continue };
        let known = || procedure.phases.iter().map(|phase| phase.value.as_str());
        let (Some(first), Some(last)) = (procedure.phases.first(), procedure.phases.last()) else {
            // A procedure without a time axis may still say when a step falls due.
            continue;
        };
        if known().any(|known| known == phase.value) {
            continue;
        }
        let help = match nearest(&phase.value, known()) {
            Some(near) => say!("did you mean `{}`?", "是不是想写 `{}`？", near),
            None => say!(
                "the phases are {}; add it to `phases`, or write one of them",
                "现有阶段：{}；写其中一个，或者把它加进 `phases`",
                list(known())
            ),
        };
        let meant = likely(&phase.value, known().map(|phase| (phase, phase)));
        let fix =
            meant.map(|meant| Fix::of(Edit::whole(&procedure.path, phase.span, meant.id), meant));
        let listed = Span::new(first.span.start, last.span.end.max(first.span.end));
        findings.push(
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                phase.span,
                say!("unknown phase {}", "没有阶段 {}", quoted(&phase.value)),
            )
            .label(say!(
                "not one of the procedure's phases",
                "流程的阶段里没有它"
            ))
            .related(&procedure.path, listed, say!("its phases", "流程的阶段"))
            .help(help)
            .fix(fix),
        );
    }
    findings
}
