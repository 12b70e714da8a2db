//! An item of a pack that the handbook does not have, or that is not printed.

use crate::check::Rule;
use crate::check::names::{Known, article, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_ITEM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    const KINDS: [Kind; 3] = [Kind::Procedure, Kind::Template, Kind::Reference];
    let mut known = Known::pages(book, &KINDS);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Item) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                format!(
                    "{} is {} {kind}, which no pack prints",
                    quoted(text),
                    article(kind)
                ),
                "a form, a procedure or a reference page is wanted here",
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                format!("unknown item {}", quoted(text)),
                "no form, procedure or reference page has this name",
            ),
        };
        let help = known.offer(text, at.notation);
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help.unwrap_or_else(|| {
                    "write the code of a form, a procedure or a reference page, or take the item out"
                        .to_owned()
                })),
        );
    }
    findings
}
