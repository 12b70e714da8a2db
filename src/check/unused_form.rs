//! A form that no step fills in and no page mentions.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::citations::citations;
use crate::check::names::quoted;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Item};

pub(super) const RULE: Rule = Rule {
    code: &code::UNUSED_FORM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let named = named(book);
    let mut findings = Vec::new();
    for document in book.documents() {
        let Item::Template(at) = document.item else {
            continue;
        };
        // One that is being written is not in use yet, a retired one no longer.
        if document.status.value != Status::Effective || named.contains(&document.item) {
            continue;
        }
        let template = book.template(at);
        let line = words.line(words.forms, &format!("[[{}]]", template.code.value));
        findings.push(
            Diagnostic::error(
                RULE.code,
                document.path,
                template.code.span,
                say!(
                    "no step uses the form {}",
                    "没有步骤使用表单 {}",
                    quoted(&template.title.value)
                ),
            )
            .warning()
            .label(say!(
                "no other page links to it either",
                "也没有别的页面链接到它"
            ))
            .help(say!(
                "name it at the step that fills it in, `{}`, or write `status = \"retired\"`",
                "在填写它的步骤里写 `{}`；不再使用就写 `status = \"retired\"`",
                line
            )),
        );
    }
    findings
}

/// Every page that another page names or has as its successor.
pub(super) fn named(book: &Book) -> BTreeSet<Item> {
    let cited = citations(book).filter(|citation| citation.from != citation.to);
    let successors = book.documents().filter_map(|of| of.superseded_by?.item);
    (cited.map(|citation| citation.to))
        .chain(successors)
        .collect()
}
