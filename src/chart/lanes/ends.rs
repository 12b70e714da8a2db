//! Lines, their labels and bars, once everything is measured.
//!
//! In: a measured chart. Out: corners and rectangles. It must not know how runs were found.

use crate::chart::lanes::measure::{BAR_AFTER, LABEL_GAP, Measure, PORT};
use crate::chart::lanes::plan::{Bar, Outline, PlanLink, Point, Rect};
use crate::chart::lanes::runs::{ACROSS, ALONG, Side};

impl Measure<'_> {
    pub(super) fn line(&self, link: usize, centres: &[Point]) -> Vec<Point> {
        let way = &self.runs.ways[link];
        let mut points = Vec::with_capacity(way.runs.len() + 1);
        points.extend(self.end(way.runs[0], centres));
        for pair in way.runs.windows(2) {
            let (along, across) = if self.runs.list[pair[0]].axis == ALONG {
                (pair[1], pair[0])
            } else {
                (pair[0], pair[1])
            };
            points.push(Point {
                across: self.place(ACROSS, across),
                along: self.place(ALONG, along),
            });
        }
        points.extend(self.end(way.runs[way.runs.len() - 1], centres));
        straightened(points)
    }

    /// Where a stub touches its box.
    fn end(&self, run: usize, centres: &[Point]) -> Option<Point> {
        let stub = self.runs.list[run].stub?;
        let item = &self.plan.boxes[stub.of];
        let centre = centres[stub.of];
        let offset = self.offsets[run];
        let (half, other, hanging) = if stub.side.axis() == ALONG {
            (item.half_along, item.half_across, item.hanging.1)
        } else {
            (item.half_across, item.half_along, item.hanging.0)
        };
        // Beside what hangs there a line reaches up to the shape, unless it stands beside that too.
        let beside = (item.half_hanging + LABEL_GAP..other).contains(&offset.abs());
        let hangs = stub.side.is_up() && !beside;
        let hanging = if hangs { hanging } else { 0.0 };
        // A line that stands beside a diamond's corner ends on its sloping side.
        let slope = item.outline == Outline::Diamond && hanging == 0.0;
        let reach = if slope {
            half * (1.0 - offset.abs() / other).max(0.0)
        } else {
            half + hanging
        };
        let reach = if stub.side.is_up() { reach } else { -reach };
        Some(if stub.side.axis() == ALONG {
            Point {
                across: centre.across + offset,
                along: centre.along + reach,
            }
        } else {
            Point {
                across: centre.across + reach,
                along: centre.along + offset,
            }
        })
    }

    /// The bar where branches part: over the stub, after its label when it runs along.
    fn fork_bar(&self, link: &PlanLink, run: usize, centre: Point) -> Bar {
        let item = &self.plan.boxes[link.from];
        let offset = self.offsets[run];
        let stub = self.runs.list[run].stub;
        let (side, port) = stub.map_or((Side::After, 0), |stub| (stub.side, stub.port));
        if side.axis() == ALONG {
            let label = link.label.map_or(0.0, |(_, along)| along + LABEL_GAP);
            let at = Point {
                across: centre.across + offset,
                along: centre.along + item.along.after + label + BAR_AFTER,
            };
            let half = if port == 0 && link.label.is_none() {
                item.half_across
            } else {
                PORT / 2.0
            };
            return bar(link.from, at, half, true);
        }
        let across = if side == Side::Higher {
            item.across.after + BAR_AFTER
        } else {
            -item.across.before - BAR_AFTER
        };
        let at = Point {
            across: centre.across + across,
            along: centre.along + offset,
        };
        bar(link.from, at, item.half_along.min(PORT), false)
    }

    /// The labels and the bars of exits.
    pub(super) fn labels(&self, centres: &[Point]) -> (Vec<Option<Rect>>, Vec<Bar>) {
        let mut seen = vec![false; self.runs.list.len()];
        let mut bars = Vec::new();
        let labels = (self.plan.links.iter().enumerate())
            .map(|(number, link)| {
                let run = self.runs.ways[number].runs[0];
                if std::mem::replace(&mut seen[run], true) {
                    return None;
                }
                let stub = self.runs.list[run].stub?;
                let (item, centre) = (&self.plan.boxes[link.from], centres[link.from]);
                let bar_room = if link.fork { 2.0 * BAR_AFTER } else { 0.0 };
                if link.fork {
                    bars.push(self.fork_bar(link, run, centre));
                }
                let (across, along) = link.label?;
                let offset = self.offsets[run];
                let aside = LABEL_GAP + bar_room;
                let from = match stub.side {
                    Side::Before | Side::After => Point {
                        across: centre.across
                            + offset
                            + if stub.port % 2 == 1 {
                                -LABEL_GAP - across
                            } else {
                                LABEL_GAP
                            },
                        along: centre.along + item.along.after + LABEL_GAP - 1.0,
                    },
                    Side::Higher => Point {
                        across: centre.across + item.across.after + aside,
                        along: centre.along + offset - LABEL_GAP + 1.0 - along,
                    },
                    Side::Lower => Point {
                        across: centre.across - item.across.before - aside - across,
                        along: centre.along + offset - LABEL_GAP + 1.0 - along,
                    },
                };
                let to = Point {
                    across: from.across + across,
                    along: from.along + along,
                };
                Some(Rect { from, to })
            })
            .collect();
        (labels, bars)
    }
}

pub(super) fn bar(of: usize, at: Point, half: f64, lies_across: bool) -> Bar {
    Bar {
        at,
        half: half.min(30.0),
        lies_across,
        of,
    }
}

/// The same line without points that change nothing.
fn straightened(points: Vec<Point>) -> Vec<Point> {
    let mut line: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if line.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = line[..] {
            let across = a.across == b.across && b.across == point.across;
            let along = a.along == b.along && b.along == point.along;
            if across || along {
                line.pop();
            }
        }
        line.push(point);
    }
    line
}
