//! A role that the handbook does not have.

use crate::check::Rule;
use crate::check::names::{Known, a_kind, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_ROLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Role]);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Role) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                say!(
                    "{} is {}, not a role",
                    "{} 是 {} ，不是角色",
                    quoted(text),
                    a_kind(kind)
                ),
                say!("a role is wanted here", "这里要写角色"),
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                say!("unknown role {}", "没有角色 {}", quoted(text)),
                say!(
                    "no file in `content/roles/` has this name",
                    "`content/roles/` 里找不到它"
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
                        "write the id of a role, or add the role with `procbook new role ID`",
                        "写角色的编号，或者用 `procbook new role ID` 新建"
                    )
                }))
                .fix(fix),
        );
    }
    findings
}
