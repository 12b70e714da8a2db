//! Boxes in lanes and phases, joined by orthogonal lines: the layout of procedure charts.
//!
//! In: a `Plan`: sizes, lanes and links, nothing of words. Out: an `Arrangement`: where everything
//! stands. It must not know what a box means, nor how it is drawn.
//!
//! The plane is abstract: *across* runs over the lanes, *along* follows the flow. A chart whose lanes
//! are columns draws across as x and along as y; a turned chart the other way round.
//!
//! The work is done on a grid and measured last. Every box has a cell: its lane, and a row chosen in
//! `rows`. Between the lanes run gutters, between the rows channels; lines run there, in tracks of
//! their own, and enter cells that hold no box only on the centre lines. So no line can cross a box, and
//! no two lines can lie on each other, whatever the graph: the geometry test holds that to 10,000 of
//! them.

#![expect(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "counts are far below 2^52, and places are compared that were computed in the same way"
)]

mod ends;
mod measure;
mod plan;
mod route;
mod rows;
mod runs;
mod tracking;
mod tracks;

pub use plan::{Arrangement, Bar, Extent, Outline, Plan, PlanBox, PlanLink, Point, Rect};

/// Arranges a plan.
#[must_use]
pub fn arrange(plan: &Plan) -> Arrangement {
    let rows = rows::assign(plan);
    let runs = route::route(plan, &rows);
    measure::measure(plan, &rows, runs)
}
