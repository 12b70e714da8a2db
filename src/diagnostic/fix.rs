//! How a finding can be mended by the program: replacements at places of files.
//!
//! In: what a rule or a parser knows to be meant. Out: `Fix`. It must not know how files are changed, nor whether a
//! person agrees: that is for `edit` and the command line.

use crate::diagnostic::near::Likely;
use crate::source::{SourcePath, Span};

/// Whether a person has to agree to a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Nothing else can be meant.
    Certain,
    /// It is likely, and the author has to say so.
    Asked,
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether the author has to agree.
    pub certainty: Certainty,
    /// What is replaced.
    pub edits: Vec<Edit>,
    /// A file that gets another name, and that name.
    pub renamed: Option<(SourcePath, SourcePath)>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub path: SourcePath,
    /// Where in its text; of a reference this may take in its quotes, brackets and label.
    pub span: Span,
    /// The words that are replaced, where they first stand in the span; `None` for the whole span.
    pub old: Option<String>,
    /// What takes their place. A line break is written as the file writes its own.
    pub new: String,
}

impl Edit {
    /// The whole span replaced.
    #[must_use]
    pub fn whole(path: &SourcePath, span: Span, new: impl Into<String>) -> Self {
        Self {
            path: path.clone(),
            span,
            old: None,
            new: new.into(),
        }
    }

    /// Words of a span replaced.
    #[must_use]
    pub fn words(path: &SourcePath, span: Span, old: &str, new: impl Into<String>) -> Self {
        Self {
            old: Some(old.to_owned()),
            ..Self::whole(path, span, new)
        }
    }

    /// The bytes that are replaced in the file's text; `None` when the text does not hold them.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Span> {
        let within = text.get(self.span.start..self.span.end)?;
        let Some(old) = &self.old else {
            return Some(self.span);
        };
        let start = self.span.start + within.find(old.as_str())?;
        Some(Span::new(start, start + old.len()))
    }
}

impl Fix {
    /// A fix that nothing speaks against.
    #[must_use]
    pub fn certain(edit: Edit) -> Self {
        Self {
            certainty: Certainty::Certain,
            edits: vec![edit],
            renamed: None,
        }
    }

    /// A fix that the author has to agree to.
    #[must_use]
    pub fn asked(edit: Edit) -> Self {
        Self {
            certainty: Certainty::Asked,
            ..Self::certain(edit)
        }
    }

    /// A name that is meant, as certain as it is.
    #[must_use]
    pub fn of(edit: Edit, meant: Likely<'_>) -> Self {
        if meant.certain {
            Self::certain(edit)
        } else {
            Self::asked(edit)
        }
    }

    /// Another name for a file, which the author has to agree to.
    #[must_use]
    pub fn rename(from: &SourcePath, to: SourcePath) -> Self {
        Self {
            certainty: Certainty::Asked,
            edits: Vec::new(),
            renamed: Some((from.clone(), to)),
        }
    }
}
