//! The lives of documents over all releases: by which name each was known, when it came, when it went.
//!
//! In: the records of all releases, the oldest first. Out: a small script for each page that ever was, which frozen
//! pages load to learn what came after them. It must not know pages' insides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::publish::record::{PageRecord, Record};
use crate::site::Site;

/// One document.
#[derive(Debug, Serialize)]
pub(super) struct Life {
    /// The oldest first; a release in which nothing of it changed belongs to the run before.
    pub(super) runs: Vec<Run>,
    /// The document that takes its place.
    pub(super) successor: Option<Place>,
}

/// Releases one after the other in which a document was the same.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Run {
    /// The first of them.
    pub(super) from: String,
    /// The last of them.
    pub(super) to: String,
    #[serde(flatten)]
    pub(super) place: Place,
    version: String,
    status: String,
    effective: String,
}

/// Where a document stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) kind: String,
}

/// What changed for a role in a release.
#[derive(Debug, Serialize)]
struct RoleChange<'a> {
    release: &'a str,
    date: &'a str,
    kind: &'a str,
    code: &'a str,
    was: Option<&'a str>,
    title: &'a str,
    fate: &'a str,
    path: &'a str,
}

/// Everything that is known of a path.
#[derive(Serialize)]
struct History<'a> {
    format: u32,
    pages: Vec<&'a Life>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<RoleChange<'a>>,
}

impl Default for History<'_> {
    fn default() -> Self {
        Self {
            format: FORMAT,
            pages: Vec::new(),
            changes: Vec::new(),
        }
    }
}

/// The number that the scripts of pages know.
const FORMAT: u32 = 1;

type Key = (String, String);

/// The lives of all documents.
pub(super) struct Lives {
    lives: Vec<Life>,
    by_path: BTreeMap<String, BTreeSet<usize>>,
}

impl Lives {
    /// Of these releases, the oldest first.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut lives: Vec<Life> = Vec::new();
        let mut last: Vec<Option<Key>> = Vec::new();
        let mut now: BTreeMap<Key, usize> = BTreeMap::new();
        let mut by_path: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut ends: BTreeMap<Key, usize> = BTreeMap::new();
        for (at, record) in records.iter().enumerate() {
            let before = std::mem::take(&mut now);
            let previous = at.checked_sub(1).map(|at| records[at].version.as_str());
            for page in &record.pages {
                let known = (page.was.as_ref())
                    .and_then(|was| before.get(&(page.kind.clone(), was.clone())));
                let life = known.copied().unwrap_or(lives.len());
                if life == lives.len() {
                    lives.push(Life {
                        runs: Vec::new(),
                        successor: None,
                    });
                    last.push(None);
                }
                extend(&mut lives[life], page, &record.version, previous);
                last[life].clone_from(&page.successor);
                by_path.entry(page.path.clone()).or_default().insert(life);
                now.insert((page.kind.clone(), page.code.clone()), life);
                ends.insert((page.kind.clone(), page.code.clone()), life);
            }
        }
        let mut all = Self { lives, by_path };
        all.find_successors(&last, &ends);
        all
    }

    /// What a document named last as the one that takes its place, as that is called last.
    fn find_successors(&mut self, last: &[Option<Key>], ends: &BTreeMap<Key, usize>) {
        for (life, successor) in last.iter().enumerate() {
            let to = successor.as_ref().and_then(|key| ends.get(key));
            let to = to.filter(|to| **to != life);
            let place = to.and_then(|to| Some(self.lives[*to].runs.last()?.place.clone()));
            self.lives[life].successor = place;
        }
    }

    /// The life of the document that had a path in a release.
    pub(super) fn at(&self, path: &str, release: &str, records: &[Record]) -> Option<&Life> {
        let order = |version: &str| records.iter().position(|record| record.version == version);
        let when = order(release)?;
        let lives = self.by_path.get(path)?.iter().map(|at| &self.lives[*at]);
        lives.into_iter().find(|life| {
            life.runs.iter().any(|run| {
                let during = order(&run.from).zip(order(&run.to));
                run.place.path == path
                    && during.is_some_and(|(from, to)| from <= when && when <= to)
            })
        })
    }

    /// The scripts, by path: `releases/procedures/sm1.1.js`. A page of the working files that no release had gets
    /// one that says so.
    pub(super) fn scripts(
        &self,
        records: &[Record],
        next: Option<&Site>,
    ) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
        let mut scripts = BTreeMap::new();
        let new = next.into_iter().flat_map(|site| site.files.keys());
        for stem in new.filter_map(|path| path.as_str().strip_suffix(".html")) {
            if self.is_folder_of_documents(stem) {
                let nothing = super::script("procbookHistory", &History::default())?;
                scripts.insert(format!("releases/{stem}.js"), nothing);
            }
        }
        for (path, lives) in &self.by_path {
            let pages: Vec<&Life> = lives.iter().map(|at| &self.lives[*at]).collect();
            let names: BTreeSet<&str> = (pages.iter().flat_map(|life| &life.runs))
                .filter(|run| run.place.kind == "role")
                .map(|run| run.place.code.as_str())
                .collect();
            let history = History {
                format: FORMAT,
                changes: changes_for(&names, records),
                pages,
            };
            let stem = path.strip_suffix(".html").unwrap_or(path);
            let script = super::script("procbookHistory", &history)?;
            scripts.insert(format!("releases/{stem}.js"), script);
        }
        Ok(scripts)
    }
}

impl Lives {
    /// Whether documents stand in the folder of a path.
    fn is_folder_of_documents(&self, path: &str) -> bool {
        let folder = path.split_once('/').map(|(folder, _)| format!("{folder}/"));
        folder.is_some_and(|folder| {
            let mut after = self.by_path.range(folder.clone()..);
            after
                .next()
                .is_some_and(|(path, _)| path.starts_with(&folder))
        })
    }
}

/// Adds a release to a life.
fn extend(life: &mut Life, page: &PageRecord, version: &str, previous: Option<&str>) {
    let place = Place {
        path: page.path.clone(),
        code: page.code.clone(),
        title: page.title.clone(),
        kind: page.kind.clone(),
    };
    if let Some(run) = life.runs.last_mut()
        && Some(run.to.as_str()) == previous
        && run.place == place
        && (&run.version, &run.status, &run.effective)
            == (&page.version, &page.status, &page.effective)
    {
        version.clone_into(&mut run.to);
        return;
    }
    life.runs.push(Run {
        from: version.to_owned(),
        to: version.to_owned(),
        place,
        version: page.version.clone(),
        status: page.status.clone(),
        effective: page.effective.clone(),
    });
}

/// What changed for a role, by the ids that it had, the newest first.
fn changes_for<'a>(names: &BTreeSet<&str>, records: &'a [Record]) -> Vec<RoleChange<'a>> {
    if names.is_empty() {
        return Vec::new();
    }
    (records.iter().rev())
        .flat_map(|record| record.changes.iter().map(move |change| (record, change)))
        .filter(|(_, change)| {
            change
                .roles
                .iter()
                .any(|role| names.contains(role.as_str()))
        })
        .map(|(record, change)| RoleChange {
            release: &record.version,
            date: &record.date,
            kind: &change.kind,
            code: &change.code,
            was: change.was.as_deref(),
            title: &change.title,
            fate: &change.fate,
            path: &change.path,
        })
        .collect()
}
