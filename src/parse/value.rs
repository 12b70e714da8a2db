//! The list under a step's heading: names, colons, values and references, with their places.
//!
//! In: raw text of the file. Out: slices of it with spans. It must not know which fields there are.

use crate::source::{Source, Span, Spanned};

/// A slice of the source without the white space around it.
pub(super) fn trimmed(source: &Source, span: Span) -> Spanned<&str> {
    let whole = &source.text[span.start..span.end];
    let start = span.start + (whole.len() - whole.trim_start().len());
    let text = whole.trim();
    Spanned::new(text, Span::new(start, start + text.len()))
}

/// Name and value on either side of the first colon, full-width or not; `None` without one.
pub(super) fn name_and_value(source: &Source, span: Span) -> Option<(Spanned<&str>, Span)> {
    let whole = &source.text[span.start..span.end];
    let (at, colon) = whole
        .char_indices()
        .find(|(_, c)| matches!(c, '：' | ':'))?;
    let name = trimmed(source, Span::new(span.start, span.start + at));
    Some((
        name,
        Span::new(span.start + at + colon.len_utf8(), span.end),
    ))
}

/// The pieces of a slice between separators, trimmed, without empty ones. Separators inside `[[…]]` do not count.
pub(super) fn split<'s>(
    source: &'s Source,
    span: Span,
    separators: &[char],
) -> Vec<Spanned<&'s str>> {
    let whole = &source.text[span.start..span.end];
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, c) in whole.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                parts.push((start, at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((start, whole.len()));
    parts
        .into_iter()
        .map(|(from, to)| trimmed(source, Span::new(span.start + from, span.start + to)))
        .filter(|part| !part.value.is_empty())
        .collect()
}

/// The name in `[[name]]` or `[[name|words]]`, when a value is exactly one reference.
pub(super) fn reference(value: &Spanned<&str>) -> Option<Spanned<String>> {
    let inner = value.value.strip_prefix("[[")?.strip_suffix("]]")?;
    if inner.contains("[[") || inner.contains("]]") {
        return None;
    }
    let name = inner.split('|').next().unwrap_or(inner);
    let start = value.span.start + 2 + (name.len() - name.trim_start().len());
    let name = name.trim();
    Some(Spanned::new(
        name.to_owned(),
        Span::new(start, start + name.len()),
    ))
}

/// Free words on one line: a line break in the source is a space.
pub(super) fn plain(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
