//! Findings as JSON.

use crate::diagnostic::{Diagnostic, short};
use crate::source::Sources;

/// All findings.
#[must_use]
pub fn print(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    short::print(diagnostics, sources)
}
