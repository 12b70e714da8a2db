//! A step that waits for several parallel branches, one of which may leave before it comes there.
//!
//! A branch that goes back to the fork or before it starts the branches again, and so does come; one that
//! ends the procedure or hands over to another does not.

use crate::check::Rule;
use crate::check::branches::{Branches, Choice, Fork, MOST_LOOKS, Way, joins};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Procedure};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::JOIN_MAY_WAIT_FOREVER,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    book.procedures.iter().flat_map(of).collect()
}

fn of(procedure: &Procedure) -> Vec<Diagnostic> {
    let branches = Branches::of(procedure);
    let forks = branches.forks();
    if forks.is_empty() {
        return Vec::new();
    }
    let onward = branches.onward();
    let mut looks = 0;
    let mut reported = vec![false; procedure.steps.len()];
    let mut findings = Vec::new();
    for fork in &forks {
        looks += onward.len();
        for (join, waits_for) in joins(fork, &onward) {
            if looks > MOST_LOOKS {
                return findings;
            }
            if reported[join] {
                continue;
            }
            looks += onward.len();
            let Some(leaving) = leaving(&branches, fork, join, &waits_for) else {
                continue;
            };
            reported[join] = true;
            findings.push(finding(procedure, fork, join, &leaving));
        }
    }
    findings
}

/// How a branch leaves.
struct Leaving {
    /// The step that the branch begins with.
    begin: usize,
    /// The answer that leads away.
    answer: Span,
}

/// The first branch that can be led out without coming to the join, and where.
fn leaving(branches: &Branches, fork: &Fork, join: usize, waits_for: &[usize]) -> Option<Leaving> {
    let is_out = |from: usize, way: Way| match way {
        Way::Step(to) if to == join => None,
        // Back to the fork or before it: the branches begin anew.
        Way::Step(to) if to <= fork.from && to <= from => None,
        Way::Step(_) => Some(false),
        Way::End | Way::Away => Some(true),
    };
    let leads_out = branches.leading_out(is_out);
    let all_out = |from: usize, choice: &Choice| {
        let out = |way: &Way| match (is_out(from, *way), way) {
            (Some(false), Way::Step(to)) => leads_out[*to],
            (out, _) => out == Some(true),
        };
        choice.ways.iter().all(out)
    };
    for branch in waits_for {
        let begin = fork.targets[*branch];
        if begin == join || !leads_out[begin] {
            continue;
        }
        // Along the branch, the first answer that leads away while another one does not.
        let mut seen = vec![false; branches.choices.len()];
        let mut open = std::collections::VecDeque::from([begin]);
        while let Some(step) = open.pop_front() {
            if step == join || step <= fork.from || std::mem::replace(&mut seen[step], true) {
                continue;
            }
            let choices = &branches.choices[step];
            let away = choices.iter().find(|choice| all_out(step, choice));
            let stays = choices.iter().any(|choice| !all_out(step, choice));
            if let (Some(Some(answer)), true) = (away.map(|choice| choice.span), stays) {
                return Some(Leaving { begin, answer });
            }
            open.extend(
                choices
                    .iter()
                    .flat_map(|c| &c.ways)
                    .filter_map(|way| match way {
                        Way::Step(to) => Some(*to),
                        Way::End | Way::Away => None,
                    }),
            );
        }
    }
    None
}

fn finding(procedure: &Procedure, fork: &Fork, join: usize, leaving: &Leaving) -> Diagnostic {
    let number = |step: usize| procedure.steps[step].number.value;
    let heading = |step: usize| procedure.steps[step].number.span;
    Diagnostic::error(
        RULE.code,
        &procedure.path,
        leaving.answer,
        say!(
            "step `{}` may wait for ever for the branch that begins with step `{}`",
            "步骤 `{}` 可能一直等不到从步骤 `{}` 开始的一路",
            number(join),
            number(leaving.begin)
        ),
    )
    .warning()
    .label(say!(
        "with this answer the branch never comes to {}",
        "选这个答案，这一路就到不了 {}",
        number(join)
    ))
    .related(
        &procedure.path,
        fork.span,
        say!("the branches part here", "各路从这里分开并行"),
    )
    .related(
        &procedure.path,
        heading(join),
        say!("it waits for all of them", "这里要等各路到齐"),
    )
    .help(say!(
        "let this answer lead to {0} too, or back to {1} to begin anew; if {0} does not depend on this branch, do not lead the branch there",
        "让这个答案也通向 {0}，或者退回 {1} 重新开始；如果 {0} 不用等这一路，就不要让这一路通向 {0}",
        number(join),
        number(fork.from)
    ))
}
