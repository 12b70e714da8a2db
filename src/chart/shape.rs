//! The shapes of boxes: how large their text makes them, and their outlines.
//!
//! In: lines of text. Out: sizes, and paths as SVG spells them. It must not know where a box stands.

use std::fmt::Write;

use limu::scene::text::{Face, Measurer};

use crate::chart::lanes::Outline;
use crate::chart::measure::Widths;
use crate::chart::svg_text::number;
use crate::chart::wrap::wrap;
use crate::model::procedure::StepKind;

/// The size of a box's text.
pub(super) const TEXT: f64 = 12.0;
/// From one line of text to the next.
pub(super) const LINE: f64 = 16.0;
/// The size of tags, limits and the titles of connectors.
pub(super) const SMALL: f64 = 11.0;
/// From one line of small text to the next.
pub(super) const SMALL_LINE: f64 = 14.0;
/// Beside the text of a box, on each side.
const PADDING: f64 = 8.0;
/// How far the tip of a connector or the wave of a document reaches beyond the text.
const TIP: f64 = 8.0;
/// How far the ends of a meeting's hexagon reach beyond the text.
const SLANT: f64 = 9.0;

/// The form of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A task.
    Box,
    /// The beginning or the end.
    Pill,
    /// A decision.
    Diamond,
    /// A document, with a waved lower edge.
    Document,
    /// A meeting.
    Hexagon,
    /// Waiting, round at its right.
    Delay,
    /// A procedure of its own, with double sides.
    Doubled,
    /// An off-page connector.
    Connector,
}

impl Shape {
    /// The usual flowchart shape of a kind of step.
    pub(super) fn of(kind: StepKind) -> Self {
        match kind {
            StepKind::Task => Self::Box,
            StepKind::Start | StepKind::End => Self::Pill,
            StepKind::Decision => Self::Diamond,
            StepKind::Document => Self::Document,
            StepKind::Meeting => Self::Hexagon,
            StepKind::Wait => Self::Delay,
            StepKind::Subprocess => Self::Doubled,
        }
    }

    /// What lines end on.
    pub(super) fn outline(self) -> Outline {
        match self {
            Self::Diamond => Outline::Diamond,
            Self::Box
            | Self::Pill
            | Self::Document
            | Self::Hexagon
            | Self::Delay
            | Self::Doubled
            | Self::Connector => Outline::Straight,
        }
    }
}

/// A number of lines, rows or characters as a length's factor.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are far below 2^52, where precision would be lost"
)]
pub(super) fn times(count: usize) -> f64 {
    count as f64
}

/// How many half-width characters of this size fit in a length.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the length is positive, and what fits is rounded down"
)]
pub(super) fn columns(length: f64, text: f64) -> usize {
    (length.max(0.0) / (text / 2.0)) as usize
}

/// The width of text.
pub(super) fn width(text: &str, size: f64) -> f64 {
    Widths.width(text, size, Face::default())
}

/// The width and height that a shape needs around lines of text.
pub(super) fn size(shape: Shape, lines: &[String], text: f64, line: f64) -> (f64, f64) {
    let widest = (lines.iter())
        .map(|line| width(line, text))
        .fold(0.0, f64::max);
    let height = times(lines.len()) * line;
    let (wide, high) = (widest + 2.0 * PADDING, height + 10.0);
    match shape {
        Shape::Box => (wide, high.max(28.0)),
        Shape::Pill | Shape::Delay => (wide + 8.0, high.max(26.0)),
        Shape::Diamond => diamond_size(lines),
        Shape::Document => (wide, high + TIP),
        Shape::Hexagon => (wide + 2.0 * SLANT - 6.0, high.max(28.0)),
        Shape::Doubled => (wide + 8.0, high.max(28.0)),
        Shape::Connector => (wide - 2.0, high + TIP),
    }
}

/// How far the middle of the text stands above the middle of the shape.
pub(super) fn lift(shape: Shape) -> f64 {
    match shape {
        Shape::Document | Shape::Connector => TIP / 2.0,
        Shape::Box
        | Shape::Pill
        | Shape::Diamond
        | Shape::Hexagon
        | Shape::Delay
        | Shape::Doubled => 0.0,
    }
}

/// The lines of a decision, its number first, and the width and height of the diamond around them: the
/// smallest of those that line breaks allow.
pub(super) fn diamond(number: u32, title: &str, widest: f64) -> (Vec<String>, (f64, f64)) {
    let mut best: Option<(f64, Vec<String>, (f64, f64))> = None;
    for columns in (4..=20).step_by(2) {
        let mut lines = vec![number.to_string()];
        lines.extend(wrap(title, columns));
        let size = diamond_size(&lines);
        let too_wide = (size.0 - widest).max(0.0) * 3.0;
        // A character alone on a line reads badly.
        let last = lines.last().map_or(0, |line| line.chars().count());
        let alone = if lines.len() > 2 && last < 2 {
            25.0
        } else {
            0.0
        };
        let cost = size.0 + 2.0 * size.1 + too_wide + alone;
        if best.as_ref().is_none_or(|best| cost < best.0) {
            best = Some((cost, lines, size));
        }
    }
    best.map_or_else(Default::default, |(_, lines, size)| (lines, size))
}

/// The smallest diamond around lines: every corner of every line lies inside.
fn diamond_size(lines: &[String]) -> (f64, f64) {
    let widths: Vec<f64> = lines.iter().map(|line| width(line, TEXT) + 6.0).collect();
    let text = times(lines.len()) * LINE;
    let mut best = (f64::INFINITY, f64::INFINITY);
    for more in 3..14 {
        let high = text + 5.0 * f64::from(more);
        let needed = (widths.iter().enumerate())
            .map(|(at, wide)| {
                let middle = (times(at) + 0.5) * LINE - text / 2.0;
                // The ink of a line is lower than the line.
                let far = middle.abs() + TEXT / 2.0;
                wide / (1.0 - 2.0 * far / high).max(0.01)
            })
            .fold(64.0, f64::max);
        if needed + 2.0 * high < best.0 + 2.0 * best.1 {
            best = (needed, high);
        }
    }
    best
}

/// A shape's outline around a centre, and lines that are drawn on it.
pub(super) fn path(shape: Shape, (x, y): (f64, f64), (wide, high): (f64, f64)) -> String {
    let (w, h) = (wide / 2.0, high / 2.0);
    let at = |dx: f64, dy: f64| format!("{} {}", number(x + dx), number(y + dy));
    let polygon = |corners: &[(f64, f64)]| {
        let corners: Vec<String> = corners.iter().map(|(dx, dy)| at(*dx, *dy)).collect();
        format!("M{}Z", corners.join("L"))
    };
    let mut out = String::new();
    match shape {
        Shape::Box | Shape::Doubled => out = rounded((x, y), (w, h), 3.0),
        Shape::Pill => out = rounded((x, y), (w, h), h.min(w)),
        Shape::Diamond => out = polygon(&[(0.0, -h), (w, 0.0), (0.0, h), (-w, 0.0)]),
        Shape::Document => {
            let low = h - TIP / 2.0;
            let _ = write!(
                out,
                "M{}V{}C{} {} {}S{} {}V{}Z",
                at(-w, -h),
                number(y + low),
                at(-w / 2.0, h + TIP / 2.0),
                at(-w / 4.0, h),
                at(0.0, low),
                at(w / 2.0, low - TIP),
                at(w, low),
                number(y - h)
            );
        }
        Shape::Hexagon => {
            out = polygon(&[
                (-w + SLANT, -h),
                (w - SLANT, -h),
                (w, 0.0),
                (w - SLANT, h),
                (-w + SLANT, h),
                (-w, 0.0),
            ]);
        }
        Shape::Delay => {
            let round = h.min(w);
            let _ = write!(
                out,
                "M{}H{}A{} {} 0 0 1 {}H{}Z",
                at(-w, -h),
                number(x + w - round),
                number(round),
                number(h),
                at(w - round, h),
                number(x - w)
            );
        }
        Shape::Connector => {
            out = polygon(&[(-w, -h), (w, -h), (w, h - TIP), (0.0, h), (-w, h - TIP)]);
        }
    }
    if shape == Shape::Doubled {
        for side in [-w + 4.0, w - 4.0] {
            let _ = write!(out, "M{}V{}", at(side, -h), number(y + h));
        }
    }
    out
}

fn rounded(middle: (f64, f64), half: (f64, f64), radius: f64) -> String {
    let r = number(radius);
    let (left, right) = (middle.0 - half.0, middle.0 + half.0);
    let (top, bottom) = (middle.1 - half.1, middle.1 + half.1);
    format!(
        "M{} {}H{}A{r} {r} 0 0 1 {} {}V{}A{r} {r} 0 0 1 {} {}H{}A{r} {r} 0 0 1 {} {}V{}A{r} {r} 0 0 1 {} {}Z",
        number(left + radius),
        number(top),
        number(right - radius),
        number(right),
        number(top + radius),
        number(bottom - radius),
        number(right - radius),
        number(bottom),
        number(left + radius),
        number(left),
        number(bottom - radius),
        number(top + radius),
        number(left + radius),
        number(top),
    )
}
