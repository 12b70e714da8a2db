//! What `pack.html` sees.

use serde::Serialize;

use crate::render::view::{DocumentFacts, Link};

/// A pack's page, as `pack`.
#[derive(Debug, Serialize)]
pub struct PackView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Owner, version and the like.
    pub facts: DocumentFacts<'a>,
    /// Who the course is for.
    pub audience: Vec<Link<'a>>,
    /// The introduction on its cover.
    pub html: String,
    /// What it prints, in printing order.
    pub items: Vec<PackItemView<'a>>,
    /// What it lists and cannot print.
    pub missing: Vec<Link<'a>>,
    /// How many copies of all its items.
    pub copies: u32,
}

/// One page that a pack prints.
#[derive(Debug, Serialize)]
pub struct PackItemView<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// `form`, `procedure` or `reference`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_words: &'static str,
    /// Its version; may be empty.
    pub version: &'a str,
    /// The sheets that it is printed on, in words.
    pub paper: String,
    /// How often it is printed.
    pub copies: u32,
    /// Its own page.
    pub href: &'a str,
    /// The id of its first sheet in the pack.
    pub id: String,
    /// The name of its sheets in `css`: put it into `data-sheet`. What ends in `-1` is the first copy.
    pub sheet: String,
    /// CSS with the sizes of its sheets, their running heads and the number of each sheet among the item's own.
    pub css: String,
    /// What is printed: the content of its own page without what only a screen shows. Its ids begin with its code.
    pub html: String,
}
