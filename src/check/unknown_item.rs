//! An item of a pack that the handbook does not have, or that is not printed.

use crate::check::Rule;
use crate::check::names::{Known, a_kind, quoted};
use crate::check::references::{Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_ITEM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    const KINDS: [Kind; 3] = [Kind::Procedure, Kind::Template, Kind::Reference];
    let mut known = Known::pages(book, &KINDS);
    let mut findings = Vec::new();
    for at in unresolved(book, Wanted::Item) {
        let text = &at.missing.text;
        let (message, label) = match &at.missing.why {
            Why::OtherKind(kind) => (
                say!(
                    "{} is {}, which no pack prints",
                    "{} 是{}，表单包不印它",
                    quoted(text),
                    a_kind(kind)
                ),
                say!(
                    "a form, a procedure or a reference page is wanted here",
                    "这里要写表单、流程或资料"
                ),
            ),
            Why::Unknown | Why::Ambiguous(_) => (
                say!("unknown item {}", "没有 {} 可印", quoted(text)),
                say!(
                    "no form, procedure or reference page has this name",
                    "没有这个编号或名称的表单、流程或资料"
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
                        "write the code of a form, a procedure or a reference page, or take the item out",
                        "写上表单、流程或资料的编号，或者删去这一项"
                    )
                }))
                .fix(fix),
        );
    }
    findings
}
