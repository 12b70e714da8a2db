//! What documents say of their own lives: whether they are in force, what changed, what was looked at.

use crate::model::date::Date;
use crate::model::id::{Linked, Stage};
use crate::model::role::Role;
use crate::model::template::Template;
use crate::source::Spanned;

/// Whether a document is in force; one that does not say so is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Being written.
    Draft,
    /// In force from its date on.
    Effective,
    /// No longer in force.
    Retired,
}

impl Status {
    /// The word in front matter and in `handbook.json`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Effective => "effective",
            Self::Retired => "retired",
        }
    }
}

/// One line of a document's history.
pub struct Revision<S: Stage = Linked> {
    /// The version that it made.
    pub version: Spanned<String>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// By whom.
    pub author: Option<Spanned<S::To<Role>>>,
    /// What changed.
    pub note: String,
}

/// A form whose version a procedure's owner has looked at.
pub struct Reviewed<S: Stage = Linked> {
    /// The form, by its template.
    pub form: Spanned<S::To<Template>>,
    /// The version of it.
    pub version: Spanned<String>,
}
