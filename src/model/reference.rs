//! A reference page: models, matrices, checklists, a glossary.

use crate::model::date::Date;
use crate::model::id::{Id, Linked, Stage};
use crate::model::procedure::{Basis, Revision, Status};
use crate::model::prose::Prose;
use crate::model::role::Role;
use crate::source::{SourcePath, Spanned};

/// A page that is no procedure, role or template.
pub struct Reference<S: Stage = Linked> {
    /// Its file.
    pub path: SourcePath,
    /// `code`, or the file's stem when the file gives none.
    pub code: Spanned<Id<Reference>>,
    /// `title`.
    pub title: Spanned<String>,
    /// Other names that people search and link by.
    pub aliases: Vec<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<S::To<Role>>>,
    /// The document's version; may be empty.
    pub version: Spanned<String>,
    /// Whether it is in force.
    pub status: Spanned<Status>,
    /// What replaces it, when it is retired.
    pub superseded_by: Option<Spanned<S::To<Reference>>>,
    /// The day from which it is in force.
    pub effective: Option<Spanned<Date>>,
    /// The day by which it must have been reviewed.
    pub review_by: Option<Spanned<Date>>,
    /// Who set it in force.
    pub approved_by: Option<Spanned<S::To<Role>>>,
    /// How much of it the source documents state.
    pub basis: Option<Basis>,
    /// What changed, newest first or last as the author keeps it.
    pub revisions: Vec<Revision<S>>,
    /// Where it comes from, as ids of outside documents.
    pub sources: Vec<String>,
    /// Ids of an outside list that it covers beyond its own code.
    pub covers: Vec<String>,
    /// The page's text.
    pub body: Prose<S>,
}
