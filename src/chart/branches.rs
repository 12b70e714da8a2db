//! Where parallel branches part and meet again.
//!
//! In: a graph. Out: the steps that wait for several branches. It must not know how anything is drawn.

use crate::chart::graph::{Graph, Target};

/// The steps that several branches of one fork lead to, each by an arrow of its own. Such a step waits
/// for all of them. Arrows back to an earlier step open no branch.
pub(super) fn joins(graph: &Graph) -> Vec<bool> {
    let count = graph.nodes.len();
    let mut onward: Vec<(usize, usize)> = (graph.edges.iter())
        .filter_map(|edge| match edge.to {
            Target::Step(to) if to > edge.from => Some((edge.from, to)),
            Target::Step(_) | Target::End | Target::Procedure(_) | Target::Missing(_) => None,
        })
        .collect();
    onward.sort_unstable_by_key(|(from, to)| (*to, *from));
    let mut joins = vec![false; count];
    for fork in forks(graph) {
        // By step: on which branches it lies, one bit a branch. Arrows only lead to later steps, so that
        // one pass in the order of their ends finds them all.
        let mut branches = vec![0_u64; count];
        let from = |source: usize, target: usize, branches: &[u64]| {
            let place = || fork.targets.iter().position(|branch| *branch == target);
            if source == fork.from {
                place().map_or(0, |number| 1 << number.min(63))
            } else {
                branches[source]
            }
        };
        for arrows in onward.chunk_by(|a, b| a.1 == b.1) {
            let target = arrows[0].1;
            let arriving: Vec<u64> = (arrows.iter())
                .map(|(source, _)| from(*source, target, &branches))
                .filter(|on| *on != 0)
                .collect();
            let apart = |at: usize| arriving[at + 1..].iter().any(|b| arriving[at] & b == 0);
            joins[target] |= (0..arriving.len()).any(apart);
            branches[target] = arriving.iter().fold(0, |all, on| all | on);
        }
    }
    joins
}

/// A step whose work goes on in several branches at once.
struct Fork {
    from: usize,
    targets: Vec<usize>,
}

fn forks(graph: &Graph) -> Vec<Fork> {
    let mut forks = Vec::new();
    for group in graph
        .edges
        .chunk_by(|a, b| a.from == b.from && a.label == b.label)
    {
        let targets: Vec<usize> = (group.iter())
            .filter_map(|edge| match edge.to {
                Target::Step(to) if to > edge.from => Some(to),
                Target::Step(_) | Target::End | Target::Procedure(_) | Target::Missing(_) => None,
            })
            .collect();
        if targets.len() > 1 {
            forks.push(Fork {
                from: group[0].from,
                targets,
            });
        }
    }
    forks
}
