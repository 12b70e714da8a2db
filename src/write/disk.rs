//! Single files of an output folder: looked at, replaced in one step, removed.
//!
//! In: a folder, a site path, bytes. Out: the file. It must not know which files ought to be there.
//!
//! No symbolic link below the folder is ever followed, so nothing outside of it is ever read, written or removed.
#![expect(
    clippy::disallowed_methods,
    reason = "part of write, the only writer of the program"
)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::folders_of;
use crate::site::SitePath;

/// What stands where a file of the site belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or something that is about to go.
    Nothing,
    /// A file with these very bytes.
    Same,
    /// A file with other bytes.
    Other,
}

/// Where a file of the site stands on the disk.
pub(super) fn place(out: &Path, path: &SitePath) -> PathBuf {
    out.join(path.as_str())
}

/// Compares a file with what stands in its place; `making_room` are the files, in lower case, that go before it
/// is written.
pub(super) fn look(
    out: &Path,
    path: &SitePath,
    bytes: &[u8],
    making_room: &BTreeSet<String>,
) -> anyhow::Result<Found> {
    if !in_real_folders(out, path)? {
        return Ok(Found::Nothing);
    }
    let place = place(out, path);
    let cannot_read = || format!("cannot read {}", place.display());
    let metadata = match fs::symlink_metadata(&place) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) => return Ok(Found::Nothing),
        Err(error) => return Err(error).with_context(cannot_read),
    };
    let folded = path.as_str().to_lowercase();
    let inside = format!("{folded}/");
    let is_emptied = making_room
        .range(inside.clone()..)
        .next()
        .is_some_and(|first| first.starts_with(&inside));
    // The second: a file of this name in other case, which is this very file on a system that ignores case.
    if (metadata.is_dir() && is_emptied) || making_room.contains(&folded) {
        return Ok(Found::Nothing);
    }
    if !metadata.is_file() {
        bail!(
            "{} is in the way: the site has a file of that name; move it away",
            place.display()
        );
    }
    if metadata.len() != bytes.len() as u64 {
        return Ok(Found::Other);
    }
    let same = fs::read(&place).with_context(cannot_read)? == bytes;
    Ok(if same { Found::Same } else { Found::Other })
}

/// Whether all folders above the file are there, and are folders and not links to folders elsewhere.
fn in_real_folders(out: &Path, path: &SitePath) -> anyhow::Result<bool> {
    for folder in folders_of(path.as_str()) {
        let folder = out.join(folder);
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            // A file where a folder belongs: ours and about to go, or found when the folder is made.
            Ok(_) => return Ok(false),
            Err(error) if is_missing(&error) => return Ok(false),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", folder.display()));
            }
        }
    }
    Ok(true)
}

/// Makes every folder that these files need.
pub(super) fn create_folders<'a>(
    out: &Path,
    paths: impl Iterator<Item = &'a SitePath>,
) -> anyhow::Result<()> {
    // In order a folder comes before the folders in it.
    let folders: BTreeSet<&str> = paths.flat_map(|path| folders_of(path.as_str())).collect();
    for folder in folders {
        let place = out.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => bail!(
                "{} is in the way: the site needs a folder of that name; move it away",
                place.display()
            ),
            Err(_) => fs::create_dir(&place)
                .with_context(|| format!("cannot create the folder {}", place.display()))?,
        }
    }
    Ok(())
}

/// Gives a file new bytes in one step. `number` tells it from the files being written beside it.
pub(super) fn replace(
    out: &Path,
    path: &SitePath,
    bytes: &[u8],
    number: usize,
) -> anyhow::Result<()> {
    replace_at(&place(out, path), bytes, number)
}

/// The same for any place in a folder that is claimed.
pub(super) fn replace_at(place: &Path, bytes: &[u8], number: usize) -> anyhow::Result<()> {
    // The name is short and does not hold the file's own, which may be as long as the system allows.
    let temporary = place.with_file_name(format!(".procbook.{number}.tmp"));
    let done = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, place));
    if let Err(error) = done {
        // What went wrong is told; a file that cannot be removed either is removed by the next build.
        let _ = fs::remove_file(&temporary);
        return Err(error).with_context(|| format!("cannot write {}", place.display()));
    }
    Ok(())
}

/// Whether a name is that of a file that is being written.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    name.to_str()
        .and_then(|name| name.strip_prefix(".procbook."))
        .and_then(|rest| rest.strip_suffix(".tmp"))
        .is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Removes a file that a build wrote, and the folders that are empty without it. False when it was not there.
pub(super) fn remove(out: &Path, path: &SitePath) -> anyhow::Result<bool> {
    let place = place(out, path);
    // Builds write plain files in plain folders. Anything else of that name has come since and is not ours.
    let is_ours = in_real_folders(out, path)?
        && fs::symlink_metadata(&place).is_ok_and(|metadata| metadata.is_file());
    if is_ours {
        fs::remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
    }
    for folder in folders_of(path.as_str()).filter_map(SitePath::new) {
        // It fails when the folder holds something or is a link, and then it is to stay.
        if in_real_folders(out, &folder)? {
            let _ = fs::remove_dir(self::place(out, &folder));
        }
    }
    Ok(is_ours)
}

/// Removes what a killed build was writing, from the folders of these files.
pub(super) fn remove_leftovers(out: &Path, paths: &BTreeSet<SitePath>) -> anyhow::Result<()> {
    let folders: BTreeSet<&str> = paths
        .iter()
        .flat_map(|path| folders_of(path.as_str()))
        .chain([""])
        .collect();
    for folder in folders {
        let inside = SitePath::new(&format!("{folder}/file"));
        if inside.is_some_and(|inside| !in_real_folders(out, &inside).unwrap_or(false)) {
            continue;
        }
        let folder = out.join(folder);
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("cannot read the folder {}", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            if is_temporary(&entry.file_name()) {
                fs::remove_file(entry.path())
                    .with_context(|| format!("cannot remove {}", entry.path().display()))?;
            }
        }
    }
    Ok(())
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
