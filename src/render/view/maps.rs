//! What layouts see of maps: the landscape, the organisation chart, and a role's place in procedures.

use serde::Serialize;

use crate::render::view::Link;

/// A map as inline SVG.
#[derive(Debug, Serialize)]
pub struct MapView {
    /// The map.
    pub svg: String,
    /// The titles of its lanes alone, to be kept in view over it; empty when it has none.
    pub titles_svg: String,
}

/// What procedures hand to each other: the page of its own, as `landscape`, and a part's.
#[derive(Debug, Serialize)]
pub struct LandscapeView<'a> {
    /// The map; `None` when there is nothing to draw, or too much.
    pub map: Option<MapView>,
    /// Whether there are too many procedures for a map.
    pub too_large: bool,
    /// The same in words, a row for each pair of procedures.
    pub rows: Vec<HandingView<'a>>,
}

/// What one procedure hands to another.
#[derive(Debug, Serialize)]
pub struct HandingView<'a> {
    /// Who gives.
    pub from: Link<'a>,
    /// Who takes.
    pub to: Link<'a>,
    /// The steps of `from` after which `to` goes on, by their numbers.
    pub hand_overs: Vec<Link<'a>>,
    /// The steps of `from` that `to` carries out, by their numbers.
    pub calls: Vec<Link<'a>>,
    /// What is an output of `from` and an input of `to`.
    pub forms: Vec<Link<'a>>,
}

/// Who reports to whom.
#[derive(Debug, Serialize)]
pub struct OrganisationView<'a> {
    /// The chart; `None` when it would be too large.
    pub map: Option<MapView>,
    /// The roles that report to nobody and to whom nobody reports.
    pub alone: Vec<RolesOfKind<'a>>,
}

/// Roles of one kind.
#[derive(Debug, Serialize)]
pub struct RolesOfKind<'a> {
    /// The kind in words.
    pub kind: &'static str,
    /// The roles.
    pub roles: Vec<Link<'a>>,
}

/// A role's place in a procedure.
#[derive(Debug, Serialize)]
pub struct PlaceView<'a> {
    /// The procedure.
    pub procedure: Link<'a>,
    /// How many steps it has, and what the role does in which, in words.
    pub says: String,
    /// All its steps, in order.
    pub steps: Vec<PlaceStep<'a>>,
}

/// A step in a strip.
#[derive(Debug, Serialize)]
pub struct PlaceStep<'a> {
    /// Its number.
    pub number: u32,
    /// Where it is.
    pub href: String,
    /// Its title.
    pub title: &'a str,
    /// Whether the role owns it.
    pub own: bool,
    /// What the role does in it, in words; `None` when nothing.
    pub part: Option<&'static str>,
}
