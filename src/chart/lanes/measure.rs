//! From grid to plane: how wide every lane, gutter, row and channel must be, and where all stands then.
//!
//! In: a plan, cells and runs. Out: an `Arrangement`. It must not know how either was found.

use std::collections::BTreeMap;

use crate::chart::lanes::plan::{Arrangement, Bar, Extent, Outline, Plan, PlanLink, Point, Rect};
use crate::chart::lanes::rows::Rows;
use crate::chart::lanes::runs::{ACROSS, ALONG, Runs, Side, Spot};
use crate::chart::lanes::tracks::{Facing, Item, Meet, Tracks, lay};

/// From one track to the next.
const PITCH: f64 = 9.0;
/// Beside the tracks of a gutter, where arrowheads stand.
const GUTTER: f64 = 11.0;
/// The gutters at both ends, when no track runs in them.
const EDGE: f64 = 8.0;
/// Before the tracks of a channel.
const CHANNEL_BEFORE: f64 = 7.0;
/// After them, where arrowheads stand.
const CHANNEL_AFTER: f64 = 15.0;
/// After them, where a bar or the mark of an entry stands before a box.
const CHANNEL_AFTER_BAR: f64 = 25.0;
/// From a line to its label.
const LABEL_GAP: f64 = 4.0;
/// Around labels.
const LABEL_ROOM: f64 = 6.0;
/// How far two stubs that meet head on step aside.
const ASIDE: f64 = 6.0;
/// From the centre line to a stub beside it, without labels.
const PORT: f64 = 15.0;
/// How far a bar stands from its box.
const BAR_AFTER: f64 = 6.0;
/// As `BAR_AFTER`, before a box, where the arrowhead is.
const BAR_BEFORE: f64 = 15.0;
/// The extra length of a channel between phases.
const PHASE_GAP: f64 = 8.0;

/// Puts everything in its place.
pub(super) fn measure(plan: &Plan, rows: &Rows, runs: Runs) -> Arrangement {
    let mut measure = Measure::new(plan, rows, runs);
    let channels = measure.tracks(ALONG);
    measure.place_rows(&channels);
    let gutters = measure.tracks(ACROSS);
    measure.place_lanes(&gutters);
    measure.arrangement()
}

struct Measure<'a> {
    plan: &'a Plan,
    rows: &'a Rows,
    runs: Runs,
    /// By run: how far it lies from its centre line, or where its track lies.
    offsets: Vec<f64>,
    /// The centres of lanes, of rows.
    centres: [Vec<f64>; 2],
    /// Where lanes, phases begin and end.
    bands: [Vec<(f64, f64)>; 2],
    size: Point,
    /// By row.
    row_extents: Vec<Extent>,
    /// By lane.
    lane_extents: Vec<Extent>,
}

impl<'a> Measure<'a> {
    fn new(plan: &'a Plan, rows: &'a Rows, runs: Runs) -> Self {
        let mut measure = Self {
            plan,
            rows,
            offsets: vec![0.0; runs.list.len()],
            runs,
            centres: [Vec::new(), Vec::new()],
            bands: [Vec::new(), Vec::new()],
            size: Point::default(),
            row_extents: vec![Extent::default(); rows.rows],
            lane_extents: vec![Extent::default(); plan.lanes],
        };
        measure.spread_ports();
        measure.extents();
        measure
    }

    /// Stubs that share the side of a box stand beside each other, with room for their labels.
    fn spread_ports(&mut self) {
        let mut room: BTreeMap<(usize, bool), f64> = BTreeMap::new();
        let mut ports: BTreeMap<(usize, usize), (usize, &PlanLink)> = BTreeMap::new();
        for (way, link) in self.runs.ways.iter().zip(&self.plan.links) {
            let run = way.runs[0];
            let stub = self.runs.list[run].stub;
            if let Some(stub) = stub.filter(|stub| stub.side == Side::After) {
                let port = ports.entry((stub.of, stub.port)).or_insert((run, link));
                if link.label.is_some() {
                    port.1 = link;
                }
            }
        }
        for ((of, number), (run, link)) in ports {
            let width = link.label.map_or(0.0, |(across, _)| across + LABEL_GAP);
            let higher = number % 2 == 0;
            let used = room.entry((of, higher)).or_insert(0.0);
            if number == 0 {
                *used = used.max(width);
            } else if higher {
                self.offsets[run] = *used + PORT;
                *used += PORT + width;
            } else {
                self.offsets[run] = -(*used + PORT);
                *used += PORT + width;
            }
        }
    }

    /// The room that rows and lanes need for boxes and labels.
    fn extents(&mut self) {
        for (at, item) in self.plan.boxes.iter().enumerate() {
            self.row_extents[self.rows.row_of[at]].widen(item.along);
            self.lane_extents[item.lane].widen(item.across);
        }
        for (number, link) in self.plan.links.iter().enumerate() {
            let run = self.runs.ways[number].runs[0];
            let Some(stub) = self.runs.list[run].stub else {
                continue;
            };
            let item = &self.plan.boxes[link.from];
            let (across, along) = link.label.unwrap_or_default();
            let (mut lane, mut row) = (Extent::default(), Extent::default());
            let bar = if link.fork { BAR_AFTER * 2.0 } else { 0.0 };
            if stub.side == Side::After {
                let label = if link.label.is_some() {
                    along + LABEL_GAP
                } else {
                    0.0
                };
                row.after = item.along.after + label + bar;
                let reach = self.offsets[run].abs() + across + LABEL_GAP + LABEL_ROOM;
                if stub.port % 2 == 1 {
                    lane.before = reach;
                } else {
                    lane.after = reach;
                }
            } else if link.label.is_some() || link.fork {
                row.before = along + LABEL_GAP + ASIDE;
                let wide = bar + across + LABEL_GAP + LABEL_ROOM;
                if stub.side == Side::Lower {
                    lane.before = item.across.before + wide;
                } else {
                    lane.after = item.across.after + wide;
                }
            }
            self.row_extents[self.rows.row_of[link.from]].widen(row);
            self.lane_extents[item.lane].widen(lane);
        }
    }

    /// Gives every run in the channels (`ALONG`) or gutters (`ACROSS`) its track.
    fn tracks(&mut self, axis: usize) -> Vec<Tracks> {
        let count = if axis == ALONG {
            self.rows.rows
        } else {
            self.plan.lanes
        } + 1;
        (0..count)
            .map(|line| {
                let facing = self.facing(axis, 2 * line);
                let mut items = self.items(axis, 2 * line);
                let apart = if axis == ALONG { 0.0 } else { PITCH };
                let mut tracks = lay(&items, &facing, apart);
                if !tracks.aside.is_empty() {
                    let aside: Vec<Facing> = tracks.aside.iter().map(|at| facing[*at]).collect();
                    for pair in &aside {
                        self.offsets[pair.lower] -= ASIDE;
                        self.offsets[pair.higher] += ASIDE;
                    }
                    // What was one straight line now needs a step, with a track of its own.
                    items = self.items(axis, 2 * line);
                    let kept: Vec<Facing> = (facing.iter().enumerate())
                        .filter(|(at, _)| !tracks.aside.contains(at))
                        .map(|(_, pair)| *pair)
                        .collect();
                    tracks = lay(&items, &kept, apart);
                }
                for (item, level) in items.iter().zip(&tracks.levels) {
                    self.offsets[item.run] = *level as f64 * PITCH;
                }
                tracks
            })
            .collect()
    }

    /// The stubs that end head to head at this gutter or channel.
    fn facing(&self, axis: usize, at: usize) -> Vec<Facing> {
        let mut lower: BTreeMap<usize, usize> = BTreeMap::new();
        let mut higher: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, run) in self.runs.list.iter().enumerate() {
            let Some(stub) = run.stub.filter(|stub| run.axis == axis && stub.port == 0) else {
                continue;
            };
            if stub.side.is_up() && run.span.1 == at {
                lower.insert(run.line, number);
            } else if !stub.side.is_up() && run.span.0 == at {
                higher.insert(run.line, number);
            }
        }
        (lower.into_iter())
            .filter_map(|(line, lower)| {
                let higher = *higher.get(&line)?;
                Some(Facing { lower, higher })
            })
            .collect()
    }

    /// The runs in a gutter or channel, but for those where a straight line passes.
    fn items(&self, axis: usize, at: usize) -> Vec<Item> {
        let mut items: BTreeMap<usize, Item> = BTreeMap::new();
        for way in &self.runs.ways {
            for (piece, number) in way.runs.iter().enumerate() {
                let run = &self.runs.list[*number];
                if run.axis == axis || run.line != at || run.stub.is_some() {
                    continue;
                }
                let (before, after) = (way.runs[piece - 1], way.runs[piece + 1]);
                let corners = &way.corners;
                let ends = [
                    (before, corners[piece], corners[piece - 1]),
                    (after, corners[piece + 1], corners[piece + 2]),
                ];
                let place = |end: (usize, Spot, Spot)| self.position(1 - axis, end.1, end.0);
                if place(ends[0]) == place(ends[1]) {
                    continue;
                }
                let item = items.entry(*number).or_insert_with(|| Item {
                    run: *number,
                    span: (f64::INFINITY, f64::NEG_INFINITY),
                    meets: Vec::new(),
                });
                for end in ends {
                    let (other, _, beyond) = end;
                    let place = place(end);
                    item.span = (item.span.0.min(place), item.span.1.max(place));
                    let meet = Meet {
                        run: other,
                        at: place,
                        from_below: beyond[axis] < at,
                    };
                    if !item.meets.contains(&meet) {
                        item.meets.push(meet);
                    }
                }
            }
        }
        items.into_values().collect()
    }

    /// Where a run lies on an axis: measured, when that axis is, or else by its grid line.
    fn position(&self, axis: usize, spot: Spot, run: usize) -> f64 {
        let centres = &self.centres[axis];
        if !centres.is_empty() {
            return self.place(axis, run);
        }
        let aside = if self.runs.list[run].stub.is_some() {
            self.offsets[run] / 100.0
        } else {
            0.0
        };
        spot[axis] as f64 + aside
    }

    /// Where a run lies that does not run along this axis.
    fn place(&self, axis: usize, run: usize) -> f64 {
        let line = self.runs.list[run].line;
        if line % 2 == 1 {
            self.centres[axis][line / 2] + self.offsets[run]
        } else {
            self.offsets[run]
        }
    }

    fn place_rows(&mut self, channels: &[Tracks]) {
        let mut at = 0.0;
        let mut starts = Vec::with_capacity(channels.len());
        let mut bands: Vec<(f64, f64)> = vec![(0.0, 0.0); self.plan.phases];
        let mut centres = Vec::with_capacity(self.rows.rows);
        for (row, tracks) in channels.iter().enumerate() {
            at += CHANNEL_BEFORE;
            starts.push(at);
            at += (tracks.count.max(1) - 1) as f64 * PITCH;
            if row == self.rows.rows {
                at += CHANNEL_BEFORE;
                break;
            }
            let phase = self.rows.phase_of[row];
            if row == 0 || self.rows.phase_of[row - 1] != phase {
                if row > 0 {
                    at += PHASE_GAP;
                    bands[self.rows.phase_of[row - 1]].1 = at;
                }
                bands[phase] = (if row == 0 { 0.0 } else { at }, at);
            }
            at += self.after_channel(row) + self.row_extents[row].before;
            centres.push(at);
            at += self.row_extents[row].after;
        }
        if let Some(last) = self.rows.phase_of.last() {
            bands[*last].1 = at;
        }
        self.centres[ALONG] = centres;
        self.bands[ALONG] = bands;
        self.size.along = at;
        self.place_tracks(ALONG, &starts);
    }

    fn after_channel(&self, row: usize) -> f64 {
        let marked = (self.plan.boxes.iter().zip(&self.rows.row_of))
            .any(|(item, of)| *of == row && (item.join || item.entry));
        if marked {
            CHANNEL_AFTER_BAR
        } else {
            CHANNEL_AFTER
        }
    }

    fn place_lanes(&mut self, gutters: &[Tracks]) {
        let mut at = 0.0;
        let mut starts = Vec::with_capacity(gutters.len());
        let mut middles = Vec::with_capacity(gutters.len());
        for (lane, tracks) in gutters.iter().enumerate() {
            let begin = at;
            let outer = (lane == 0 || lane == self.plan.lanes) && tracks.count == 0;
            let margin = if outer { EDGE / 2.0 } else { GUTTER };
            at += margin;
            starts.push(at);
            at += (tracks.count.max(1) - 1) as f64 * PITCH + margin;
            middles.push(match lane {
                0 => 0.0,
                _ if lane == self.plan.lanes => at,
                _ => f64::midpoint(begin, at),
            });
            if lane < self.plan.lanes {
                at += self.lane_extents[lane].before;
                self.centres[ACROSS].push(at);
                at += self.lane_extents[lane].after;
            }
        }
        self.size.across = at;
        self.bands[ACROSS] = middles.windows(2).map(|pair| (pair[0], pair[1])).collect();
        self.place_tracks(ACROSS, &starts);
    }

    /// Turns the levels of the runs in gutters or channels into places.
    fn place_tracks(&mut self, axis: usize, starts: &[f64]) {
        for (run, offset) in self.runs.list.iter().zip(&mut self.offsets) {
            if run.axis != axis && run.stub.is_none() {
                *offset += starts[run.line / 2];
            }
        }
    }

    fn arrangement(self) -> Arrangement {
        let centres: Vec<Point> = (self.plan.boxes.iter().zip(&self.rows.row_of))
            .map(|(item, row)| Point {
                across: self.centres[ACROSS][item.lane],
                along: self.centres[ALONG][*row],
            })
            .collect();
        let (labels, mut bars) = self.labels(&centres);
        for (of, (item, centre)) in self.plan.boxes.iter().zip(&centres).enumerate() {
            if item.join {
                let along = centre.along - item.along.before - BAR_BEFORE;
                let at = Point { along, ..*centre };
                bars.push(bar(of, at, item.half_across, true));
            }
        }
        Arrangement {
            size: self.size,
            lines: (0..self.plan.links.len())
                .map(|link| self.line(link, &centres))
                .collect(),
            lanes: self.bands[ACROSS].clone(),
            phases: self.bands[ALONG].clone(),
            centres,
            labels,
            bars,
            rows: self.rows.rows,
        }
    }

    fn line(&self, link: usize, centres: &[Point]) -> Vec<Point> {
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
        let hanging = if stub.side.is_up() { hanging } else { 0.0 };
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
    fn labels(&self, centres: &[Point]) -> (Vec<Option<Rect>>, Vec<Bar>) {
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

fn bar(of: usize, at: Point, half: f64, lies_across: bool) -> Bar {
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
