//! What `role.html` sees.

use serde::Serialize;

use crate::render::view::Link;
use crate::render::view::maps::PlaceView;
use crate::render::view::procedure::StepsOfProcedure;

/// A role's page, as `role`.
#[derive(Debug, Serialize)]
pub struct RoleView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Other names.
    pub aliases: Vec<&'a str>,
    /// `person`, `unit`, `committee` or `external`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_words: &'static str,
    /// The unit it belongs to.
    pub unit: Option<&'a str>,
    /// Its superior.
    pub reports_to: Option<Link<'a>>,
    /// Who reports to it.
    pub reported_by: Vec<Link<'a>>,
    /// Ids of outside documents.
    pub sources: &'a [String],
    /// Duties and authority.
    pub html: String,
    /// Where it comes in, by procedure.
    pub places: Vec<PlaceView<'a>>,
    /// Says that `places` leaves some out, when it does.
    pub places_note: Option<String>,
    /// The procedures it owns.
    pub procedures: Vec<Link<'a>>,
    /// The steps it does.
    pub steps_done: Vec<StepsOfProcedure<'a>>,
    /// The steps in which it helps, approves or is told.
    pub steps_joined: Vec<StepsOfProcedure<'a>>,
    /// The forms it fills in.
    pub filled: Vec<Link<'a>>,
    /// The forms it signs.
    pub signed: Vec<Link<'a>>,
    /// Its steps in the register of steps; `None` when it has a part in none.
    pub steps_href: Option<String>,
    /// The packs that are for it.
    pub packs: Vec<Link<'a>>,
}
