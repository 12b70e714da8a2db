//! A relative link to a file that is not there.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, code, nearest};
use crate::model::Book;
use crate::model::prose::MissingTarget;

pub(super) const RULE: Rule = Rule {
    code: &code::BROKEN_LINK,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in missing_targets(book).iter().filter(|at| !at.picture) {
        let (label, help) = match at.missing {
            MissingTarget::File(path) => {
                (format!("there is no {}", quoted(path)), near(book, path))
            }
            MissingTarget::OutsideHandbook(address) => (
                format!("{} leads out of the handbook", quoted(address)),
                "link to a page or a file of the handbook, relative to this one, or write the \
                 whole address, `https://…`"
                    .to_owned(),
            ),
            MissingTarget::Name(_)
            | MissingTarget::Fragment { .. }
            | MissingTarget::Step { .. }
            | MissingTarget::Unsafe(_) => continue,
        };
        let message = format!("broken link {}", quoted(at.written.unwrap_or_default()));
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help),
        );
    }
    findings
}

/// What to type instead: the page whose path or file name is nearest, by its code.
fn near(book: &Book, path: &str) -> String {
    let pages = || book.items().map(|item| (book.path(item).as_str(), item));
    let by_path = nearest(path, pages().map(|(known, _)| known));
    let same_name = || {
        let name = |path: &str| path.rsplit('/').next().map(str::to_lowercase);
        let mut same = pages().filter(|(known, _)| name(known) == name(path));
        same.next().map(|(known, _)| known)
    };
    let found = by_path.or_else(same_name);
    match found.and_then(|found| pages().find(|(known, _)| *known == found)) {
        Some((_, item)) => {
            let code = book.code(item);
            format!(
                "did you mean `{}`? `[[{code}]]` links to it from anywhere",
                book.path(item)
            )
        }
        None => "mend the path, which is relative to this file, or add the file".to_owned(),
    }
}
