//! What an author allows in a file, with a reason: `<!-- procbook: allow mermaid-missing-step — 图只画主线 -->`.
//!
//! In: a source. Out: its allowances with their places. It must not know which findings there are.
//!
//! In Markdown an allowance is an HTML comment, in TOML and front matter a `#` comment; it stands alone on a
//! line, and then holds for the next line that says something, or ends a line, and holds for that. With
//! `allow-file` it holds for the whole file. Inside a fence or in backticks it is an example of itself.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

/// The word that such a comment begins with.
const WORD: &str = "procbook:";

/// One comment that allows findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The whole comment.
    pub span: Span,
    /// `allow` or `allow-file`, or whatever stands in its place.
    pub verb: Spanned<String>,
    /// The codes of the findings that it allows.
    pub codes: Vec<Spanned<String>>,
    /// Why; may be empty, which is a finding.
    pub reason: String,
    /// The bytes of the line that it holds for.
    pub line: Span,
}

/// A finding that its own file allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedFinding {
    /// What would be told.
    pub finding: Diagnostic,
    /// The comment that allows it, in the finding's file.
    pub comment: Span,
    /// Why.
    pub reason: String,
}

/// The allowances of a source, in order.
#[must_use]
pub fn allowances(source: &Source) -> Vec<Allowance> {
    if !source.text.contains(WORD) {
        return Vec::new();
    }
    let lines = lines(source);
    let mut found = Vec::new();
    for (at, (line, language)) in lines.iter().enumerate() {
        let Some((comment, words)) = comment(&source.text, *line, *language) else {
            continue;
        };
        let alone = source.text[line.start..comment.start].trim().is_empty();
        let holds_for = if alone {
            let mut next = lines[at + 1..].iter();
            next.find(|(line, language)| says_something(&source.text, *line, *language))
                .map_or(*line, |(line, _)| *line)
        } else {
            *line
        };
        found.push(read(&source.text, comment, words, holds_for));
    }
    found
}

/// The source as a reader of Markdown sees it: allowances are white space of the same length. `None` when the
/// source has none.
#[must_use]
pub fn without_allowances(source: &Source) -> Option<Source> {
    if source.path.extension() != "md" {
        return None;
    }
    let found = allowances(source);
    let mut text = String::with_capacity(source.text.len());
    let mut done = 0;
    for allowance in &found {
        text.push_str(&source.text[done..allowance.span.start]);
        // Spaces before the end of a line are a line break in Markdown, tabs are nothing.
        text.extend(std::iter::repeat_n(
            '\t',
            allowance.span.end - allowance.span.start,
        ));
        done = allowance.span.end;
    }
    text.push_str(&source.text[done..]);
    (!found.is_empty()).then(|| Source {
        text: text.into(),
        ..source.clone()
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Markdown,
    Toml,
}

/// The lines outside of fences, without their ends, each with the language that it is written in.
fn lines(source: &Source) -> Vec<(Span, Language)> {
    let markdown = source.path.extension() == "md";
    let mut front_matter = markdown && source.text.starts_with("+++");
    let mut fence: Option<&str> = None;
    let mut start = 0;
    let mut lines = Vec::new();
    for whole in source.text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let span = Span::new(start, start + line.len());
        start += whole.len();
        let words = line.trim_start();
        if let Some(mark) = fence {
            if words.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        if front_matter {
            front_matter = !(line.trim_end() == "+++" && span.start > 0);
            lines.push((span, Language::Toml));
            continue;
        }
        if markdown {
            fence = ["```", "~~~"]
                .into_iter()
                .find(|mark| words.starts_with(mark));
            lines.push((span, Language::Markdown));
        } else {
            lines.push((span, Language::Toml));
        }
    }
    lines
}

/// Whether a line is neither empty nor an allowance alone.
fn says_something(text: &str, line: Span, language: Language) -> bool {
    let words = text[line.start..line.end].trim();
    let alone = comment(text, line, language)
        .is_some_and(|(comment, _)| text[line.start..comment.start].trim().is_empty());
    !words.is_empty() && !alone
}

/// The allowance at the end of a line: the whole comment, and what stands after its first word.
fn comment(text: &str, line: Span, language: Language) -> Option<(Span, Span)> {
    let words = &text[line.start..line.end];
    let (open, close) = match language {
        Language::Markdown => ("<!--", "-->"),
        Language::Toml => ("#", ""),
    };
    let word = words.rfind(WORD)?;
    let before = words[..word].trim_end();
    let start = before.strip_suffix(open)?.len();
    if words[..start].ends_with('`') {
        return None;
    }
    let inner = words.trim_end().strip_suffix(close)?.len();
    let from = word + WORD.len();
    (from <= inner).then(|| {
        let end = words.trim_end().len();
        (
            Span::new(start, end).shifted(line.start),
            Span::new(from, inner).shifted(line.start),
        )
    })
}

/// Reads `allow mermaid-missing-step — 图只画主线`.
fn read(text: &str, span: Span, words: Span, line: Span) -> Allowance {
    let dash = |word: &str| matches!(word, "—" | "——" | "–" | "-" | "--");
    let mut parts = pieces(&text[words.start..words.end], words.start).into_iter();
    let verb = parts.next();
    let mut codes = Vec::new();
    let mut reason = String::new();
    for part in parts {
        if dash(&part.value) {
            text[part.span.end..words.end]
                .trim()
                .clone_into(&mut reason);
            break;
        }
        codes.push(part);
    }
    Allowance {
        span,
        verb: verb.unwrap_or_else(|| Spanned::new(String::new(), span)),
        codes,
        reason,
        line,
    }
}

/// The words of a text between white space and commas, with their places.
fn pieces(text: &str, offset: usize) -> Vec<Spanned<String>> {
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
    (text.split(separator))
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let start = offset + (piece.as_ptr().addr() - text.as_ptr().addr());
            Spanned::new(piece.to_owned(), Span::new(start, start + piece.len()))
        })
        .collect()
}
