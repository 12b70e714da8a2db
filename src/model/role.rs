//! A role: a person, unit, committee or outside party that owns steps.

use crate::model::id::{Id, Linked, Stage};
use crate::model::prose::Prose;
use crate::source::{SourcePath, Spanned};

/// A role.
pub struct Role<S: Stage = Linked> {
    /// Its file.
    pub path: SourcePath,
    /// `id`, or the file's stem when the file gives none.
    pub id: Spanned<Id<Role>>,
    /// `title`.
    pub title: Spanned<String>,
    /// Other names that people search and link by.
    pub aliases: Vec<Spanned<String>>,
    /// What it is.
    pub kind: RoleKind,
    /// The unit it belongs to, in words.
    pub unit: Option<String>,
    /// Its superior.
    pub reports_to: Option<Spanned<S::To<Role>>>,
    /// Where it comes from, as ids of outside documents.
    pub sources: Vec<String>,
    /// Ids of an outside list that it covers.
    pub covers: Vec<String>,
    /// Duties and authority.
    pub body: Prose<S>,
}

/// What a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// One post.
    Person,
    /// A department.
    Unit,
    /// A group that decides together.
    Committee,
    /// Outside the organisation.
    External,
}

impl RoleKind {
    /// The word in front matter and in `handbook.json`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Committee => "committee",
            Self::External => "external",
        }
    }
}
