//! Whose folder it is: the list of a build's own files, and the lock against two builds at once.
//!
//! In: an output folder. Out: its lock and the list that the last build left. It must not know the site's bytes.
//!
//! `.procbook` holds the list; a folder without one is not ours and nothing in it is ever removed.
//! `.procbook.lock` is empty and stays: the system lets go of its lock when the process ends, however it ends.
#![expect(
    clippy::disallowed_methods,
    reason = "part of write, the only writer: the marker and the lock are files of the output folder"
)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::disk;
use crate::site::SitePath;

const MARKER: &str = ".procbook";
const LOCK: &str = ".procbook.lock";

/// The number that a later procbook raises when it writes other lists.
const FORMAT: u32 = 1;

/// The list of the files that builds wrote into a folder.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Marker {
    format: u32,
    /// False while a build is at work, and after one that was killed: temporary files may lie about.
    pub(super) complete: bool,
    /// Whether the folder was replaced whole, and holds what no build can make again from the working files.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) published: bool,
    /// Site paths, sorted.
    files: Vec<String>,
}

impl Marker {
    /// A list of these files, each once.
    pub(super) fn new<'a>(complete: bool, paths: impl Iterator<Item = &'a SitePath>) -> Self {
        let mut files: Vec<String> = paths.map(|path| path.as_str().to_owned()).collect();
        files.sort();
        files.dedup();
        Self {
            format: FORMAT,
            complete,
            published: false,
            files,
        }
    }

    /// The list of a folder that was replaced whole.
    pub(super) fn of_published<'a>(paths: impl Iterator<Item = &'a SitePath>) -> Self {
        Self {
            published: true,
            ..Self::new(true, paths)
        }
    }

    /// The files' paths. What does not stay inside the folder is not believed, whoever wrote it.
    pub(super) fn paths(&self) -> impl Iterator<Item = SitePath> {
        self.files
            .iter()
            .filter_map(|file| SitePath::new(file))
            .filter(|path| !is_reserved(path))
    }

    /// Puts the list into the folder, whole or not at all.
    pub(super) fn save(&self, out: &Path) -> anyhow::Result<()> {
        let mut text = serde_json::to_vec_pretty(self).context("cannot write the list of files")?;
        text.push(b'\n');
        disk::replace_at(&out.join(MARKER), &text, 0)
    }

    /// The list in a folder; `None` when it has none.
    pub(super) fn read(out: &Path) -> anyhow::Result<Option<Self>> {
        let path = out.join(MARKER);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let marker: Option<Self> = serde_json::from_slice(&text).ok();
        match marker {
            Some(marker) if marker.format == FORMAT => Ok(Some(marker)),
            _ => bail!(
                "{} is not a list that this procbook can read, so it cannot tell its own files from yours; empty the folder or choose another with --out",
                path.display()
            ),
        }
    }
}

/// An output folder that this process alone may write to.
#[derive(Debug)]
pub(super) struct Claim {
    /// The list of the last build; `None` in a folder that no build wrote to.
    pub(super) marker: Option<Marker>,
    /// Held for its lock alone, which goes with it.
    _lock: File,
}

/// Takes the folder for this build, after making it when it is missing.
pub(super) fn claim(out: &Path) -> anyhow::Result<Claim> {
    fs::create_dir_all(out).with_context(|| {
        format!(
            "cannot create the output folder {}; choose another with --out",
            out.display()
        )
    })?;
    // Asked before anything is put into it, so that a folder of somebody else's stays as it was.
    check_ours(out)?;
    let path = out.join(LOCK);
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot create {}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!(
            "another procbook is writing to {}; wait until it has finished, or choose another folder with --out",
            out.display()
        ),
        // Some network drives know no locks. One build at a time is then the caller's care.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => {
            return Err(error).with_context(|| format!("cannot lock {}", path.display()));
        }
    }
    // Read under the lock: another build may have ended since.
    let marker = Marker::read(out)?;
    if marker.is_none() {
        check_ours(out)?;
    }
    Ok(Claim {
        marker,
        _lock: lock,
    })
}

/// Refuses a folder that holds things and no list.
fn check_ours(out: &Path) -> anyhow::Result<()> {
    let cannot_read = || format!("cannot read the folder {}", out.display());
    if fs::symlink_metadata(out.join(MARKER)).is_ok() {
        return Ok(());
    }
    let foreign = fs::read_dir(out)
        .with_context(cannot_read)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        // A build that was killed before it had written its list leaves these two kinds of file.
        .find(|name| {
            name.as_ref()
                .is_ok_and(|name| name != LOCK && !disk::is_temporary(name))
                || name.is_err()
        });
    let foreign: Option<io::Result<_>> = foreign;
    match foreign {
        None => Ok(()),
        Some(Err(error)) => Err(error).with_context(cannot_read),
        Some(Ok(name)) => bail!(
            "{} is not empty (it holds {}) and was not made by procbook; empty it or choose another folder with --out",
            out.display(),
            Path::new(&name).display()
        ),
    }
}

/// Whether a path is one of the names that builds use for their own ends.
pub(super) fn is_reserved(path: &SitePath) -> bool {
    let path = path.as_str().to_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    [MARKER, LOCK].contains(&path.as_str()) || disk::is_temporary(name.as_ref())
}
