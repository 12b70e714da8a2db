//! Whose each page is.
//!
//! In: the book. Out: the role that answers for a page. A form is its template's, so its owner is the template's; a
//! role's own page has none.

use crate::model::book::{Book, Item};
use crate::model::id::Index;
use crate::model::role::Role;

impl Book {
    /// The role that answers for a page, when it names one that exists.
    #[must_use]
    pub fn owner(&self, item: Item) -> Option<Index<Role>> {
        let item = if let Item::Form(at) = item {
            Item::Template(self.uses.template_of_form[at.at]?)
        } else {
            item
        };
        self.document(item)?.owner?.value.found()
    }
}
