//! A retired document that does not say what to use instead.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::procedure::Status;

pub(super) const RULE: Rule = Rule {
    code: &code::RETIRED_WITHOUT_SUCCESSOR,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let retired = book
        .documents()
        .filter(|of| of.status.value == Status::Retired);
    let silent = retired.filter(|of| of.superseded_by.is_none());
    let finding = |of: crate::model::Document<'_>| {
        Diagnostic::error(
            RULE.code,
            of.path,
            of.status.span,
            say!(
                "retired {} does not say what replaces it",
                "已废止的 {} 没有写明由什么取代",
                quoted(book.title(of.item))
            ),
        )
        .hint()
        .help(say!(
            "add `superseded_by = \"…\"`; if nothing replaces it, take the file out and keep its code from \
             being given again: `retired_codes = [\"{0}\"]` under `[check]` in `handbook.toml`",
            "加上 `superseded_by = \"…\"`；如果没有取代它的文件，就删去这个文件，并在 `handbook.toml` 的 \
             `[check]` 下写 `retired_codes = [\"{0}\"]`，以免编号再被使用",
            book.code(of.item)
        ))
    };
    silent.map(finding).collect()
}
