//! A loop that is gone round again every time: no answer ends it.

use crate::check::Rule;
use crate::check::branches::{Branches, Way};
use crate::check::flow::{Flow, circles, last_of, reached};
use crate::check::references::ranges;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Procedure};

pub(super) const RULE: Rule = Rule {
    code: &code::ENDLESS_LOOP,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let findings = book.procedures.iter();
    findings
        .flat_map(|procedure| of(procedure, words))
        .collect()
}

fn of(procedure: &Procedure, words: &Words) -> Vec<Diagnostic> {
    let flow = Flow::of(procedure);
    let ways_out = (0..procedure.steps.len()).filter(|step| flow.leaves[*step]);
    let alive = reached(&flow.before, ways_out);
    let branches = Branches::of(procedure);
    let ends = branches.leading_out(|_, way| {
        Some(match way {
            // From there no arrow leads to the end at all: `dead-end` says so.
            Way::Step(to) => !alive[to],
            Way::End | Way::Away => true,
        })
    });
    let endless: Vec<bool> = ends.iter().map(|ends| !ends).collect();
    let within = |arrows: &[Vec<usize>]| -> Vec<Vec<usize>> {
        let stay = |steps: &Vec<usize>| steps.iter().copied().filter(|to| endless[*to]).collect();
        arrows.iter().map(stay).collect()
    };
    let after = within(&flow.after);
    let groups = last_of(circles(&after, &within(&flow.before), &endless), &after);
    let findings = groups.iter();
    findings
        .filter_map(|group| finding(procedure, &branches, &endless, group, words))
        .collect()
}

fn finding(
    procedure: &Procedure,
    branches: &Branches,
    endless: &[bool],
    group: &[usize],
    words: &Words,
) -> Option<Diagnostic> {
    let stays = |way: &Way| matches!(way, Way::Step(to) if endless[*to]);
    // The last step that leads on and back at once: what is wrong is there.
    let (step, choice) = (group.iter().rev())
        .flat_map(|step| branches.choices[*step].iter().map(move |c| (*step, c)))
        .find(|(_, choice)| choice.ways.iter().any(stays) && !choice.ways.iter().all(stays))?;
    let number = |step: usize| procedure.steps[step].number.value;
    let back = choice.ways.iter().filter_map(|way| match way {
        Way::Step(to) if endless[*to] => Some(number(*to)),
        Way::Step(_) | Way::End | Way::Away => None,
    });
    let back = ranges(back);
    let numbers = ranges(group.iter().map(|step| number(*step)));
    let (kind, next) = (
        words.line(words.kind, words.decision),
        words.line(words.next, ""),
    );
    let example = format!(
        "{kind}\n{}\n  - {} → …\n  - {} → …",
        next.trim_end(),
        words.yes,
        words.no
    );
    Some(
        Diagnostic::error(
            RULE.code,
            &procedure.path,
            choice.span?,
            say!(
                "the loop of steps {} never ends",
                "步骤 {} 的循环停不下来",
                numbers
            ),
        )
        .warning()
        .label(say!(
            "it leads on and back to {} every time",
            "每次都既往下走，又回到 {}",
            back
        ))
        .help(say!(
            "let step {0} decide which of them it is:\n{1}",
            "让步骤 {0} 作出判断，二者取其一：\n{1}",
            number(step),
            example
        )),
    )
}
