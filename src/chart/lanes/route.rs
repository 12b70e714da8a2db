//! The way of each link over the grid: the cheapest of a few patterns.
//!
//! In: a plan and the cells of its boxes. Out: runs. It must not know widths, only that a lane is about
//! twice as wide as a row is high.
//!
//! A way leaves a box on a centre line, follows gutters and channels, and enters another box on a centre
//! line: two to five pieces. A centre line outside of its box's cell belongs to one trunk alone; gutters and
//! channels take any number of runs. Whatever is taken, a link can leave after its box into the
//! next channel and enter another before it from the channel there, so that every link finds a way.

use std::cmp::Reverse;

use crate::chart::lanes::plan::{Outline, Plan};
use crate::chart::lanes::rows::Rows;
use crate::chart::lanes::runs::{ACROSS, ALONG, Runs, Shared, Side, Spot, Stub, Way, axes, span};

/// What half a lane, half a row costs to run along.
const LENGTH: [u32; 2] = [6, 4];
/// What a corner costs.
const BEND: u32 = 9;
/// What crossing another line costs.
const CROSSING: u32 = 22;
/// What it costs to leave beside the centre line, which another exit has taken.
const BESIDE: u32 = 14;
/// What a piece costs that shares a trunk, of what it would cost alone, in tenths.
const SHARED: u32 = 2;

/// Finds a way for every link.
pub(super) fn route(plan: &Plan, rows: &Rows) -> Runs {
    let mut router = Router::new(plan, rows);
    for link in router.order() {
        router.route(link);
    }
    router.runs
}

/// One end of a way.
#[derive(Debug, Clone)]
struct End {
    stub: Stub,
    /// The stub's run, when it stands already.
    run: Option<usize>,
    /// The coordinates that the stub can reach on its axis, nearest first: gutters or channels, and the
    /// centres of free cells.
    reach: Vec<usize>,
}

struct Router<'a> {
    plan: &'a Plan,
    rows: &'a Rows,
    runs: Runs,
    /// By axis, row and lane: the stub that runs over this free cell.
    taken: [Vec<Option<usize>>; 2],
    /// By box: the stubs on each of its sides, in the order of `Side`.
    sides: Vec<[Vec<usize>; 4]>,
    /// By axis and spot: how many runs pass there.
    passing: [Vec<u32>; 2],
    /// By box and exit: its stub.
    leaving: Vec<Vec<Option<usize>>>,
}

impl<'a> Router<'a> {
    fn new(plan: &'a Plan, rows: &'a Rows) -> Self {
        let count = plan.boxes.len();
        let cells = vec![None; plan.lanes * rows.count];
        let spots = vec![0; (2 * plan.lanes + 1) * (2 * rows.count + 1)];
        let mut leaving = vec![Vec::new(); count];
        for link in &plan.links {
            let exits = &mut leaving[link.from];
            if exits.len() <= link.exit {
                exits.resize(link.exit + 1, None);
            }
        }
        let mut first = vec![0; count];
        let mut exits = 0;
        for (first, leaving) in first.iter_mut().zip(&leaving) {
            *first = exits;
            exits += leaving.len();
        }
        let runs = Runs {
            list: Vec::new(),
            ways: vec![Way::default(); plan.links.len()],
            exits: (plan.links.iter())
                .map(|link| first[link.from] + link.exit)
                .collect(),
            targets: plan.links.iter().map(|link| link.to).collect(),
        };
        Self {
            plan,
            rows,
            runs,
            taken: [cells.clone(), cells],
            sides: vec![Default::default(); count],
            passing: [spots.clone(), spots],
            leaving,
        }
    }

    /// Straight lines first, then short ones, those that lead back last.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.plan.links.len()).collect();
        order.sort_by_key(|at| {
            let link = &self.plan.links[*at];
            let (from, to) = (self.spot(link.from), self.spot(link.to));
            let length = from[0].abs_diff(to[0]) + from[1].abs_diff(to[1]);
            let straight = from[0] == to[0] || from[1] == to[1];
            (!self.rows.onward[*at], Reverse(straight), length, *at)
        });
        order
    }

    fn spot(&self, at: usize) -> Spot {
        [
            2 * self.plan.boxes[at].lane + 1,
            2 * self.rows.row_of[at] + 1,
        ]
    }

    fn route(&mut self, link: usize) {
        let mut best: Option<(u32, Vec<Spot>, End, End, Shared)> = None;
        let (leaves, enters) = (self.leaves(link), self.enters(link));
        let fork = self.plan.links[link].fork;
        let (from, to) = (
            self.spot(self.plan.links[link].from),
            self.spot(self.plan.links[link].to),
        );
        for leave in &leaves {
            // A link from a box to itself must not come back where it leaves.
            let free =
                |enter: &&End| enter.stub.of != leave.stub.of || enter.stub.side != leave.stub.side;
            for enter in enters.iter().filter(free) {
                self.patterns((from, leave), (to, enter), &mut |corners| {
                    let axis = leave.stub.side.axis();
                    let shared = self
                        .runs
                        .shared(link, corners, axis, (leave.run, enter.run));
                    let cost = self.cost(corners, leave, &shared, fork);
                    if best.as_ref().is_none_or(|best| cost < best.0) {
                        let corners = corners.to_vec();
                        best = Some((cost, corners, leave.clone(), enter.clone(), shared));
                    }
                });
            }
        }
        if let Some((_, corners, leave, enter, shared)) = best {
            self.take(link, corners, &leave, &enter, &shared);
        }
    }

    /// The sides that a link can leave by.
    fn leaves(&self, number: usize) -> Vec<End> {
        let link = &self.plan.links[number];
        let goal = self.spot(link.to);
        let known = self.leaving[link.from][link.exit];
        if let Some(run) = known {
            let stub = self.runs.list[run].stub;
            return stub.map_or_else(Vec::new, |stub| vec![self.end(stub, known, goal)]);
        }
        let sides = [Side::After, Side::Lower, Side::Higher];
        let used = |side: Side| self.sides[link.from][side as usize].len();
        (sides.iter())
            .filter(|side| **side == Side::After || used(**side) == 0)
            .map(|side| {
                let stub = Stub {
                    of: link.from,
                    side: *side,
                    port: used(*side),
                };
                self.end(stub, None, goal)
            })
            .collect()
    }

    /// The sides that a link can enter by. A trunk that enters there may be joined.
    fn enters(&self, number: usize) -> Vec<End> {
        let link = &self.plan.links[number];
        let start = self.spot(link.from);
        let sides = if self.plan.boxes[link.to].join && self.rows.onward[number] {
            &[Side::Before][..]
        } else {
            &[Side::Before, Side::Lower, Side::Higher][..]
        };
        let end = |side: &Side| {
            let run = self.sides[link.to][*side as usize].first().copied();
            let leaves = run.is_some_and(|run| self.leaving[link.to].contains(&Some(run)));
            let stub = Stub {
                of: link.to,
                side: *side,
                port: 0,
            };
            (!leaves).then(|| self.end(stub, run, start))
        };
        sides.iter().filter_map(end).collect()
    }

    /// How far a stub can run from its box: to the first gutter or channel, and on towards the goal as
    /// long as the cells are free.
    fn end(&self, stub: Stub, run: Option<usize>, goal: Spot) -> End {
        let (axis, up) = (stub.side.axis(), stub.side.is_up());
        let start = self.spot(stub.of);
        let mut at = start;
        let mut reach = Vec::new();
        loop {
            at[axis] = if up { at[axis] + 1 } else { at[axis] - 1 };
            reach.push(at[axis]);
            if at[axis] % 2 == 1 {
                continue;
            }
            // One step beyond the goal's cell, so that its far side can be reached as well.
            let beyond = if up {
                at[axis] > goal[axis]
            } else {
                at[axis] < goal[axis]
            };
            let last = if axis == ACROSS {
                2 * self.plan.lanes
            } else {
                2 * self.rows.count
            };
            let ends = if up { at[axis] >= last } else { at[axis] == 0 };
            if beyond || ends || stub.port > 0 {
                break;
            }
            let mut cell = at;
            cell[axis] = if up { at[axis] + 1 } else { at[axis] - 1 };
            let (lane, row) = (cell[0] / 2, cell[1] / 2);
            let taken = self.taken[axis][row * self.plan.lanes + lane];
            if !self.rows.is_free(row, lane) || taken.is_some_and(|by| Some(by) != run) {
                break;
            }
        }
        End { stub, run, reach }
    }

    /// Every way from one end to the other that the patterns know.
    fn patterns(
        &self,
        (from, leave): (Spot, &End),
        (to, enter): (Spot, &End),
        found: &mut dyn FnMut(&[Spot]),
    ) {
        let (first, last) = (leave.stub.side.axis(), enter.stub.side.axis());
        let set = |mut spot: Spot, axis: usize, value: usize| {
            spot[axis] = value;
            spot
        };
        if first != last {
            // An L, whose corner is in a free cell.
            let corner = set(from, first, to[first]);
            if leave.reach.contains(&corner[first]) && enter.reach.contains(&corner[last]) {
                found(&[from, corner, to]);
            }
        }
        for a in near(&leave.reach, to[first]) {
            let one = set(from, first, a);
            for b in near(&enter.reach, from[last]) {
                let four = set(to, last, b);
                if first != last {
                    let turn = set(one, last, b);
                    found(&[from, one, turn, four, to]);
                } else if a == b {
                    found(&[from, one, four, to]);
                } else {
                    let end = [2 * self.plan.lanes, 2 * self.rows.count][1 - first];
                    for via in between(one[1 - first], four[1 - first], end) {
                        let (two, three) = (set(one, 1 - first, via), set(four, 1 - first, via));
                        found(&[from, one, two, three, four, to]);
                    }
                }
            }
        }
    }

    fn cost(&self, corners: &[Spot], leave: &End, shared: &Shared, fork: bool) -> u32 {
        let pieces = corners.len() - 1;
        let mut cost = 0;
        for (piece, axis) in axes(leave.stub.side.axis(), pieces).enumerate() {
            let (a, b) = (corners[piece], corners[piece + 1]);
            let (low, high) = span(axis, a, b);
            let length = u32::try_from(high - low).unwrap_or(u32::MAX / 64);
            let mut own = LENGTH[axis] * length;
            own += if low == high || piece == 0 { 0 } else { BEND };
            if piece < shared.first.len() || pieces - 1 - piece < shared.last.len() {
                cost += own * SHARED / 10;
                continue;
            }
            cost += own;
            let mut spot = a;
            for between in low + 1..high.max(1) {
                spot[axis] = between;
                cost += CROSSING * self.passing[1 - axis][self.number(spot)];
            }
        }
        let diamond = self.plan.boxes[leave.stub.of].outline == Outline::Diamond;
        if leave.run.is_none() && fork && leave.stub.side != Side::After {
            cost += BESIDE;
        }
        if leave.run.is_none() && leave.stub.port > 0 {
            cost += if diamond { 2 * BESIDE } else { BESIDE };
        }
        cost
    }

    fn number(&self, spot: Spot) -> usize {
        spot[1] * (2 * self.plan.lanes + 1) + spot[0]
    }

    fn take(&mut self, link: usize, corners: Vec<Spot>, leave: &End, enter: &End, shared: &Shared) {
        let axis = leave.stub.side.axis();
        let stubs = (leave.stub, enter.stub);
        let changes = self.runs.add(link, corners, axis, stubs, shared);
        for (run, before) in changes {
            self.pass(run, before);
        }
        let way = &self.runs.ways[link];
        let (first, last) = (way.runs[0], way.runs[way.runs.len() - 1]);
        // A straight line passes the gutter or channel where its two stubs meet.
        if let Some(pair) = way.corners.windows(2).find(|pair| pair[0] == pair[1]) {
            let number = self.number(pair[0]);
            self.passing[axis][number] += 1;
        }
        for (run, stub) in [(first, leave.stub), (last, enter.stub)] {
            let side = &mut self.sides[stub.of][stub.side as usize];
            if !side.contains(&run) {
                side.push(run);
            }
            self.take_cells(run, stub);
        }
        let from = &self.plan.links[link];
        self.leaving[from.from][from.exit] = Some(first);
    }

    /// Counts a run at every spot that it newly passes.
    fn pass(&mut self, run: usize, before: Option<(usize, usize)>) {
        let (axis, line) = (self.runs.list[run].axis, self.runs.list[run].line);
        let (low, high) = self.runs.list[run].span;
        let mut spot = [line, line];
        for at in low + 1..high.max(1) {
            if before.is_some_and(|(from, to)| from < at && at < to) {
                continue;
            }
            spot[axis] = at;
            let number = self.number(spot);
            self.passing[axis][number] += 1;
        }
    }

    fn take_cells(&mut self, run: usize, stub: Stub) {
        let (axis, (low, high)) = (self.runs.list[run].axis, self.runs.list[run].span);
        let start = self.spot(stub.of);
        let mut spot = start;
        for at in (low..=high).filter(|at| at % 2 == 1 && *at != start[axis]) {
            spot[axis] = at;
            let cell = spot[ALONG] / 2 * self.plan.lanes + spot[ACROSS] / 2;
            self.taken[axis][cell] = Some(run);
        }
    }
}

/// How far from an end a line may turn without a need.
const AROUND: usize = 5;

/// The gutters or channels of a reach that are worth trying: its first ones, and those about its goal.
fn near(reach: &[usize], goal: usize) -> impl Iterator<Item = usize> {
    let lines = reach.iter().copied().filter(|at| at % 2 == 0);
    (lines.enumerate())
        .filter(move |(place, at)| *place < 3 || at.abs_diff(goal) <= AROUND)
        .map(|(_, at)| at)
}

/// The gutters or channels that are worth trying between two places: those about either, and the
/// outermost.
fn between(a: usize, b: usize, end: usize) -> impl Iterator<Item = usize> {
    (0..=end).step_by(2).filter(move |at| {
        *at == 0 || *at == end || at.abs_diff(a) <= AROUND || at.abs_diff(b) <= AROUND
    })
}
