//! `handbook.toml`: what holds for the whole handbook.

use crate::model::id::Id;
use crate::source::{SourcePath, Spanned};

/// The handbook's own settings.
#[derive(Clone)]
pub struct Config {
    /// The file.
    pub path: SourcePath,
    /// The handbook's title.
    pub title: String,
    /// One sentence under the title; may be empty.
    pub summary: String,
    /// BCP 47, `zh-CN` or `en`; it sets `lang` and the interface's words.
    pub language: String,
    /// Whether raw HTML in Markdown is passed through.
    pub allow_html: bool,
    /// What the tags of releases begin with; what follows is the release's version.
    pub tags: String,
    /// How findings weigh, where not as their rules say; a later choice goes before an earlier one.
    pub choices: Vec<Choice>,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// What the tags of releases begin with where `handbook.toml` does not say.
pub const TAGS: &str = "handbook/";

/// How findings of some kinds weigh in some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The codes of the findings.
    pub codes: Vec<Spanned<String>>,
    /// How much they weigh.
    pub weight: Weight,
    /// Globs of source paths, `content/procedures/draft/**`; empty for all files.
    pub paths: Vec<Spanned<String>>,
}

/// How much a finding is to weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The handbook is not published while it stands.
    Error,
    /// Probably wrong.
    Warning,
    /// Could be better.
    Hint,
    /// It is not shown at all.
    Off,
}

/// A section of the handbook.
#[derive(Clone)]
pub struct Part {
    /// `id`.
    pub id: Spanned<Id<Part>>,
    /// `title`.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
}
