//! A document in force whose review is near.

use crate::check::DatedRule;
use crate::check::names::quoted;
use crate::check::review_overdue::next_review;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Date, Document};

pub(super) const RULE: DatedRule = DatedRule {
    code: &code::REVIEW_DUE,
    run,
};

fn run(book: &Book, today: Date) -> Vec<Diagnostic> {
    let documents = book.documents();
    let in_force = documents.filter(|of| of.status.value == Status::Effective);
    in_force
        .filter_map(|document| of(book, &document, today))
        .collect()
}

fn of(book: &Book, document: &Document<'_>, today: Date) -> Option<Diagnostic> {
    let due = document.review_by?;
    let period = due.value.days_since(document.review_begins()?);
    let left = due.value.days_since(today);
    if left < 0 || left * 10 > period {
        return None;
    }
    let finding = Diagnostic::error(
        RULE.code,
        document.path,
        due.span,
        say!(
            "the review of {} is due",
            "{} 快到评审期限",
            quoted(book.title(document.item))
        ),
    )
    .hint()
    .label(if left == 0 {
        say!("by today", "今天到期")
    } else {
        say!("days left: {}", "还有 {} 天", left)
    })
    .help(next_review(book, document));
    Some(finding)
}
