//! A part that `handbook.toml` does not have.

use crate::check::Rule;
use crate::check::names::{Known, list, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
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
                say!(
                    "add a `[[part]]` with `id = \"{0}\"` to `handbook.toml`",
                    "写 `[[part]]`，下面写 `id = \"{0}\"`，加进 `handbook.toml`",
                    text
                )
            }
            None => say!("the parts are {}", "现有各篇：{}", parts()),
        };
        findings.push(
            Diagnostic::error(
                RULE.code,
                at.path,
                at.span,
                say!("unknown part {}", "没有 {} 这一篇", quoted(text)),
            )
            .label(say!(
                "no `[[part]]` of `handbook.toml` has this id",
                "`handbook.toml` 的 `[[part]]` 里没有这个编号"
            ))
            .help(help)
            .fix(known.fix(&at)),
        );
    }
    findings
}
