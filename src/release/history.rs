//! Which commits touched each file of a handbook, and whose they are.
//!
//! In: a release. Out: by file, the commits up to it that changed it. It must not know what a file says.
//!
//! A commit's tree is held against its parents', and only folders that differ are opened, so that a commit costs
//! what it changed and not what the handbook holds. A file that was given another name begins anew.

use std::collections::{BTreeMap, BTreeSet};

use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use gix::revision::walk::Sorting;
use gix::traverse::commit::simple::CommitTimeOrder;

use crate::model::Commit;
use crate::release::Release;
use crate::release::repository::{Repository, day, plain};
use crate::source::{CONFIG_FILE, FOLDERS, SourcePath, is_litter};

/// The commits of one file that are told: its newest.
const COMMITS: usize = 20;
/// Older commits of the repository than so many are not looked at.
const LOOKED_AT: usize = 20_000;
/// Letters of a subject.
const LETTERS: usize = 200;

/// By name: what stands in a folder, and its kind.
type Folder = BTreeMap<String, (gix::ObjectId, EntryKind)>;

impl Repository {
    /// By file of a release: the commits that changed it, newest first, at most 20, since the repository began.
    /// A merge counts where it is like none of the states that it joins. Of a clone without its whole history, what
    /// is there is told.
    ///
    /// # Errors
    /// When an object of the repository is missing or broken.
    pub fn history(&self, release: &Release) -> anyhow::Result<BTreeMap<SourcePath, Vec<Commit>>> {
        let tip = gix::ObjectId::from_hex(release.commit.as_bytes()).map_err(plain)?;
        let order = Sorting::ByCommitTime(CommitTimeOrder::NewestFirst);
        let commits = self.git.rev_walk([tip]).sorting(order).all();
        let mut history: BTreeMap<SourcePath, Vec<Commit>> = BTreeMap::new();
        for commit in commits.map_err(plain)?.take(LOOKED_AT) {
            let commit = commit.map_err(plain)?.object().map_err(plain)?;
            let touched = self.touched(&commit)?;
            if touched.is_empty() {
                continue;
            }
            let told = told(&commit)?;
            for path in touched {
                let commits = history.entry(SourcePath::new(&path)).or_default();
                if commits.len() < COMMITS {
                    commits.push(told.clone());
                }
            }
        }
        Ok(history)
    }

    /// The files of the handbook that a commit has otherwise than each of its parents.
    fn touched(&self, commit: &gix::Commit<'_>) -> anyhow::Result<BTreeSet<String>> {
        let own = self.handbook(commit)?;
        let mut touched: Option<BTreeSet<String>> = None;
        let mut any = false;
        for parent in commit.parent_ids() {
            any = true;
            // A clone may end here: then nobody can tell what the commit changed.
            let Ok(parent) = self.git.find_commit(parent) else {
                return Ok(BTreeSet::new());
            };
            let mut found = BTreeSet::new();
            self.compare(own, self.handbook(&parent)?, &mut found)?;
            touched = Some(match touched {
                Some(before) => before.intersection(&found).cloned().collect(),
                None => found,
            });
            if touched.as_ref().is_some_and(BTreeSet::is_empty) {
                break;
            }
        }
        if !any {
            let mut found = BTreeSet::new();
            self.compare(own, None, &mut found)?;
            return Ok(found);
        }
        Ok(touched.unwrap_or_default())
    }

    /// The tree of the handbook's folder in a commit.
    fn handbook(&self, commit: &gix::Commit<'_>) -> anyhow::Result<Option<gix::ObjectId>> {
        let tree = self.below(commit.tree().map_err(plain)?)?;
        Ok(tree.map(|tree| tree.id))
    }

    /// Adds the files of the one tree that the other does not have so; those that are gone are not told.
    fn compare(
        &self,
        one: Option<gix::ObjectId>,
        other: Option<gix::ObjectId>,
        found: &mut BTreeSet<String>,
    ) -> anyhow::Result<()> {
        let mut open = vec![(one, other, String::new())];
        while let Some((one, other, folder)) = open.pop() {
            if one == other {
                continue;
            }
            let (mut one, other) = (self.folder(one)?, self.folder(other)?);
            if folder.is_empty() {
                let known = |name: &str| name == CONFIG_FILE || FOLDERS.contains(&name);
                one.retain(|name, _| known(name));
            }
            for (name, (id, kind)) in one {
                let before = other
                    .get(&name)
                    .filter(|(_, was)| is_tree(*was) == is_tree(kind));
                if before.is_some_and(|(was, _)| *was == id) || is_litter(&name) {
                    continue;
                }
                let path = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                match kind {
                    EntryKind::Tree => open.push((Some(id), before.map(|(was, _)| *was), path)),
                    EntryKind::Blob | EntryKind::BlobExecutable => drop(found.insert(path)),
                    EntryKind::Link | EntryKind::Commit => {}
                }
            }
        }
        Ok(())
    }

    fn folder(&self, id: Option<gix::ObjectId>) -> anyhow::Result<Folder> {
        let mut folder = Folder::new();
        let Some(id) = id else { return Ok(folder) };
        let tree = self.git.find_tree(id).map_err(plain)?;
        for entry in tree.iter() {
            let entry = entry.map_err(plain)?;
            let name = entry.filename().to_str_lossy().into_owned();
            folder.insert(name, (entry.object_id(), entry.mode().kind()));
        }
        Ok(folder)
    }
}

const fn is_tree(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Tree)
}

fn told(commit: &gix::Commit<'_>) -> anyhow::Result<Commit> {
    let author = commit.author().map_err(plain)?;
    let said = commit.message_raw_sloppy().to_str_lossy();
    let first = said
        .trim_start()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end();
    Ok(Commit {
        id: commit.id.to_hex_with_len(10).to_string(),
        date: author.time().map_err(plain).and_then(day)?,
        author: author.name.to_str_lossy().into_owned(),
        subject: first.chars().take(LETTERS).collect(),
    })
}
