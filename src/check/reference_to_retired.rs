//! A page that still sends people to a retired document.

use crate::check::Rule;
use crate::check::citations::{Citation, How, citations};
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Document, Item};

pub(super) const RULE: Rule = Rule {
    code: &code::REFERENCE_TO_RETIRED,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if !book.documents().any(|document| is_retired(&document)) {
        return findings;
    }
    // What a pack prints is a finding of its own.
    for citation in citations(book).filter(|citation| citation.how != How::Item) {
        let Some(to) = book.document(citation.to).filter(is_retired) else {
            continue;
        };
        let is_live = !book
            .document(citation.from)
            .is_some_and(|of| is_retired(&of));
        // The page that took its place may say so.
        let succeeds = successor(&to) == Some(citation.from) && citation.how == How::Link;
        if is_live && !succeeds {
            findings.push(finding(book, citation, &to));
        }
    }
    findings
}

fn is_retired(document: &Document<'_>) -> bool {
    document.status.value == Status::Retired
}

fn successor(document: &Document<'_>) -> Option<Item> {
    document.superseded_by?.item
}

fn finding(book: &Book, citation: Citation, to: &Document<'_>) -> Diagnostic {
    let title = quoted(book.title(to.item));
    let message = match citation.how {
        How::Form => say!(
            "the step uses the retired form {}",
            "步骤使用了已废止的表单 {}",
            title
        ),
        How::Material => say!(
            "the step takes or gives the retired {}",
            "步骤的输入或输出 {} 已废止",
            title
        ),
        How::HandOver => say!(
            "the step hands over to the retired procedure {}",
            "步骤转到了已废止的流程 {}",
            title
        ),
        How::Link | How::Item => say!(
            "the link leads to the retired {}",
            "链接指向已废止的 {}",
            title
        ),
    };
    Diagnostic::error(RULE.code, book.path(citation.from), citation.span, message)
        .warning()
        .related(to.path, to.status.span, say!("retired here", "在这里废止"))
        .help(instead(book, to))
}

fn instead(book: &Book, to: &Document<'_>) -> Text {
    let other = || {
        say!(
            "name what is used instead, or take this out",
            "改为现在使用的文件，或者删去这里"
        )
    };
    let item = successor(to).filter(|item| *item != to.item);
    item.map_or_else(other, |item| {
        say!(
            "name `{}` ({}), which replaces it",
            "改为取代它的 `{}`（{}）",
            book.code(item),
            quoted(book.title(item))
        )
    })
}
