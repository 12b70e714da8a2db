//! The exits of a step: the arrows that leave it by one answer, or by none.
//!
//! In: a graph. Out: their numbers, labels and the room that they need. It must not know where they lead.

use crate::chart::graph::Graph;
use crate::chart::shape::{self, SMALL};
use crate::chart::wrap::wrap;

/// How wide a label may be before it is broken, in half-width characters.
const LABEL_COLUMNS: usize = 12;
/// Beside the label of an exit that leaves a box below.
const EXIT_GAP: f64 = 22.0;

/// The number of an arrow's exit among those of its step, the exit's label, and whether branches part
/// there.
pub(super) fn exit<'a>(graph: &Graph<'a>, at: usize) -> (usize, Option<&'a str>, bool) {
    let edge = &graph.edges[at];
    let of_step = || graph.edges.iter().filter(|other| other.from == edge.from);
    let mut labels: Vec<Option<&str>> = Vec::new();
    for other in of_step() {
        if !labels.contains(&other.label) {
            labels.push(other.label);
        }
    }
    let exit = labels.iter().position(|label| *label == edge.label);
    let branches = of_step().filter(|other| other.label == edge.label).count();
    (exit.unwrap_or(0), edge.label, branches > 1)
}

/// A label's lines.
pub(super) fn label_lines(label: &str) -> Vec<String> {
    wrap(label, LABEL_COLUMNS)
}

/// How wide a decision must be for its exits to leave it beside each other with their labels, when
/// they are too many for one on each side.
pub(super) fn room_of_exits(graph: &Graph, at: usize) -> f64 {
    let mut labels: Vec<Option<&str>> = (graph.edges.iter())
        .filter(|edge| edge.from == at)
        .map(|edge| edge.label)
        .collect();
    labels.dedup();
    let widest = (labels.iter().flatten())
        .flat_map(|label| label_lines(label))
        .map(|line| shape::width(&line, SMALL + 1.0))
        .fold(0.0, f64::max);
    let beside = labels.len().saturating_sub(1) / 2;
    shape::times(beside) * 2.0 * (widest + EXIT_GAP)
}
