//! Lines with round corners and a head, as SVG spells them.
//!
//! In: the corners of a line. Out: paths. It must not know what they join.

use std::fmt::Write;

use crate::chart::svg_text::number;

/// The radius of corners.
const CORNER: f64 = 4.0;
/// How long a head is, and half as wide.
const HEAD: f64 = 8.0;

/// A line through these corners; `back` shortens it for a head.
pub(super) fn line(points: &[(f64, f64)], back: f64) -> String {
    let mut out = String::new();
    for (at, point) in points.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| points[before]);
        match (before, points.get(at + 1)) {
            (None, _) => {
                let _ = write!(out, "M{}", spot(*point));
            }
            (Some(before), None) => {
                let _ = write!(out, "L{}", spot(towards(*point, before, back)));
            }
            (Some(before), Some(after)) => {
                let (a, b) = (
                    towards(*point, before, CORNER),
                    towards(*point, *after, CORNER),
                );
                let _ = write!(out, "L{}Q{} {}", spot(a), spot(*point), spot(b));
            }
        }
    }
    out
}

/// The head at a line's end.
pub(super) fn head(points: &[(f64, f64)]) -> String {
    let [.., before, end] = points else {
        return String::new();
    };
    let base = towards(*end, *before, HEAD);
    let (dx, dy) = ((end.0 - base.0) / 2.0, (end.1 - base.1) / 2.0);
    let (a, b) = ((base.0 - dy, base.1 + dx), (base.0 + dy, base.1 - dx));
    format!("M{}L{}L{}Z", spot(*end), spot(a), spot(b))
}

fn spot((x, y): (f64, f64)) -> String {
    format!("{} {}", number(x), number(y))
}

/// The place at a distance from one place to another, at most half way.
fn towards(from: (f64, f64), to: (f64, f64), distance: f64) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length <= 0.0 {
        return from;
    }
    let part = (distance / length).min(0.5);
    (from.0 + dx * part, from.1 + dy * part)
}
