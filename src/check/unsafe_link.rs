//! A link whose scheme runs script or reads the disk.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;
use crate::model::prose::MissingTarget;

pub(super) const RULE: Rule = Rule {
    code: &code::UNSAFE_LINK,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in missing_targets(book) {
        let MissingTarget::Unsafe(address) = at.missing else {
            continue;
        };
        let scheme = address.split(':').next().unwrap_or_default().trim();
        let message = format!("unsafe link {}", quoted(address));
        let what = if at.picture { "picture" } else { "link" };
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(format!(
                    "no {what} may use {}",
                    quoted(&format!("{scheme}:"))
                ))
                .help(if at.picture {
                    "put the picture's file beside this page and write its path"
                } else {
                    "link with `https:`, `http:`, `mailto:` or `tel:`, to a page, or to a file of \
                     the handbook"
                }),
        );
    }
    findings
}
