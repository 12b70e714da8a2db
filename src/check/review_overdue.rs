//! A document in force that should have been reviewed by now.

use crate::check::DatedRule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Date, Document};

pub(super) const RULE: DatedRule = DatedRule {
    code: &code::REVIEW_OVERDUE,
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
    let late = today.days_since(due.value);
    if late <= 0 {
        return None;
    }
    let finding = Diagnostic::error(
        RULE.code,
        document.path,
        due.span,
        say!(
            "the review of {} is overdue",
            "{} 的评审已经逾期",
            quoted(book.title(document.item))
        ),
    )
    .warning()
    .label(if late == 1 {
        say!("since yesterday", "昨天到期")
    } else {
        say!("for {} days", "已过 {} 天", late)
    })
    .help(next_review(book, document));
    Some(finding)
}

/// What is to be done about a review, and by whom.
pub(super) fn next_review(book: &Book, document: &Document<'_>) -> Text {
    let owner = (document.owner).and_then(|owner| owner.value.found());
    let nobody = || {
        say!(
            "review it, then write the day of the next review into `review_by`",
            "评审后，把下次评审的期限写进 `review_by`"
        )
    };
    owner.map_or_else(nobody, |owner| {
        say!(
            "let {0} review it, then write the day of the next review into `review_by`",
            "请 {0} 评审，然后把下次评审的期限写进 `review_by`",
            quoted(&book.role(owner).title.value)
        )
    })
}
