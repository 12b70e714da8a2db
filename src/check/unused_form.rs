//! A form that no step fills in and no page mentions.

use crate::check::Rule;
use crate::check::citations::{citations, second_of_a_code};
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
    let named = named(book, book.templates.len(), |item| match item {
        Item::Template(at) => Some(at.at),
        Item::Procedure(_) | Item::Role(_) | Item::Form(_) | Item::Reference(_) | Item::Pack(_) => {
            None
        }
    });
    let mut findings = Vec::new();
    for (template, named) in book.templates.iter().zip(named) {
        // One that is being written is not in use yet, a retired one no longer.
        if named || template.status.value != Status::Effective {
            continue;
        }
        let line = words.line(words.forms, &format!("[[{}]]", template.code.value));
        findings.push(
            Diagnostic::error(
                RULE.code,
                &template.path,
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

/// By page of one kind: whether another page names it or has it as its successor. `place` gives a page's
/// place among the `count` of its kind.
pub(super) fn named(book: &Book, count: usize, place: impl Fn(Item) -> Option<usize>) -> Vec<bool> {
    let mut named = vec![false; count];
    let cited = citations(book).filter(|citation| citation.from != citation.to);
    let successors = book.documents().filter_map(|of| of.superseded_by?.item);
    let named_or_not = cited.map(|citation| citation.to).chain(successors);
    for item in named_or_not.chain(second_of_a_code(book)) {
        if let Some(at) = place(item) {
            named[at] = true;
        }
    }
    named
}
