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
    /// Where filled forms are sent; `None` when they are not sent.
    pub submit: Option<Submit>,
    /// `[acknowledge] mail`: where readers send that they have read; `None` when they hand in files alone.
    pub acknowledge_mail: Option<String>,
    /// Where it is published, with a `/` at its end: `https://handbook.example/`; `None` when not said.
    pub address: Option<String>,
    /// What printed sheets say of themselves.
    pub print: Print,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// `[check] abbreviations`: those that every reader of this handbook knows.
    pub abbreviations: Vec<String>,
    /// `[check] retired_codes`: codes whose pages are gone and that no page may have again.
    pub retired_codes: Vec<Spanned<String>>,
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

/// Where filled forms are sent. At least one of the two is there.
#[derive(Clone)]
pub struct Submit {
    /// An http or https address, or a path on the handbook's own server: from its root when it begins with `/`,
    /// otherwise from the root of the handbook.
    pub url: Option<String>,
    /// A mail address.
    pub mail: Option<String>,
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
