//! A link to a place that its page does not have.

use crate::check::Rule;
use crate::check::names::{list, quoted};
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, code, nearest};
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
        let message = format!("the page has no place {}", quoted(&format!("#{fragment}")));
        let help = match nearest(fragment, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None if known.is_empty() => "the page has no headings: leave `#…` out".to_owned(),
            None => {
                let places = known.iter().take(8).map(|id| format!("#{id}"));
                format!("the page has {}", list(places))
            }
        };
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label("a place is the id of a heading or of a step")
                .help(help),
        );
    }
    findings
}
