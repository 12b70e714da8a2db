//! The template engine's errors, read: which layout, where in it, what is wrong.
//!
//! In: `tera::Error`. Out: `Mistake`s. It must not know a site's layouts.

use tera::ErrorKind;

use crate::source::Span;

/// One mistake in a layout.
pub(crate) struct Mistake {
    /// The layout's name; of a mistake between layouts, all their names. Empty when the engine names none.
    pub(crate) layouts: Vec<String>,
    /// What is wrong: one lowercase phrase.
    pub(crate) message: String,
    place: Place,
}

enum Place {
    Unknown,
    Bytes(Span),
    /// Both from 1.
    LineColumn(usize, usize),
}

impl Mistake {
    /// The mistake's place in the layout's text.
    pub(crate) fn span(&self, text: &str) -> Span {
        match self.place {
            Place::Unknown => Span::default(),
            Place::Bytes(span) => {
                let start = span.start.min(text.len());
                Span::new(start, span.end.clamp(start, text.len()))
            }
            Place::LineColumn(line, column) => at(text, line, column),
        }
    }
}

/// Every mistake that an error tells of; never empty.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the engine's list of kinds is non-exhaustive, so a wildcard is needed in any case"
)]
pub(crate) fn mistakes_of(error: &tera::Error) -> Vec<Mistake> {
    let kind = error.kind();
    let one = |layouts: Vec<String>| {
        vec![Mistake {
            layouts,
            message: phrase(&kind.to_string()),
            place: Place::Unknown,
        }]
    };
    match kind {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            vec![Mistake {
                layouts: vec![report.filename().to_owned()],
                message: phrase(report.message()),
                place: Place::Bytes(Span::new(span.range.start, span.range.end)),
            }]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            one(vec![tpl.clone()])
        }
        ErrorKind::MissingParent { current, .. } => one(vec![current.clone()]),
        // What refers to something that does not exist comes as one text with a report for each.
        ErrorKind::Msg(text) => {
            let reports: Vec<Mistake> = text.split("\n\n").filter_map(report).collect();
            if reports.is_empty() {
                one(quoted(text))
            } else {
                reports
            }
        }
        ErrorKind::TemplateNotFound(name) => one(vec![name.clone()]),
        // The engine's list of kinds is open; the rest name no layout.
        _ => one(Vec::new()),
    }
}

/// Reads `error: Unknown filter `x`\n --> base.html:3:7\n …`.
fn report(text: &str) -> Option<Mistake> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    Some(Mistake {
        layouts: vec![name.to_owned()],
        message: phrase(message),
        place: Place::LineColumn(line.parse().ok()?, column.parse().ok()?),
    })
}

/// The names in backticks, without the first, which is what the mistake is about.
fn quoted(text: &str) -> Vec<String> {
    (text.split('`').skip(1).step_by(2).skip(1))
        .map(str::to_owned)
        .collect()
}

/// The engine's sentence in the house's form: lowercase, no full stop.
fn phrase(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn at(text: &str, line: usize, column: usize) -> Span {
    let start: usize = (text.split_inclusive('\n').take(line.saturating_sub(1)))
        .map(str::len)
        .sum();
    let rest = text[start..].lines().next().unwrap_or_default();
    let offset = |n| rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
    let column = column.saturating_sub(1);
    Span::new(start + offset(column), start + offset(column + 1))
}
