//! Findings in the words of one language, with the lines of source that they point to: what pages show of them.
//!
//! In: findings, the sources, and whose each file is. Out: values that need neither. It must not know how they are
//! shown.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::diagnostic::lines::Lines;
use crate::diagnostic::{Diagnostic, Language, Severity, human};
use crate::source::{SourcePath, Sources};

/// A finding as an open page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Told {
    /// The source file, relative to the handbook's root.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// How much it weighs; `error`, `warning` or `hint` for the page.
    #[serde(serialize_with = "severity_word")]
    pub severity: Severity,
    /// The finding's code, for example `unknown-role`.
    pub code: String,
    /// The headline.
    pub message: String,
    /// The lines of the source with marks under them, in plain text; may be empty.
    pub frame: String,
    /// What to type instead.
    pub help: Option<String>,
    /// Whose file it is.
    #[serde(skip)]
    pub file: File,
}

/// What is known of a file whose findings are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct File {
    /// The title of the role that answers for it; `None` of a file without an owner.
    pub owner: Option<String>,
    /// The title of its document; `None` of settings, layouts and files that could not be read.
    pub title: Option<String>,
    /// The path in the site of the page that shows it, where there is one.
    pub page: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives fields by reference"
)]
fn severity_word<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.word())
}

/// The findings in the words of one language, in their order.
#[must_use]
pub fn tell(
    found: &[Diagnostic],
    sources: &Sources,
    files: &BTreeMap<SourcePath, File>,
    language: Language,
) -> Vec<Told> {
    let mut lines = Lines::new(sources);
    let tell = |(found, frame): (&Diagnostic, String)| {
        let place = &found.primary;
        let (line, column) = lines.line_column(&place.path, place.span.start);
        Told {
            path: place.path.to_string(),
            line,
            column,
            severity: found.severity,
            code: found.code.name.to_owned(),
            message: found.message.words(language).to_owned(),
            frame,
            help: (found.help.as_ref()).map(|help| help.words(language).to_owned()),
            file: files.get(&place.path).cloned().unwrap_or_default(),
        }
    };
    let frames = human::source_frames(found, sources, language);
    found.iter().zip(frames).map(tell).collect()
}
