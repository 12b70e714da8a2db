//! The explanation of a kind of finding, taken apart for printers that show more of it than its text.
//!
//! In: a code and a language. Out: its first sentence, its first paragraph, the text below its heading. It must not know who
//! prints it.

use crate::diagnostic::{Code, Language};

/// What an explanation says, in pieces of its Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The first sentence, which says what is found.
    pub what: String,
    /// The first paragraph on one line: what is found and why it matters.
    pub why: String,
    /// All of it without the heading, which is the code's name.
    pub body: &'static str,
}

/// The pieces of a code's explanation.
#[must_use]
pub fn explanation(code: &Code, language: Language) -> Explanation {
    let text = code.explanation(language);
    let body = text
        .strip_prefix('#')
        .and_then(|text| text.split_once('\n'));
    let body = body.map_or(text, |(_, body)| body.trim_start());
    let paragraph = body.split("\n\n").next().unwrap_or(body);
    // A full stop inside a word, as in `SM1.1`, ends no sentence; Chinese lines go on without a space.
    let (between, (end, stop)) = match language {
        Language::English => (" ", (". ", ".")),
        Language::Chinese => ("", ("。", "。")),
    };
    let why = paragraph.split('\n').collect::<Vec<_>>().join(between);
    let what = match why.split_once(end) {
        Some((first, _)) => format!("{first}{stop}"),
        None => why.clone(),
    };
    Explanation { what, why, body }
}
