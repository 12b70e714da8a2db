//! The book in other programs' words.
//!
//! In: the `Book`. Out: bytes or text. It must not know pages.

mod chart;
mod handbook;
mod history;
mod packs;
mod schema;
mod words;
mod xlsform;

pub use chart::{mermaid, svg};
pub use schema::form_schema;
pub use xlsform::{XlsForm, xlsform};

use crate::model::Book;

/// `handbook.json`: the whole model, as DESIGN.md describes it, of a release or of none.
///
/// # Errors
/// When a value cannot be written as JSON, which no value of a book is known to be.
pub fn handbook_json(book: &Book, release: Option<&str>) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&handbook::view(book, release))?;
    bytes.push(b'\n');
    Ok(bytes)
}
