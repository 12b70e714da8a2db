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
    /// Where it is published, with a `/` at its end: `https://handbook.example/`; `None` when not said.
    pub address: Option<String>,
    /// What printed sheets say of themselves.
    pub print: Print,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// `[print]`: what printed sheets say of themselves.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// Whether a printed copy is a controlled document.
    pub controlled: bool,
    /// The words that say so, in place of the program's own; empty for none.
    pub mark: Option<String>,
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
