//! A page that a pack lists twice.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::DUPLICATE_ITEM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for pack in &book.packs {
        let mut first_of = BTreeMap::new();
        for item in pack.items.iter().flat_map(|items| &items.value) {
            let (Some(page), span) = (item.page.value.found(), item.page.span) else {
                continue;
            };
            let first = *first_of.entry(page).or_insert(span);
            if first == span {
                continue;
            }
            let code = book.code(page);
            let message = format!("item {} is listed twice", quoted(code));
            findings.push(
                Diagnostic::error(RULE.code, &pack.path, span, message)
                    .label("the same page again")
                    .related(&pack.path, first, "first here")
                    .help(format!(
                        "take one of them out; for more copies write `{{ code = \"{code}\", copies = 2 }}`"
                    )),
            );
        }
    }
    findings
}
