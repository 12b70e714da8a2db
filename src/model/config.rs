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
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// `[check] abbreviations`: those that every reader of this handbook knows.
    pub abbreviations: Vec<String>,
    /// `[check] retired_codes`: codes whose pages are gone and that no page may have again.
    pub retired_codes: Vec<Spanned<String>>,
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
