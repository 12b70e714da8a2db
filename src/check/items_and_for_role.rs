//! A pack that says in two ways what it prints.

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::ITEMS_AND_FOR_ROLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for pack in &book.packs {
        let (Some(items), Some(role)) = (&pack.items, &pack.for_role) else {
            continue;
        };
        let message = "a pack has `items` or `for_role`, not both".to_owned();
        findings.push(
            Diagnostic::error(RULE.code, &pack.path, role.span, message)
                .label("every form that this role fills in")
                .related(&pack.path, items.span, "and a list of items")
                .help("keep one of them; `items` keeps its order and its numbers of copies"),
        );
    }
    findings
}
