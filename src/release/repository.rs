//! A git repository, read by gix: tags, trees and files; and one thing written, a tag.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use gix::bstr::ByteSlice;
use gix::objs::Kind;
use gix::objs::tree::EntryKind;
use gix::refs::transaction::PreviousValue;

use crate::release::{Release, compare, is_version};
use crate::source::{CONFIG_FILE, FOLDERS, Source, SourcePath, Sources, is_litter, is_text};

/// The repository that a handbook stands in.
pub struct Repository {
    pub(super) git: gix::Repository,
    /// The handbook's folder from the repository's root, with `/`; empty when it is the root.
    folder: String,
}

impl Repository {
    /// The repository that holds `root`; `None` when none does.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn find(root: &Path) -> anyhow::Result<Option<Self>> {
        let Ok((place, _)) = gix::discover::upwards(root) else {
            return Ok(None);
        };
        let (place, _) = place.into_repository_and_work_tree_directories();
        let git = gix::open(&place).map_err(|error| {
            anyhow!(
                "cannot read the git repository {}: {error}",
                place.display()
            )
        })?;
        let Some(work) = git.workdir().map(real) else {
            return Ok(None);
        };
        let Ok(below) = real(root).strip_prefix(&work).map(Path::to_path_buf) else {
            return Ok(None);
        };
        let parts: Vec<_> = (below.components())
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let folder = parts.join("/");
        Ok(Some(Self { git, folder }))
    }

    /// The releases whose tags begin with `prefix`, `handbook/`, in rising order of their versions. Tags that name
    /// no commit, or a commit without this handbook, are none.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn releases(&self, prefix: &str) -> anyhow::Result<Vec<Release>> {
        let references = self.git.references().map_err(plain)?;
        let mut releases = Vec::new();
        for reference in references.tags().map_err(plain)? {
            let mut reference =
                reference.map_err(|error| anyhow!("a tag cannot be read: {error}"))?;
            let tag = reference.name().shorten().to_str_lossy().into_owned();
            let Some(version) = tag.strip_prefix(prefix).filter(|text| is_version(text)) else {
                continue;
            };
            let version = version.to_owned();
            if let Some(release) = self.release(&mut reference, &tag, version)? {
                releases.push(release);
            }
        }
        releases.sort_by(|a, b| compare(&a.version, &b.version));
        Ok(releases)
    }

    fn release(
        &self,
        reference: &mut gix::Reference<'_>,
        tag: &str,
        version: String,
    ) -> anyhow::Result<Option<Release>> {
        let said = self.annotation(reference);
        let Ok(commit) = reference.peel_to_commit() else {
            return Ok(None);
        };
        let tree = commit.tree().map_err(plain)?;
        let Some(tree) = self.below(tree)? else {
            return Ok(None);
        };
        if tree.lookup_entry([CONFIG_FILE]).map_err(plain)?.is_none() {
            return Ok(None);
        }
        let (date, author, note) = if let Some(said) = said {
            said
        } else {
            let author = commit.committer().map_err(plain)?;
            let name = author.name.to_str_lossy().into_owned();
            (day(author.time().map_err(plain)?)?, name, String::new())
        };
        Ok(Some(Release {
            version,
            tag: tag.to_owned(),
            commit: commit.id.to_string(),
            tree: tree.id.to_string(),
            date,
            author,
            note,
        }))
    }

    /// Day, author and words of an annotated tag.
    fn annotation(&self, reference: &gix::Reference<'_>) -> Option<(String, String, String)> {
        let tag = self.git.find_tag(reference.try_id()?.detach()).ok()?;
        let tag = tag.decode().ok()?;
        let tagger = tag.tagger().ok()??;
        let date = day(tagger.time().ok()?).ok()?;
        let message = tag.message.to_str_lossy();
        // The first line is the release's title.
        let note = message.split_once("\n\n").map_or("", |(_, note)| note);
        let note = note.trim().to_owned();
        Some((date, tagger.name.to_str_lossy().into_owned(), note))
    }

    /// The tree of the handbook's folder; `None` when a tree has no such folder.
    pub(super) fn below<'r>(&self, tree: gix::Tree<'r>) -> anyhow::Result<Option<gix::Tree<'r>>> {
        if self.folder.is_empty() {
            return Ok(Some(tree));
        }
        let entry = (tree.lookup_entry(self.folder.split('/'))).map_err(plain)?;
        match entry.filter(|entry| entry.mode().is_tree()) {
            Some(entry) => Ok(Some(entry.object().map_err(plain)?.into_tree())),
            None => Ok(None),
        }
    }

    /// The files of a release.
    ///
    /// # Errors
    /// When an object of the repository is missing or broken.
    pub fn sources(&self, release: &Release) -> anyhow::Result<Sources> {
        let id = gix::ObjectId::from_hex(release.tree.as_bytes())
            .with_context(|| format!("{} is no object's name", release.tree))?;
        self.files(&self.git.find_tree(id).map_err(plain)?)
    }

    /// The files of the commit that is checked out; `None` before the first commit.
    ///
    /// # Errors
    /// When an object of the repository is missing or broken.
    pub fn head(&self) -> anyhow::Result<Option<Sources>> {
        let Ok(commit) = self.git.head_commit() else {
            return Ok(None);
        };
        let tree = self.below(commit.tree().map_err(plain)?)?;
        tree.map(|tree| self.files(&tree)).transpose()
    }

    fn files(&self, tree: &gix::Tree<'_>) -> anyhow::Result<Sources> {
        let mut sources = Sources::default();
        for entry in tree.iter() {
            let entry = entry.map_err(plain)?;
            let name = entry.filename().to_str_lossy().into_owned();
            let file = entry.mode().is_blob_or_symlink();
            if name == CONFIG_FILE && file {
                self.add(&mut sources, &name, entry.object_id())?;
            } else if FOLDERS.contains(&name.as_str()) && entry.mode().is_tree() {
                self.walk(&mut sources, entry.object_id(), &name)?;
            }
        }
        Ok(sources)
    }

    /// Adds the files of a folder and of those below it.
    fn walk(&self, sources: &mut Sources, id: gix::ObjectId, folder: &str) -> anyhow::Result<()> {
        let mut open = vec![(id, folder.to_owned())];
        while let Some((id, folder)) = open.pop() {
            let tree = self.git.find_tree(id).map_err(plain)?;
            for entry in tree.iter() {
                let entry = entry.map_err(plain)?;
                let name = entry.filename().to_str_lossy();
                if is_litter(&name) {
                    continue;
                }
                let path = format!("{folder}/{name}");
                match entry.mode().kind() {
                    EntryKind::Tree => open.push((entry.object_id(), path)),
                    EntryKind::Blob | EntryKind::BlobExecutable => {
                        self.add(sources, &path, entry.object_id())?;
                    }
                    // A link's target may have been anywhere on the machine where it was made; a submodule is
                    // another repository.
                    EntryKind::Link | EntryKind::Commit => {
                        let reason = "a release holds files, not links to them".to_owned();
                        sources.unread.push((SourcePath::new(&path), reason));
                    }
                }
            }
        }
        sources.unread.sort();
        Ok(())
    }

    fn add(&self, sources: &mut Sources, path: &str, id: gix::ObjectId) -> anyhow::Result<()> {
        let path = SourcePath::new(path);
        let bytes = self.git.find_blob(id).map_err(plain)?.take_data();
        if is_text(&path) {
            let source = Source::of_bytes(path.clone(), bytes);
            sources.texts.insert(path, source);
        } else {
            sources.assets.insert(path, Arc::from(bytes));
        }
        Ok(())
    }

    /// Tags the commit that is checked out, with a note. Nothing else is written.
    ///
    /// # Errors
    /// When nobody is named as the author, the tag is there, or the repository cannot be written.
    pub fn tag(&self, tag: &str, note: &str) -> anyhow::Result<()> {
        let commit = self.git.head_id().map_err(plain)?.detach();
        let Some(author) = self.git.committer() else {
            bail!(
                "git does not know who you are\n\
                 tell it: git config user.name \"…\" and git config user.email \"…\""
            );
        };
        let author = author.map_err(plain)?;
        let note = format!("{}\n", note.trim_end());
        self.git
            .tag(
                tag,
                commit,
                Kind::Commit,
                Some(author),
                note,
                PreviousValue::MustNotExist,
            )
            .map_err(|error| anyhow!("cannot make the tag {tag}: {error}"))?;
        Ok(())
    }
}

/// Whether two handbooks hold the same files. The ends of lines do not count: git may have changed them when it
/// checked the files out. The paths of those that differ, are new or are gone.
#[must_use]
pub fn same_files(one: &Sources, other: &Sources) -> Vec<SourcePath> {
    let text = |source: &Source| source.text.replace("\r\n", "\n");
    let mut differing: Vec<SourcePath> = Vec::new();
    for (path, source) in &one.texts {
        if !other
            .texts
            .get(path)
            .is_some_and(|o| o.text == source.text || text(o) == text(source))
        {
            differing.push(path.clone());
        }
    }
    differing.extend(
        other
            .texts
            .keys()
            .filter(|path| !one.texts.contains_key(path))
            .cloned(),
    );
    for (path, bytes) in &one.assets {
        if other.assets.get(path) != Some(bytes) {
            differing.push(path.clone());
        }
    }
    differing.extend(
        other
            .assets
            .keys()
            .filter(|path| !one.assets.contains_key(path))
            .cloned(),
    );
    differing.sort();
    differing
}

/// The day of a time in the zone in which it was written down.
pub(super) fn day(time: gix::date::Time) -> anyhow::Result<String> {
    let format = gix::date::time::format::SHORT;
    time.format(format)
        .map_err(|error| anyhow!("a date cannot be read: {error}"))
}

pub(super) fn plain(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("cannot read the git repository: {error}")
}

/// The repository and the handbook may be named through different links.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
