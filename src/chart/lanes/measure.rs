//! From grid to plane: how wide every lane, gutter, row and channel must be, and where all stands then.
//!
//! In: a plan, cells and runs. Out: an `Arrangement`. It must not know how either was found.

use std::collections::BTreeMap;

use crate::chart::lanes::ends::bar;
use crate::chart::lanes::plan::{Arrangement, Extent, Plan, PlanLink, Point};
use crate::chart::lanes::rows::Rows;
use crate::chart::lanes::runs::{ACROSS, ALONG, Runs, Side};
use crate::chart::lanes::tracks::Tracks;

/// From one track to the next.
pub(super) const PITCH: f64 = 9.0;
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
pub(super) const LABEL_GAP: f64 = 4.0;
/// Around labels.
const LABEL_ROOM: f64 = 6.0;
/// How far two stubs that meet head on step aside.
pub(super) const ASIDE: f64 = 6.0;
/// From the centre line to a stub beside it, without labels.
pub(super) const PORT: f64 = 15.0;
/// How far a bar stands from its box.
pub(super) const BAR_AFTER: f64 = 6.0;
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

/// What is measured so far.
pub(super) struct Measure<'a> {
    pub(super) plan: &'a Plan,
    pub(super) rows: &'a Rows,
    pub(super) runs: Runs,
    /// By run: how far it lies from its centre line, or where its track lies.
    pub(super) offsets: Vec<f64>,
    /// The centres of lanes, of rows.
    pub(super) centres: [Vec<f64>; 2],
    /// Where lanes, phases begin and end.
    pub(super) bands: [Vec<(f64, f64)>; 2],
    pub(super) size: Point,
    /// By row.
    pub(super) row_extents: Vec<Extent>,
    /// By lane.
    pub(super) lane_extents: Vec<Extent>,
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
            row_extents: vec![Extent::default(); rows.count],
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

    fn place_rows(&mut self, channels: &[Tracks]) {
        let mut at = 0.0;
        let mut starts = Vec::with_capacity(channels.len());
        let mut bands: Vec<(f64, f64)> = vec![(0.0, 0.0); self.plan.phases];
        let mut centres = Vec::with_capacity(self.rows.count);
        for (row, tracks) in channels.iter().enumerate() {
            at += CHANNEL_BEFORE;
            starts.push(at);
            at += (tracks.count.max(1) - 1) as f64 * PITCH;
            if row == self.rows.count {
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
        }
    }
}
