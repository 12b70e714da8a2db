//! The registers as workbooks, remembered from run to run: to write one takes longer than to see that nothing in
//! it has changed.
//!
//! In: a book, and the workbooks of the run before. Out: workbooks. It must not know pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::Book;
use crate::render::links::Links;
use crate::render::registers;
use crate::workbook::{Table, tables};

/// Workbooks by their paths in the site, each with the tables that it was made of.
#[derive(Default)]
pub struct Workbooks(BTreeMap<String, (Vec<Table>, Arc<[u8]>)>);

impl Workbooks {
    /// Path and bytes of each.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        (self.0.iter()).map(|(path, (_, bytes))| (path.as_str(), bytes))
    }
}

/// The workbook of every register; one whose tables are those of the run before is not written again.
///
/// # Errors
/// When a spreadsheet cannot hold what stands in a register.
pub fn workbooks(book: &Book, mut before: Workbooks) -> anyhow::Result<Workbooks> {
    let wanted = registers::workbooks(&Links::of(book));
    let known: Vec<_> = (wanted.into_iter())
        .map(|(path, tables)| {
            let before = before.0.remove(&path);
            (path, before.filter(|(old, _)| *old == tables), tables)
        })
        .collect();
    let made: anyhow::Result<BTreeMap<_, _>> = (known.into_par_iter())
        .map(|(path, before, of)| {
            if let Some(same) = before {
                return Ok((path, same));
            }
            let bytes: Arc<[u8]> = tables(&of)?.into();
            Ok((path, (of, bytes)))
        })
        .collect();
    Ok(Workbooks(made?))
}
