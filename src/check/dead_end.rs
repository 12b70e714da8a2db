//! Steps that go round in a circle without a way to the end.

use crate::check::Rule;
use crate::check::flow::{Flow, circles, reached};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Procedure};

pub(super) const RULE: Rule = Rule {
    code: &code::DEAD_END,
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
    let ways_out = (0..procedure.steps.len()).filter(|step| flow.leaves[*step]);
    let dead: Vec<bool> = reached(&flow.before, ways_out).iter().map(|r| !r).collect();
    if !dead.contains(&true) {
        return Vec::new();
    }
    let number = |step: usize| procedure.steps[step].number.value;
    let mut findings = Vec::new();
    let mut circle_of = vec![usize::MAX; dead.len()];
    let circles = circles(&flow.after, &flow.before, &dead);
    for (at, circle) in circles.iter().enumerate() {
        for step in circle {
            circle_of[*step] = at;
        }
    }
    for (at, circle) in circles.iter().enumerate() {
        let mut onward = circle.iter().flat_map(|step| &flow.after[*step]);
        if onward.any(|to| circle_of[*to] != at) {
            // These steps only lead to a circle; it is the circle that is to be opened.
            continue;
        }
        let numbers = ranges(circle.iter().map(|step| number(*step)));
        let (message, label) = if circle.len() == 1 {
            (
                format!("step `{numbers}` leads only to itself"),
                "no way leads on from here",
            )
        } else {
            (
                format!("no end can be reached from steps {numbers}"),
                "the circle begins here",
            )
        };
        let first = &procedure.steps[circle[0]];
        let end = words.line(words.next, words.end);
        let mut finding = Diagnostic::error(RULE.code, &procedure.path, first.number.span, message)
            .label(label)
            .help(format!(
                "give one of them a way out, for example `{end}`, or a branch to a later step"
            ));
        if let Some(last) = circle.last().filter(|_| circle.len() > 1) {
            let last = &procedure.steps[*last];
            let to = ranges(
                flow.after[circle[circle.len() - 1]]
                    .iter()
                    .map(|step| number(*step)),
            );
            finding = finding.related(
                &procedure.path,
                last.number.span,
                format!("this leads back to {to}"),
            );
        }
        findings.push(finding);
    }
    findings
}
