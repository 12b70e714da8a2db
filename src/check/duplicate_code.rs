//! A code or id that two pages have.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::{code_key, code_span, key_words, kind_words, quoted};
use crate::diagnostic::{Diagnostic, code, say};
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
    let key = key_words(code_key(again.kind()));
    let label = if first.kind() == again.kind() {
        let kind = kind_words(again.kind().word());
        say!("a second {} has it", "第二个 {} 用了它", kind)
    } else {
        let kind = kind_words(first.kind().word());
        say!("a {} has it too", "已有 {} 用了它", kind)
    };
    let help = if code == known {
        say!(
            "give one of them another {}, and its file the same name",
            "给其中一个换个 {} ，文件名也跟着改",
            key
        )
    } else {
        say!(
            "upper and lower case do not tell pages apart: give one of them another {}",
            "只有大小写不同，页面区分不开：给其中一个换个 {}",
            key
        )
    };
    Diagnostic::error(
        RULE.code,
        book.path(again),
        code_span(book, again),
        say!("{} {} is given twice", "{} {} 用了两次", key, quoted(code)),
    )
    .label(label)
    .related(
        book.path(first),
        code_span(book, first),
        say!("first here", "最先在这里"),
    )
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
            let message = say!("part {} is given twice", "篇的编号 {} 用了两次", id);
            findings.push(
                Diagnostic::error(RULE.code, &book.config.path, part.id.span, message)
                    .label(say!("a second part has it", "第二篇用了它"))
                    .related(&book.config.path, first, say!("first here", "最先在这里"))
                    .help(say!("give one of them another id", "给其中一篇换个编号")),
            );
        }
    }
    findings
}
