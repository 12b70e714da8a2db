//! A relative link to a file that is not there.

use std::cell::LazyCell;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, Text, code, nearest, say};
use crate::model::prose::MissingTarget;
use crate::model::{Book, Item};

pub(super) const RULE: Rule = Rule {
    code: &code::BROKEN_LINK,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let pages = LazyCell::new(|| named(book));
    for at in missing_targets(book).iter().filter(|at| !at.picture) {
        let (label, help) = match at.missing {
            MissingTarget::File(path) => (
                say!("there is no {}", "没有文件 {}", quoted(path)),
                near(book, &pages, path),
            ),
            MissingTarget::OutsideHandbook(address) => (
                say!(
                    "{} leads out of the handbook",
                    "{} 在手册之外",
                    quoted(address)
                ),
                say!(
                    "link to a page or a file of the handbook, relative to this one, or write the \
                     whole address, `https://…`",
                    "链接到手册里的页面或文件，路径从本文件所在的文件夹写起；外部网址要写完整：\
                     `https://…`"
                ),
            ),
            MissingTarget::Name(_)
            | MissingTarget::Fragment { .. }
            | MissingTarget::Step { .. }
            | MissingTarget::Unsafe(_) => continue,
        };
        let message = say!(
            "broken link {}",
            "链接 {} 打不开",
            quoted(at.written.unwrap_or_default())
        );
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help),
        );
    }
    findings
}

/// Every page with the name of its file, in lower case.
fn named(book: &Book) -> Vec<(String, Item)> {
    let pages = book.items();
    pages
        .map(|item| (name(book.path(item).as_str()), item))
        .collect()
}

fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_lowercase()
}

/// What to type instead: the page whose file's name is nearest, by its code.
fn near(book: &Book, pages: &[(String, Item)], path: &str) -> Text {
    let found = nearest(&name(path), pages.iter().map(|(name, _)| name.as_str()));
    match pages.iter().find(|(name, _)| Some(name.as_str()) == found) {
        Some((_, item)) => {
            let (page, code) = (book.path(*item), book.code(*item));
            say!(
                "did you mean `{}`? `[[{}]]` links to it from anywhere",
                "是不是想写 `{}`？在任何页面都可以用 `[[{}]]` 链接到它",
                page.as_str(),
                code
            )
        }
        None => say!(
            "mend the path, which is relative to this file, or add the file",
            "改正路径（从本文件所在的文件夹写起），或者放入这个文件"
        ),
    }
}
