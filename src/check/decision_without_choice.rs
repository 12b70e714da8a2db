//! A decision whose answers all lead to the same place.
//!
//! Two answers of three that lead to one step are a record of what was said, and no finding.

use crate::check::Rule;
use crate::check::branches::{Branches, Way};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::{NextStep, StepKind};
use crate::model::{Book, Procedure, Step};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::DECISION_WITHOUT_CHOICE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        let branches = Branches::of(procedure);
        for (step, choices) in procedure.steps.iter().zip(&branches.choices) {
            if step.kind.value != StepKind::Decision || choices.len() < 2 {
                continue;
            }
            let mut ways = choices.iter().map(|choice| {
                let mut ways: Vec<Option<usize>> = choice.ways.iter().map(known).collect();
                ways.sort_unstable();
                ways.dedup();
                ways
            });
            let first = ways.next();
            // Two hand-overs may lead to two places; they are compared with nothing.
            if has_away(step, &choices[0].ways) || !ways.all(|other| Some(&other) == first.as_ref())
            {
                continue;
            }
            findings.extend(finding(procedure, step, &choices[0].ways, words));
        }
    }
    findings
}

fn known(way: &Way) -> Option<usize> {
    match way {
        Way::Step(to) => Some(*to),
        Way::End | Way::Away => None,
    }
}

fn has_away(step: &Step, ways: &[Way]) -> bool {
    let branches = step.next.iter().flatten();
    ways.contains(&Way::Away)
        || branches
            .flat_map(|branch| &branch.targets)
            .any(|target| matches!(target.value, NextStep::Procedure(..)))
}

fn finding(procedure: &Procedure, step: &Step, ways: &[Way], words: &Words) -> Option<Diagnostic> {
    let branches = step.next.as_deref()?;
    let span = Span::new(branches.first()?.span.start, branches.last()?.span.end);
    let numbers = ways.iter().filter_map(known);
    let to = ranges(numbers.map(|to| procedure.steps[to].number.value));
    let to = if to.is_empty() {
        Text::same(words.end)
    } else {
        to
    };
    let number = step.number.value;
    let line = Text {
        english: words.line(words.next, &to.english),
        chinese: words.line(words.next, &to.chinese),
    };
    Some(
        Diagnostic::error(
            RULE.code,
            &procedure.path,
            span,
            say!(
                "every answer of decision `{}` leads to `{}`",
                "判断 `{}` 的每个答案都通向 `{}`",
                number,
                to
            ),
        )
        .warning()
        .label(say!("so nothing is decided here", "等于没有作出判断"))
        .related(
            &procedure.path,
            step.kind.span,
            say!("it is a decision", "这一步是判断"),
        )
        .help(say!(
            "let one answer lead elsewhere, or take the kind out and write `{}`",
            "让其中一个答案通向别处；如果不用判断，删去类型，改为 `{}`",
            line
        )),
    )
}
