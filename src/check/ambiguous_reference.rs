//! A name that several things have.

use crate::check::Rule;
use crate::check::names::{list, quoted};
use crate::check::references::{Notation, all_unresolved};
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::AMBIGUOUS_REFERENCE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in all_unresolved(book) {
        let Why::Ambiguous(ids) = &at.missing.why else {
            continue;
        };
        let message = format!("{} names {} things", quoted(&at.missing.text), ids.len());
        let typed: Vec<String> = match at.notation {
            // A link may keep the author's words as what it shows.
            Notation::Brackets => (ids.iter())
                .map(|id| format!("[[{id}|{}]]", at.missing.text))
                .collect(),
            Notation::Quoted | Notation::Bare => {
                ids.iter().map(|id| at.notation.write(id)).collect()
            }
        };
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(format!("it may be {}", list(ids)))
                .help(format!("write the one that you mean: {}", list(typed))),
        );
    }
    findings
}
