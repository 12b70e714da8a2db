//! A document whose words changed since the last release while its version did not rise.
//!
//! A draft may change as it likes, and days, status and successor are said of a version, not part of it.

use std::cmp::Ordering;

use crate::changes::{Fact, Fate, PageChange};
use crate::check::names::quoted;
use crate::check::references::ranges;
use crate::check::since::{Earlier, Since, SinceRule};
use crate::check::versions::{compare, raised};
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Document};

pub(super) const RULE: SinceRule = SinceRule {
    code: &code::VERSION_NOT_RAISED,
    run,
};

fn run(book: &Book, since: Option<&Since<'_>>) -> Vec<Diagnostic> {
    let Some(since) = since else {
        return Vec::new();
    };
    let earlier = Earlier::of(book, since);
    let mut findings = Vec::new();
    for change in since.changes.iter().filter(|of| of.fate == Fate::Changed) {
        let Some((now, before)) = earlier.documents(change) else {
            continue;
        };
        let in_force = |of: &Document<'_>| of.status.value == Status::Effective;
        if in_force(&now) && in_force(&before) && is_other_content(change) {
            findings.extend(finding(since, change, &now, &before));
        }
    }
    findings
}

/// Whether something changed that people work by.
fn is_other_content(change: &PageChange) -> bool {
    let is_said_of_it = |fact: Fact| {
        matches!(
            fact,
            Fact::Status | Fact::Effective | Fact::ReviewBy | Fact::SupersededBy | Fact::ApprovedBy
        )
    };
    !(change.steps.is_empty() && change.fields.is_empty() && change.texts.is_empty())
        || change.facts.iter().any(|line| !is_said_of_it(line.fact))
}

fn finding(
    since: &Since<'_>,
    change: &PageChange,
    now: &Document<'_>,
    before: &Document<'_>,
) -> Option<Diagnostic> {
    let (old, new) = (&before.version.value, &now.version.value);
    let order = if old == new {
        Ordering::Equal
    } else {
        // What is counted otherwise, A and B say, is taken at its word.
        compare(old, new)?
    };
    let message = match order {
        Ordering::Less => return None,
        Ordering::Equal => say!(
            "{} changed since release {}, and its version is still {}",
            "{} 在发布 {} 之后有改动，版本仍是 {}",
            quoted(&change.code),
            quoted(since.release),
            quoted(new)
        ),
        Ordering::Greater => say!(
            "the version of {} fell since release {}, from {}",
            "{} 的版本比发布 {} 时的 {} 低",
            quoted(&change.code),
            quoted(since.release),
            quoted(old)
        ),
    };
    let next = raised(old);
    let help = say!(
        "write `version = \"{}\"`, and say in a `[[revisions]]` what changed",
        "写 `version = \"{}\"`，并加一条 `[[revisions]]` 说明改了什么",
        next
    );
    let finding = Diagnostic::error(
        &code::VERSION_NOT_RAISED,
        now.path,
        now.version.span,
        message,
    );
    Some(finding.warning().label(what(change)).help(help))
}

/// What changed, in one line.
fn what(change: &PageChange) -> Text {
    const MOST: usize = 4;
    let mut parts = Vec::new();
    let numbers = change.steps.iter().filter_map(|step| step.numbers.1);
    let numbers: Vec<u32> = numbers.collect();
    if !numbers.is_empty() {
        parts.push(say!("steps {}", "步骤 {}", ranges(numbers.iter().copied())));
    }
    let gone = change
        .steps
        .iter()
        .filter(|step| step.fate == Fate::Removed);
    let gone: Vec<u32> = gone.filter_map(|step| step.numbers.0).collect();
    if !gone.is_empty() {
        parts.push(say!(
            "former steps {}",
            "原步骤 {}",
            ranges(gone.iter().copied())
        ));
    }
    if !change.fields.is_empty() {
        let mut names: Vec<String> = (change.fields.iter().take(MOST))
            .map(|field| quoted(&field.name))
            .collect();
        if change.fields.len() > MOST {
            names.push("…".to_owned());
        }
        parts.push(say!("fields {}", "字段 {}", Text::list(&names)));
    }
    if !change.facts.is_empty() {
        parts.push(say!("its head", "文件头"));
    }
    if !change.texts.is_empty() {
        parts.push(say!("its text", "正文"));
    }
    say!("changed: {}", "改动：{}", Text::join(&parts, ", ", "、"))
}
