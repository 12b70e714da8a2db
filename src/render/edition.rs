//! What a site knows of releases, and the pages that only the root of published releases has.
//!
//! In: which release this is and what came before. Out: `EditionView`, for every layout. It must not know git, nor
//! where the site is written to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::changes::PageChange;
use crate::model::{Book, Commit};
use crate::render::view::releases::{Gone, ReleaseView};
use crate::source::SourcePath;

/// What a site knows of releases; the default, of a plain build, is nothing.
#[derive(Default)]
pub struct Edition<'a> {
    /// Which release it is; `None` of a plain build and of the working files.
    pub release: Option<Stamp<'a>>,
    /// The working files, published beside the releases.
    pub next: bool,
    /// From this site's root to the root of all that is published: empty, `../` or `../../`.
    pub up: &'static str,
    /// The release before.
    pub since: Option<Since<'a>>,
    /// By file: the commits up to the release that changed it, newest first.
    pub history: Option<&'a BTreeMap<SourcePath, Vec<Commit>>>,
    /// All releases and what is gone; at the root of all that is published.
    pub archive: Option<&'a Archive>,
}

/// What the root of all that is published tells of every release.
#[derive(Debug, Default)]
pub struct Archive {
    /// The releases, the newest first.
    pub releases: Vec<ReleaseView>,
    /// The pages that the newest release has no longer.
    pub gone: Vec<Gone>,
}

/// The name of a release.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// `2026.1`
    pub version: &'a str,
    /// `2026-10-01`
    pub date: &'a str,
}

/// An earlier release and what changed since.
#[derive(Clone, Copy)]
pub struct Since<'a> {
    /// Its version.
    pub release: &'a str,
    /// The handbook as it was then.
    pub book: &'a Book,
    /// What changed.
    pub changes: &'a [PageChange],
}

impl Edition<'_> {
    /// Whether the site stands among releases.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.release.is_some() || self.next
    }
}

/// What layouts see of it, as `edition`.
#[derive(Debug, Serialize)]
pub(crate) struct EditionView<'a> {
    /// Whether the site stands among releases; all else is empty when it does not.
    pub published: bool,
    /// The version of the release; empty of the working files.
    pub release: &'a str,
    /// The day of the release; empty of the working files.
    pub date: &'a str,
    /// From the site's root, so after `page.root`, to the root of all that is published.
    pub up: &'a str,
    /// The release before, which `changes.html` compares with; empty when there is no such page.
    pub since: &'a str,
}

impl<'a> From<&Edition<'a>> for EditionView<'a> {
    fn from(edition: &Edition<'a>) -> Self {
        Self {
            published: edition.is_published(),
            release: edition.release.map_or("", |release| release.version),
            date: edition.release.map_or("", |release| release.date),
            up: edition.up,
            since: edition.since.map_or("", |since| since.release),
        }
    }
}

/// Puts what a published page says of its release into the page, where a site's own layouts may know nothing of it:
/// what it is told before the first script, which may ask for it, how it says so at the end of the head, and its foot.
pub(super) fn stamp(html: &mut String, [data, head, foot]: [&str; 3]) {
    if let Some(at) = html.rfind("</body>") {
        html.insert_str(at, foot);
    }
    if let Some(end) = html.find("</head>") {
        html.insert_str(end, head);
        let first = html[..end].find("<script").unwrap_or(end);
        html.insert_str(first, data);
    }
}
