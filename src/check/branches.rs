//! The ways out of a procedure's steps: which of them are answers, and which run side by side.
//!
//! In: a procedure. Out: forks, the steps where their branches meet, and sets of steps. Nothing here
//! recurses, and no procedure is compared with another.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::procedure::{Branch, EdgeEnd, NextStep, StepKind};
use crate::model::{Index, Procedure, Ref, Step};
use crate::source::Span;

/// How many steps the rules of forks look at in one procedure: one of thousands of nested forks shall cost no
/// more than some hundred usual ones.
pub(super) const MOST_LOOKS: usize = 4_000_000;

/// Where one way out of a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A step of the same procedure, by its place in the list.
    Step(usize),
    /// The end of the procedure.
    End,
    /// Another procedure, or nothing that exists: nobody can say how it goes on.
    Away,
}

/// Ways out that are taken together. Of several choices a step takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) ways: Vec<Way>,
    /// Where the author says so; `None` when the order of the file does.
    pub(super) span: Option<Span>,
}

/// A choice that goes on in several later steps at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fork {
    /// The step.
    pub(super) from: usize,
    /// The later steps that its branches begin with, each once.
    pub(super) targets: Vec<usize>,
    /// Where the author says so.
    pub(super) span: Span,
}

/// What can be chosen at each step of a procedure.
pub(super) struct Branches {
    /// By step: its choices, never none.
    pub(super) choices: Vec<Vec<Choice>>,
}

impl Branches {
    /// The choices of a procedure.
    pub(super) fn of(procedure: &Procedure) -> Self {
        let steps = 0..procedure.steps.len();
        Self {
            choices: steps.map(|at| choices(procedure, at)).collect(),
        }
    }

    /// Every fork, in the order of the steps. An arrow back to an earlier step opens no branch.
    pub(super) fn forks(&self) -> Vec<Fork> {
        let mut forks = Vec::new();
        for (from, choice) in self.every_choice() {
            let later = |way: &Way| match way {
                Way::Step(to) if *to > from => Some(*to),
                Way::Step(_) | Way::End | Way::Away => None,
            };
            let mut targets: Vec<usize> = choice.ways.iter().filter_map(later).collect();
            targets.sort_unstable();
            targets.dedup();
            if let (Some(span), true) = (choice.span, targets.len() > 1) {
                forks.push(Fork {
                    from,
                    targets,
                    span,
                });
            }
        }
        forks
    }

    /// Every choice with its step.
    fn every_choice(&self) -> impl Iterator<Item = (usize, &Choice)> {
        let choices = self.choices.iter().enumerate();
        choices.flat_map(|(from, choices)| choices.iter().map(move |choice| (from, choice)))
    }

    /// The arrows to later steps: from, to; in the order of their ends.
    pub(super) fn onward(&self) -> Vec<(usize, usize)> {
        let mut arrows: Vec<(usize, usize)> = (self.every_choice())
            .flat_map(|(from, choice)| choice.ways.iter().map(move |way| (from, *way)))
            .filter_map(|(from, way)| match way {
                Way::Step(to) if to > from => Some((from, to)),
                Way::Step(_) | Way::End | Way::Away => None,
            })
            .collect();
        arrows.sort_unstable_by_key(|(from, to)| (*to, *from));
        arrows.dedup();
        arrows
    }

    /// The steps from which the work can be led out for good: with a choice all of whose ways are `out`, or
    /// lead to such a step. `out` is asked for the step and the way; `None` is an arrow that counts as never out.
    pub(super) fn leading_out(&self, out: impl Fn(usize, Way) -> Option<bool>) -> Vec<bool> {
        // By choice: its step, and how many of its ways are not out yet.
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        let mut choices_before: Vec<Vec<usize>> = vec![Vec::new(); self.choices.len()];
        let mut open = Vec::new();
        for (from, choice) in self.every_choice() {
            let mut count = 0;
            for way in &choice.ways {
                match (out(from, *way), way) {
                    (Some(true), _) => {}
                    (Some(false), Way::Step(to)) => {
                        choices_before[*to].push(waiting.len());
                        count += 1;
                    }
                    (None | Some(false), _) => count += 1,
                }
            }
            if count == 0 {
                open.push(from);
            }
            waiting.push((from, count));
        }
        let mut leads = vec![false; self.choices.len()];
        while let Some(step) = open.pop() {
            if std::mem::replace(&mut leads[step], true) {
                continue;
            }
            for choice in &choices_before[step] {
                let (from, count) = &mut waiting[*choice];
                *count -= 1;
                if *count == 0 {
                    open.push(*from);
                }
            }
        }
        leads
    }
}

/// The steps where branches of one fork meet, each with the branches that it waits for, as places in the
/// fork's targets. `onward` are the arrows of `Branches::onward`.
pub(super) fn joins(fork: &Fork, onward: &[(usize, usize)]) -> Vec<(usize, Vec<usize>)> {
    let mut joins = Vec::new();
    // By step: on which branches it lies, one bit a branch. Arrows only lead to later steps, so that one
    // pass in the order of their ends finds them all.
    let mut on: BTreeMap<usize, u64> = BTreeMap::new();
    let begin = onward.partition_point(|(_, to)| *to <= fork.from);
    for arrows in onward[begin..].chunk_by(|a, b| a.1 == b.1) {
        let target = arrows[0].1;
        let branches_of = |source: usize| {
            let place = || fork.targets.binary_search(&target).ok();
            if source == fork.from {
                place().map_or(0, |branch| 1_u64 << branch.min(63))
            } else {
                on.get(&source).copied().unwrap_or(0)
            }
        };
        let arriving: BTreeSet<u64> = (arrows.iter())
            .map(|(source, _)| branches_of(*source))
            .filter(|branches| *branches != 0)
            .collect();
        let all = arriving.iter().fold(0, |all, branches| all | branches);
        let apart = |one: &u64| arriving.iter().any(|other| one & other == 0);
        if arriving.iter().any(apart) {
            let places = 0..fork.targets.len().min(64);
            joins.push((target, places.filter(|at| all >> at & 1 == 1).collect()));
        }
        if all != 0 {
            on.insert(target, all);
        }
    }
    joins
}

fn choices(procedure: &Procedure, at: usize) -> Vec<Choice> {
    let step = &procedure.steps[at];
    let Some(branches) = &step.next else {
        let edges = procedure.edges_of(Index::new(at));
        let ways = edges.iter().map(|edge| match edge.to {
            EdgeEnd::Step(to) => Way::Step(to.at),
            EdgeEnd::End => Way::End,
            EdgeEnd::Procedure(..) | EdgeEnd::Missing(_) => Way::Away,
        });
        return vec![Choice {
            ways: ways.collect(),
            span: None,
        }];
    };
    if let (Some(first), Some(last)) = (branches.first(), branches.last())
        && !decides(step, branches)
    {
        return vec![Choice {
            ways: branches.iter().flat_map(ways).collect(),
            span: Some(Span::new(first.span.start, last.span.end)),
        }];
    }
    let choices: Vec<Choice> = (branches.iter())
        .map(|branch| Choice {
            ways: ways(branch).collect(),
            span: Some(branch.span),
        })
        .collect();
    if choices.is_empty() {
        // What it says cannot be read, which is a finding of its own.
        return vec![Choice {
            ways: vec![Way::Away],
            span: None,
        }];
    }
    choices
}

/// Whether the branches are answers, of which one is taken. An answer makes a decision of a step whose author
/// has forgotten to say that it is one.
fn decides(step: &Step, branches: &[Branch]) -> bool {
    step.kind.value == StepKind::Decision || branches.iter().any(|branch| branch.label.is_some())
}

fn ways(branch: &Branch) -> impl Iterator<Item = Way> {
    branch.targets.iter().map(|target| match &target.value {
        NextStep::Step(Ref::To(to)) => Way::Step(to.at),
        NextStep::End => Way::End,
        NextStep::Step(Ref::Missing(_)) | NextStep::Procedure(..) => Way::Away,
    })
}
