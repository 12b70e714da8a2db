//! A procedure's steps in both states: which is which, and what changed of each.
//!
//! A number is no name: a step that is put in moves all later numbers on. Steps are matched by what they say.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::changes::Fate;
use crate::changes::facts::{Fact, FactChange, State, Value, differing};
use crate::changes::identity::Identity;
use crate::changes::paragraphs::{TextChange, of_step};
use crate::model::procedure::{EdgeEnd, Procedure};
use crate::model::{Index, Item, Step};

/// Two steps at least so alike are one step that was reworded; from 0 to 1.
const ALIKE: f64 = 0.5;

/// Procedures with more pairs of steps than this are matched by title alone.
const MOST_PAIRS: usize = 40_000;

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepChange {
    /// What became of it.
    pub fate: Fate,
    /// Its numbers before and after.
    pub numbers: (Option<u32>, Option<u32>),
    /// Its title, the later one when it has both.
    pub title: String,
    /// Whether it stands at another place among the steps that both states have.
    pub moved: bool,
    /// The lines that changed.
    pub facts: Vec<FactChange>,
    /// Its text.
    pub texts: Vec<TextChange>,
}

/// The steps that changed: those of the later state in its order, then those that are gone.
pub(super) fn changes(
    identity: &Identity<'_>,
    old: &Procedure,
    new: &Procedure,
) -> Vec<StepChange> {
    let earlier = matched(identity, old, new);
    let mut later = BTreeMap::new();
    for (at, was) in earlier.iter().enumerate() {
        if let Some(was) = was {
            later.insert(*was, at);
        }
    }
    let moved = moved(&earlier);
    let mut found = Vec::new();
    for (at, step) in new.steps.iter().enumerate() {
        let Some(was) = earlier[at] else {
            found.push(alone(step, Fate::Added));
            continue;
        };
        let before = &old.steps[was];
        let (one, other) = (State::before(identity), State::after(identity));
        let mut lines = one.step(before);
        lines.push((
            Fact::Next,
            next(one, old, was, |to| later.get(&to).copied(), new),
        ));
        let mut now = other.step(step);
        now.push((Fact::Next, next(other, new, at, Some, new)));
        let change = StepChange {
            fate: Fate::Changed,
            numbers: (Some(before.number.value), Some(step.number.value)),
            title: step.title.clone(),
            moved: moved[at],
            facts: differing(lines, now),
            texts: of_step(identity.before, &before.prose, identity.after, &step.prose),
        };
        if change.moved || !change.facts.is_empty() || !change.texts.is_empty() {
            found.push(change);
        }
    }
    for (at, step) in old.steps.iter().enumerate() {
        if !later.contains_key(&at) {
            found.push(alone(step, Fate::Removed));
        }
    }
    found
}

fn alone(step: &Step, fate: Fate) -> StepChange {
    let number = Some(step.number.value);
    let numbers = if fate == Fate::Added {
        (None, number)
    } else {
        (number, None)
    };
    StepChange {
        fate,
        numbers,
        title: step.title.clone(),
        moved: false,
        facts: Vec::new(),
        texts: Vec::new(),
    }
}

/// By step of the later state: the step of the earlier that it is.
fn matched(identity: &Identity<'_>, old: &Procedure, new: &Procedure) -> Vec<Option<usize>> {
    let mut earlier: Vec<Option<usize>> = vec![None; new.steps.len()];
    let mut taken = vec![false; old.steps.len()];
    // The same title, in order; of several with one title the one with the same number.
    for (at, step) in new.steps.iter().enumerate() {
        let same = |was: &usize| !taken[*was] && old.steps[*was].title == step.title;
        let mut all = (0..old.steps.len()).filter(same);
        let first = all.next();
        let number = std::iter::once(first).flatten().chain(all);
        let number = { number }.find(|was| old.steps[*was].number.value == step.number.value);
        if let Some(was) = number.or(first) {
            earlier[at] = Some(was);
            taken[was] = true;
        }
    }
    if old.steps.len() * new.steps.len() > MOST_PAIRS {
        return earlier;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, step) in new
        .steps
        .iter()
        .enumerate()
        .filter(|(at, _)| earlier[*at].is_none())
    {
        for (was, before) in old.steps.iter().enumerate().filter(|(was, _)| !taken[*was]) {
            let score = alike(identity, before, step);
            if score >= ALIKE {
                pairs.push((score, at, was));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, at, was) in pairs {
        if earlier[at].is_none() && !taken[was] {
            earlier[at] = Some(was);
            taken[was] = true;
        }
    }
    earlier
}

/// How alike two steps are: their titles most, then who owns them, and their numbers.
fn alike(identity: &Identity<'_>, one: &Step, other: &Step) -> f64 {
    let owners = State::before(identity).owner(one) == State::after(identity).owner(other);
    let numbers = one.number.value == other.number.value;
    let letters = |step: &Step| -> Vec<char> { step.title.chars().collect() };
    let (was, is) = (letters(one), letters(other));
    let operations = capture_diff_slices(Algorithm::Myers, &was, &is);
    let same = operations.iter().map(|operation| match operation {
        DiffOp::Equal { len, .. } => *len,
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
    });
    let (same, all): (usize, usize) = (same.sum(), was.len() + is.len());
    #[expect(
        clippy::cast_precision_loss,
        reason = "a title has fewer letters than 2^52"
    )]
    let titles = 2.0 * same as f64 / all.max(1) as f64;
    titles * 0.6 + if owners { 0.2 } else { 0.0 } + if numbers { 0.2 } else { 0.0 }
}

/// By step of the later state: whether it changed places with others that both states have: all but a longest
/// run that kept its order.
fn moved(earlier: &[Option<usize>]) -> Vec<bool> {
    let kept: Vec<(usize, usize)> = (earlier.iter().enumerate())
        .filter_map(|(at, was)| was.map(|was| (at, was)))
        .collect();
    // The longest rising run, by the length of the longest that ends at each.
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, was)) in kept.iter().enumerate() {
        let before = (0..at).filter(|other| kept[*other].1 < *was);
        let longest = before.max_by_key(|other| (best[*other].0, std::cmp::Reverse(*other)));
        best.push((longest.map_or(1, |other| best[other].0 + 1), longest));
    }
    let mut moved: Vec<bool> = earlier.iter().map(Option::is_some).collect();
    let mut at = (0..best.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    while let Some(step) = at {
        moved[kept[step].0] = false;
        at = best[step].1;
    }
    moved
}

/// Where a step goes on, a value for each arrow. Steps are named by the numbers of the later state, where they
/// have one, so that a moved number alone is no change.
fn next(
    state: State<'_>,
    procedure: &Procedure,
    at: usize,
    later: impl Fn(usize) -> Option<usize>,
    new: &Procedure,
) -> Vec<Value> {
    let mut values = Vec::new();
    for edge in procedure.edges_of(Index::new(at)) {
        let to = match edge.to {
            EdgeEnd::Step(to) => {
                let Step { number, title, .. } = &procedure.steps[to.at];
                let key = match later(to.at) {
                    Some(step) => format!("step {}", new.steps[step].number.value),
                    None => format!("gone {}", number.value),
                };
                // The number alone may be that of another step in the other state.
                let shown = format!("{} {title}", number.value);
                Value { key, shown }
            }
            EdgeEnd::End => Value::plain("end"),
            EdgeEnd::Procedure(to, step) => {
                let mut value = state.page(Item::Procedure(to));
                let step = step.map_or_else(String::new, |step| format!("#{step}"));
                value.key.push_str(&step);
                value.shown = format!("{}{step}", state.book().code(Item::Procedure(to)));
                value
            }
            EdgeEnd::Missing(missing) => Value::plain(&missing.text),
        };
        let label = edge
            .label
            .map_or_else(String::new, |label| format!("{label} "));
        values.push(Value {
            key: format!("{label}→ {}", to.key),
            shown: format!("{label}→ {}", to.shown),
        });
    }
    values
}
