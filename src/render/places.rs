//! A role's place in each procedure: strips of steps in which its own stand out.
//!
//! In: a role. Out: `PlaceView`s. It must not know layouts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Index, Involvement, Procedure, Role};
use crate::render::links::Links;
use crate::render::role::part_words;
use crate::render::view::maps::{PlaceStep, PlaceView};

/// Of more procedures nobody reads the strips, and they would make the page slow.
const MOST: usize = 100;

/// What a role does, strongest first.
const PARTS: [Involvement; 4] = [
    Involvement::Owner,
    Involvement::Approver,
    Involvement::Consulted,
    Involvement::Informed,
];

/// The strips of a role.
pub(crate) fn of_role<'a>(links: &'a Links<'_>, at: Index<Role>) -> Vec<PlaceView<'a>> {
    let parts = parts(links, at);
    (parts.iter().take(MOST))
        .map(|(procedure, parts)| place(links, *procedure, parts))
        .collect()
}

/// Says that strips were left out, when they were.
pub(crate) fn note(links: &Links<'_>, at: Index<Role>) -> Option<String> {
    let count = MOST.to_string();
    (parts(links, at).len() > MOST).then(|| links.words.places_many.replace("{count}", &count))
}

/// By procedure and step: what the role does there.
type Parts = BTreeMap<Index<Procedure>, BTreeMap<usize, Vec<Involvement>>>;

fn parts(links: &Links<'_>, at: Index<Role>) -> Parts {
    let mut parts = Parts::new();
    for (step, part) in &links.book.uses.steps_of_role[at.at] {
        let steps = parts.entry(step.procedure).or_default();
        steps.entry(step.step.at).or_default().push(*part);
    }
    parts
}

fn place<'a>(
    links: &'a Links<'_>,
    at: Index<Procedure>,
    parts: &BTreeMap<usize, Vec<Involvement>>,
) -> PlaceView<'a> {
    let words = links.words;
    let link = links.procedure(at);
    let address = link.href.clone().unwrap_or_default();
    let steps = &links.book.procedure(at).steps;
    let strongest = |step: usize| {
        let parts = parts.get(&step)?;
        PARTS.into_iter().find(|part| parts.contains(part))
    };
    let count = if steps.len() == 1 {
        words.count_step
    } else {
        words.count_steps
    };
    let mut says = format!("{} {count}", steps.len());
    for part in PARTS {
        let numbers: Vec<String> = (parts.iter())
            .filter(|(_, parts)| parts.contains(&part))
            .map(|(step, _)| steps[*step].number.value.to_string())
            .collect();
        if !numbers.is_empty() {
            let (what, list) = (part_words(words, part), numbers.join(words.separator));
            // Writing to a string cannot fail.
            let _ = write!(says, "{}{what} {list}", words.clause);
        }
    }
    PlaceView {
        procedure: link,
        says,
        steps: (steps.iter().enumerate())
            .map(|(number, step)| PlaceStep {
                number: step.number.value,
                href: format!("{address}#{}", step.anchor()),
                title: &step.title,
                own: strongest(number) == Some(Involvement::Owner),
                part: strongest(number).map(|part| part_words(words, part)),
            })
            .collect(),
    }
}
