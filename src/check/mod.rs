//! stub

use crate::diagnostic::Diagnostic;
use crate::model::Book;

/// stub
#[must_use]
pub fn check(book: &Book) -> Vec<Diagnostic> {
    let _ = book;
    Vec::new()
}
