//! What tells one finding from the others, from one run to the next, though lines above it come and go.
//!
//! In: a finding and the line that it stands on. Out: a text that stays while the line's own words, the file and the
//! kind of finding do. Neither the line's number nor the words of the message are part of it.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::lines::Lines;

/// Bytes of a hash that are kept: enough for every finding of every handbook.
const KEPT: usize = 12;

/// Gives each finding its fingerprint; equal ones are told apart by their order.
#[derive(Default)]
pub(super) struct Fingerprints {
    given: BTreeMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding.
    pub(super) fn of(&mut self, finding: &Diagnostic, lines: &mut Lines<'_>) -> String {
        let place = &finding.primary;
        let line = lines.text_of_line(&place.path, place.span.start);
        let mut hash = Sha256::new();
        for part in [finding.code.name, place.path.as_str()] {
            hash.update(part);
            hash.update([0]);
        }
        // Indentation is no part of what a line says.
        hash.update(line.trim());
        let mut text = String::new();
        for byte in &hash.finalize()[..KEPT] {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        let before = self.given.entry(text.clone()).or_default();
        *before += 1;
        format!("{text}:{before}")
    }
}
