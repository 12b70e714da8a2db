//! A decision that does not say which answer leads where.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Branch, StepKind};
use crate::model::{Book, Procedure, Step};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::DECISION_WITHOUT_LABELS,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    steps(book)
        .filter(|(_, step)| step.kind.value == StepKind::Decision)
        .filter_map(|(procedure, step)| of(procedure, step, words))
        .collect()
}

fn of(procedure: &Procedure, step: &Step, words: &Words) -> Option<Diagnostic> {
    let number = step.number.value;
    if step.next.as_ref().is_some_and(Vec::is_empty) {
        // There is a line, and that it cannot be read is a finding of its own.
        return None;
    }
    let branches = step.next.as_deref().unwrap_or_default();
    let (message, span, label) = match branches {
        [] => (
            say!(
                "decision `{}` has no branches",
                "判断 `{}` 没有分支",
                number
            ),
            step.kind.span,
            say!(
                "a decision says which answer leads where",
                "判断要写明哪种结果走到哪一步"
            ),
        ),
        _ if branches.iter().any(|branch| branch.label.is_none()) => (
            say!(
                "decision `{}` has a branch without an answer",
                "判断 `{}` 有一条分支没写判断结果",
                number
            ),
            branches.iter().find(|b| b.label.is_none())?.span,
            say!("which answer leads this way?", "哪种结果走这条路？"),
        ),
        [only] => (
            say!(
                "decision `{}` has one branch",
                "判断 `{}` 只有一条分支",
                number
            ),
            only.span,
            say!("a decision has two answers or more", "判断至少有两种结果"),
        ),
        _ => return same_answer(procedure, number, branches),
    };
    let (next, yes, no) = (words.line(words.next, ""), words.yes, words.no);
    let example = format!("{}\n  - {yes} → 3\n  - {no} → 4", next.trim_end());
    Some(
        Diagnostic::error(RULE.code, &procedure.path, span, message)
            .label(label)
            .help(say!(
                "write each answer and where it leads:\n{}",
                "写明每种结果走到哪一步：\n{}",
                example
            )),
    )
}

/// The finding about two branches with one answer.
fn same_answer(procedure: &Procedure, number: u32, branches: &[Branch]) -> Option<Diagnostic> {
    let (first, second, answer) = repeated(branches)?;
    Some(
        Diagnostic::error(
            RULE.code,
            &procedure.path,
            second,
            say!(
                "decision `{}` has two branches for {}",
                "判断 `{}` 有两条分支都写 {}",
                number,
                quoted(answer)
            ),
        )
        .label(say!("the same answer again", "同一结果又写了一次"))
        .related(&procedure.path, first, say!("first here", "最先在这里"))
        .help(say!(
            "give each branch its own answer; what runs in parallel stands in one branch",
            "每条分支写不同的结果；同时进行的步骤写在同一条分支里"
        )),
    )
}

/// The places of two branches with one answer, and that answer.
fn repeated(branches: &[Branch]) -> Option<(Span, Span, &str)> {
    let mut seen = BTreeMap::new();
    for label in branches.iter().filter_map(|branch| branch.label.as_ref()) {
        if let Some(first) = seen.insert(label.value.as_str(), label.span) {
            return Some((first, label.span, &label.value));
        }
    }
    None
}
