//! Findings as workflow commands, which GitHub Actions shows beside the changed lines of a pull request.
//!
//! In: findings, and where the handbook stands in its repository. Out: one command a line.
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write;

use crate::diagnostic::lines::Lines;
use crate::diagnostic::{Diagnostic, Language, Severity, plain};
use crate::source::Sources;

/// All findings, one line each. `folder` leads from the repository's root to the handbook's: empty, or with a
/// closing `/`.
#[must_use]
pub fn print(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    folder: &str,
    language: Language,
) -> String {
    let mut lines = Lines::new(sources);
    let mut out = String::new();
    for finding in diagnostics {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let path = &finding.primary.path;
        let mut properties = format!("file={}", property(&format!("{folder}{}", path.as_str())));
        if lines.has_text(path) {
            let span = finding.primary.span;
            let (line, column) = lines.line_column(path, span.start);
            let (end_line, end_column) = lines.line_column(path, span.end.max(span.start));
            // Columns are taken of places on one line alone.
            let _ = if line == end_line {
                write!(
                    properties,
                    ",line={line},col={column},endLine={end_line},endColumn={end_column}"
                )
            } else {
                write!(properties, ",line={line},endLine={end_line}")
            };
        }
        let _ = write!(properties, ",title={}", property(finding.code.name));
        let mut message = plain::words(finding.message.words(language));
        if let Some(help) = &finding.help {
            message.push('\n');
            message.push_str(&plain::words(help.words(language)));
        }
        let _ = writeln!(out, "::{command} {properties}::{}", value(&message));
    }
    out
}

/// The words of a message: `%` and ends of lines are escaped.
fn value(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    value(text).replace(':', "%3A").replace(',', "%2C")
}
