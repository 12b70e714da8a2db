//! What `drafts.html` sees.

use std::borrow::Cow;

use serde::Serialize;

/// The page of the drafts that a person's browser keeps, as `drafts`. The drafts themselves no build knows.
#[derive(Debug, Serialize)]
pub struct DraftsView<'a> {
    /// The forms that a draft may be of.
    pub forms: Vec<FormLink<'a>>,
}

/// A form as a draft names it.
#[derive(Debug, Serialize)]
pub struct FormLink<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its template's title.
    pub title: &'a str,
    /// Its template's version; may be empty.
    pub version: &'a str,
    /// Its page, from the root.
    pub href: Cow<'a, str>,
}
