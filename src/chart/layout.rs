//! Mermaid text to a picture as data: the one place that calls the diagram library.
//!
//! In: Mermaid text. Out: a scene, or why there is none. It must not know what the text is for, nor
//! how a scene is written. To replace the library, replace this file and `drawing.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

use limu::layout::{Options, Routing};
use limu::scene::Scene;
use limu::{Error, Map, ParseOptions, Value};

use crate::chart::measure::Widths;

/// A gantt chart marks "today"; the same sources must give the same bytes on every day, so that
/// today is 1 January 2000 (10,957 days after the epoch), which no handbook's chart reaches back to.
const TODAY: Duration = Duration::from_hours(10_957 * 24);

/// The schemes that a link may have besides a relative address.
const LINK_SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Why there is no picture.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library's own error, with its place.
    Text(Error),
    /// The library broke down over this text.
    Broken,
}

/// How large a text may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// In UTF-16 units.
    pub(super) text: usize,
    /// Arrows of a flowchart.
    pub(super) edges: usize,
}

/// Reads and lays out a diagram; its lines are as wide as the text's own line breaks make them, or
/// 200 units when they are left to the library.
///
/// The library is young. A panic in it would lose every finding of a build of thousands of pages,
/// so that it is caught here and becomes a failure of this one picture. Nothing outlives the call
/// that a panic could leave half-changed.
pub(super) fn layout(text: &str, limits: Limits, own_breaks: bool) -> Result<Scene, Failure> {
    let run = || {
        let parse = ParseOptions {
            limit: Some(limits.text),
            max_edges: Some(limits.edges),
            config: if own_breaks { unwrapped() } else { Map::new() },
        };
        let options = Options {
            measurer: &Widths,
            routing: Routing::Orthogonal,
            images: false,
            link_schemes: &LINK_SCHEMES,
            now: Some(SystemTime::UNIX_EPOCH + TODAY),
            ..Options::default()
        };
        limu::parse(text, &parse)?.layout(&options)
    };
    let result = catch_unwind(AssertUnwindSafe(run));
    result.map_or(Err(Failure::Broken), |scene| scene.map_err(Failure::Text))
}

/// The configuration under which the library breaks no line itself.
fn unwrapped() -> Map {
    let mut section = Map::new();
    section.insert("wrappingWidth", Value::Number(2000.0));
    let mut config = Map::new();
    config.insert("flowchart", Value::Object(section));
    config
}
