//! Runs into tracks, gutter by gutter and channel by channel.
//!
//! In: what is measured so far. Out: the track of every run, and which stubs step aside. It must not know
//! how tracks are ordered.

use std::collections::BTreeMap;

use crate::chart::lanes::measure::{ASIDE, Measure, PITCH};
use crate::chart::lanes::runs::{ALONG, Spot};
use crate::chart::lanes::tracks::{Facing, Item, Meet, Tracks, lay};

impl Measure<'_> {
    /// Gives every run in the channels (`ALONG`) or gutters (`ACROSS`) its track.
    pub(super) fn tracks(&mut self, axis: usize) -> Vec<Tracks> {
        let count = if axis == ALONG {
            self.rows.count
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
    pub(super) fn position(&self, axis: usize, spot: Spot, run: usize) -> f64 {
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
    pub(super) fn place(&self, axis: usize, run: usize) -> f64 {
        let line = self.runs.list[run].line;
        if line % 2 == 1 {
            self.centres[axis][line / 2] + self.offsets[run]
        } else {
            self.offsets[run]
        }
    }
}
