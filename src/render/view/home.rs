//! What `home.html` and `part.html` see.

use serde::Serialize;

use crate::render::view::maps::LandscapeView;
use crate::render::view::{Link, register::Cell};

/// The home page, as `home`.
#[derive(Debug, Serialize)]
pub struct HomeView<'a> {
    /// How many procedures there are.
    pub procedures: usize,
    /// How many steps.
    pub steps: usize,
    /// How many roles.
    pub roles: usize,
    /// How many forms.
    pub forms: usize,
    /// The parts, in order.
    pub parts: Vec<PartCard<'a>>,
    /// Whether the parts are so many that they are a plain list without procedures.
    pub many_parts: bool,
    /// Procedures of no part, when they are few; none when all stand in parts.
    pub loose: Vec<Link<'a>>,
    /// The roles with the most steps.
    pub busy_roles: Vec<Counted<'a>>,
    /// The forms that the most steps use.
    pub busy_forms: Vec<Link<'a>>,
    /// The first packs.
    pub packs: Vec<Link<'a>>,
    /// Whether `packs` leaves some out.
    pub more_packs: bool,
    /// The first reference pages.
    pub references: Vec<Link<'a>>,
    /// Whether `references` leaves some out.
    pub more_references: bool,
    /// The registers.
    pub registers: Vec<Link<'a>>,
}

/// A link with a number.
#[derive(Debug, Serialize)]
pub struct Counted<'a> {
    /// The page.
    pub link: Link<'a>,
    /// How many of what the place tells.
    pub count: usize,
}

/// A part on the home page.
#[derive(Debug, Serialize)]
pub struct PartCard<'a> {
    /// The part's page.
    pub link: Link<'a>,
    /// One sentence; may be empty.
    pub summary: &'a str,
    /// How many procedures it has.
    pub count: usize,
    /// The first of them.
    pub procedures: Vec<Link<'a>>,
}

/// A part's page, as `part`.
#[derive(Debug, Serialize)]
pub struct PartView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// One sentence; may be empty.
    pub summary: &'a str,
    /// Its procedures.
    pub procedures: Vec<ProcedureLine<'a>>,
    /// What they hand to each other and to others, when they do.
    pub landscape: Option<LandscapeView<'a>>,
}

/// A procedure in its part's list.
#[derive(Debug, Serialize)]
pub struct ProcedureLine<'a> {
    /// The procedure.
    pub link: Link<'a>,
    /// The process owner.
    pub owner: Option<Link<'a>>,
    /// How many steps it has.
    pub steps: usize,
    /// Its version; may be empty.
    pub version: &'a str,
    /// Its status in words.
    pub status_words: &'static str,
    /// `draft`, `effective` or `retired`.
    pub status: &'static str,
    /// The day from which it is in force, as a table cell.
    pub effective: Cell<'a>,
}
