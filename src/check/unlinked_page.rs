//! A reference page that no other page leads to.

use crate::check::Rule;
use crate::check::glossary::is_glossary;
use crate::check::names::quoted;
use crate::check::unused_form::named;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Item};

pub(super) const RULE: Rule = Rule {
    code: &code::UNLINKED_PAGE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let named = named(book, book.references.len(), |item| match item {
        Item::Reference(at) => Some(at.at),
        Item::Procedure(_) | Item::Role(_) | Item::Form(_) | Item::Template(_) | Item::Pack(_) => {
            None
        }
    });
    let mut findings = Vec::new();
    for (page, named) in book.references.iter().zip(named) {
        // A glossary is looked up, not led to.
        if named || page.status.value != Status::Effective || is_glossary(page) {
            continue;
        }
        findings.push(
            Diagnostic::error(
                RULE.code,
                &page.path,
                page.code.span,
                say!(
                    "no page links to {}",
                    "没有页面链接到 {}",
                    quoted(&page.title.value)
                ),
            )
            .warning()
            .label(say!(
                "only the list of reference pages leads here",
                "只有资料目录能找到它"
            ))
            .help(say!(
                "write `[[{0}]]` where a reader needs it, or take the page out",
                "在用得到它的地方写 `[[{0}]]`，或者删去这一页",
                page.code.value.as_str()
            )),
        );
    }
    findings
}
