//! Which paper a chart is printed on, and where it is cut when none holds it.
//!
//! In: sizes, and a graph. Out: a paper, or the steps of each sheet. It must not know how charts are
//! drawn.

use crate::chart::graph::Graph;
use crate::chart::shape::SMALL;

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// A4, upright: the paper of the page around the chart.
    #[default]
    A4Portrait,
    /// A4, lying.
    A4Landscape,
    /// A3, upright.
    A3Portrait,
    /// A3, lying.
    A3Landscape,
}

/// The smallest letters that are printed: 7 pt, in CSS pixels of 1/96 inch.
const SMALLEST: f64 = 7.0 * 96.0 / 72.0;
/// CSS pixels in a millimetre.
const MILLIMETRE: f64 = 96.0 / 25.4;

/// Small charts are made larger, up to this.
const LARGEST: f64 = 1.3;

impl Paper {
    /// Every paper.
    pub const ALL: [Self; 4] = [
        Self::A4Portrait,
        Self::A4Landscape,
        Self::A3Portrait,
        Self::A3Landscape,
    ];

    /// Its name in layouts and style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4Portrait => "a4-portrait",
            Self::A4Landscape => "a4-landscape",
            Self::A3Portrait => "a3-portrait",
            Self::A3Landscape => "a3-landscape",
        }
    }

    /// Its room in millimetres: without margins and the line over the chart, as in `print.css`.
    #[must_use]
    pub const fn room(self) -> (f64, f64) {
        match self {
            Self::A4Portrait => (182.0, 255.0),
            Self::A4Landscape => (277.0, 174.0),
            Self::A3Portrait => (277.0, 384.0),
            Self::A3Landscape => (400.0, 261.0),
        }
    }

    /// By how much a chart of this size is made larger or smaller on it.
    fn scale(self, (width, height): (f64, f64)) -> f64 {
        let room = self.room();
        let (across, down) = (room.0 * MILLIMETRE / width, room.1 * MILLIMETRE / height);
        across.min(down).min(LARGEST)
    }

    /// The paper on which a chart is largest.
    pub(super) fn largest(size: (f64, f64)) -> Self {
        Self::best(&Self::ALL, size)
    }

    /// The paper on which a chart is largest; the first of two that are equal.
    fn best(papers: &[Self], size: (f64, f64)) -> Self {
        let mut best = papers[0];
        for paper in papers {
            if paper.scale(size) > best.scale(size) {
                best = *paper;
            }
        }
        best
    }
}

/// A4 when a chart can be read on it, or else A3; whichever way it is larger. `None` when its smallest
/// letters would be below 7 pt on both.
pub(super) fn paper(size: (f64, f64)) -> Option<Paper> {
    let (a4, a3) = Paper::ALL.split_at(2);
    [Paper::best(a4, size), Paper::best(a3, size)]
        .into_iter()
        .find(|paper| SMALL * paper.scale(size) >= SMALLEST)
}

/// Cuts a chart between phases, or between steps where a phase alone is too large; returns which steps
/// stand on each sheet.
pub(super) fn parts(graph: &Graph, fits: impl Fn(&[bool]) -> bool) -> Vec<Vec<bool>> {
    let count = graph.nodes.len();
    let chosen =
        |steps: &[usize]| -> Vec<bool> { (0..count).map(|at| steps.contains(&at)).collect() };
    let mut units: Vec<Vec<usize>> = Vec::new();
    for phase in phases(graph) {
        if fits(&chosen(&phase)) {
            units.push(phase);
        } else {
            units.extend(phase.into_iter().map(|step| vec![step]));
        }
    }
    let mut sheets: Vec<Vec<usize>> = Vec::new();
    for unit in units {
        let longer = sheets
            .last()
            .map(|sheet| [sheet.as_slice(), &unit].concat());
        match (longer, sheets.last_mut()) {
            (Some(longer), Some(sheet)) if fits(&chosen(&longer)) => *sheet = longer,
            _ => sheets.push(unit),
        }
    }
    sheets.iter().map(|steps| chosen(steps)).collect()
}

/// The steps of each phase, in order. A step that names none stands with the one before it.
fn phases(graph: &Graph) -> Vec<Vec<usize>> {
    let mut phase = graph.nodes.iter().find_map(|node| node.phase);
    let mut steps: Vec<(Option<usize>, usize)> = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        phase = node.phase.or(phase);
        steps.push((phase, at));
    }
    steps.sort_unstable();
    (steps.chunk_by(|a, b| a.0 == b.0))
        .map(|steps| steps.iter().map(|(_, at)| *at).collect())
        .collect()
}
