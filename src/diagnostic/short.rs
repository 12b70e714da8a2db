//! Findings one a line: `path:line:column: error[code]: message`.

use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Sources};

/// All findings, one line each.
#[must_use]
pub fn print(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let place = sources.texts.get(&d.primary.path);
        let (line, column) = place.map_or((1, 1), |s: &Source| s.line_column(d.primary.span.start));
        let (path, word, code) = (&d.primary.path, d.severity.word(), d.code.name);
        let _ = writeln!(out, "{path}:{line}:{column}: {word}[{code}]: {}", d.message);
    }
    out
}
