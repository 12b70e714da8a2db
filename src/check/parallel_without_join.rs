//! Parallel branches that each run to an end of their own, so that nobody waits for all of them.
//!
//! A branch that another procedure takes over has a reader there, and a branch that goes back to an earlier
//! step is gone through again; neither is reported. Two branches that both say `end` leave open when the
//! procedure has ended.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Rule;
use crate::check::branches::{Branches, Fork, MOST_LOOKS, Way};
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Procedure};

pub(super) const RULE: Rule = Rule {
    code: &code::PARALLEL_WITHOUT_JOIN,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        let branches = Branches::of(procedure);
        let mut looks = 0;
        for fork in branches.forks() {
            let ends = separate_ends(&branches, &fork, &mut looks);
            if looks > MOST_LOOKS {
                break;
            }
            if ends.len() > 1 {
                findings.push(finding(procedure, &fork, &ends, words));
            }
        }
    }
    findings
}

/// The branches that come to the end without having met another one: where each begins, and the step that ends
/// it. Branches that meet count as the first of them.
fn separate_ends(branches: &Branches, fork: &Fork, looks: &mut usize) -> Vec<(usize, usize)> {
    let mut groups = Groups((0..fork.targets.len()).collect());
    let mut apart = fork.targets.len();
    let mut branch_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ends: Vec<Option<usize>> = vec![None; fork.targets.len()];
    let mut open = fork.targets.clone();
    let mut entered: BTreeSet<usize> = open.iter().copied().collect();
    for (branch, target) in fork.targets.iter().enumerate() {
        branch_of.insert(*target, branch);
    }
    while let Some(step) = open.pop() {
        *looks += 1;
        let branch = branch_of[&step];
        for way in branches.choices[step].iter().flat_map(|c| &c.ways) {
            match way {
                Way::End => ends[branch] = ends[branch].max(Some(step)),
                Way::Away => {}
                Way::Step(to) => {
                    let met = *branch_of.entry(*to).or_insert(branch);
                    if met != branch {
                        apart -= usize::from(groups.unite(branch, met));
                    } else if *to > fork.from && entered.insert(*to) {
                        // From a step at or before the fork the branches begin anew.
                        open.push(*to);
                    }
                }
            }
        }
        if apart == 1 {
            return Vec::new();
        }
    }
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for (branch, end) in ends.iter().enumerate() {
        if let Some(end) = end {
            found.entry(groups.first(branch)).or_insert(*end);
        }
    }
    (found.into_iter())
        .map(|(branch, end)| (fork.targets[branch], end))
        .collect()
}

/// Which branches have met: each names an earlier one, or itself.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&mut self, branch: usize) -> usize {
        let mut at = branch;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Whether the two had not met before.
    fn unite(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
        one != other
    }
}

fn finding(
    procedure: &Procedure,
    fork: &Fork,
    ends: &[(usize, usize)],
    words: &Words,
) -> Diagnostic {
    let number = |step: usize| procedure.steps[step].number.value;
    let (first, second) = (ends[0], ends[1]);
    let finding = Diagnostic::error(
        RULE.code,
        &procedure.path,
        fork.span,
        say!(
            "the parallel branches from step `{}` never meet",
            "步骤 `{}` 之后并行的各路没有汇合",
            number(fork.from)
        ),
    )
    .warning()
    .label(say!(
        "{} and {} run to ends of their own",
        "{} 和 {} 各自走到结束",
        number(first.0),
        number(second.0)
    ));
    let last = |finding: Diagnostic, (begin, end): (usize, usize)| {
        let text = say!(
            "the branch from {} ends here",
            "从 {} 开始的一路在这里结束",
            number(begin)
        );
        finding.related(&procedure.path, procedure.steps[end].number.span, text)
    };
    let line = words.line(words.next, "N");
    last(last(finding, first), second).help(say!(
        "lead both to one step that waits for them, `{}`; if only one of them is ever taken, make step {} a decision",
        "让两路都通向同一个等齐后再办的步骤：`{}`；如果实际只走其中一路，把步骤 {} 改成判断",
        line,
        number(fork.from)
    ))
}
