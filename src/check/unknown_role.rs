//! A role that the handbook does not have.

use crate::check::Rule;
use crate::check::names::{Known, article, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_ROLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Role]);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Role) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                format!("{} is {} {kind}, not a role", quoted(text), article(kind)),
                "a role is wanted here",
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                format!("unknown role {}", quoted(text)),
                "no file in `content/roles/` has this name",
            ),
        };
        let help = known.offer(text, at.notation);
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help.unwrap_or_else(|| {
                    "write the id of a role, or add the role with `procbook new role ID`".to_owned()
                })),
        );
    }
    findings
}
