//! The register of steps: step × owner × form for the whole handbook.

use crate::model::procedure::{Forms, Material};
use crate::model::{Index, Item, Procedure, Step, StepAt};
use crate::render::links::Links;
use crate::render::procedure::{forms_of, kind_words};
use crate::render::tables::{Column, Place, Table};
use crate::render::view::register::{Cell, Row};
use crate::source::Spanned;

/// Every step of every procedure.
pub(crate) fn steps<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let procedures = links.book.procedures.iter().enumerate();
    let rows = procedures.flat_map(move |(at, procedure)| {
        let steps = procedure.steps.iter().enumerate();
        steps.map(move |(number, step)| {
            let place = StepAt {
                procedure: Index::new(at),
                step: Index::new(number),
            };
            row(links, place, procedure, step)
        })
    });
    Table {
        columns: vec![
            Column::wide(words.step).only(Place::Page),
            Column::new(words.code).only(Place::Files),
            Column::wide(words.procedure)
                .by("procedure")
                .only(Place::Page),
            Column::wide(words.procedure).only(Place::Files),
            Column::new(words.phase),
            Column::narrow(words.matrices.step_number).only(Place::Files),
            Column::wide(words.step).only(Place::Files),
            Column::narrow(words.matrices.step_kind).by("kind"),
            Column::new(words.responsible).by("role"),
            Column::new(words.consulted).by("role"),
            Column::new(words.approver).by("role"),
            Column::new(words.informed).by("role"),
            Column::wide(words.form).by("form"),
            Column::wide(words.inputs),
            Column::wide(words.outputs),
            Column::new(words.due),
            Column::new(words.part).by("part"),
        ],
        rows: Box::new(rows),
    }
}

fn row<'a>(
    links: &'a Links<'_>,
    place: StepAt,
    procedure: &'a Procedure,
    step: &'a Step,
) -> Row<'a> {
    let item = Item::Procedure(place.procedure);
    let phase = step.phase.as_ref().map(|phase| phase.value.as_str());
    let due = step.due.as_ref().map(|due| due.value.as_str());
    Row {
        cells: vec![
            Cell::links(vec![links.place(place)]),
            Cell::code(links, item),
            Cell::links(vec![links.item(item)]),
            super::title_cell(links, item),
            Cell::words(phase.unwrap_or_default()),
            Cell::count(step.number.value),
            Cell::links(vec![links.step(place.procedure, step)]),
            Cell::words(kind_words(links.words, step.kind.value)),
            Cell::links(links.roles(&step.owners)),
            Cell::links(links.roles(&step.consulted)),
            Cell::links(links.roles(&step.approvers)),
            Cell::links(links.roles(&step.informed)),
            if matches!(step.forms, Forms::NotNeeded(_)) {
                Cell::words(links.words.none)
            } else {
                Cell::links(forms_of(links, step))
            },
            materials(links, item, &step.inputs),
            materials(links, item, &step.outputs),
            Cell::words(due.unwrap_or_default()),
            Cell::links(
                (procedure.part.iter())
                    .map(|part| links.to_part(part))
                    .collect(),
            ),
        ],
    }
}

/// What a step takes or gives, as seen from a page that is not its procedure's.
fn materials<'a>(links: &'a Links<'_>, here: Item, materials: &'a [Spanned<Material>]) -> Cell<'a> {
    let link = |material: &'a Spanned<Material>| {
        let mut link = links.material(&material.value, here);
        if let Some(fragment) = link.href.as_ref().filter(|href| href.starts_with('#')) {
            link.href = Some(format!("{}{fragment}", links.href(here)).into());
        }
        link
    };
    Cell::links(materials.iter().map(link).collect())
}
