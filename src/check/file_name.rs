//! A page whose file is not named by its code.

use crate::check::Rule;
use crate::check::names::{code_key, code_span, quoted};
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::FILE_NAME,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for item in book.items() {
        let (code, path) = (book.code(item), book.path(item));
        if code == path.stem() {
            continue;
        }
        let key = code_key(item.kind());
        let stem = path.stem();
        findings.push(
            Diagnostic::error(
                RULE.code,
                path,
                code_span(book, item),
                format!("{key} {} is not the file's name", quoted(code)),
            )
            .label(format!("the file is named {}", quoted(stem)))
            .help(format!(
                "name the file {}, or write `{key} = \"{stem}\"`",
                quoted(&format!("{code}.md"))
            )),
        );
    }
    findings
}
