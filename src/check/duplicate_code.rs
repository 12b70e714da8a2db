//! A code or id that two pages have.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::{code_key, code_span, quoted};
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Item, Kind};

pub(super) const RULE: Rule = Rule {
    code: &code::DUPLICATE_CODE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut first_of: BTreeMap<(bool, String), Item> = BTreeMap::new();
    for item in book.items() {
        // A form has its template's code; all other pages share the names that `[[…]]` may hold.
        // The files of the site are in lower case, where `F-1` and `f-1` are one.
        let name = (item.kind() == Kind::Form, book.code(item).to_lowercase());
        let first = *first_of.entry(name).or_insert(item);
        if first != item {
            findings.push(finding(book, first, item));
        }
    }
    findings.extend(parts(book));
    findings
}

fn finding(book: &Book, one: Item, other: Item) -> Diagnostic {
    // The page whose path comes first keeps the code.
    let (first, again) = if book.path(one) <= book.path(other) {
        (one, other)
    } else {
        (other, one)
    };
    let (code, known) = (book.code(again), book.code(first));
    let key = code_key(again.kind());
    let label = if first.kind() == again.kind() {
        format!("a second {} has it", again.kind().word())
    } else {
        format!("a {} has it too", first.kind().word())
    };
    let help = if code == known {
        format!("give one of them another {key}, and its file the same name")
    } else {
        format!("upper and lower case do not tell pages apart: give one of them another {key}")
    };
    Diagnostic::error(
        RULE.code,
        book.path(again),
        code_span(book, again),
        format!("{key} {} is given twice", quoted(code)),
    )
    .label(label)
    .related(book.path(first), code_span(book, first), "first here")
    .help(help)
}

fn parts(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut first_of = BTreeMap::new();
    for part in &book.config.parts {
        let first = *first_of
            .entry(part.id.value.file_stem())
            .or_insert(part.id.span);
        if first != part.id.span {
            let id = quoted(part.id.value.as_str());
            let message = format!("part {id} is given twice");
            findings.push(
                Diagnostic::error(RULE.code, &book.config.path, part.id.span, message)
                    .label("a second part has it")
                    .related(&book.config.path, first, "first here")
                    .help("give one of them another id"),
            );
        }
    }
    findings
}
