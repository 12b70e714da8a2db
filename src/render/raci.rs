//! Who does what in a procedure, steps × roles: a page, a CSV file and a table of a workbook.
//!
//! In: a procedure. Out: its files. It must not know layouts.

use std::collections::BTreeMap;

use crate::model::{Index, Item, Procedure, Role, Step};
use crate::render::links::{Links, encoded};
use crate::render::view::raci::{RaciStep, RaciView};
use crate::render::{File, Press, frame};
use crate::workbook::{Table, Value};

/// More sheets than this nobody finds anything among; the register's own is there all the same.
const MOST_SHEETS: usize = 200;
/// The letters in the order in which they stand in a cell.
const LETTERS: [&str; 4] = ["R", "A", "C", "I"];

/// Whether a procedure has a matrix: somebody must have a part in a step.
pub(crate) fn has_matrix(procedure: &Procedure) -> bool {
    (procedure.steps.iter())
        .flat_map(involved)
        .any(|roles| roles.iter().any(|role| role.value.found().is_some()))
}

/// The address of a procedure's matrix from one folder down, when it has one.
pub(crate) fn href(links: &Links<'_>, at: Index<Procedure>) -> Option<String> {
    let procedure = links.book.procedure(at);
    has_matrix(procedure).then(|| format!("../raci/{}.html", encoded(&stem(procedure))))
}

fn stem(procedure: &Procedure) -> String {
    procedure.code.value.file_stem()
}

/// Who has a part in a step, in the order of the letters.
fn involved(step: &Step) -> [&[crate::source::Spanned<crate::model::Ref<Role>>]; 4] {
    [
        &step.owners,
        &step.approvers,
        &step.consulted,
        &step.informed,
    ]
}

/// A procedure's roles in the order of their first steps, and for each step and role the letters.
struct Matrix {
    roles: Vec<Index<Role>>,
    steps: Vec<Vec<Vec<&'static str>>>,
}

impl Matrix {
    fn of(procedure: &Procedure) -> Self {
        let mut roles = Vec::new();
        let mut columns = BTreeMap::new();
        let found = |step| {
            let lists = LETTERS.into_iter().zip(involved(step));
            lists.flat_map(|(letter, roles)| {
                let roles = roles.iter().filter_map(|role| role.value.found());
                roles.map(move |role| (letter, role))
            })
        };
        for (_, role) in procedure.steps.iter().flat_map(found) {
            columns.entry(role).or_insert_with(|| {
                roles.push(role);
                roles.len() - 1
            });
        }
        let row = |step| {
            let mut row = vec![Vec::new(); roles.len()];
            for (letter, role) in found(step) {
                let cell: &mut Vec<&str> = &mut row[columns[&role]];
                if !cell.contains(&letter) {
                    cell.push(letter);
                }
            }
            row
        };
        let steps = procedure.steps.iter().map(row).collect();
        Self { roles, steps }
    }
}

/// The page and the CSV file of a procedure's matrix; none when nobody has a part in it.
pub(crate) fn files(press: &Press<'_>, at: Index<Procedure>) -> Vec<File> {
    let links = press.links;
    let procedure = links.book.procedure(at);
    if !has_matrix(procedure) {
        return Vec::new();
    }
    let (words, stem) = (links.words, stem(procedure));
    let matrix = Matrix::of(procedure);
    let csv = csv_bytes(links, procedure, &matrix);
    let steps: Vec<RaciStep<'_>> = (procedure.steps.iter().zip(matrix.steps))
        .map(|(step, parts)| RaciStep {
            number: step.number.value,
            link: links.step(at, step),
            phase: step.phase.as_ref().map_or("", |phase| phase.value.as_str()),
            parts,
        })
        .collect();
    let view = RaciView {
        procedure: links.procedure(at),
        owner: procedure.owner.as_ref().map(|role| links.role(role)),
        csv: encoded(&format!("{stem}.csv")),
        xlsx: if links.book.procedures.len() > MOST_SHEETS {
            ""
        } else {
            "../registers/raci.xlsx"
        },
        steps_href: format!("../registers/steps.html?procedure={}", encoded(&stem)),
        any_phase: steps.iter().any(|step| !step.phase.is_empty()),
        roles: (matrix.roles.iter())
            .map(|role| links.item(Item::Role(*role)))
            .collect(),
        steps,
    };
    let mut page = frame::of_procedure(press, at);
    page.kind = "raci";
    page.title = format!("{}{}", words.matrices.raci_of, page.title).into();
    page.path = format!("raci/{stem}.html").into();
    page.crumbs.push(links.procedure(at));
    page.previous = None;
    page.next = None;
    page.print_css = frame::print_css(press, &page, "A4 landscape");
    let path = format!("raci/{stem}.csv");
    vec![
        press.print(&page, "raci", &view),
        File::new(path, csv, Vec::new()),
    ]
}

/// The head of the matrix and its rows, in words.
fn texts(links: &Links<'_>, procedure: &Procedure, matrix: &Matrix) -> Vec<Vec<String>> {
    let words = links.words;
    let mut head = vec![
        words.phase.to_owned(),
        words.matrices.step_number.to_owned(),
        words.step.to_owned(),
    ];
    let title = |role: &Index<Role>| links.book.title(Item::Role(*role)).to_owned();
    head.extend(matrix.roles.iter().map(title));
    let rows = procedure
        .steps
        .iter()
        .zip(&matrix.steps)
        .map(|(step, parts)| {
            let phase = step.phase.as_ref().map(|phase| phase.value.clone());
            let mut row = vec![
                phase.unwrap_or_default(),
                step.number.value.to_string(),
                step.title.clone(),
            ];
            row.extend(parts.iter().map(|letters| letters.join("/")));
            row
        });
    std::iter::once(head).chain(rows).collect()
}

fn csv_bytes(links: &Links<'_>, procedure: &Procedure, matrix: &Matrix) -> Vec<u8> {
    let records = texts(links, procedure, matrix);
    crate::render::register_rows::csv(records.into_iter())
}

/// A table for each procedure's matrix, when there are not too many.
pub(crate) fn tables(links: &Links<'_>) -> Vec<Table> {
    if links.book.procedures.len() > MOST_SHEETS {
        return Vec::new();
    }
    (links.book.procedures.iter().enumerate())
        .filter(|(_, procedure)| has_matrix(procedure))
        .map(|(at, procedure)| table(links, Index::new(at), procedure))
        .collect()
}

fn table(links: &Links<'_>, at: Index<Procedure>, procedure: &Procedure) -> Table {
    let mut texts = texts(links, procedure, &Matrix::of(procedure)).into_iter();
    let head = texts.next().unwrap_or_default();
    let widths = [12, 8, 32].into_iter().chain(std::iter::repeat(10));
    let row = |(row, step): (Vec<String>, &Step)| {
        let link = links.step(at, step);
        let address = link.href.as_deref().and_then(|href| links.address(href));
        let cell = |(column, text)| match (column, &address) {
            (1, _) => Value::Number(step.number.value),
            (2, Some(address)) => Value::Link(text, address.clone()),
            _ => Value::Text(text),
        };
        row.into_iter().enumerate().map(cell).collect()
    };
    Table {
        name: procedure.code.value.as_str().to_owned(),
        frozen: 3,
        columns: head.into_iter().zip(widths).collect(),
        rows: texts.zip(&procedure.steps).map(row).collect(),
    }
}
