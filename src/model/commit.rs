//! Who wrote what is in a file, as the repository that holds the handbook knows it.

use serde::Serialize;

/// A state of the repository that somebody recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commit {
    /// Its name in hexadecimal, cut to ten digits.
    pub id: String,
    /// The day on which it was written, in its author's zone: `2026-10-01`.
    pub date: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// The first line of what its author says of it; may be empty.
    pub subject: String,
}
