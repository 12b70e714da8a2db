//! “I have read”: what a reader confirms, on the page of a document and for a whole release.
//!
//! In: the handbook and the release. Out: `StatementView`, and the page for a whole release. It must not know
//! readers: what they write stays on their machines.

use serde::Serialize;

use crate::render::view::StatementView;
use crate::render::{File, Press, frame};

/// What the reader of a document confirms; `None` where the site is of no release.
pub(crate) fn of_document<'a>(
    press: &Press<'_>,
    code: &'a str,
    title: &'a str,
    version: &'a str,
) -> Option<StatementView<'a>> {
    let release = press.edition.release?.version;
    let words = &press.links.words.control;
    // A code that says nothing beyond the title is not said twice.
    let name = if code == title {
        title.to_owned()
    } else {
        format!("{code} {title}")
    };
    let pattern = if version.is_empty() {
        words.statement_without_version
    } else {
        words.statement
    };
    Some(StatementView {
        code,
        title,
        version,
        words: filled(pattern, &name, version, release),
    })
}

/// What the page for a whole release sees of its own: nothing, as all stands in its frame.
#[derive(Serialize)]
struct Whole {}

/// The page for the whole release; a site of no release has none.
pub(crate) fn page(press: &Press<'_>) -> Option<File> {
    let release = press.edition.release?.version;
    let words = &press.links.words.control;
    let title = press.links.book.config.title.as_str();
    let path = "acknowledge.html".to_owned();
    let mut page = frame::bare(press, "acknowledge", words.acknowledge_title, path);
    page.statement = Some(StatementView {
        code: "",
        title,
        version: "",
        words: filled(words.statement_whole, title, "", release),
    });
    Some(press.print(&page, "acknowledge", &Whole {}))
}

/// A statement with its names put in, each once: a title may have braces of its own.
fn filled(pattern: &str, name: &str, version: &str, release: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(match key {
            "name" => name,
            "version" => version,
            _ => release,
        });
        rest = after;
    }
    text + rest
}
