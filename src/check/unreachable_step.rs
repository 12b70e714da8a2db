//! Steps that no way leads to.

use crate::check::Rule;
use crate::check::flow::{Flow, circles, reached};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Procedure};

pub(super) const RULE: Rule = Rule {
    code: &code::UNREACHABLE_STEP,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let findings = book.procedures.iter();
    findings
        .flat_map(|procedure| of(procedure, words))
        .collect()
}

fn of(procedure: &Procedure, words: &Words) -> Vec<Diagnostic> {
    let flow = Flow::of(procedure);
    let entries = procedure.entries();
    let reachable = reached(&flow.after, entries.iter().map(|step| step.at));
    let lost: Vec<bool> = reachable.iter().map(|r| !r).collect();
    let Some(entry) = entries.first().filter(|_| lost.contains(&true)) else {
        return Vec::new();
    };
    let number = |step: usize| procedure.steps[step].number.value;
    let mut findings = Vec::new();
    let mut circle_of = vec![usize::MAX; lost.len()];
    let circles = circles(&flow.after, &flow.before, &lost);
    for (at, circle) in circles.iter().enumerate() {
        for step in circle {
            circle_of[*step] = at;
        }
    }
    for (at, circle) in circles.iter().enumerate() {
        let mut leading_here = circle.iter().flat_map(|step| &flow.before[*step]);
        if leading_here.any(|from| circle_of[*from] != at) {
            // Another lost step leads here: once that is reached, so are these.
            continue;
        }
        let first = circle[0];
        let after = reached(&flow.after, [first]);
        let others = (0..after.len()).filter(|step| *step != first && after[*step] && lost[*step]);
        let others = ranges(others.map(number));
        let label = if others.is_empty() {
            "no step leads here".to_owned()
        } else {
            format!("no step leads here, and steps {others} come after it")
        };
        let line = words.line(words.next, &number(first).to_string());
        findings.push(
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                procedure.steps[first].number.span,
                format!(
                    "step `{}` cannot be reached from step `{}`",
                    number(first),
                    number(entry.at)
                ),
            )
            .label(label)
            .help(format!(
                "name it where the flow comes from, `{line}`, or take the step out"
            )),
        );
    }
    findings
}
