//! The registers of forms: one row for each, and one for each step that fills it in, takes or gives it.

use crate::model::{Form, Index, Item, StepAt, Template};
use crate::render::links::Links;
use crate::render::procedure::status_words;
use crate::render::tables::{Column, Place, Table, role_cell, title_cell};
use crate::render::view::register::{Cell, Row};

/// Every form, by its template.
pub(crate) fn forms<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let row = move |(at, template): (usize, &'a Template)| {
        let item = Item::Template(Index::new(at));
        let uses = &links.book.uses;
        Row {
            cells: vec![
                Cell::code(links, item),
                title_cell(links, item),
                role_cell(links, template.owner.as_ref()),
                Cell::links(links.roles(&template.filled_by)),
                Cell::links(links.roles(&template.signed_by)),
                Cell::words(template.kept.as_deref().unwrap_or_default()),
                Cell::words(template.version.value.as_str()),
                Cell::words(status_words(words, template.status.value)),
                places(links, &uses.steps_of_template[at]),
                places(links, &uses.takers_of_template[at]),
                places(links, &uses.givers_of_template[at]),
            ],
        }
    };
    let rows = links.book.templates.iter().enumerate().map(row);
    // A form without its template is the checker's to report; the page that shows it so lists it too.
    let alone = |(at, _): &(usize, &Form)| links.book.uses.template_of_form[*at].is_none();
    let alone = (links.book.forms.iter().enumerate())
        .filter(alone)
        .map(|(at, _)| {
            let mut cells = vec![Cell::code(links, Item::Form(Index::new(at)))];
            cells.resize(11, Cell::default());
            Row { cells }
        });
    Table {
        columns: vec![
            Column::new(words.code),
            Column::wide(words.title),
            Column::new(words.document_owner).by("role"),
            Column::new(words.filled_by).by("role"),
            Column::new(words.signed_by).by("role"),
            Column::new(words.kept),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
            Column::new(words.matrices.filled_at),
            Column::new(words.matrices.taken_at),
            Column::new(words.matrices.given_at),
        ],
        rows: Box::new(rows.chain(alone)),
    }
}

/// Steps by code and number.
fn places<'a>(links: &'a Links<'_>, steps: &[StepAt]) -> Cell<'a> {
    let mut steps = steps.to_vec();
    // A step that names the same form twice is listed once.
    steps.dedup();
    Cell::links(steps.iter().map(|at| links.short_place(*at)).collect())
}

/// Every use of every form by a step.
pub(crate) fn form_steps<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let uses = &links.book.uses;
    let templates = links.book.templates.iter().enumerate();
    let rows = templates.flat_map(move |(at, template)| {
        let ways = [
            (words.matrices.fills, &uses.steps_of_template[at]),
            (words.matrices.takes, &uses.takers_of_template[at]),
            (words.matrices.gives, &uses.givers_of_template[at]),
        ];
        let all = ways.into_iter().flat_map(|(way, steps)| {
            let mut steps = steps.clone();
            steps.dedup();
            steps.into_iter().map(move |step| (way, Some(step)))
        });
        let mut all: Vec<(&'static str, Option<StepAt>)> = all.collect();
        if all.is_empty() {
            all.push(("", None));
        }
        (all.into_iter()).map(move |(way, step)| form_step(links, at, template, way, step))
    });
    Table {
        columns: vec![
            Column::new(words.code).only(Place::Files),
            Column::wide(words.title).only(Place::Files),
            Column::wide(words.form).by("form").only(Place::Page),
            Column::new(words.matrices.way).by("way"),
            Column::wide(words.step).only(Place::Page),
            Column::wide(words.procedure)
                .by("procedure")
                .only(Place::Page),
            Column::new(words.procedure).only(Place::Files),
            Column::narrow(words.matrices.step_number).only(Place::Files),
            Column::wide(words.step).only(Place::Files),
            Column::new(words.step_owner).by("role"),
            Column::new(words.filled_by).by("role"),
            Column::new(words.signed_by).by("role"),
            Column::new(words.kept),
            Column::narrow(words.version),
            Column::new(words.status).by("status"),
        ],
        rows: Box::new(rows),
    }
}

/// A form and a step; a form that no step uses has a row without one.
fn form_step<'a>(
    links: &'a Links<'_>,
    at: usize,
    template: &'a Template,
    way: &'static str,
    place: Option<StepAt>,
) -> Row<'a> {
    let item = Item::Template(Index::new(at));
    let step = place.map(|at| (at, links.book.step(at)));
    let procedure = place.map(|at| Item::Procedure(at.procedure));
    let cell = |link| Cell::links(Option::into_iter(link).collect());
    Row {
        cells: vec![
            Cell::code(links, item),
            title_cell(links, item),
            Cell::links(vec![links.item(item)]),
            Cell::words(way),
            cell(place.map(|at| links.place(at))),
            cell(procedure.map(|item| links.item(item))),
            procedure.map_or_else(Cell::default, |item| Cell::code(links, item)),
            step.map_or_else(Cell::default, |(_, step)| Cell::count(step.number.value)),
            cell(step.map(|(at, step)| links.step(at.procedure, step))),
            step.map_or_else(Cell::default, |(_, step)| {
                Cell::links(links.roles(&step.owners))
            }),
            Cell::links(links.roles(&template.filled_by)),
            Cell::links(links.roles(&template.signed_by)),
            Cell::words(template.kept.as_deref().unwrap_or_default()),
            Cell::words(template.version.value.as_str()),
            Cell::words(status_words(links.words, template.status.value)),
        ],
    }
}
