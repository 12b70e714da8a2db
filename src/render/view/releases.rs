//! What layouts see of the list of releases and of a page that is gone.

use serde::Serialize;

use crate::model::Kind;

/// `releases`: all releases.
#[derive(Debug, Serialize)]
pub(crate) struct ReleasesView<'a> {
    /// The newest first.
    pub(crate) rows: Vec<ReleaseRow<'a>>,
}

/// One release, in words.
#[derive(Debug, Serialize)]
pub(crate) struct ReleaseRow<'a> {
    /// Which.
    pub(crate) release: &'a ReleaseView,
    /// The words of the link to it.
    pub(crate) browse: String,
    /// What became of the pages of each kind.
    pub(crate) counts: Vec<CountRow>,
}

/// What became of the pages of a kind, in words; empty where there are none.
#[derive(Debug, Serialize)]
pub(crate) struct CountRow {
    /// The kind, `流程`.
    pub(crate) title: &'static str,
    /// `新增 2`
    pub(crate) added: String,
    /// `修改 2`
    pub(crate) changed: String,
    /// `撤销 2`
    pub(crate) removed: String,
}

/// One release.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReleaseView {
    /// `2026.1`
    pub version: String,
    /// `2026-10-01`
    pub date: String,
    /// Who released it; may be empty.
    pub author: String,
    /// What is new, in paragraphs; may be empty.
    pub note: Vec<String>,
    /// The release before; empty of the first.
    pub since: String,
    /// How many pages of each kind changed, without kinds of which none did.
    pub counts: Vec<Count>,
}

/// What became of the pages of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// Which kind.
    #[serde(skip)]
    pub kind: Kind,
    /// New ones.
    pub added: usize,
    /// Others.
    pub changed: usize,
    /// Those that are gone.
    pub removed: usize,
}

/// `gone`: a page that the current release has no longer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Gone {
    /// Its path in the site.
    pub path: String,
    /// Its code and title as they were last.
    pub title: String,
    /// The last release that had it.
    pub last: String,
    /// The first that had it no longer.
    pub since: String,
    /// The same page by its name of today, when it was only renamed.
    pub renamed: Option<Way>,
    /// The page that took its place.
    pub successor: Option<Way>,
}

/// A page of the current release.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Way {
    /// From the site's root.
    pub path: String,
    /// Its code and title.
    pub title: String,
}
