//! How hard an arrangement is to read, to choose the best of several.
//!
//! In: a plan and its arrangement. Out: a number. It must not know what the boxes are.

use std::collections::BTreeSet;

use crate::chart::lanes::{Arrangement, Plan, PlanLink, Point};

/// How hard an arrangement is to read: lines that cross, bend, and are long; and a shape that does not
/// fit a screen.
pub(super) fn cost(plan: &Plan, drawn: &Arrangement) -> f64 {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut bends, mut length) = (0_usize, 0.0);
    for (link, line) in plan.links.iter().zip(&drawn.lines) {
        bends += line.len().saturating_sub(2);
        for pair in line.windows(2) {
            let piece = Piece::new(link, pair[0], pair[1]);
            length += piece.to.0 - piece.from.0 + piece.to.1 - piece.from.1;
            pieces.push(piece);
        }
    }
    let mut crossings = BTreeSet::new();
    for (at, one) in pieces.iter().enumerate() {
        crossings.extend(
            pieces[at + 1..]
                .iter()
                .filter_map(|other| one.crosses(other)),
        );
    }
    let (wide, high) = (drawn.size.across, drawn.size.along);
    let too_wide = (wide - 960.0).max(0.0) / 15.0;
    4.0 * crossings.len() as f64 + bends as f64 + length / 120.0 + high / 40.0 + too_wide
}

/// A straight piece of a line, from its lower to its higher corner.
struct Piece<'a> {
    link: &'a PlanLink,
    from: (f64, f64),
    to: (f64, f64),
}

impl<'a> Piece<'a> {
    fn new(link: &'a PlanLink, a: Point, b: Point) -> Self {
        Self {
            link,
            from: (a.across.min(b.across), a.along.min(b.along)),
            to: (a.across.max(b.across), a.along.max(b.along)),
        }
    }

    /// Where it crosses a piece of another line, in whole units; lines of one trunk do not cross.
    fn crosses(&self, other: &Self) -> Option<(i64, i64)> {
        let (one, two) = (self.link, other.link);
        if (one.from == two.from && one.exit == two.exit) || one.to == two.to {
            return None;
        }
        let (level, upright) = if self.to.1 - self.from.1 < 0.01 {
            (self, other)
        } else {
            (other, self)
        };
        let (x, y) = (upright.from.0, level.from.1);
        let is_crossing = level.from.0 < x - 0.01
            && x + 0.01 < level.to.0
            && upright.from.1 < y - 0.01
            && y + 0.01 < upright.to.1;
        is_crossing.then_some((x.round() as i64, y.round() as i64))
    }
}
