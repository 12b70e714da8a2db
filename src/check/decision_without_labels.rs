//! A decision that does not say which answer leads where.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
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
            format!("decision `{number}` has no branches"),
            step.kind.span,
            "a decision says which answer leads where".to_owned(),
        ),
        _ if branches.iter().any(|branch| branch.label.is_none()) => (
            format!("decision `{number}` has a branch without an answer"),
            branches.iter().find(|b| b.label.is_none())?.span,
            "which answer leads this way?".to_owned(),
        ),
        [only] => (
            format!("decision `{number}` has one branch"),
            only.span,
            "a decision has two answers or more".to_owned(),
        ),
        _ => {
            let (first, second, answer) = repeated(branches)?;
            return Some(
                Diagnostic::error(
                    RULE.code,
                    &procedure.path,
                    second,
                    format!(
                        "decision `{number}` has two branches for {}",
                        quoted(answer)
                    ),
                )
                .label("the same answer again")
                .related(&procedure.path, first, "first here")
                .help(
                    "give each branch its own answer; what runs in parallel stands in one branch",
                ),
            );
        }
    };
    let (next, yes, no) = (words.line(words.next, ""), words.yes, words.no);
    let example = format!("{}\n  - {yes} → 3\n  - {no} → 4", next.trim_end());
    Some(
        Diagnostic::error(RULE.code, &procedure.path, span, message)
            .label(label)
            .help(format!("write each answer and where it leads:\n{example}")),
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
