//! A step that several roles own, so that nobody does.

use crate::check::Rule;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::TWO_OWNERS,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    steps(book)
        .filter_map(|(procedure, step)| {
            let [first, second, ..] = step.owners.as_slice() else {
                return None;
            };
            let (number, count) = (step.number.value, step.owners.len());
            let message = format!("step `{number}` has {count} owners");
            let help = format!("leave one, and move the others to `{}`", words.consulted);
            Some(
                Diagnostic::error(RULE.code, &procedure.path, second.span, message)
                    .label("a second owner")
                    .related(&procedure.path, first.span, "the first")
                    .help(help),
            )
        })
        .collect()
}
