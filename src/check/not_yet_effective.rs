//! A procedure in force that needs a document which is not.

use std::collections::BTreeSet;

use crate::check::DatedRule;
use crate::check::citations::{Citation, How, of_page};
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Date, Document};

pub(super) const RULE: DatedRule = DatedRule {
    code: &code::NOT_YET_EFFECTIVE,
    run,
};

fn run(book: &Book, today: Date) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let is_to_come = |of: Document<'_>| of.effective.is_some_and(|day| day.value > today);
    if !book.documents().any(is_to_come) {
        return findings;
    }
    for document in book.documents() {
        if document.status.value != Status::Effective {
            continue;
        }
        let mut told = BTreeSet::new();
        for citation in of_page(book, document.item) {
            if citation.how != How::Link
                && let Some(finding) = of(book, &document, citation, today)
                && told.insert(citation.to)
            {
                findings.push(finding);
            }
        }
    }
    findings
}

fn of(book: &Book, from: &Document<'_>, citation: Citation, today: Date) -> Option<Diagnostic> {
    let to = book.document(citation.to)?;
    let begins = to.effective?;
    // Two documents that take effect together may name each other long before.
    let is_behind = from.effective.is_none_or(|own| own.value < begins.value);
    if to.status.value != Status::Effective || begins.value <= today || !is_behind {
        return None;
    }
    let (title, day) = (quoted(book.title(to.item)), begins.value.to_string());
    let now = || say!("this procedure needs it now", "本流程现在就要用到它");
    let label = from.effective.map_or_else(now, |own| {
        say!(
            "needed from {} on, when this procedure takes effect",
            "本流程自 {} 起生效，那时就要用到它",
            own.value.to_string()
        )
    });
    let finding = Diagnostic::error(
        RULE.code,
        from.path,
        citation.span,
        say!(
            "{} is not in force before {}",
            "{} 到 {} 才生效",
            title,
            day
        ),
    )
    .warning()
    .label(label)
    .related(
        to.path,
        begins.span,
        say!("in force from here on", "自此日起生效"),
    )
    .help(say!(
        "let both take effect on one day, or name what is in force until then",
        "让两者同日生效，或者写上在那之前使用的文件"
    ));
    Some(finding)
}
