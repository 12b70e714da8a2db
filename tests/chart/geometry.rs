//! What must hold of every arrangement, whatever was arranged.
#![expect(
    clippy::float_cmp,
    reason = "a line's corners are computed once, so that equal places are equal numbers"
)]

use procbook::chart::lanes::{Arrangement, Plan, Point, Rect};

/// Lines that run beside each other must be this far apart, unless they are one trunk.
const APART: f64 = 4.0;
/// Less than this is rounding.
const TINY: f64 = 0.01;

/// Everything that is wrong with an arrangement, in words.
pub(crate) fn faults(plan: &Plan, drawn: &Arrangement) -> Vec<String> {
    let mut faults = Vec::new();
    let boxes: Vec<Rect> = (0..plan.boxes.len())
        .map(|at| outer(plan, drawn, at))
        .collect();
    for (at, one) in boxes.iter().enumerate() {
        let item = &plan.boxes[at];
        let (lane, phase) = (drawn.lanes[item.lane], drawn.phases[item.phase]);
        if one.from.across < lane.0 || one.to.across > lane.1 {
            faults.push(format!("box {at} leaves its lane"));
        }
        if one.from.along < phase.0 || one.to.along > phase.1 {
            faults.push(format!("box {at} leaves its phase: {one:?} {phase:?}"));
        }
        for (other, two) in boxes.iter().enumerate().skip(at + 1) {
            if overlap(one, two) {
                faults.push(format!("boxes {at} and {other} overlap"));
            }
        }
    }
    lines(plan, drawn, &boxes, &mut faults);
    labels(drawn, &boxes, &mut faults);
    trunks(plan, drawn, &mut faults);
    faults
}

/// A box with what hangs on it.
fn outer(plan: &Plan, drawn: &Arrangement, at: usize) -> Rect {
    let (item, centre) = (&plan.boxes[at], drawn.centres[at]);
    Rect {
        from: Point {
            across: centre.across - item.across.before,
            along: centre.along - item.along.before,
        },
        to: Point {
            across: centre.across + item.across.after,
            along: centre.along + item.along.after,
        },
    }
}

fn overlap(one: &Rect, two: &Rect) -> bool {
    one.from.across + TINY < two.to.across
        && two.from.across + TINY < one.to.across
        && one.from.along + TINY < two.to.along
        && two.from.along + TINY < one.to.along
}

/// The rectangle of a piece of a line.
fn piece(a: Point, b: Point) -> Rect {
    Rect {
        from: Point {
            across: a.across.min(b.across),
            along: a.along.min(b.along),
        },
        to: Point {
            across: a.across.max(b.across),
            along: a.along.max(b.along),
        },
    }
}

fn grown(rect: &Rect, by: f64) -> Rect {
    Rect {
        from: Point {
            across: rect.from.across - by,
            along: rect.from.along - by,
        },
        to: Point {
            across: rect.to.across + by,
            along: rect.to.along + by,
        },
    }
}

fn lines(plan: &Plan, drawn: &Arrangement, boxes: &[Rect], faults: &mut Vec<String>) {
    for (number, line) in drawn.lines.iter().enumerate() {
        let link = &plan.links[number];
        let name = format!("line {number} ({} to {})", link.from, link.to);
        if line.len() < 2 {
            faults.push(format!("{name} has no length"));
        }
        let last = line.len().saturating_sub(2);
        for (at, pair) in line.windows(2).enumerate() {
            let part = piece(pair[0], pair[1]);
            if part.from.across != part.to.across && part.from.along != part.to.along {
                faults.push(format!("{name} slants"));
            }
            for (other, rect) in boxes.iter().enumerate() {
                let own = (other == link.from && at == 0) || (other == link.to && at == last);
                if !own && overlap(&grown(&part, TINY * 3.0), rect) {
                    faults.push(format!("{name} crosses box {other}"));
                }
            }
            for bar in &drawn.bars {
                let own = bar.of == link.from || bar.of == link.to;
                let rect = bar.rect(1.0);
                if !own && overlap(&grown(&part, 1.0), &rect) {
                    faults.push(format!("{name} crosses the bar of box {}", bar.of));
                }
            }
            let all = Rect {
                from: Point::default(),
                to: drawn.size,
            };
            if part.from.across < all.from.across
                || part.from.along < all.from.along
                || part.to.across > all.to.across
                || part.to.along > all.to.along
            {
                faults.push(format!("{name} leaves the chart"));
            }
        }
    }
}

fn labels(drawn: &Arrangement, boxes: &[Rect], faults: &mut Vec<String>) {
    let all: Vec<(usize, &Rect)> = (drawn.labels.iter().enumerate())
        .filter_map(|(at, label)| label.as_ref().map(|label| (at, label)))
        .collect();
    for (place, (at, label)) in all.iter().enumerate() {
        for (other, rect) in boxes.iter().enumerate() {
            if overlap(label, rect) {
                faults.push(format!("the label of line {at} lies over box {other}"));
            }
        }
        for (other, second) in &all[place + 1..] {
            if overlap(label, second) {
                faults.push(format!("the labels of lines {at} and {other} overlap"));
            }
        }
        for (other, line) in drawn.lines.iter().enumerate() {
            if (line.windows(2)).any(|pair| overlap(&grown(&piece(pair[0], pair[1]), 0.5), label)) {
                faults.push(format!("line {other} crosses the label of line {at}"));
            }
        }
        let size = drawn.size;
        if label.from.across < 0.0 || label.to.across > size.across || label.to.along > size.along {
            faults.push(format!("the label of line {at} leaves the chart"));
        }
    }
}

/// Lines lie on each other only where they leave by one exit or lead to one box.
fn trunks(plan: &Plan, drawn: &Arrangement, faults: &mut Vec<String>) {
    for (a, one) in drawn.lines.iter().enumerate() {
        for (b, two) in drawn.lines.iter().enumerate().skip(a + 1) {
            let (from, to) = (&plan.links[a], &plan.links[b]);
            let one_exit = from.from == to.from && from.exit == to.exit;
            if one_exit || from.to == to.to {
                continue;
            }
            for first in one.windows(2) {
                for second in two.windows(2) {
                    if together(&piece(first[0], first[1]), &piece(second[0], second[1])) {
                        faults.push(format!(
                            "lines {a} ({} to {}) and {b} ({} to {}) lie on each other",
                            from.from, from.to, to.from, to.to
                        ));
                    }
                }
            }
        }
    }
}

/// Whether two pieces run in the same direction, too near to each other.
fn together(one: &Rect, two: &Rect) -> bool {
    let across = |rect: &Rect| rect.to.across > rect.from.across;
    let near = |a: f64, b: f64| (a - b).abs() < APART;
    let meet = |a: (f64, f64), b: (f64, f64)| a.0.max(b.0) + TINY < a.1.min(b.1);
    if across(one) != across(two) {
        false
    } else if across(one) {
        near(one.from.along, two.from.along)
            && meet(
                (one.from.across, one.to.across),
                (two.from.across, two.to.across),
            )
    } else {
        near(one.from.across, two.from.across)
            && meet(
                (one.from.along, one.to.along),
                (two.from.along, two.to.along),
            )
    }
}

/// How often lines of different trunks cross.
pub(crate) fn crossings(plan: &Plan, drawn: &Arrangement) -> usize {
    let mut spots = std::collections::BTreeSet::new();
    for (a, one) in drawn.lines.iter().enumerate() {
        for (b, two) in drawn.lines.iter().enumerate().skip(a + 1) {
            let (from, to) = (&plan.links[a], &plan.links[b]);
            if (from.from == to.from && from.exit == to.exit) || from.to == to.to {
                continue;
            }
            for first in one.windows(2) {
                for second in two.windows(2) {
                    let (p, q) = (piece(first[0], first[1]), piece(second[0], second[1]));
                    let across = |h: &Rect, v: &Rect| {
                        h.from.across < v.from.across
                            && v.from.across < h.to.across
                            && v.from.along < h.from.along
                            && h.from.along < v.to.along
                            && h.from.along == h.to.along
                            && v.from.across == v.to.across
                    };
                    let spot = if across(&p, &q) {
                        Some((q.from.across, p.from.along))
                    } else if across(&q, &p) {
                        Some((p.from.across, q.from.along))
                    } else {
                        None
                    };
                    if let Some((x, y)) = spot {
                        spots.insert(format!("{x:.1} {y:.1}"));
                    }
                }
            }
        }
    }
    spots.len()
}
