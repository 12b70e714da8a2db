//! stub

use crate::diagnostic::Diagnostic;
use crate::model::Book;
use crate::site::Site;
use crate::source::Sources;

/// stub
pub struct Layouts {}

impl Layouts {
    /// stub
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let _ = sources;
        Self {}
    }
}

/// stub
#[must_use]
pub fn render(book: &Book, layouts: &Layouts) -> (Site, Vec<Diagnostic>) {
    let _ = (book, layouts);
    (Site::default(), Vec::new())
}
