//! A step that nobody does.

use crate::check::Rule;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::STEP_WITHOUT_OWNER,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let example = book
        .roles
        .first()
        .map_or("sales-director", |role| role.id.value.as_str());
    let line = words.line(words.owner, &format!("[[{example}]]"));
    steps(book)
        .filter(|(_, step)| step.owners.is_empty())
        .map(|(procedure, step)| {
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                step.number.span,
                say!(
                    "step `{}` has no owner",
                    "步骤 `{}` 没有责任角色",
                    step.number.value
                ),
            )
            .label(say!(
                "there is no line `{}` under it",
                "下面没有 `{}` 这一行",
                words.owner
            ))
            .help(say!(
                "name the one role that does it, such as `{}`",
                "写明由哪一个角色来做，例如 `{}`",
                line
            ))
        })
        .collect()
}
