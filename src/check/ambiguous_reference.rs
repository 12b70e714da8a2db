//! A name that several things have.

use crate::check::Rule;
use crate::check::names::{list, quoted};
use crate::check::references::{Notation, all_unresolved};
use crate::diagnostic::{Diagnostic, code, say};
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
        let message = say!(
            "{} names {} things",
            "{} 对应 {} 个页面",
            quoted(&at.missing.text),
            ids.len()
        );
        let typed = list(ids.iter().map(|id| match at.notation {
            // A link may keep the author's words as what it shows.
            Notation::Brackets => format!("[[{id}|{}]]", at.missing.text),
            Notation::Quoted | Notation::Bare => at.notation.write(id),
        }));
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(say!("it may be {}", "可能是 {}", list(ids)))
                .help(say!(
                    "write the one that you mean: {}",
                    "写明是哪一个：{}",
                    typed
                )),
        );
    }
    findings
}
