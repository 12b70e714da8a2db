//! A reference that names nothing, and looks like no template.

use crate::check::Rule;
use crate::check::names::{Known, quoted};
use crate::check::unknown_template::template_like;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_NAME,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    const KINDS: [Kind; 5] = [
        Kind::Procedure,
        Kind::Role,
        Kind::Template,
        Kind::Reference,
        Kind::Pack,
    ];
    let mut known = Known::pages(book, &KINDS);
    let mut findings = Vec::new();
    for at in template_like(book).1 {
        let text = &at.missing.text;
        // Of `SM1.1#22` it is the procedure that is not there.
        let name = text.split('#').next().unwrap_or(text);
        let help = known.offer(name, at.notation);
        let fix = known.fix(&at);
        findings.push(
            Diagnostic::error(
                RULE.code,
                at.path,
                at.span,
                say!("{} names nothing", "找不到 {}", quoted(text)),
            )
            .label(say!(
                "no code, id, title or alias is this",
                "没有哪个页面的编号、名称或别名是它"
            ))
            .help(help.unwrap_or_else(|| {
                say!(
                    "write the code, id or title of a page; for the brackets themselves write `\\[[`",
                    "写页面的编号或名称；要写方括号本身就写 `\\[[`"
                )
            }))
            .fix(fix),
        );
    }
    findings
}
