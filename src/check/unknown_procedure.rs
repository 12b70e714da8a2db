//! A procedure that the handbook does not have.

use crate::check::Rule;
use crate::check::names::{Known, a_kind, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_PROCEDURE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Procedure]);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Procedure) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                say!(
                    "{} is {}, not a procedure",
                    "{} 是 {} ，不是流程",
                    quoted(text),
                    a_kind(kind)
                ),
                say!("a procedure is wanted here", "这里要写流程"),
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                say!("unknown procedure {}", "没有流程 {}", quoted(text)),
                say!(
                    "no file in `content/procedures/` has this name",
                    "`content/procedures/` 里找不到它"
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
                        "write the code of a procedure, or add it with `procbook new procedure CODE`",
                        "写流程的编号，或者用 `procbook new procedure CODE` 新建"
                    )
                }))
                .fix(fix),
        );
    }
    findings
}
