//! What `register.html` sees.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::view::Link;
use crate::render::view::maps::OrganisationView;

/// A register, as `register`.
#[derive(Debug, Serialize)]
pub struct RegisterView<'a> {
    /// `procedures`, `forms`, `roles`, `raci`, `reviews`, `parts`, `references`, `packs`, `steps`, `form-steps`,
    /// `fields`, `owners` or `documents`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it holds, in a sentence.
    pub lead: &'static str,
    /// The same as CSV, in the same folder.
    pub csv: String,
    /// The same as a workbook, in the same folder; empty when there are too many rows for one.
    pub xlsx: String,
    /// A script with the rows of all its pages, for the filter; empty when there is but one page.
    pub rows_script: String,
    /// Registers that a reader of this one may look for.
    pub related: Vec<Link<'a>>,
    /// Who reports to whom, over the register of roles.
    pub organisation: Option<OrganisationView<'a>>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// What rows can be chosen by, beside their words.
    pub facets: Vec<FacetView>,
    /// The rows of this page, finished HTML; empty when there are none.
    pub rows_html: &'a str,
    /// How many rows there are on all its pages.
    pub count: usize,
    /// A long register has several pages: all of them, in order; empty when there is but one.
    pub pages: Vec<Link<'a>>,
    /// Which of `pages` this is, from 0.
    pub at: usize,
}

/// A column of a register's page.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Its head.
    pub head: &'static str,
    /// `wide`, `narrow` or empty.
    pub class: &'static str,
    /// What rows can be chosen by in it; may be empty.
    pub facet: &'static str,
}

/// What rows of a register can be chosen by.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    /// `role`, `form`: the word in the page's address.
    pub name: &'static str,
    /// The same in words.
    pub title: &'static str,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// The cells, one for each column.
    pub cells: Vec<Cell<'a>>,
}

/// One cell: links, a day, or words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell<'a> {
    /// What it links to, one after the other; empty when it holds words.
    pub links: Vec<Link<'a>>,
    /// The words; of a day, `2026-10-01`.
    pub text: Cow<'a, str>,
    /// What kind of day it is, `effective`, `review-by` or `released`; `None` when it is no day.
    pub day: Option<&'static str>,
    /// From when a review is near: `2026-09-01`.
    pub near_from: Option<String>,
    /// How its words are marked: `draft`, `retired`; `None` when they are not.
    pub badge: Option<&'static str>,
    /// Whether it is a number.
    pub number: bool,
}
