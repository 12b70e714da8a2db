//! Published states of a handbook: git tags as sources, without a checkout and without a git program.
//!
//! In: the handbook's folder, and the pattern of its tags. Out: releases in order, and the files of each.
//! It must not know what a file says.

mod history;
mod repository;
mod version;

use crate::source::Sources;

pub use repository::{Repository, same_files};
pub use version::{compare, is_version};

/// One published state of the whole handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What its tag says after the prefix: `2026.1`.
    pub version: String,
    /// The tag: `handbook/2026.1`.
    pub tag: String,
    /// The commit that the tag names, in hexadecimal.
    pub commit: String,
    /// The tree of the handbook's own folder in that commit, in hexadecimal; the same tree is the same handbook.
    pub tree: String,
    /// The day on which it was tagged, or of a tag without a note of its own, committed: `2026-10-01`.
    pub date: String,
    /// Who tagged it; may be empty.
    pub author: String,
    /// What the tag says of the release below its first line; may be empty.
    pub note: String,
}

/// The sources of a release.
pub struct Released {
    /// Which.
    pub release: Release,
    /// Its files.
    pub sources: Sources,
}
