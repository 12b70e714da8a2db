//! Findings for programs: a JSON array, one object each.

use serde::Serialize;

use crate::diagnostic::lines::Lines;
use crate::diagnostic::{Diagnostic, Label, Language};
use crate::source::Sources;

/// One finding; the names of the fields are permanent.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<Place<'a>>,
    help: Option<&'a str>,
}

/// A place: lines and columns from 1, columns in characters, the end not included.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'a str,
}

/// All findings as a JSON array with a line end after it.
#[must_use]
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut lines = Lines::new(sources);
    let findings: Vec<Finding<'_>> = diagnostics
        .iter()
        .map(|diagnostic| Finding {
            code: diagnostic.code.name,
            severity: diagnostic.severity.word(),
            message: diagnostic.message.words(language),
            place: place(&diagnostic.primary, &mut lines, language),
            related: diagnostic
                .related
                .iter()
                .map(|label| place(label, &mut lines, language))
                .collect(),
            help: (diagnostic.help.as_ref()).map(|help| help.words(language)),
        })
        .collect();
    // Numbers and texts always have a JSON form.
    let mut out = serde_json::to_string_pretty(&findings).unwrap_or_else(|_| "[]".to_owned());
    out.push('\n');
    out
}

fn place<'a>(label: &'a Label, lines: &mut Lines<'_>, language: Language) -> Place<'a> {
    let (start, end) = (label.span.start, label.span.end.max(label.span.start));
    let (line, column) = lines.line_column(&label.path, start);
    let (end_line, end_column) = lines.line_column(&label.path, end);
    Place {
        path: label.path.as_str(),
        line,
        column,
        end_line,
        end_column,
        label: label.text.words(language),
    }
}
