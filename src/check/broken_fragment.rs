//! A link to a place that its page does not have.

use crate::check::Rule;
use crate::check::names::{list, quoted};
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, code, nearest, say};
use crate::model::Book;
use crate::model::prose::MissingTarget;

pub(super) const RULE: Rule = Rule {
    code: &code::BROKEN_FRAGMENT,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in missing_targets(book).iter().filter(|at| !at.picture) {
        let MissingTarget::Fragment { fragment, known } = at.missing else {
            continue;
        };
        let message = say!(
            "the page has no place {}",
            "页面上没有 {} 这一处",
            quoted(&format!("#{fragment}"))
        );
        let help = match nearest(fragment, known.iter().map(String::as_str)) {
            Some(near) => say!("did you mean `#{}`?", "是不是想写 `#{}`？", near),
            None if known.is_empty() => say!(
                "the page has no headings: leave `#…` out",
                "该页没有标题：去掉 `#…`"
            ),
            None => {
                let places = list(known.iter().take(8).map(|id| format!("#{id}")));
                say!("the page has {}", "该页可写的有：{}", places)
            }
        };
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(say!(
                    "a place is the id of a heading or of a step",
                    "一处就是一个标题或一个步骤"
                ))
                .help(help),
        );
    }
    findings
}
