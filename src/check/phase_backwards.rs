//! An arrow onward to a step of an earlier phase.
//!
//! Loops are no finding: an arrow to an earlier step, and an arrow to a step that is written further down but
//! only leads back, as a correction does.

use crate::check::Rule;
use crate::check::flow::{Flow, reached};
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Procedure};

pub(super) const RULE: Rule = Rule {
    code: &code::PHASE_BACKWARDS,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    book.procedures.iter().flat_map(of).collect()
}

fn of(procedure: &Procedure) -> Vec<Diagnostic> {
    if procedure.phases.len() < 2 {
        return Vec::new();
    }
    let place = |step: usize| {
        let phase = procedure.steps[step].phase.as_ref()?;
        let known = |known: &crate::source::Spanned<String>| known.value == phase.value;
        Some((procedure.phases.iter().position(known)?, phase))
    };
    let flow = Flow::of(procedure);
    let mut ends: Option<Vec<bool>> = None;
    let mut findings = Vec::new();
    for from in 0..procedure.steps.len() {
        for to in flow.after[from].iter().copied().filter(|to| *to > from) {
            let (Some((before, earlier)), Some((after, later))) = (place(from), place(to)) else {
                continue;
            };
            if after >= before || !ends.get_or_insert_with(|| lead_on(&flow))[to] {
                continue;
            }
            let number = |step: usize| procedure.steps[step].number.value;
            findings.push(
                Diagnostic::error(
                    RULE.code,
                    &procedure.path,
                    later.span,
                    say!(
                        "step `{}` goes back from phase {} to phase {}",
                        "步骤 `{}` 从阶段 {} 倒退到阶段 {}",
                        number(to),
                        quoted(&earlier.value),
                        quoted(&later.value)
                    ),
                )
                .warning()
                .label(say!(
                    "an earlier phase than that of step {}",
                    "比步骤 {} 的阶段早",
                    number(from)
                ))
                .related(
                    &procedure.path,
                    earlier.span,
                    say!("it comes after this one", "它排在这一步之后"),
                )
                .help(say!(
                    "give step {0} the phase {1} or a later one, or put `phases` in the order of time",
                    "把步骤 {0} 的阶段改为 {1} 或更晚的阶段，或者按时间先后排列 `phases`",
                    number(to),
                    quoted(&earlier.value)
                )),
            );
        }
    }
    findings
}

/// The steps from which arrows to later steps lead out of the procedure: those of a loop back do not.
fn lead_on(flow: &Flow) -> Vec<bool> {
    let earlier = |(at, before): (usize, &Vec<usize>)| -> Vec<usize> {
        before.iter().copied().filter(|from| *from < at).collect()
    };
    let before: Vec<Vec<usize>> = flow.before.iter().enumerate().map(earlier).collect();
    reached(&before, (0..before.len()).filter(|step| flow.leaves[*step]))
}
