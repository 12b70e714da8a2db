//! Maps of a whole handbook: who reports to whom, and which procedure hands what to which.
//!
//! In: a linked book, the addresses of its pages, and the words to put on the maps. Out: SVG, and what
//! it shows as data, so that a page can say it in words too. It must not know the page around it.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "counts of lines and columns are small, and lengths are too"
)]

mod columns;
mod cost;
mod handing;
mod landscape;
mod organisation;
mod picture;

pub use handing::{Handing, Way, handings};
pub use landscape::{Landscape, Scope, landscape};
pub use organisation::{Organisation, Report, organisation};
pub use picture::draw as landscape_picture;

use crate::model::role::RoleKind;
use crate::model::{Index, Procedure, Role};

/// A map as SVG.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// `<svg class="chart">`, with a link on every box.
    pub svg: String,
    /// The titles of its lanes alone, as wide as the map, to be kept in view; empty when it has none.
    pub titles: String,
}

/// Where the pages are, from the page that a map stands on.
pub struct MapAddresses<'a> {
    /// Of a procedure.
    pub procedure: &'a dyn Fn(Index<Procedure>) -> String,
    /// Of a role.
    pub role: &'a dyn Fn(Index<Role>) -> String,
}

/// The words on maps, in the handbook's language.
pub struct MapWords<'a> {
    /// What the map is called, and of what it is: its accessible name.
    pub title: String,
    /// `in no part`, over a lane.
    pub no_part: &'a str,
    /// `other parts`, over a lane.
    pub other_parts: &'a str,
    /// `hands over at step`, before numbers.
    pub hands_over: &'a str,
    /// `calls it at step`, before numbers.
    pub calls: &'a str,
    /// `form`, before codes and titles.
    pub forms: &'a str,
    /// `reports to`, before a title.
    pub reports_to: &'a str,
    /// Between things of a list.
    pub separator: &'a str,
    /// After a word that announces something.
    pub colon: &'a str,
    /// What a role is.
    pub kind: &'a dyn Fn(RoleKind) -> &'static str,
}
