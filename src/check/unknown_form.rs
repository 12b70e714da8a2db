//! A form, named by a step, that the handbook does not have.

use crate::check::Rule;
use crate::check::names::{Known, article, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_FORM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Template]);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Form) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                format!("{} is {} {kind}, not a form", quoted(text), article(kind)),
                "a form is wanted here, by the code of its template",
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                format!("unknown form {}", quoted(text)),
                "no file in `content/templates/` has this name",
            ),
        };
        let help = known.offer(text, at.notation);
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help.unwrap_or_else(|| {
                    "write the code of a template, or add it with `procbook new template CODE`"
                        .to_owned()
                })),
        );
    }
    findings
}
