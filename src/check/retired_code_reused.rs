//! A code that was given up and is given again.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::{code_key, code_span, quoted};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind};

pub(super) const RULE: Rule = Rule {
    code: &code::RETIRED_CODE_REUSED,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let retired: BTreeMap<String, _> = (book.config.retired_codes.iter())
        .map(|code| (code.value.to_lowercase(), code.span))
        .collect();
    let mut findings = Vec::new();
    for item in book.items().filter(|item| item.kind() != Kind::Form) {
        let code = book.code(item);
        let Some(span) = retired.get(&code.to_lowercase()) else {
            continue;
        };
        let key = code_key(item.kind());
        findings.push(
            Diagnostic::error(
                RULE.code,
                book.path(item),
                code_span(book, item),
                say!(
                    "the code {} was given up and is used again",
                    "编号 {} 已经停用，又被使用",
                    quoted(code)
                ),
            )
            .label(say!(
                "records of before would be taken for this page's",
                "以前的记录会被当成这一页的"
            ))
            .related(
                &book.config.path,
                *span,
                say!("given up here", "在这里停用"),
            )
            .help(say!(
                "give the page a new `{}`, and its file the same name",
                "换一个新的 `{}`，文件名也一并改过来",
                key
            )),
        );
    }
    findings
}
