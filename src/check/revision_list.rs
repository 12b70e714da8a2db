//! A list of revisions that disagrees with the document or with itself.

use std::cmp::Ordering;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::versions::compare;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Revision;
use crate::model::{Book, Document};

pub(super) const RULE: Rule = Rule {
    code: &code::REVISION_LIST,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    book.documents()
        .flat_map(|document| of(&document))
        .collect()
}

fn of(document: &Document<'_>) -> Vec<Diagnostic> {
    let mut rows: Vec<&Revision> = document.revisions.iter().collect();
    if newest_first(&rows) {
        rows.reverse();
    }
    let mut findings = Vec::new();
    for pair in rows.windows(2) {
        findings.extend(order_of_versions(document, pair[0], pair[1]));
        findings.extend(order_of_days(document, pair[0], pair[1]));
    }
    if let Some(newest) = rows.last() {
        findings.extend(other_version(document, newest));
        findings.extend(later_than_effective(document, newest));
    }
    findings
}

/// Whether the author writes the newest on top, as the first and the last row tell.
fn newest_first(rows: &[&Revision]) -> bool {
    let (Some(top), Some(bottom)) = (rows.first(), rows.last()) else {
        return false;
    };
    let days = top.date.as_ref().zip(bottom.date.as_ref());
    let by_day = days.map_or(Ordering::Equal, |(top, bottom)| {
        top.value.cmp(&bottom.value)
    });
    let versions = || compare(&top.version.value, &bottom.version.value);
    by_day.then_with(|| versions().unwrap_or(Ordering::Equal)) == Ordering::Greater
}

fn order_of_versions(
    document: &Document<'_>,
    before: &Revision,
    after: &Revision,
) -> Option<Diagnostic> {
    let (old, new) = (&before.version, &after.version);
    let order = if old.value == new.value {
        Ordering::Equal
    } else {
        compare(&old.value, &new.value)?
    };
    let message = match order {
        Ordering::Less => return None,
        Ordering::Equal => say!(
            "version {} stands twice in the revisions",
            "修订记录里版本 {} 写了两次",
            quoted(&new.value)
        ),
        Ordering::Greater => say!(
            "version {} comes after {}",
            "版本 {} 排在 {} 之后",
            quoted(&new.value),
            quoted(&old.value)
        ),
    };
    let finding = Diagnostic::error(RULE.code, document.path, new.span, message)
        .warning()
        .related(
            document.path,
            old.span,
            say!("the one before", "前一次修订"),
        )
        .help(say!(
            "each revision has a higher version than the one before",
            "每次修订的版本都要比前一次高"
        ));
    Some(finding)
}

fn order_of_days(
    document: &Document<'_>,
    before: &Revision,
    after: &Revision,
) -> Option<Diagnostic> {
    let (old, new) = (before.date.as_ref()?, after.date.as_ref()?);
    if old.value <= new.value {
        return None;
    }
    let finding = Diagnostic::error(
        RULE.code,
        document.path,
        new.span,
        say!(
            "version {} is older than version {} before it",
            "版本 {} 的日期早于它之前的版本 {}",
            quoted(&after.version.value),
            quoted(&before.version.value)
        ),
    )
    .warning()
    .related(document.path, old.span, say!("a later day", "日期更晚"))
    .help(say!(
        "mend one of the two days, or the order of the revisions",
        "改正其中一个日期，或者调整修订记录的顺序"
    ));
    Some(finding)
}

fn other_version(document: &Document<'_>, newest: &Revision) -> Option<Diagnostic> {
    let (newest, version) = (&newest.version, &document.version.value);
    let is_same = compare(&newest.value, version)
        .map_or(newest.value == *version, |order| order == Ordering::Equal);
    // What is empty is reported where it is read.
    if is_same || newest.value.is_empty() {
        return None;
    }
    let message = if version.is_empty() {
        say!(
            "there are revisions up to {} and no `version`",
            "修订记录已到 {}，却没有写 `version`",
            quoted(&newest.value)
        )
    } else {
        say!(
            "the newest revision is {}, but `version` is {}",
            "最新的修订是 {}，`version` 却是 {}",
            quoted(&newest.value),
            quoted(version)
        )
    };
    let finding = Diagnostic::error(RULE.code, document.path, newest.span, message)
        .warning()
        .help(say!(
            "write `version = \"{0}\"`, or add a `[[revisions]]` that says what changed",
            "写 `version = \"{0}\"`，或者补一条 `[[revisions]]` 说明改了什么",
            newest.value.as_str()
        ));
    Some(finding)
}

fn later_than_effective(document: &Document<'_>, newest: &Revision) -> Option<Diagnostic> {
    let (revised, effective) = (newest.date.as_ref()?, document.effective?);
    if revised.value <= effective.value {
        return None;
    }
    let finding = Diagnostic::error(
        RULE.code,
        document.path,
        revised.span,
        say!(
            "version {} is newer than the day it takes effect, {}",
            "版本 {} 的修订日期晚于它的生效日期 {}",
            quoted(&newest.version.value),
            effective.value.to_string()
        ),
    )
    .warning()
    .related(
        document.path,
        effective.span,
        say!("takes effect", "生效日期"),
    )
    .help(say!(
        "write the day from which this version holds into `effective`",
        "在 `effective` 里写这个版本开始执行的日期"
    ));
    Some(finding)
}
