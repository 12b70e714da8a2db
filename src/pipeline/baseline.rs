//! The newest release as a book, which the working files are held against.
//!
//! In: the handbook's folder and what its tags begin with. Out: that book, read once for as long as it stays the
//! newest, or a finding that says why it cannot be read. It must not judge what changed.

use std::path::Path;
use std::sync::Arc;

use crate::changes::{PageChange, changes};
use crate::check::Since;
use crate::diagnostic::{Diagnostic, code, say};
use crate::link;
use crate::model::{Book, Config};
use crate::pipeline::{Memory, config, parse_all};
use crate::release::Repository;
use crate::source::{SourcePath, Span};

/// The newest release and what changed since.
pub struct Baseline {
    /// Its version, `2026.1`.
    pub release: String,
    /// The handbook as it was released.
    pub book: Arc<Book>,
    /// What changed since.
    pub changes: Vec<PageChange>,
}

impl Baseline {
    pub(super) fn of(released: Released, now: &Book) -> Self {
        Self {
            changes: changes(&released.book, now),
            release: released.version,
            book: released.book,
        }
    }

    /// The same for the rules of change control.
    #[must_use]
    pub fn since(&self) -> Since<'_> {
        Since {
            release: &self.release,
            book: &self.book,
            changes: &self.changes,
        }
    }
}

/// A release that was read, kept for the next run.
#[derive(Clone)]
pub(super) struct Released {
    version: String,
    tree: String,
    book: Arc<Book>,
}

/// The newest release; `None` when there is none, or no repository, or it cannot be read, which is a finding.
pub(super) fn newest(
    root: &Path,
    config: &Config,
    kept: &mut Option<Released>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Released> {
    match read(root, &config.tags, kept.take()) {
        Ok(found) => kept.clone_from(&found),
        Err(reason) => findings.push(finding(&reason, root, &config.path)),
    }
    kept.clone()
}

fn finding(reason: &anyhow::Error, root: &Path, settings: &SourcePath) -> Diagnostic {
    let message = say!(
        "the newest release cannot be read: `{}`",
        "读不出最近一次发布：`{}`",
        said(reason, root)
    );
    let help = say!(
        "changes are not held against it; fetch the repository anew with its whole history and its tags",
        "改动没有与它比对；请重新取得完整的仓库，包括全部历史和标签"
    );
    let place = Span::default();
    Diagnostic::error(&code::UNREADABLE_RELEASE, settings, place, message)
        .warning()
        .help(help)
}

/// A reason as a finding quotes it: paths from the handbook's folder, and no backtick of its own.
fn said(reason: &anyhow::Error, root: &Path) -> String {
    let folder = format!("{}/", root.display());
    let said = format!("{reason:#}").replace(&folder, "");
    said.replace('`', "'")
}

fn read(root: &Path, prefix: &str, kept: Option<Released>) -> anyhow::Result<Option<Released>> {
    let Some(repository) = Repository::find(root)? else {
        return Ok(None);
    };
    let Some(newest) = repository.releases(prefix)?.pop() else {
        return Ok(None);
    };
    if let Some(kept) = kept.filter(|kept| kept.tree == newest.tree) {
        let version = newest.version;
        return Ok(Some(Released { version, ..kept }));
    }
    let sources = repository.sources(&newest)?;
    // What is wrong with an old state is nobody's task now.
    let entries = parse_all(&sources, &mut Memory::default(), &mut Vec::new());
    let assets = sources.assets.keys().cloned().collect();
    let book = link::link(&entries, config(&entries), &assets);
    Ok(Some(Released {
        version: newest.version,
        tree: newest.tree,
        book: Arc::new(book),
    }))
}
