//! Steps that go round in a circle without a way to the end.

use crate::check::Rule;
use crate::check::flow::{Flow, circles, last_of, reached};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
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
    // Of all dead steps, only the circles that the others lead to have to be opened.
    let circles = last_of(circles(&flow.after, &flow.before, &dead), &flow.after);
    let findings = circles.iter();
    findings
        .map(|circle| finding(procedure, &flow, circle, words))
        .collect()
}

fn finding(procedure: &Procedure, flow: &Flow, circle: &[usize], words: &Words) -> Diagnostic {
    let number = |step: &usize| procedure.steps[*step].number.value;
    let numbers = ranges(circle.iter().map(number));
    let end = words.line(words.next, words.end);
    let (first, last) = (circle[0], circle[circle.len() - 1]);
    let at = |step: usize| procedure.steps[step].number.span;
    let error = |message| Diagnostic::error(RULE.code, &procedure.path, at(first), message);
    if first == last {
        return error(say!(
            "step `{}` leads only to itself",
            "步骤 `{}` 只通向自己",
            numbers
        ))
        .label(say!("no way leads on from here", "从这里没有出路"))
        .help(say!(
            "let it lead to a later step, or to the end: `{}`",
            "让它通向后面的步骤，或者结束：`{}`",
            end
        ));
    }
    let back = ranges(flow.after[last].iter().map(number));
    error(say!(
        "no end can be reached from steps {}",
        "从步骤 {} 走不到结束",
        numbers
    ))
    .label(say!("the circle begins here", "循环从这里开始"))
    .related(
        &procedure.path,
        at(last),
        say!("this leads back to {}", "这里又回到 {}", back),
    )
    .help(say!(
        "let one of them lead to a later step, or to the end: `{}`",
        "让其中一步通向后面的步骤，或者结束：`{}`",
        end
    ))
}
