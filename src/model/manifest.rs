//! What one printed pack consisted of, to tell later which of its sheets are out of date.

use serde::{Deserialize, Serialize};

/// The number that a later procbook raises when it writes other manifests.
pub const FORMAT: u32 = 1;

/// The sheets of a pack as they are printed from one state of the handbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `FORMAT`.
    pub format: u32,
    /// The handbook's title.
    pub handbook: String,
    /// The pack's id.
    pub pack: String,
    /// The pack's title.
    pub title: String,
    /// The pack's version; may be empty.
    pub version: String,
    /// SHA-256 of what is printed on its cover and in its contents.
    pub sha256: String,
    /// What is printed, in printing order, each page once.
    pub sheets: Vec<ManifestSheet>,
}

/// One page of the handbook in a printed pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestSheet {
    /// Its code.
    pub code: String,
    /// `form`, `procedure` or `reference`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its version; may be empty.
    pub version: String,
    /// How often it is printed.
    pub copies: u32,
    /// SHA-256 of what is printed of it: the same from build to build, and whatever else the pack holds.
    pub sha256: String,
}
