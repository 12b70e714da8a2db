//! A page whose file is not named by its code.

use crate::check::Rule;
use crate::check::names::{code_key, code_span, key_words, quoted};
use crate::diagnostic::near::half_width;
use crate::diagnostic::{Diagnostic, Edit, Fix, code, say};
use crate::model::{Book, Item};
use crate::source::SourcePath;

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
                say!(
                    "{} {} is not the file's name",
                    "{} {} 与文件名不一致",
                    key_words(key),
                    quoted(code)
                ),
            )
            .label(say!("the file is named {}", "文件名是 {}", quoted(stem)))
            .help(say!(
                "name the file {}, or write `{} = \"{}\"`",
                "把文件改名为 {}，或者写 `{} = \"{}\"`",
                quoted(&format!("{code}.md")),
                key,
                stem
            ))
            .fix(fix(book, item)),
        );
    }
    findings
}

/// A code in full-width letters is written as the file has it; else the file is named by the code, when it can be.
fn fix(book: &Book, item: Item) -> Option<Fix> {
    let (code, path) = (book.code(item), book.path(item));
    if half_width(code) == path.stem() {
        let edit = Edit::words(path, code_span(book, item), code, path.stem());
        return Some(Fix::certain(edit));
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let sound = code.chars().all(is_name) && !code.starts_with('.') && !code.ends_with('.');
    let named = format!("{}{code}.{}", path.folder(), path.extension());
    sound.then(|| Fix::rename(path, SourcePath::new(&named)))
}
