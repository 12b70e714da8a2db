//! A pack: what a trainer prints for one course.

use crate::model::book::Item;
use crate::model::date::Date;
use crate::model::id::{Id, Linked, Missing, Stage};
use crate::model::procedure::{Basis, Revision, Status};
use crate::model::prose::Prose;
use crate::model::role::Role;
use crate::source::{SourcePath, Spanned};

/// The most copies of one page in a pack.
pub const MOST_COPIES: u32 = 999;

/// A pack.
pub struct Pack<S: Stage = Linked> {
    /// Its file.
    pub path: SourcePath,
    /// `id`, or the file's stem when the file gives none.
    pub id: Spanned<Id<Pack>>,
    /// `title`.
    pub title: Spanned<String>,
    /// Other names that people search and link by.
    pub aliases: Vec<Spanned<String>>,
    /// Who the course is for.
    pub audience: Vec<Spanned<S::To<Role>>>,
    /// `items`: what is printed, in printing order; `None` when the key is not there. The span is the list's.
    pub items: Option<Spanned<Vec<PackItem<S>>>>,
    /// `for_role`: every form that this role fills in.
    pub for_role: Option<Spanned<S::To<Role>>>,
    /// Who answers for it.
    pub owner: Option<Spanned<S::To<Role>>>,
    /// The pack's version; may be empty.
    pub version: Spanned<String>,
    /// Whether it is in force.
    pub status: Spanned<Status>,
    /// What replaces it.
    pub superseded_by: Option<Spanned<S::To<Pack>>>,
    /// The day from which it is in force.
    pub effective: Option<Spanned<Date>>,
    /// The day by which it must have been reviewed.
    pub review_by: Option<Spanned<Date>>,
    /// Who set it in force.
    pub approved_by: Option<Spanned<S::To<Role>>>,
    /// What changed, newest first or last as the author keeps it.
    pub revisions: Vec<Revision<S>>,
    /// How much of it the source documents state.
    pub basis: Option<Basis>,
    /// Where it comes from, as ids of outside documents.
    pub sources: Vec<String>,
    /// Ids of an outside list that it covers.
    pub covers: Vec<String>,
    /// What stands on its cover.
    pub body: Prose<S>,
}

/// One entry of `items`.
pub struct PackItem<S: Stage = Linked> {
    /// A form by the code of its template, a procedure or a reference page.
    pub page: Spanned<S::Page>,
    /// How often it is printed: 1 to `MOST_COPIES`.
    pub copies: u32,
}

/// What an author's words name where a form, a procedure or a reference page may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageRef {
    /// A template, which stands for its form, a procedure or a reference page.
    To(Item),
    /// Nothing of these kinds.
    Missing(Missing),
}

impl PageRef {
    /// The page, when it was found.
    #[must_use]
    pub const fn found(&self) -> Option<Item> {
        match self {
            Self::To(item) => Some(*item),
            Self::Missing(_) => None,
        }
    }
}

/// A page that a pack prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// A template, which stands for its form, a procedure or a reference page.
    pub item: Item,
    /// How often it is printed, at least once.
    pub copies: u32,
}
