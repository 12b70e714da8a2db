//! A part that `handbook.toml` does not have.

use crate::check::Rule;
use crate::check::names::{Known, list, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_PART,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::parts(book);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Part) {
        let text = &at.missing.text;
        let parts = || list(book.config.parts.iter().map(|part| part.id.value.as_str()));
        let help = match known.offer(text, at.notation) {
            Some(offer) => offer,
            None if book.config.parts.is_empty() => {
                format!("add a `[[part]]` with `id = \"{text}\"` to `handbook.toml`")
            }
            None => format!("the parts are {}", parts()),
        };
        findings.push(
            Diagnostic::error(
                RULE.code,
                at.path,
                at.span,
                format!("unknown part {}", quoted(text)),
            )
            .label("no `[[part]]` of `handbook.toml` has this id")
            .help(help),
        );
    }
    findings
}
