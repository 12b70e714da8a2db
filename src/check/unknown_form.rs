//! A form, named by a step, that the handbook does not have.

use crate::check::Rule;
use crate::check::names::{Known, a_kind, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_FORM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Template]);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Form) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                say!(
                    "{} is {}, not a form",
                    "{} 是 {} ，不是表单",
                    quoted(text),
                    a_kind(kind)
                ),
                say!(
                    "a form is wanted here, by the code of its template",
                    "这里要写表单（用模板的编号）"
                ),
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                say!("unknown form {}", "没有表单 {}", quoted(text)),
                say!(
                    "no file in `content/templates/` has this name",
                    "`content/templates/` 里找不到它"
                ),
            ),
        };
        let help = known.offer(text, at.notation);
        let fix = known.fix(&at);
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help.unwrap_or_else(|| {
                    say!(
                        "write the code of a template, or add it with `procbook new template CODE`",
                        "写模板的编号，或者用 `procbook new template CODE` 新建"
                    )
                }))
                .fix(fix),
        );
    }
    findings
}
