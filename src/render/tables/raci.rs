//! Who is responsible, approves, is consulted and is informed, by procedure and role.

use std::collections::BTreeMap;

use crate::model::{Index, Item, Procedure, Role};
use crate::render::links::Links;
use crate::render::tables::{Column, Table, title_cell};
use crate::render::view::register::{Cell, Row};

/// One row for each procedure and role with the numbers of its steps.
pub(crate) fn raci<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let procedures = 0..links.book.procedures.len();
    Table {
        columns: vec![
            Column::new(words.code),
            Column::wide(words.procedure).by("procedure"),
            Column::wide(words.role).by("role"),
            Column::new("R"),
            Column::new("A"),
            Column::new("C"),
            Column::new("I"),
        ],
        rows: Box::new(procedures.flat_map(move |at| rows_of(links, Index::new(at)))),
    }
}

/// One row for each role that has a part in a procedure, in the order of their first steps.
fn rows_of<'a>(links: &'a Links<'_>, at: Index<Procedure>) -> Vec<Row<'a>> {
    let mut order: Vec<Index<Role>> = Vec::new();
    let mut parts: BTreeMap<Index<Role>, [Vec<String>; 4]> = BTreeMap::new();
    for step in &links.book.procedure(at).steps {
        let involved = [
            &step.owners,
            &step.approvers,
            &step.consulted,
            &step.informed,
        ];
        for (column, roles) in involved.into_iter().enumerate() {
            for role in roles.iter().filter_map(|role| role.value.found()) {
                let columns = parts.entry(role).or_insert_with(|| {
                    order.push(role);
                    Default::default()
                });
                columns[column].push(step.number.value.to_string());
            }
        }
    }
    let item = Item::Procedure(at);
    (order.into_iter())
        .map(|role| {
            let mut cells = vec![
                Cell::code(links, item),
                title_cell(links, item),
                title_cell(links, Item::Role(role)),
            ];
            let columns = parts.remove(&role).unwrap_or_default();
            cells.extend(columns.map(|steps| Cell::words(steps.join(links.words.separator))));
            Row { cells }
        })
        .collect()
}
