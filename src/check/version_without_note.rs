//! A version that rose since the last release without a word of what changed.

use std::cmp::Ordering;

use crate::changes::{Fate, PageChange};
use crate::check::names::quoted;
use crate::check::since::{Earlier, Since, SinceRule};
use crate::check::versions::compare;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Document};

pub(super) const RULE: SinceRule = SinceRule {
    code: &code::VERSION_WITHOUT_NOTE,
    run,
};

fn run(book: &Book, since: Option<&Since<'_>>) -> Vec<Diagnostic> {
    let Some(since) = since else {
        return Vec::new();
    };
    let earlier = Earlier::of(book, since);
    let changed = since.changes.iter().filter(|of| of.fate == Fate::Changed);
    changed
        .filter_map(|change| {
            let (now, before) = earlier.documents(change)?;
            finding(since, change, &now, &before)
        })
        .collect()
}

fn finding(
    since: &Since<'_>,
    change: &PageChange,
    now: &Document<'_>,
    before: &Document<'_>,
) -> Option<Diagnostic> {
    let (old, new) = (&before.version.value, &now.version.value);
    let rose = old != new && compare(old, new).is_none_or(|order| order == Ordering::Less);
    // A list that ends at another version is a finding of its own, and a draft was no version yet.
    let was_draft = before.status.value == Status::Draft;
    if !rose || was_draft || new.is_empty() || !now.revisions.is_empty() {
        return None;
    }
    let message = say!(
        "{} is version {} and was {} in release {}, and nothing says what changed",
        "{} 的版本由发布 {3} 时的 {2} 升为 {1}，却没有说明改了什么",
        quoted(&change.code),
        quoted(new),
        quoted(old),
        quoted(since.release)
    );
    let help = say!(
        "add `[[revisions]]` with `version = \"{0}\"`, `date = …` and `note = \"…\"` at the end of the front matter",
        "在文件头最后加上 `[[revisions]]`，下面写 `version = \"{0}\"`、`date = …` 和 `note = \"…\"`",
        new.as_str()
    );
    let (code, path) = (&code::VERSION_WITHOUT_NOTE, now.path);
    let finding = Diagnostic::error(code, path, now.version.span, message).warning();
    Some(finding.label(say!("a new version", "新版本")).help(help))
}
