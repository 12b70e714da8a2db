//! A pack that prints a document which is no longer in force.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::procedure::Status;

pub(super) const RULE: Rule = Rule {
    code: &code::RETIRED_ITEM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let in_use = (book.packs.iter()).filter(|pack| pack.status.value != Status::Retired);
    for pack in in_use {
        for item in pack.items.iter().flat_map(|items| &items.value) {
            let Some(document) = item.page.value.found().and_then(|at| book.document(at)) else {
                continue;
            };
            if document.status.value != Status::Retired {
                continue;
            }
            let code = book.code(document.item);
            let successor = document.superseded_by.and_then(|other| other.item);
            let successor = successor.map(|other| book.code(other));
            let help = match successor {
                Some(other) => say!(
                    "write `\"{}\"`, which replaces it",
                    "写成代替它的 `\"{}\"`",
                    other
                ),
                None => say!("take it out of the pack", "从表单包中删去它"),
            };
            let message = say!("item {} is retired", "{} 已废止", quoted(code));
            findings.push(
                Diagnostic::error(RULE.code, &pack.path, item.page.span, message)
                    .label(say!(
                        "a course would teach what is no longer in force",
                        "培训会讲到已经不用的文件"
                    ))
                    .related(
                        document.path,
                        document.status.span,
                        say!("retired here", "在这里废止"),
                    )
                    .help(help),
            );
        }
    }
    findings
}
