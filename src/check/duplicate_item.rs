//! A page that a pack lists twice.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
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
            let message = say!("item {} is listed twice", "{} 列了两次", quoted(code));
            findings.push(
                Diagnostic::error(RULE.code, &pack.path, span, message)
                    .label(say!("the same page again", "同一页又列了一次"))
                    .related(&pack.path, first, say!("first here", "最先在这里"))
                    .help(say!(
                        "take one of them out; for more copies write `{{ code = \"{}\", copies = 2 }}`",
                        "删去其中一处；要多印几份，写 `{{ code = \"{}\", copies = 2 }}`",
                        code
                    )),
            );
        }
    }
    findings
}
