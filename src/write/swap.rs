//! Two folders that change places.
//!
//! In: the folder that is served, the new one, and a name for the old. Out: the new one served. It must not know
//! what is in them.
#![expect(
    clippy::disallowed_methods,
    reason = "part of write, the only writer of the program"
)]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, bail};

use crate::write::marker::{Claim, Marker};

/// After a kill between the two renames of a system that has no exchange: the folder is put back.
pub(super) fn recover(out: &Path, new: &Path, old: &Path) -> anyhow::Result<()> {
    if fs::symlink_metadata(out).is_ok() {
        return Ok(());
    }
    let whole = |folder: &Path| {
        let marker = Marker::read(folder).ok().flatten();
        marker.is_some_and(|marker| marker.complete)
    };
    for folder in [new, old] {
        if whole(folder) {
            return fs::rename(folder, out)
                .with_context(|| format!("cannot put {} back", out.display()));
        }
    }
    Ok(())
}

/// Removes what a killed run has left. A link or a file of that name is somebody else's.
pub(super) fn remove_leftover(folder: &Path) -> anyhow::Result<()> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Ok(found) if found.is_dir() => fs::remove_dir_all(folder).with_context(|| {
            format!(
                "cannot remove {}, which a killed run has left",
                folder.display()
            )
        }),
        _ => bail!(
            "{} is in the way: procbook writes the new pages there; move it away",
            folder.display()
        ),
    }
}

/// Puts `new` in the place of `out`, and removes what was there. `old` is used where two folders cannot be exchanged
/// in one step.
pub(super) fn exchange(
    out: &Path,
    new: &Path,
    old: &Path,
    claims: (Claim, Claim),
) -> anyhow::Result<()> {
    sync(new)?;
    let cannot = || {
        format!(
            "cannot put the new pages in the place of {}; the old ones are as they were (a folder that is a mount point, or in which a program has a file open, cannot be replaced: publish into a folder below it, or close the program)",
            out.display()
        )
    };
    let emptied = match in_one_step(out, new) {
        Ok(()) => new,
        Err(error) if is_unknown(&error) => {
            // Folders with open files cannot be renamed everywhere; the locks are such files.
            drop(claims);
            fs::rename(out, old).with_context(cannot)?;
            if let Err(error) = fs::rename(new, out) {
                fs::rename(old, out)
                    .with_context(|| format!("cannot put {} back", out.display()))?;
                return Err(error).with_context(cannot);
            }
            old
        }
        Err(error) => return Err(error).with_context(cannot),
    };
    if let Some(above) = out.parent() {
        sync(above)?;
    }
    // A file that somebody has open may stay; the next run removes it.
    let _ = fs::remove_dir_all(emptied);
    Ok(())
}

fn is_unknown(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported | ErrorKind::InvalidInput
    )
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn in_one_step(out: &Path, new: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// After a power cut too the names lead to whole files.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> anyhow::Result<()> {
    let handle = fs::File::open(folder);
    let synced = handle.and_then(|handle| Ok(rustix::fs::syncfs(handle)?));
    synced.with_context(|| format!("cannot write {} to the disk", folder.display()))
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> anyhow::Result<()> {
    Ok(())
}
