//! Where parallel branches part and meet again.
//!
//! In: a graph. Out: the steps that wait for several branches. It must not know how anything is drawn.

use crate::chart::graph::{Graph, Target};

/// The steps that several branches of one fork lead to, each by an arrow of its own. Such a step waits
/// for all of them. Arrows back to an earlier step open no branch.
pub(super) fn joins(graph: &Graph) -> Vec<bool> {
    let count = graph.nodes.len();
    let onward: Vec<(usize, usize)> = (graph.edges.iter())
        .filter_map(|edge| match edge.to {
            Target::Step(to) if to > edge.from => Some((edge.from, to)),
            Target::Step(_) | Target::End | Target::Procedure(_) | Target::Missing(_) => None,
        })
        .collect();
    let mut joins = vec![false; count];
    for fork in forks(graph) {
        // By step: on which branches it lies, one bit a branch. Arrows only lead to later steps, so that
        // one pass in their order finds them all.
        let mut branches = vec![0_u64; count];
        for (number, branch) in fork.targets.iter().take(64).enumerate() {
            branches[*branch] |= 1 << number;
        }
        let from = |source: usize, target: usize, branches: &[u64]| {
            let place = || fork.targets.iter().position(|branch| *branch == target);
            if source == fork.from {
                place().map_or(0, |number| 1 << number.min(63))
            } else {
                branches[source]
            }
        };
        let mut arrows = onward.clone();
        arrows.sort_unstable();
        for (source, target) in &arrows {
            branches[*target] |= from(*source, *target, &branches);
        }
        for (step, join) in joins.iter_mut().enumerate() {
            let arriving: Vec<u64> = (arrows.iter())
                .filter(|(_, target)| *target == step)
                .map(|(source, _)| from(*source, step, &branches))
                .filter(|on| *on != 0)
                .collect();
            let apart = |a: usize| arriving[a + 1..].iter().any(|b| arriving[a] & b == 0);
            *join |= (0..arriving.len()).any(apart);
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
