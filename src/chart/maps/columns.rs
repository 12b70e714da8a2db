//! In which of a few columns each box of a group stands, so that lines are short and few of them cross.
//!
//! In: how many boxes, in reading order, and the links between them. Out: ways to spread them, to choose
//! from. It must not know what a box is, nor how lines run.
//!
//! A layout of a few dozen boxes takes hundreds of microseconds, too many to try hundreds of them. A
//! sketch, straight lines between cells, takes a hundredth of that and is much alike; its best ways are
//! worth a true layout.

use std::collections::BTreeSet;

/// More boxes than this are spread evenly, without a search.
const MOST_SEARCHED: usize = 60;
/// As `MOST_SEARCHED`, for links.
const MOST_LINKS: usize = 200;
/// How often every box may move to a better column.
const SWEEPS: usize = 5;
/// How many ways to begin a search from there are.
const STARTS: usize = 6;
/// What it costs when two lines cross, beside the length of a row.
const CROSSING: usize = 5;
/// What it costs to go round a box.
const ROUND: usize = 3;
/// What a corner costs.
const CORNER: usize = 2;

/// A way to spread boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spread {
    /// How many columns there are, at least one.
    pub(super) columns: usize,
    /// By box.
    pub(super) column_of: Vec<usize>,
}

/// Ways to spread boxes over one up to `most` columns: of each number the `best` ones.
pub(super) fn spreads(
    count: usize,
    links: &[(usize, usize)],
    most: usize,
    best: usize,
) -> Vec<Spread> {
    let sketch = Sketch::new(count, links);
    let even = |columns: usize| (0..count).map(|at| at % columns).collect::<Vec<_>>();
    let mut spreads = Vec::new();
    for columns in 1..=most.min(count).max(1) {
        if columns == 1 || links.is_empty() || count > MOST_SEARCHED || links.len() > MOST_LINKS {
            spreads.push(Spread {
                columns,
                column_of: even(columns),
            });
            continue;
        }
        let mut found: BTreeSet<(usize, Vec<usize>)> = (0..STARTS)
            .map(|start| sketch.search(columns, begin(start, count, columns)))
            .collect();
        for _ in 0..best {
            let Some((_, column_of)) = found.pop_first() else {
                break;
            };
            spreads.push(Spread { columns, column_of });
        }
    }
    spreads
}

/// Where a search begins: evenly, in blocks, to and fro, or anyhow, always alike.
fn begin(start: usize, count: usize, columns: usize) -> Vec<usize> {
    let mut number = 7919 * start + 12_345;
    (0..count)
        .map(|at| match start {
            0 => at % columns,
            1 => at * columns / count,
            2 => {
                let place = at % (2 * columns);
                place.min(2 * columns - 1 - place)
            }
            _ => {
                number = (number * 1_103_515 + 12_345) % 2_147_483_647;
                number / 64 % columns
            }
        })
        .collect()
}

/// Boxes in rows and columns, joined by straight lines.
struct Sketch<'a> {
    links: &'a [(usize, usize)],
    /// The boxes, each after those that lead onward to it.
    order: Vec<usize>,
    /// By box: those that lead onward to it.
    before: Vec<Vec<usize>>,
}

impl<'a> Sketch<'a> {
    fn new(count: usize, links: &'a [(usize, usize)]) -> Self {
        let reach: Vec<Vec<bool>> = if count > MOST_SEARCHED {
            Vec::new()
        } else {
            (0..count).map(|at| reach(at, count, links)).collect()
        };
        // As in the layout: a link that closes a circle leads back when it leads to an earlier box.
        let leads_back = |(from, to): (usize, usize)| to <= from && reach[to][from];
        let mut before = vec![Vec::new(); count];
        for link in links
            .iter()
            .filter(|link| !reach.is_empty() && !leads_back(**link))
        {
            before[link.1].push(link.0);
        }
        let mut order: Vec<usize> = Vec::with_capacity(count);
        let mut done = vec![false; count];
        while let Some(next) =
            (0..count).find(|at| !done[*at] && before[*at].iter().all(|one| done[*one]))
        {
            done[next] = true;
            order.push(next);
        }
        Self {
            links,
            order,
            before,
        }
    }

    /// The best spread that moving one box after the other leads to, with its cost.
    fn search(&self, columns: usize, mut column_of: Vec<usize>) -> (usize, Vec<usize>) {
        let mut least = self.cost(columns, &column_of);
        for _ in 0..SWEEPS {
            let before = least;
            for at in 0..column_of.len() {
                let mut best = column_of[at];
                for column in 0..columns {
                    column_of[at] = column;
                    let cost = self.cost(columns, &column_of);
                    if cost < least {
                        (least, best) = (cost, column);
                    }
                }
                column_of[at] = best;
            }
            if least == before {
                break;
            }
        }
        (least, column_of)
    }

    /// By box: its row. A box stands beside the lowest that leads to it when nothing is between them.
    fn rows(&self, columns: usize, column_of: &[usize]) -> Vec<usize> {
        let mut rows = vec![0; column_of.len()];
        let mut taken: Vec<bool> = Vec::new();
        let is_taken = |taken: &[bool], row: usize, column: usize| {
            taken.get(row * columns + column).copied().unwrap_or(false)
        };
        for at in &self.order {
            let column = column_of[*at];
            let lowest = self.before[*at].iter().max_by_key(|one| rows[**one]);
            let mut row = lowest.map_or(0, |one| {
                let (row, from) = (rows[*one], column_of[*one]);
                let between = from.min(column + 1)..from.max(column + 1);
                let mut between = between.filter(|other| *other != from);
                let is_free = from != column && !between.any(|other| is_taken(&taken, row, other));
                row + usize::from(!is_free)
            });
            while is_taken(&taken, row, column) {
                row += 1;
            }
            taken.resize(taken.len().max((row + 1) * columns), false);
            taken[row * columns + column] = true;
            rows[*at] = row;
        }
        rows
    }

    fn cost(&self, columns: usize, column_of: &[usize]) -> usize {
        let rows = self.rows(columns, column_of);
        let spot = |at: usize| (column_of[at] as i64, rows[at] as i64);
        let mut taken = vec![false; columns * (rows.iter().max().unwrap_or(&0) + 1)];
        for (row, column) in rows.iter().zip(column_of) {
            taken[row * columns + column] = true;
        }
        let is_taken = |row: i64, column: i64| taken[row as usize * columns + column as usize];
        let mut cost = 3 * taken.len() / columns;
        for (number, (from, to)) in self.links.iter().enumerate() {
            let (a, b) = (spot(*from), spot(*to));
            let (wide, high) = (a.0.abs_diff(b.0) as usize, a.1.abs_diff(b.1) as usize);
            cost += 2 * wide + high;
            let (low, top) = (a.1.min(b.1), a.1.max(b.1));
            let (left, right) = (a.0.min(b.0), a.0.max(b.0));
            if wide > 0 && high > 0 {
                cost += CORNER;
            } else if wide == 0 && (low + 1..top).any(|row| is_taken(row, a.0))
                || high == 0 && (left + 1..right).any(|column| is_taken(a.1, column))
            {
                cost += ROUND;
            }
            for (other_from, other_to) in &self.links[number + 1..] {
                let apart =
                    from != other_from && to != other_to && from != other_to && to != other_from;
                if apart && cross((a, b), (spot(*other_from), spot(*other_to))) {
                    cost += CROSSING;
                }
            }
        }
        cost
    }
}

/// By box: whether a way leads there.
fn reach(start: usize, count: usize, links: &[(usize, usize)]) -> Vec<bool> {
    let mut reached = vec![false; count];
    let mut stack = vec![start];
    while let Some(at) = stack.pop() {
        for (_, to) in links.iter().filter(|(from, _)| *from == at) {
            if !std::mem::replace(&mut reached[*to], true) {
                stack.push(*to);
            }
        }
    }
    reached
}

type Spot = (i64, i64);

/// Whether two straight lines cross or touch.
fn cross((a, b): (Spot, Spot), (c, d): (Spot, Spot)) -> bool {
    let side = |p: Spot, q: Spot, r: Spot| {
        ((q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)).signum()
    };
    let near = |low: i64, high: i64, other: i64, another: i64| {
        low.min(high) <= other.max(another) && other.min(another) <= low.max(high)
    };
    side(a, b, c) * side(a, b, d) <= 0
        && side(c, d, a) * side(c, d, b) <= 0
        && near(a.0, b.0, c.0, d.0)
        && near(a.1, b.1, c.1, d.1)
}
