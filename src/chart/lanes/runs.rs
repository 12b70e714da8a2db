//! Runs: the straight pieces that lines are made of, shared by the links of one trunk.
//!
//! In: corners on the grid. Out: runs and who uses them. It must not know how corners are chosen, nor
//! where anything stands in the plane.
//!
//! Grid coordinates: lane `n` has its centre line at `2n + 1` across, with gutters at `2n` and `2n + 2`;
//! row `n` likewise along, with channels.

/// A place on the grid: across, along.
pub(super) type Spot = [usize; 2];

/// The direction of a run: the axis of a spot along which it changes.
pub(super) const ACROSS: usize = 0;
/// As `ACROSS`, with the flow.
pub(super) const ALONG: usize = 1;

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Where the flow enters.
    Before,
    /// Where the flow leaves.
    After,
    /// Towards lower lanes.
    Lower,
    /// Towards higher lanes.
    Higher,
}

impl Side {
    /// The axis of a run that ends on this side.
    pub(super) fn axis(self) -> usize {
        match self {
            Self::Before | Self::After => ALONG,
            Self::Lower | Self::Higher => ACROSS,
        }
    }

    /// Whether a run from this side goes to higher coordinates.
    pub(super) fn is_up(self) -> bool {
        matches!(self, Self::After | Self::Higher)
    }
}

/// A straight piece of one or more lines.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The axis along which it runs.
    pub(super) axis: usize,
    /// Its coordinate on the other axis.
    pub(super) line: usize,
    /// The box and side that it ends on, when it is the first or last piece of its lines: it lies on the
    /// centre line of a lane or row. Otherwise it lies in a gutter or channel.
    pub(super) stub: Option<Stub>,
    /// Where it begins and ends on its axis.
    pub(super) span: (usize, usize),
    /// The links that use it, each with its own part of the span.
    users: Vec<(usize, (usize, usize))>,
    /// The runs that follow it in some line.
    next: Vec<usize>,
    /// The runs that precede it in some line.
    previous: Vec<usize>,
}

/// Where a stub ends on a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stub {
    /// The box.
    pub(super) of: usize,
    /// Its side.
    pub(super) side: Side,
    /// Counts the stubs of this side; only the first stands on the centre line.
    pub(super) port: usize,
}

/// A link's way.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    /// From the centre of a box over each corner to the centre of another. Two corners may fall together:
    /// a straight line has such a piece in the gutter or channel that it crosses.
    pub(super) corners: Vec<Spot>,
    /// The runs between them.
    pub(super) runs: Vec<usize>,
}

/// The runs of a chart.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// By number.
    pub(super) list: Vec<Run>,
    /// By link.
    pub(super) ways: Vec<Way>,
    /// By link: whose trunk a link may share at its beginning.
    pub(super) exits: Vec<usize>,
    /// By link: whose trunk a link may share at its end.
    pub(super) targets: Vec<usize>,
}

/// Which pieces of a way lie on runs that are there already.
pub(super) struct Shared {
    /// So many from its beginning.
    pub(super) first: Vec<usize>,
    /// So many to its end, last piece first.
    pub(super) last: Vec<usize>,
}

/// The span between two spots on an axis.
pub(super) fn span(axis: usize, a: Spot, b: Spot) -> (usize, usize) {
    (a[axis].min(b[axis]), a[axis].max(b[axis]))
}

/// The axis of each piece of a way; its first and last are known by their stubs.
pub(super) fn axes(first: usize, pieces: usize) -> impl Iterator<Item = usize> {
    (0..pieces).map(move |piece| (first + piece) % 2)
}

impl Runs {
    /// The runs that this way would share with links routed before. `leaves` and `enters` are the stubs
    /// that stand already.
    pub(super) fn shared(
        &self,
        link: usize,
        corners: &[Spot],
        first_axis: usize,
        stubs: (Option<usize>, Option<usize>),
    ) -> Shared {
        let pieces = corners.len() - 1;
        let mut shared = Shared {
            first: Vec::new(),
            last: Vec::new(),
        };
        let place_of = |piece: usize| {
            let axis = (first_axis + piece) % 2;
            let span = span(axis, corners[piece], corners[piece + 1]);
            (axis, corners[piece][1 - axis], span)
        };
        shared.first.extend(stubs.0);
        let mut at = stubs.0;
        for piece in 1..pieces - 1 {
            let Some(run) = at else { break };
            let exit = |user: usize| self.exits[user] == self.exits[link];
            at = self.continued(&self.list[run].next, place_of(piece), exit);
            shared.first.extend(at);
        }
        shared.last.extend(stubs.1);
        let mut at = stubs.1;
        for piece in (shared.first.len().max(1)..pieces - 1).rev() {
            let Some(run) = at else { break };
            let target = |user: usize| self.targets[user] == self.targets[link];
            at = self.continued(&self.list[run].previous, place_of(piece), target);
            shared.last.extend(at);
        }
        shared
    }

    /// The run on this line on which no link but those allowed would meet this span.
    fn continued(
        &self,
        runs: &[usize],
        (axis, line, (low, high)): (usize, usize, (usize, usize)),
        allowed: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if low == high {
            return None;
        }
        let fits = |run: &&usize| {
            let run = &self.list[**run];
            let lies = run.axis == axis && run.line == line && run.stub.is_none();
            lies && run.span.0 < run.span.1
                && (run.users.iter())
                    .filter(|(_, (from, to))| *from <= high && low <= *to)
                    .all(|(user, _)| allowed(*user))
        };
        runs.iter().find(fits).copied()
    }

    /// Adds a link's way. What it does not share becomes new runs; returns for each run of the way what
    /// its span was before, if it was there.
    pub(super) fn add(
        &mut self,
        link: usize,
        corners: Vec<Spot>,
        first_axis: usize,
        stubs: (Stub, Stub),
        shared: &Shared,
    ) -> Vec<(usize, Option<(usize, usize)>)> {
        let pieces = corners.len() - 1;
        let mut way = Vec::with_capacity(pieces);
        let mut changes = Vec::with_capacity(pieces);
        for (piece, axis) in axes(first_axis, pieces).enumerate() {
            let own = span(axis, corners[piece], corners[piece + 1]);
            let from_end = pieces - 1 - piece;
            let known = (shared.first.get(piece)).or_else(|| shared.last.get(from_end));
            let run = if let Some(run) = known.copied() {
                let run_span = &mut self.list[run].span;
                changes.push((run, Some(*run_span)));
                *run_span = (run_span.0.min(own.0), run_span.1.max(own.1));
                run
            } else {
                changes.push((self.list.len(), None));
                self.list.push(Run {
                    axis,
                    line: corners[piece][1 - axis],
                    stub: match piece {
                        0 => Some(stubs.0),
                        _ if from_end == 0 => Some(stubs.1),
                        _ => None,
                    },
                    span: own,
                    users: Vec::new(),
                    next: Vec::new(),
                    previous: Vec::new(),
                });
                self.list.len() - 1
            };
            self.list[run].users.push((link, own));
            way.push(run);
        }
        for pair in way.windows(2) {
            if !self.list[pair[0]].next.contains(&pair[1]) {
                self.list[pair[0]].next.push(pair[1]);
            }
            if !self.list[pair[1]].previous.contains(&pair[0]) {
                self.list[pair[1]].previous.push(pair[0]);
            }
        }
        self.ways[link] = Way { corners, runs: way };
        changes
    }
}
