//! What layouts see: plain structs, one per kind of page, and those that they share.
//!
//! Every page's layout sees `book` (`BookView`), `words` (`Words`), `page` (`Page`) and, under the name
//! of its kind, the page's own view: `procedure`, `role`, `template`, `form`, `reference`, `part`,
//! `home`, `landscape`, `raci`, `register`, `pack`, `drafts`. Fields that end in `html` are finished HTML: `{{ step.html | safe }}`.
//! A field that has nothing to say is `None` or empty, never absent.
//!
//! In: nothing. Out: serializable structs. It must not know the model but for the kinds of pages.

use std::borrow::Cow;

use serde::Serialize;

pub mod drafts;
pub mod form;
pub mod home;
pub mod maps;
pub mod navigation;
pub mod pack;
pub mod people;
pub mod procedure;
pub mod raci;
pub mod register;
pub mod releases;

pub use drafts::{DraftsView, FormLink};
pub use form::{FieldView, FormView, SectionView};
pub use home::{HomeView, PartCard, PartView};
pub use maps::{LandscapeView, MapView, OrganisationView};
pub use navigation::Sidebar;
pub use pack::PackView;
pub use people::RoleView;
pub use procedure::{ProcedureView, StepView};
pub use raci::RaciView;
pub use register::RegisterView;

/// The handbook, as `book`.
#[derive(Debug, Serialize)]
pub struct BookView<'a> {
    /// Its title.
    pub title: &'a str,
    /// One sentence; may be empty.
    pub summary: &'a str,
    /// BCP 47, for `lang`.
    pub language: &'a str,
    /// Where filled forms are sent; `None` when they are not sent.
    pub submit: Option<SubmitView<'a>>,
}

/// Where filled forms are sent. At least one of the addresses is not empty.
#[derive(Debug, Serialize)]
pub struct SubmitView<'a> {
    /// An address or a path; may be empty.
    pub url: &'a str,
    /// Whether `url` is a path from the handbook's root, which stands after `page.root`.
    pub from_root: bool,
    /// A mail address; may be empty.
    pub mail: &'a str,
}

/// The frame of every page, as `page`.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// `home`, `landscape`, `part`, `procedure`, `role`, `template`, `form`, `reference`, `pack`, `raci`, `register`, `drafts`, `gone`,
    /// `releases`, `not-found`.
    pub kind: &'static str,
    /// The code or id; empty on the home page.
    pub code: &'a str,
    /// The title, which is the page's one `h1`.
    pub title: Cow<'a, str>,
    /// The file that the page was made from, from the handbook's root.
    pub source: &'a str,
    /// The way to the site's root: empty or `../`.
    pub root: &'static str,
    /// The page's own path in the site.
    pub path: Cow<'a, str>,
    /// Which file under `releases/` tells of this page in other releases: its path without `.html`, as in an address.
    /// Empty of a page that is no document.
    pub history: String,
    /// From the home page down to, not including, this page.
    pub crumbs: Vec<Link<'a>>,
    /// The sidebar, finished HTML from `sidebar.html`; the link to this page is marked.
    pub sidebar_html: String,
    /// The page's headings.
    pub contents: Vec<ContentsEntry<'a>>,
    /// The procedure before this one in its part.
    pub previous: Option<Link<'a>>,
    /// The procedure after this one in its part.
    pub next: Option<Link<'a>>,
    /// `draft`, `effective` or `retired`; `None` on a page that is no document.
    pub status: Option<&'static str>,
    /// `2026-10-01`: from when it is in force.
    pub effective: Option<String>,
    /// `2027-10-01`: by when it must have been reviewed.
    pub review_by: Option<String>,
    /// The document's version; may be empty.
    pub version: &'a str,
    /// CSS with the sheet's size and its running head; put it into `<style>` with `| safe`.
    pub print_css: String,
}

/// Something that can be pointed to: a page, a step, or words that lead nowhere.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Link<'a> {
    /// Where it leads, relative to the page; `None` when the words are not a link.
    pub href: Option<Cow<'a, str>>,
    /// The code that stands before the title; `None` when the title stands alone.
    pub code: Option<Cow<'a, str>>,
    /// The title, or the author's words.
    pub title: Cow<'a, str>,
    /// Why it leads nowhere, when it should lead somewhere.
    pub broken: Option<String>,
}

impl<'a> Link<'a> {
    /// A link to a page by its title alone.
    pub fn titled(href: impl Into<Cow<'a, str>>, title: impl Into<Cow<'a, str>>) -> Self {
        Self {
            href: Some(href.into()),
            code: None,
            title: title.into(),
            broken: None,
        }
    }

    /// Words that are no link.
    pub fn words(title: impl Into<Cow<'a, str>>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }
}

/// One line of a page's table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry<'a> {
    /// 2 or 3.
    pub level: u8,
    /// The number of a step, which stands before its title.
    pub number: Option<u32>,
    /// The heading's words.
    pub title: Cow<'a, str>,
    /// `#` and the heading's id.
    pub href: String,
}

/// A document's facts that templates and reference pages share.
#[derive(Debug, Serialize)]
pub struct DocumentFacts<'a> {
    /// Who answers for it.
    pub owner: Option<Link<'a>>,
    /// The document's version; may be empty.
    pub version: &'a str,
    /// `draft`, `effective` or `retired`.
    pub status: &'static str,
    /// The same in words.
    pub status_words: &'static str,
    /// What replaces it, when it is retired.
    pub superseded_by: Option<Link<'a>>,
    /// `2026-10-01`: from when it is in force.
    pub effective: Option<String>,
    /// `2027-10-01`: by when it must have been reviewed.
    pub review_by: Option<String>,
    /// What changed.
    pub revisions: Vec<procedure::RevisionView<'a>>,
    /// How much of it its sources state, in words.
    pub basis: Option<&'static str>,
    /// Ids of outside documents.
    pub sources: &'a [String],
    /// Other names; the layout may show them.
    pub aliases: Vec<&'a str>,
}

/// A template's page, as `template`; its form, when it has one, is `form`.
#[derive(Debug, Serialize)]
pub struct TemplateView<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Owner, version and the like.
    pub facts: DocumentFacts<'a>,
    /// Who fills it in.
    pub filled_by: Vec<Link<'a>>,
    /// Who signs it.
    pub signed_by: Vec<Link<'a>>,
    /// How long it is kept, in words.
    pub kept: Option<&'a str>,
    /// When and how to fill it in.
    pub html: String,
    /// The steps that use it.
    pub used_in: Vec<procedure::StepsOfProcedure<'a>>,
    /// The steps that take it in.
    pub taken_in: Vec<procedure::StepsOfProcedure<'a>>,
    /// The steps that give it out.
    pub given_in: Vec<procedure::StepsOfProcedure<'a>>,
    /// Its fields: label, name, type, whether it is required, what uses it, what it is computed from.
    pub fields: Vec<register::Row<'a>>,
    /// The packs that hold its form.
    pub packs: Vec<Link<'a>>,
    /// The form's own page.
    pub form_href: Option<&'a str>,
}

/// A reference page, as `reference`.
#[derive(Debug, Serialize)]
pub struct ReferenceView<'a> {
    /// Its code or id.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Owner, version and the like.
    pub facts: DocumentFacts<'a>,
    /// The packs that hold it.
    pub packs: Vec<Link<'a>>,
    /// Its text.
    pub html: String,
}
