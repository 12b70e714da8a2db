//! Rectangles, lines of text and arrows as SVG spells them.
//!
//! In: places and words. Out: elements, and paths for the `d` of others. It must not know what they are
//! for.

use std::fmt::Write;

use crate::chart::shape::times;
use crate::chart::svg_text::{escaped, number};

/// The radius of the corners of arrows.
const CORNER: f64 = 4.0;

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

/// A line with rounded corners, which ends where the arrowhead begins.
pub(super) fn curve(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, point) in points.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|b| points[b]), points.get(at + 1));
        match (before, after) {
            (None, _) => {
                let _ = write!(out, "M{} {}", number(point.0), number(point.1));
            }
            (Some(before), None) => {
                let end = towards(*point, before, 5.0);
                let _ = write!(out, "L{} {}", number(end.0), number(end.1));
            }
            (Some(before), Some(after)) => {
                let (a, b) = (
                    towards(*point, before, CORNER),
                    towards(*point, *after, CORNER),
                );
                let _ = write!(
                    out,
                    "L{} {}Q{} {} {} {}",
                    number(a.0),
                    number(a.1),
                    number(point.0),
                    number(point.1),
                    number(b.0),
                    number(b.1)
                );
            }
        }
    }
    out
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

/// The arrowhead at the end of a line.
pub(super) fn head(points: &[(f64, f64)]) -> String {
    let [.., before, end] = points else {
        return String::new();
    };
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = dx.hypot(dy).max(0.01);
    let (ux, uy) = (dx / length, dy / length);
    let corner = |side: f64| (end.0 - 8.0 * ux - side * uy, end.1 - 8.0 * uy + side * ux);
    let (a, b) = (corner(4.0), corner(-4.0));
    format!(
        "M{} {}L{} {}L{} {}Z",
        number(end.0),
        number(end.1),
        number(a.0),
        number(a.1),
        number(b.0),
        number(b.1)
    )
}
