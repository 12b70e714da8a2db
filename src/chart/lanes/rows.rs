//! The row of each box: as high as what comes before it allows.
//!
//! In: a plan. Out: a cell for every box, one box a cell. It must not know how lines run, only which of
//! them would be straight: for these it keeps the cells between free.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::chart::lanes::plan::Plan;

/// The cells of a plan's boxes.
pub(super) struct Rows {
    /// How many rows there are.
    pub(super) count: usize,
    /// By box.
    pub(super) row_of: Vec<usize>,
    /// By row.
    pub(super) phase_of: Vec<usize>,
    /// By link: whether it leads onward; the others lead back.
    pub(super) onward: Vec<bool>,
    /// By row and lane: whether a box stands there.
    taken: Vec<Vec<bool>>,
}

impl Rows {
    /// Whether no box stands in this cell.
    pub(super) fn is_free(&self, row: usize, lane: usize) -> bool {
        !self.taken[row][lane]
    }
}

/// The farthest that a straight line runs over other lanes to a box in the same row; a longer one would
/// keep too many cells from other boxes.
const LONGEST_RUN: usize = 5;

/// Gives every box its row.
pub(super) fn assign(plan: &Plan) -> Rows {
    let onward = onward(plan);
    let mut table = Table::new(plan);
    for at in order(plan, &onward) {
        table.put(at, &onward);
    }
    Rows {
        count: table.cells.len(),
        phase_of: table.phase_of,
        taken: (table.cells.iter())
            .map(|row| row.iter().map(|cell| *cell == Cell::Box).collect())
            .collect(),
        row_of: table.row_of,
        onward,
    }
}

/// A link leads back when it goes to an earlier phase, or to an earlier box from which it can be
/// reached again. Without these no way leads in a circle: each circle has a link to a box of lower rank.
fn onward(plan: &Plan) -> Vec<bool> {
    let reach = reach(plan);
    (plan.links.iter())
        .map(|link| {
            let (from, to) = (&plan.boxes[link.from], &plan.boxes[link.to]);
            let circle = || {
                let place = |at: usize| (plan.boxes[at].rank, at);
                place(link.to) <= place(link.from) && reach[link.to].has(link.from)
            };
            to.phase > from.phase || (to.phase == from.phase && !circle())
        })
        .collect()
}

/// A set of boxes.
#[derive(Clone)]
struct Set(Vec<u64>);

impl Set {
    fn has(&self, at: usize) -> bool {
        self.0[at / 64] & (1 << (at % 64)) != 0
    }

    /// Whether it was not yet in.
    fn add(&mut self, at: usize) -> bool {
        let new = !self.has(at);
        self.0[at / 64] |= 1 << (at % 64);
        new
    }
}

/// Which boxes each box leads to, itself included.
fn reach(plan: &Plan) -> Vec<Set> {
    let count = plan.boxes.len();
    let mut next = vec![Vec::new(); count];
    for link in &plan.links {
        next[link.from].push(link.to);
    }
    let empty = Set(vec![0; count.div_ceil(64)]);
    let mut stack = Vec::new();
    (0..count)
        .map(|start| {
            let mut reached = empty.clone();
            reached.add(start);
            stack.push(start);
            while let Some(at) = stack.pop() {
                let new = next[at].iter().filter(|to| reached.add(**to));
                stack.extend(new.copied().collect::<Vec<_>>());
            }
            reached
        })
        .collect()
}

/// The boxes by phase, each after those that lead onward to it, otherwise by rank.
fn order(plan: &Plan, onward: &[bool]) -> Vec<usize> {
    let mut waits = vec![0_usize; plan.boxes.len()];
    for (link, _) in plan.links.iter().zip(onward).filter(|(_, on)| **on) {
        waits[link.to] += 1;
    }
    let key = |at: usize| Reverse((plan.boxes[at].phase, plan.boxes[at].rank, at));
    let mut ready: BinaryHeap<_> = (0..plan.boxes.len())
        .filter(|at| waits[*at] == 0)
        .map(key)
        .collect();
    let mut order = Vec::with_capacity(plan.boxes.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for (link, _) in plan.links.iter().zip(onward).filter(|(_, on)| **on) {
            if link.from == at {
                waits[link.to] -= 1;
                if waits[link.to] == 0 {
                    ready.push(key(link.to));
                }
            }
        }
    }
    order
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Free,
    Box,
    /// A straight line is to run here.
    Kept,
}

struct Table<'a> {
    plan: &'a Plan,
    cells: Vec<Vec<Cell>>,
    phase_of: Vec<usize>,
    row_of: Vec<usize>,
    placed: Vec<bool>,
    /// By box: whether a straight line in its row leaves or enters at its lower, its higher side.
    sides: Vec<[bool; 2]>,
    /// The first row of the phase of the box that was put last.
    first: usize,
}

impl<'a> Table<'a> {
    fn new(plan: &'a Plan) -> Self {
        let count = plan.boxes.len();
        Self {
            plan,
            cells: Vec::new(),
            phase_of: Vec::new(),
            row_of: vec![0; count],
            placed: vec![false; count],
            sides: vec![[false; 2]; count],
            first: 0,
        }
    }

    fn put(&mut self, at: usize, onward: &[bool]) {
        let (lane, phase) = (self.plan.boxes[at].lane, self.plan.boxes[at].phase);
        if self.phase_of.last().is_some_and(|last| *last != phase) {
            self.first = self.first.max(
                (self.phase_of.iter())
                    .rposition(|other| *other != phase)
                    .map_or(0, |row| row + 1),
            );
        }
        let before: Vec<usize> = (self.plan.links.iter().zip(onward).enumerate())
            .filter(|(_, (link, on))| **on && link.to == at)
            .map(|(number, _)| number)
            .collect();
        let from = |link: &usize| self.plan.links[*link].from;
        let lowest = before.iter().map(|link| self.row_of[from(link)]).max();
        let beside = lowest.filter(|row| *row >= self.first && self.fits_beside(at, *row, &before));
        let row = beside.unwrap_or_else(|| {
            let mut row = lowest.map_or(0, |row| row + 1).max(self.first);
            while (self.cells.get(row)).is_some_and(|cells| cells[lane] != Cell::Free) {
                row += 1;
            }
            row
        });
        while self.cells.len() <= row {
            self.cells.push(vec![Cell::Free; self.plan.lanes]);
            self.phase_of.push(phase);
        }
        self.cells[row][lane] = Cell::Box;
        self.row_of[at] = row;
        self.placed[at] = true;
        self.keep_lines(at, row, &before);
    }

    /// Whether straight lines can run to this row's cell from all boxes of the same row that lead there.
    fn fits_beside(&self, at: usize, row: usize, before: &[usize]) -> bool {
        let lane = self.plan.boxes[at].lane;
        if self.cells[row][lane] != Cell::Free || self.plan.boxes[at].join {
            return false;
        }
        let mut sides = [false; 2];
        for link in before.iter().map(|link| &self.plan.links[*link]) {
            if self.row_of[link.from] != row {
                continue;
            }
            let other = self.plan.boxes[link.from].lane;
            let (low, high) = (lane.min(other), lane.max(other));
            let side = usize::from(other > lane);
            let clear = (low + 1..high).all(|lane| self.cells[row][lane] == Cell::Free);
            let leaves = self.sides[link.from][1 - side];
            if !clear || leaves || sides[side] || link.fork || high - low > LONGEST_RUN {
                return false;
            }
            sides[side] = true;
        }
        true
    }

    /// Keeps free the cells under the straight lines to a box.
    fn keep_lines(&mut self, at: usize, row: usize, before: &[usize]) {
        let lane = self.plan.boxes[at].lane;
        let mut above: Option<usize> = None;
        for from in before.iter().map(|link| self.plan.links[*link].from) {
            let (other, start) = (self.plan.boxes[from].lane, self.row_of[from]);
            if start == row && other != lane {
                let side = usize::from(other > lane);
                self.sides[from][1 - side] = true;
                self.sides[at][side] = true;
                for between in lane.min(other) + 1..lane.max(other) {
                    self.cells[row][between] = Cell::Kept;
                }
            } else if other == lane {
                above = above.max(Some(start));
            }
        }
        if let Some(start) = above {
            let clear = (start + 1..row).all(|row| self.cells[row][lane] == Cell::Free);
            for cells in self.cells[start + 1..row].iter_mut().filter(|_| clear) {
                cells[lane] = Cell::Kept;
            }
        }
    }
}
