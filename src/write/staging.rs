//! A published folder, replaced whole: everything is written beside it, and then the two change places.
//!
//! In: an output folder, sites with the folders they go into, files that stay as they are. Out: the folder, of which
//! at every moment either the old or the new is there. It must not know what a release is.
//!
//! Beside `public` stands `.public.procbook-new` while one is at work. A kill leaves it behind, the next call
//! removes it. Where a file stays as it was, it is the same file: a hard link, or a copy where there are none.
#![expect(
    clippy::disallowed_methods,
    reason = "part of write, the only writer of the program"
)]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::site::{Site, SitePath};
use crate::write::marker::{self, Claim, Marker};
use crate::write::{Written, check_paths, disk, swap};

/// A folder that is being written to take the place of another.
pub struct Staging {
    /// The folder that is replaced.
    out: PathBuf,
    /// What takes its place.
    new: PathBuf,
    /// The files that procbook wrote into the folder that is replaced.
    ours: BTreeSet<SitePath>,
    paths: BTreeSet<SitePath>,
    written: Written,
    old_claim: Claim,
    new_claim: Claim,
}

impl Staging {
    /// Begins to replace `out`, which is made when it is missing.
    ///
    /// # Errors
    /// When `out` is neither empty nor the work of an earlier run, when another run is writing to it, or when the
    /// system refuses.
    pub fn begin(out: &Path) -> anyhow::Result<Self> {
        let out = real(out)?;
        let (new, old) = (beside(&out, "new")?, beside(&out, "old")?);
        swap::recover(&out, &new, &old)?;
        let old_claim = marker::claim(&out)?;
        for leftover in [&new, &old] {
            swap::remove_leftover(leftover)?;
        }
        fs::create_dir(&new).with_context(|| {
            format!(
                "cannot create {}: the new pages are written beside the old ones, so the folder above must be writable",
                new.display()
            )
        })?;
        let new_claim = marker::claim(&new)?;
        let ours = old_claim.marker.iter().flat_map(Marker::paths).collect();
        Ok(Self {
            out,
            new,
            ours,
            paths: BTreeSet::new(),
            written: Written::default(),
            old_claim,
            new_claim,
        })
    }

    /// Writes a site into a folder below, `v/2026.1/`, or with an empty one to the root.
    ///
    /// # Errors
    /// When two paths are one file on systems that ignore case, or the system refuses.
    pub fn put(&mut self, folder: &str, site: &Site) -> anyhow::Result<()> {
        check_paths(site)?;
        let files: Vec<(SitePath, &[u8])> = (site.files.iter())
            .map(|(path, bytes)| Ok((below(folder, path.as_str())?, &**bytes)))
            .collect::<anyhow::Result<_>>()?;
        disk::create_folders(&self.new, files.iter().map(|(path, _)| path))?;
        let same: usize = (files.par_iter())
            .map(|(path, bytes)| self.write(path, bytes).map(usize::from))
            .sum::<anyhow::Result<usize>>()?;
        self.written.unchanged += same;
        self.written.written += files.len() - same;
        self.paths.extend(files.into_iter().map(|(path, _)| path));
        Ok(())
    }

    /// Writes one file; true when the old one is the same.
    fn write(&self, path: &SitePath, bytes: &[u8]) -> anyhow::Result<bool> {
        if self.ours.contains(path)
            && disk::look(&self.out, path, bytes, &BTreeSet::new())? == disk::Found::Same
        {
            self.link(path)?;
            return Ok(true);
        }
        let place = disk::place(&self.new, path);
        fs::write(&place, bytes).with_context(|| format!("cannot write {}", place.display()))?;
        Ok(false)
    }

    /// Keeps files of the old folder as they are.
    ///
    /// # Errors
    /// When one is gone, or the system refuses.
    pub fn keep(&mut self, files: &[SitePath]) -> anyhow::Result<()> {
        disk::create_folders(&self.new, files.iter())?;
        files.par_iter().try_for_each(|path| self.link(path))?;
        self.written.unchanged += files.len();
        self.paths.extend(files.iter().cloned());
        Ok(())
    }

    fn link(&self, path: &SitePath) -> anyhow::Result<()> {
        link_or_copy(&disk::place(&self.out, path), &disk::place(&self.new, path))
    }

    /// Takes over what others have put into the folder.
    fn adopt(&self) -> anyhow::Result<()> {
        let known = |path: &str| {
            let path = SitePath::new(path);
            path.is_none_or(|path| self.ours.contains(&path) || marker::is_reserved(&path))
        };
        for entry in WalkDir::new(&self.out).min_depth(1) {
            let entry = entry.with_context(|| format!("cannot read {}", self.out.display()))?;
            let below = entry.path().strip_prefix(&self.out)?;
            let name = below.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_dir() || known(&name) {
                continue;
            }
            let place = self.new.join(below);
            if fs::symlink_metadata(&place).is_ok() {
                bail!(
                    "{} is not a file that procbook wrote, and the site has one of that name; move it away or rename the page",
                    entry.path().display()
                );
            }
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot create {}", folder.display()))?;
            }
            link_or_copy(entry.path(), &place)?;
        }
        Ok(())
    }

    /// Puts the new folder in the old one's place, in one step where the system has one, and removes the old.
    ///
    /// # Errors
    /// When the system refuses; the old folder then is as it was.
    pub fn finish(mut self) -> anyhow::Result<Written> {
        self.adopt()?;
        self.written.removed = self.ours.difference(&self.paths).count();
        Marker::of_published(self.paths.iter()).save(&self.new)?;
        swap::exchange(
            &self.out,
            &self.new,
            &beside(&self.out, "old")?,
            (self.old_claim, self.new_claim),
        )?;
        Ok(self.written)
    }

    /// Leaves the old folder as it is and removes what was written.
    pub fn abandon(self) {
        drop(self.new_claim);
        // What is left is removed by the next call.
        let _ = fs::remove_dir_all(&self.new);
    }
}

fn below(folder: &str, path: &str) -> anyhow::Result<SitePath> {
    let path = format!("{folder}{path}");
    let found = SitePath::new(&path);
    found.with_context(|| format!("`{path}` cannot be a file of the site"))
}

/// The folder itself, when it is named by a link.
fn real(out: &Path) -> anyhow::Result<PathBuf> {
    match fs::canonicalize(out) {
        Ok(out) => Ok(out),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::path::absolute(out).with_context(|| format!("cannot read {}", out.display()))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", out.display())),
    }
}

/// `.public.procbook-new` beside `public`.
fn beside(out: &Path, what: &str) -> anyhow::Result<PathBuf> {
    let Some(name) = out.file_name() else {
        bail!(
            "{} cannot be replaced; publish into a folder below it",
            out.display()
        );
    };
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".procbook-{what}"));
    Ok(out.with_file_name(hidden))
}

fn link_or_copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let copied = fs::copy(from, to).map(|_| ());
    copied.with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}
