//! Steps that no way leads to.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::flow::{Flow, circles, last_of, reached};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
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
    // A lost step that another lost step leads to is reached once that one is.
    let groups = last_of(circles(&flow.after, &flow.before, &lost), &flow.before);
    let findings = groups.iter();
    findings
        .map(|group| finding(procedure, &flow, group[0], &lost, words))
        .collect()
}

fn finding(
    procedure: &Procedure,
    flow: &Flow,
    first: usize,
    lost: &[bool],
    words: &Words,
) -> Diagnostic {
    let number = |step: usize| procedure.steps[step].number.value;
    let others: Vec<u32> = cut_off(flow, first, lost).into_iter().map(number).collect();
    let label = match others.as_slice() {
        [] => say!("no step leads here", "没有步骤通向这里"),
        [one] => say!(
            "no step leads here, so step {} is cut off as well",
            "没有步骤通向这里，步骤 {} 也因此走不到",
            one
        ),
        _ => say!(
            "no step leads here, so steps {} are cut off as well",
            "没有步骤通向这里，步骤 {} 也因此走不到",
            ranges(others.iter().copied())
        ),
    };
    let line = words.line(words.next, &number(first).to_string());
    Diagnostic::error(
        RULE.code,
        &procedure.path,
        procedure.steps[first].number.span,
        say!(
            "step `{}` cannot be reached",
            "走不到步骤 `{}`",
            number(first)
        ),
    )
    .label(label)
    .help(say!(
        "name it where the flow comes from, `{}`, or take the step out",
        "在它的前一步写上 `{}`，或者去掉这一步",
        line
    ))
}

/// The lost steps that only `first` leads on to. More than a message can name are not looked for:
/// in a procedure of many lost steps each of them would be walked from each.
fn cut_off(flow: &Flow, first: usize, lost: &[bool]) -> BTreeSet<usize> {
    const ENOUGH: usize = 100;
    let mut found = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some(step) = open.pop() {
        let onward = flow.after[step].iter().filter(|to| lost[**to]);
        open.extend(onward.filter(|to| found.len() < ENOUGH && found.insert(**to)));
    }
    found.remove(&first);
    found
}
