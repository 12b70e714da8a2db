//! A step that several roles own, so that nobody does.

use crate::check::Rule;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
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
            let message = say!(
                "step `{}` has {} owners",
                "步骤 `{}` 有 {} 个责任角色",
                number,
                count
            );
            let help = say!(
                "leave one, and move the others to `{}`",
                "只留一个，其余移到 `{}`",
                words.consulted
            );
            Some(
                Diagnostic::error(RULE.code, &procedure.path, second.span, message)
                    .label(say!("a second owner", "第二个责任角色"))
                    .related(&procedure.path, first.span, say!("the first", "第一个"))
                    .help(help),
            )
        })
        .collect()
}
