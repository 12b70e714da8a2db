//! The colours of a procedure's chart, as presentation attributes.
//!
//! Each is a variable of the page with a colour of its own, so that a chart that stands alone has
//! colours too; see `paint.rs` for the variables that fences share. Its own are: `--chart-box` (steps),
//! `--chart-decision`, `--chart-document`, `--chart-meeting`, `--chart-wait`, `--chart-call`
//! (subprocesses), `--chart-end` (beginning and end), `--chart-connector`, `--chart-band` (every second
//! phase), `--chart-lane` (titles of lanes and phases).

use crate::chart::shape::Shape;

/// Words.
pub(super) const TEXT: &str = "var(--chart-text,#1f1f1f)";
/// Words of less weight.
pub(super) const MUTED: &str = "var(--chart-muted,#484848)";
/// Behind labels.
pub(super) const BACKGROUND: &str = "var(--chart-background,#ffffff)";
/// Arrows.
pub(super) const LINE: &str = "var(--chart-line,#3d3d3d)";
/// Around shapes.
pub(super) const BORDER: &str = "var(--chart-border,#767676)";
/// Between lanes.
pub(super) const GRID: &str = "var(--chart-grid,#cfcfcf)";
/// Every second phase.
pub(super) const BAND: &str = "var(--chart-band,#f7f7f7)";
/// Under the titles of lanes and phases.
pub(super) const LANE: &str = "var(--chart-lane,#ececec)";

/// What fills a shape.
pub(super) const fn fill(shape: Shape) -> &'static str {
    match shape {
        Shape::Box => "var(--chart-box,#ffffff)",
        Shape::Pill => "var(--chart-end,#e3f1e6)",
        Shape::Diamond => "var(--chart-decision,#fff3d6)",
        Shape::Document => "var(--chart-document,#e6f0fa)",
        Shape::Hexagon => "var(--chart-meeting,#efe8f8)",
        Shape::Delay => "var(--chart-wait,#f3ece4)",
        Shape::Doubled => "var(--chart-call,#e4f2f3)",
        Shape::Connector => "var(--chart-connector,#eceef2)",
    }
}
