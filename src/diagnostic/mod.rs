//! What an author can mend in a file: a finding with its place, its code and what to type instead.
//!
//! In: findings of every stage. Out: text, through the printers. It must not know the model.

pub mod allowance;
pub mod code;
pub mod explanation;
pub mod fix;
pub mod github;
pub mod html;
pub mod human;
pub mod json;
pub mod lines;
pub mod near;
mod plain;
pub mod sarif;
pub mod short;
pub mod summary;
pub mod text;
pub mod told;
pub mod usual;

pub use code::Code;
pub use fix::{Certainty, Edit, Fix};
pub use lines::Lines;
pub use summary::summary;
pub(crate) use text::say;
pub use text::{Language, Text};

use crate::source::{SourcePath, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The handbook is not published while it stands.
    Error,
    /// Probably wrong.
    Warning,
    /// Could be better.
    Hint,
}

impl Severity {
    /// The word that printers use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.words(Language::English)
    }

    /// The word for people.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Error, Language::English) => "error",
            (Self::Warning, Language::English) => "warning",
            (Self::Hint, Language::English) => "hint",
            (Self::Error, Language::Chinese) => "错误",
            (Self::Warning, Language::Chinese) => "警告",
            (Self::Hint, Language::Chinese) => "提示",
        }
    }
}

/// A place that a finding points to, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub path: SourcePath,
    /// The bytes of its text.
    pub span: Span,
    /// A short phrase beside the carets; may be empty.
    pub text: Text,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: &'static Code,
    /// How much it weighs.
    pub severity: Severity,
    /// One lowercase phrase, no full stop, the author's words in backticks.
    pub message: Text,
    /// Where.
    pub primary: Label,
    /// Where else, in any file.
    pub related: Vec<Label>,
    /// What to type instead.
    pub help: Option<Text>,
    /// The same for the program to do, where it is plain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(
        code: &'static Code,
        path: &SourcePath,
        span: Span,
        message: impl Into<Text>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Label {
                path: path.clone(),
                span,
                text: Text::default(),
            },
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The same as a warning: probably wrong.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same as a hint: it could be better.
    #[must_use]
    pub fn hint(mut self) -> Self {
        self.severity = Severity::Hint;
        self
    }

    /// The same with words beside its carets.
    #[must_use]
    pub fn label(mut self, text: impl Into<Text>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn related(mut self, path: &SourcePath, span: Span, text: impl Into<Text>) -> Self {
        self.related.push(Label {
            path: path.clone(),
            span,
            text: text.into(),
        });
        self
    }

    /// The same with what to type.
    #[must_use]
    pub fn help(mut self, text: impl Into<Text>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same with what the program can do about it, if anything.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }
}

/// Puts findings in their one order: path, start, severity, code, then the words.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
}

fn key(d: &Diagnostic) -> (&SourcePath, usize, Severity, &str, &Text) {
    (
        &d.primary.path,
        d.primary.span.start,
        d.severity,
        d.code.name,
        &d.message,
    )
}

/// The candidate that a person most likely meant, when one is near enough to suggest.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = text.to_lowercase();
    let length = wanted.chars().count();
    let room = (length / 3).max(1);
    candidates
        .into_iter()
        // A distance is never less than the difference in length, and costs far more to find out.
        .filter(|c| c.chars().count().abs_diff(length) <= room)
        .map(|c| (strsim::osa_distance(&wanted, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= room)
        .min()
        .map(|(_, candidate)| candidate)
}
