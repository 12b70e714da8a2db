//! What changed in short, as HTML for a feed.
//!
//! In: `ChangesView` and where its page is. Out: lists of counts and of pages. It must not know feeds.

use std::fmt::Write;

use crate::notice::plain::{counted, line};
use crate::render::view::changes::ChangesView;
use crate::render::words::Words;

/// How many of each kind changed, and which pages; each leads to its place on the page at `address`.
#[must_use]
pub fn summary_html(changes: &ChangesView<'_>, words: &Words, address: &str) -> String {
    if changes.groups.is_empty() {
        return format!("<p>{}</p>", words.changes.changes_nothing);
    }
    let mut out = String::from("<ul>");
    for kind in &changes.summary {
        let _ = write!(out, "<li>{}</li>", counted(kind, words));
    }
    out.push_str("</ul>");
    for group in &changes.groups {
        let _ = write!(out, "<h2>{}</h2><ul>", escaped(group.title));
        for page in &group.pages {
            let code = page
                .code
                .map_or_else(String::new, |code| format!("{code} "));
            let name = escaped(&format!("{code}{}", page.title));
            let href = escaped(&format!("{address}#{}", page.id));
            let _ = write!(
                out,
                "<li>{} <a href=\"{href}\">{name}</a></li>",
                page.fate_words
            );
        }
        out.push_str("</ul>");
    }
    out
}

fn escaped(text: &str) -> String {
    line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
