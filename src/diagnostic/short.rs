//! Findings one a line: `path:line:column: error[code]: message`.

use std::fmt::Write;

use crate::diagnostic::lines::Lines;
use crate::diagnostic::{Diagnostic, Language, plain};
use crate::source::Sources;

/// All findings, one line each.
#[must_use]
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut lines = Lines::new(sources);
    let mut out = String::new();
    for d in diagnostics {
        let (line, column) = lines.line_column(&d.primary.path, d.primary.span.start);
        let (path, word, code) = (&d.primary.path, d.severity.word(), d.code.name);
        let message = plain::line(d.message.words(language));
        let _ = writeln!(out, "{path}:{line}:{column}: {word}[{code}]: {message}");
    }
    out
}
