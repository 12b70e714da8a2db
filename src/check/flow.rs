//! A procedure's steps as a graph: which lead where, and which go round in a circle.
//!
//! In: a procedure. Out: sets of steps. Nothing here recurses: a procedure may have any number of steps.

use crate::model::procedure::EdgeEnd;
use crate::model::{Index, Procedure};

/// The arrows between the steps of one procedure, steps as places in its list.
pub(super) struct Flow {
    /// By step: the steps it leads to.
    pub(super) after: Vec<Vec<usize>>,
    /// By step: the steps that lead to it.
    pub(super) before: Vec<Vec<usize>>,
    /// By step: whether an arrow of it leaves the procedure, or may do so once it is mended.
    pub(super) leaves: Vec<bool>,
}

impl Flow {
    /// The arrows of a procedure.
    pub(super) fn of(procedure: &Procedure) -> Self {
        let count = procedure.steps.len();
        let mut flow = Self {
            after: vec![Vec::new(); count],
            before: vec![Vec::new(); count],
            leaves: vec![false; count],
        };
        for from in 0..count {
            let edges = procedure.edges_of(Index::new(from));
            // A step whose next cannot be read is reported as that; it is no circle as well.
            flow.leaves[from] = edges.is_empty();
            for edge in edges {
                match edge.to {
                    EdgeEnd::Step(to) => {
                        flow.after[from].push(to.at);
                        flow.before[to.at].push(from);
                    }
                    EdgeEnd::End | EdgeEnd::Procedure(..) | EdgeEnd::Missing(_) => {
                        flow.leaves[from] = true;
                    }
                }
            }
        }
        flow
    }
}

/// Every step that arrows lead to from the given ones, those included.
pub(super) fn reached(arrows: &[Vec<usize>], from: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut seen = vec![false; arrows.len()];
    let mut open: Vec<usize> = from.into_iter().collect();
    while let Some(step) = open.pop() {
        if !std::mem::replace(&mut seen[step], true) {
            open.extend(&arrows[step]);
        }
    }
    seen
}

/// Which steps come before which: from which of them arrows lead to which.
pub(super) struct Order {
    /// By step: one bit for each step that arrows lead to from it. Empty when there are too many.
    leads_to: Vec<Vec<u64>>,
}

impl Order {
    /// In a procedure of more steps than these, the order of the file counts.
    const MOST: usize = 512;

    /// The order of the steps of a flow.
    pub(super) fn of(flow: &Flow) -> Self {
        let count = flow.after.len();
        let row = |from: usize| {
            let mut bits = vec![0_u64; count.div_ceil(64)];
            let seen = reached(&flow.after, flow.after[from].iter().copied());
            for at in (0..count).filter(|at| seen[*at]) {
                bits[at / 64] |= 1 << (at % 64);
            }
            bits
        };
        Self {
            leads_to: if count > Self::MOST {
                Vec::new()
            } else {
                (0..count).map(row).collect()
            },
        }
    }

    /// Whether arrows lead from the one step to the other; to itself when it lies in a loop.
    pub(super) fn leads(&self, from: usize, to: usize) -> bool {
        (self.leads_to.get(from)).map_or(from < to, |row| row[to / 64] >> (to % 64) & 1 == 1)
    }
}

/// The steps of a set in groups that can all reach one another within it (strongly connected
/// components, by Kosaraju); each group in order, the groups by their first step.
pub(super) fn circles(
    after: &[Vec<usize>],
    before: &[Vec<usize>],
    within: &[bool],
) -> Vec<Vec<usize>> {
    let mut seen: Vec<bool> = within.iter().map(|inside| !inside).collect();
    let mut grouped = seen.clone();
    let mut groups = Vec::new();
    for start in finished_last(after, &mut seen).into_iter().rev() {
        let mut group = Vec::new();
        let mut open = vec![start];
        while let Some(step) = open.pop() {
            if !std::mem::replace(&mut grouped[step], true) {
                group.push(step);
                open.extend(&before[step]);
            }
        }
        if !group.is_empty() {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups.sort_unstable();
    groups
}

/// The groups of a set of steps that no arrow of `onward` leaves for another group of the set.
pub(super) fn last_of(groups: Vec<Vec<usize>>, onward: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut group_of = vec![usize::MAX; onward.len()];
    for (at, group) in groups.iter().enumerate() {
        for step in group {
            group_of[*step] = at;
        }
    }
    let stays = |group: &Vec<usize>| {
        let mut arrows =
            (group.iter()).flat_map(|from| onward[*from].iter().map(move |to| (*from, *to)));
        arrows.all(|(from, to)| group_of[from] == group_of[to])
    };
    groups.into_iter().filter(stays).collect()
}

/// The unseen steps in the order in which a walk in depth leaves them.
fn finished_last(after: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut order = Vec::new();
    for start in 0..after.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((step, arrow)) = path.last_mut() {
            if let Some(next) = after[*step].get(*arrow) {
                *arrow += 1;
                if !std::mem::replace(&mut seen[*next], true) {
                    path.push((*next, 0));
                }
            } else {
                order.push(*step);
                path.pop();
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{circles, last_of, reached};

    fn turned(after: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut before = vec![Vec::new(); after.len()];
        for (from, steps) in after.iter().enumerate() {
            for to in steps {
                before[*to].push(from);
            }
        }
        before
    }

    #[test]
    fn two_circles_and_the_way_between() {
        let after = vec![vec![1], vec![0, 2], vec![3], vec![4], vec![3]];
        let groups = circles(&after, &turned(&after), &[true; 5]);
        assert_eq!(groups, [vec![0, 1], vec![2], vec![3, 4]]);
        assert_eq!(last_of(groups.clone(), &after), [vec![3, 4]]);
        assert_eq!(last_of(groups, &turned(&after)), [vec![0, 1]]);
    }

    #[test]
    fn only_steps_within_count() {
        let after = vec![vec![1], vec![2], vec![0]];
        let groups = circles(&after, &turned(&after), &[true, false, true]);
        assert_eq!(groups, [vec![0], vec![2]]);
    }

    #[test]
    fn a_long_circle_is_walked() {
        let count = 200_000;
        let after: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
        let groups = circles(&after, &turned(&after), &vec![true; count]);
        assert_eq!(groups.len(), 1);
        assert!(reached(&after, [0]).iter().all(|seen| *seen));
    }
}
