//! Findings for a person at a terminal.

use crate::diagnostic::{Diagnostic, short};
use crate::source::Sources;

/// All findings.
#[must_use]
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let _ = colour;
    short::print(diagnostics, sources)
}

/// The last line.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    format!("{} findings", diagnostics.len())
}
