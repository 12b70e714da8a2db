//! Rectangles, lines of text and arrows as SVG spells them.
//!
//! In: places and words. Out: elements, and paths for the `d` of others. It must not know what they are
//! for.

use std::fmt::Write;

use crate::chart::shape::times;
use crate::chart::svg_text::{escaped, number};

/// The radius of the corners of arrows.
const CORNER: f64 = 4.0;
/// How long an arrowhead is, and as wide.
const HEAD: f64 = 8.0;

/// A rectangle: x, y, width, height.
pub(super) fn rectangle(
    class: &str,
    (x, y, wide, high): (f64, f64, f64, f64),
    fill: &str,
    stroke: &str,
) -> String {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    let (x, y, wide, high) = (number(x), number(y), number(wide), number(high));
    let stroke = if stroke == "none" {
        String::new()
    } else {
        format!(" stroke=\"{stroke}\"")
    };
    format!(
        "<rect{class} x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\"{stroke}/>"
    )
}

/// Lines of text around a middle: one `<text>`, further lines as `<tspan>`, so that words stay together.
pub(super) fn text(
    class: &str,
    lines: &[String],
    (x, y): (f64, f64),
    (size, line): (f64, f64),
    attributes: &str,
) -> String {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    let x = number(x);
    let mut out = String::new();
    // The middle of a line of text is about a third of its size above its base line.
    let first = y - (times(lines.len()) - 1.0) * line / 2.0 + size * 0.36;
    let mut latin = false;
    for (at, words) in lines.iter().enumerate() {
        let base = number(first + times(at) * line);
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && c != ' ');
        if at == 0 {
            let _ = write!(
                out,
                "<text{class} x=\"{x}\" y=\"{base}\"{attributes}>{}",
                escaped(words)
            );
        } else {
            // Without this space a screen reader would join two words that a line break parts, or a
            // number and the word after it.
            let space = if latin { " " } else { "" };
            let _ = write!(
                out,
                "{space}<tspan x=\"{x}\" y=\"{base}\">{}</tspan>",
                escaped(words)
            );
        }
        latin = is_latin(words.chars().next_back());
    }
    if !lines.is_empty() {
        out.push_str("</text>");
    }
    out
}

/// A line through these corners; `back` shortens it for a head.
pub(super) fn curve(points: &[(f64, f64)], back: f64) -> String {
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
