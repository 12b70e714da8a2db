//! What `register.html` sees.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::view::Link;
use crate::render::view::maps::OrganisationView;

/// A register, as `register`.
#[derive(Debug, Serialize)]
pub struct RegisterView<'a> {
    /// `procedures`, `forms`, `roles`, `raci`, `reviews`, `parts` or `references`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it holds, in a sentence.
    pub lead: &'static str,
    /// The same as CSV, in the same folder.
    pub csv: String,
    /// Who reports to whom, over the register of roles.
    pub organisation: Option<OrganisationView<'a>>,
    /// The columns' heads.
    pub columns: Vec<&'static str>,
    /// The rows of this page.
    pub rows: &'a [Row<'a>],
    /// How many rows there are on all its pages.
    pub count: usize,
    /// A long register has several pages: all of them, in order; empty when there is but one.
    pub pages: Vec<Link<'a>>,
    /// Which of `pages` this is, from 0.
    pub at: usize,
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
    /// What kind of day it is, `effective` or `review-by`; `None` when it is no day.
    pub day: Option<&'static str>,
    /// Whether it is a number.
    pub number: bool,
}
