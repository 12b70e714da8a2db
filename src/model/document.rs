//! What procedures, templates, reference pages and packs have in common as controlled documents.

use crate::model::book::{Book, Item};
use crate::model::date::Date;
use crate::model::id::{Index, Ref};
use crate::model::pack::Pack;
use crate::model::procedure::{Procedure, Revision, Status};
use crate::model::reference::Reference;
use crate::model::role::Role;
use crate::model::template::Template;
use crate::source::{SourcePath, Span, Spanned};

/// A document of the book, whatever its kind.
pub struct Document<'a> {
    /// Which page it is.
    pub item: Item,
    /// Its file.
    pub path: &'a SourcePath,
    /// Who answers for it.
    pub owner: Option<&'a Spanned<Ref<Role>>>,
    /// Its version; may be empty.
    pub version: &'a Spanned<String>,
    /// Whether it is in force.
    pub status: &'a Spanned<Status>,
    /// Where it says what replaces it, when it does.
    pub superseded_by: Option<Successor>,
    /// The day from which it is in force.
    pub effective: Option<&'a Spanned<Date>>,
    /// The day by which it must have been reviewed.
    pub review_by: Option<&'a Spanned<Date>>,
    /// Who set it in force.
    pub approved_by: Option<&'a Spanned<Ref<Role>>>,
    /// What changed, newest first or last as the author keeps it.
    pub revisions: &'a [Revision],
}

/// What a document says of the one that replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Successor {
    /// The document; `None` when the name names nothing.
    pub item: Option<Item>,
    /// Where it is named.
    pub span: Span,
}

impl Successor {
    fn of<T>(reference: Option<&Spanned<Ref<T>>>, item: fn(Index<T>) -> Item) -> Option<Self> {
        let reference = reference?;
        Some(Self {
            item: reference.value.found().map(item),
            span: reference.span,
        })
    }
}

impl<'a> Document<'a> {
    /// A procedure as a document.
    #[must_use]
    pub fn of_procedure(at: Index<Procedure>, of: &'a Procedure) -> Self {
        Self {
            item: Item::Procedure(at),
            path: &of.path,
            owner: of.owner.as_ref(),
            version: &of.version,
            status: &of.status,
            superseded_by: Successor::of(of.superseded_by.as_ref(), Item::Procedure),
            effective: of.effective.as_ref(),
            review_by: of.review_by.as_ref(),
            approved_by: of.approved_by.as_ref(),
            revisions: &of.revisions,
        }
    }

    /// A template as a document.
    #[must_use]
    pub fn of_template(at: Index<Template>, of: &'a Template) -> Self {
        Self {
            item: Item::Template(at),
            path: &of.path,
            owner: of.owner.as_ref(),
            version: &of.version,
            status: &of.status,
            superseded_by: Successor::of(of.superseded_by.as_ref(), Item::Template),
            effective: of.effective.as_ref(),
            review_by: of.review_by.as_ref(),
            approved_by: of.approved_by.as_ref(),
            revisions: &of.revisions,
        }
    }

    /// A reference page as a document.
    #[must_use]
    pub fn of_reference(at: Index<Reference>, of: &'a Reference) -> Self {
        Self {
            item: Item::Reference(at),
            path: &of.path,
            owner: of.owner.as_ref(),
            version: &of.version,
            status: &of.status,
            superseded_by: Successor::of(of.superseded_by.as_ref(), Item::Reference),
            effective: of.effective.as_ref(),
            review_by: of.review_by.as_ref(),
            approved_by: of.approved_by.as_ref(),
            revisions: &of.revisions,
        }
    }

    /// A pack as a document.
    #[must_use]
    pub fn of_pack(at: Index<Pack>, of: &'a Pack) -> Self {
        Self {
            item: Item::Pack(at),
            path: &of.path,
            owner: of.owner.as_ref(),
            version: &of.version,
            status: &of.status,
            superseded_by: Successor::of(of.superseded_by.as_ref(), Item::Pack),
            effective: of.effective.as_ref(),
            review_by: of.review_by.as_ref(),
            approved_by: of.approved_by.as_ref(),
            revisions: &of.revisions,
        }
    }
}

impl<'a> Document<'a> {
    /// The day of its newest revision; `None` when its revisions name no day.
    #[must_use]
    pub fn released_on(&self) -> Option<&'a Spanned<Date>> {
        let days = (self.revisions.iter()).filter_map(|row| row.date.as_ref());
        days.max_by_key(|day| day.value)
    }
}

impl Document<'_> {
    /// The day from which the time to the next review runs: the last before it on which the document took
    /// effect or was revised. `None` when it names no such day, or no review.
    #[must_use]
    pub fn review_begins(&self) -> Option<Date> {
        let due = self.review_by?.value;
        let revised = (self.revisions.iter()).filter_map(|row| row.date.as_ref());
        let days = self.effective.into_iter().chain(revised);
        days.map(|day| day.value).filter(|day| *day < due).max()
    }

    /// The first day on which the review is near: a tenth of its period before it.
    #[must_use]
    pub fn review_is_near_from(&self) -> Option<Date> {
        let due = self.review_by?.value;
        let period = due.days_since(self.review_begins()?);
        let day = due.days_since(Date::after_epoch(0)?) - period / 10;
        Date::after_epoch(u64::try_from(day).ok()?)
    }
}

impl Book {
    /// What a page is as a document; `None` of roles and of forms, whose document is their template.
    #[must_use]
    pub fn document(&self, item: Item) -> Option<Document<'_>> {
        match item {
            Item::Procedure(at) => Some(Document::of_procedure(at, self.procedure(at))),
            Item::Template(at) => Some(Document::of_template(at, self.template(at))),
            Item::Reference(at) => Some(Document::of_reference(at, self.reference(at))),
            Item::Pack(at) => Some(Document::of_pack(at, self.pack(at))),
            Item::Role(_) | Item::Form(_) => None,
        }
    }

    /// Every document, in the order of `items`.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        self.items().filter_map(|item| self.document(item))
    }
}
