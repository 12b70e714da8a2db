//! What `raci.html` sees.

use serde::Serialize;

use crate::render::view::Link;

/// The responsibilities in one procedure, as `raci`.
#[derive(Debug, Serialize)]
pub struct RaciView<'a> {
    /// The procedure.
    pub procedure: Link<'a>,
    /// Its process owner.
    pub owner: Option<Link<'a>>,
    /// The same as CSV, in the same folder.
    pub csv: String,
    /// The workbook with the matrices of all procedures; empty when there are too many for one.
    pub xlsx: &'static str,
    /// Its steps in the register of steps.
    pub steps_href: String,
    /// Whether any step stands in a phase, so that the table needs the column.
    pub any_phase: bool,
    /// The roles that have a part in it, in the order of their first steps.
    pub roles: Vec<Link<'a>>,
    /// The steps, in the order of the file.
    pub steps: Vec<RaciStep<'a>>,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct RaciStep<'a> {
    /// The step's number.
    pub number: u32,
    /// Its title and place.
    pub link: Link<'a>,
    /// The stretch of time it belongs to; may be empty.
    pub phase: &'a str,
    /// For each role what it does in the step: some of `R`, `A`, `C`, `I`, in this order; may be empty.
    pub parts: Vec<Vec<&'static str>>,
}
