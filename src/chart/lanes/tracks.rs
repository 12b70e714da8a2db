//! Tracks: which of the runs in one gutter or channel lies where, so that they cross little.
//!
//! In: the runs of a gutter or channel, and where other runs meet them from both sides. Out: a level for
//! each, and the stubs that must step aside. It must not know what is across and what is along.

/// A run that needs a track.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its number among the chart's runs.
    pub(super) run: usize,
    /// Where it begins and ends.
    pub(super) span: (f64, f64),
    /// The runs that meet it.
    pub(super) meets: Vec<Meet>,
}

/// Where another run meets it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meet {
    /// The other run.
    pub(super) run: usize,
    /// Where.
    pub(super) at: f64,
    /// Whether it comes from the side of the lower tracks.
    pub(super) from_below: bool,
}

/// Two stubs that end head to head in this gutter or channel. They lie on one line, so that what meets
/// the lower must lie in a lower track than what meets the higher.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facing {
    /// The stub that comes from the side of the lower tracks.
    pub(super) lower: usize,
    /// The other.
    pub(super) higher: usize,
}

/// Where the items lie.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    /// By item.
    pub(super) levels: Vec<usize>,
    /// How many levels there are.
    pub(super) count: usize,
    /// The pairs, by place, that cannot be kept apart by order alone: their stubs must step aside.
    pub(super) aside: Vec<usize>,
}

/// What an order costs that lays two stubs on each other: more than any crossings.
const OVERLAP: u32 = 10_000;

/// Runs that end within this of each other do not share a track: their corners would look like one line.
const APART: f64 = 0.75;

/// Gives every item a level.
pub(super) fn lay(items: &[Item], facing: &[Facing], apart: f64) -> Tracks {
    let before = constraints(items, facing);
    let mut costs: Vec<Vec<u32>> = (items.iter())
        .map(|a| items.iter().map(|b| crossings(a, b)).collect())
        .collect();
    for (low, high, _) in &before {
        costs[*high][*low] = OVERLAP;
    }
    let order = order(&costs);
    let mut place = vec![0; items.len()];
    for (at, item) in order.iter().enumerate() {
        place[*item] = at;
    }
    let mut aside: Vec<usize> = (before.iter())
        .filter(|(low, high, _)| place[*low] > place[*high])
        .map(|(_, _, pair)| *pair)
        .collect();
    aside.dedup();
    let levels = levels(items, &order, apart.max(APART));
    Tracks {
        count: levels.iter().map(|level| level + 1).max().unwrap_or(0),
        levels,
        aside,
    }
}

/// The items that must lie lower than others, with the facing pair that asks for it.
fn constraints(items: &[Item], facing: &[Facing]) -> Vec<(usize, usize, usize)> {
    let meeting = |stub: usize, from_below: bool| {
        (items.iter().enumerate())
            .filter(move |(_, item)| {
                (item.meets.iter()).any(|meet| meet.run == stub && meet.from_below == from_below)
            })
            .map(|(at, _)| at)
    };
    let mut found = Vec::new();
    for (number, pair) in facing.iter().enumerate() {
        for low in meeting(pair.lower, true) {
            for high in meeting(pair.higher, false).filter(|high| *high != low) {
                found.push((low, high, number));
            }
        }
    }
    found
}

/// How often the two cross when the first lies lower.
fn crossings(low: &Item, high: &Item) -> u32 {
    let inside = |at: f64, span: (f64, f64)| span.0 < at && at < span.1;
    let from_high = (high.meets.iter())
        .filter(|meet| meet.from_below && inside(meet.at, low.span))
        .count();
    let from_low = (low.meets.iter())
        .filter(|meet| !meet.from_below && inside(meet.at, high.span))
        .count();
    u32::try_from(from_high + from_low).unwrap_or(OVERLAP)
}

/// An order of low cost: each item where it costs least, then neighbours exchanged while that helps.
fn order(costs: &[Vec<u32>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(costs.len());
    for (item, own) in costs.iter().enumerate() {
        let mut cost: u32 = order.iter().map(|other| own[*other]).sum();
        let mut best = (cost, 0);
        for (at, other) in order.iter().enumerate() {
            cost = cost + costs[*other][item] - own[*other];
            if cost < best.0 {
                best = (cost, at + 1);
            }
        }
        order.insert(best.1, item);
    }
    for _ in 0..order.len() {
        let mut better = false;
        for at in 1..order.len() {
            let (a, b) = (order[at - 1], order[at]);
            if costs[b][a] < costs[a][b] {
                order.swap(at - 1, at);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    order
}

/// The lowest level for each that is above all before it in the order that it would touch.
fn levels(items: &[Item], order: &[usize], apart: f64) -> Vec<usize> {
    let mut levels = vec![0; items.len()];
    for (at, item) in order.iter().enumerate() {
        let span = items[*item].span;
        let touches = |other: usize| {
            let other = items[other].span;
            other.0 < span.1 + apart && span.0 < other.1 + apart
        };
        levels[*item] = (order[..at].iter())
            .filter(|other| touches(**other))
            .map(|other| levels[*other] + 1)
            .max()
            .unwrap_or(0);
    }
    levels
}
