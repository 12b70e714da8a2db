//! A template: what a form is for, who fills and signs it, how long it is kept.

use crate::model::date::Date;
use crate::model::id::{Id, Linked, Stage};
use crate::model::procedure::{Basis, Revision, Status};
use crate::model::prose::Prose;
use crate::model::role::Role;
use crate::source::{SourcePath, Spanned};

/// A template; its form has the same code.
pub struct Template<S: Stage = Linked> {
    /// Its file.
    pub path: SourcePath,
    /// `code`, or the file's stem when the file gives none.
    pub code: Spanned<Id<Template>>,
    /// `title`.
    pub title: Spanned<String>,
    /// Other names that people search and link by.
    pub aliases: Vec<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<S::To<Role>>>,
    /// Who fills it in.
    pub filled_by: Vec<Spanned<S::To<Role>>>,
    /// Who signs it.
    pub signed_by: Vec<Spanned<S::To<Role>>>,
    /// How long it is kept, in words.
    pub kept: Option<String>,
    /// The document's version.
    pub version: Spanned<String>,
    /// Whether it is in force.
    pub status: Spanned<Status>,
    /// What replaces it, when it is retired.
    pub superseded_by: Option<Spanned<S::To<Template>>>,
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
    /// When and how to fill it in.
    pub body: Prose<S>,
}
