//! A step that nobody does.

use crate::check::Rule;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code};
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
                format!("step `{}` has no owner", step.number.value),
            )
            .label(format!("there is no line `{}` under it", words.owner))
            .help(format!("name the one role that does it, such as `{line}`"))
        })
        .collect()
}
