//! A finished site to a folder: changed files only, stale files removed. The only writer of sites.
//!
//! In: `Site` and a folder. Out: files on the disk, and how many were touched. It must not know what a page is.
//!
//! A kill at any moment leaves every file old or new, because each one is written beside its place and renamed
//! into it. Nothing is synced to the disk: after a power cut a file may be short, and the next build, which
//! compares bytes and not dates, mends it.

mod disk;
mod marker;
mod staging;
mod swap;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::bail;
use rayon::prelude::*;

use crate::site::{Site, SitePath};

use marker::Marker;
pub use staging::Staging;

/// What one call of `write` did to the folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that were right already and were left alone.
    pub unchanged: usize,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
}

/// Makes the folder `out` hold the site: creates it when it is missing, and touches only what differs.
///
/// Files in `out` that no build wrote are left alone.
///
/// # Errors
/// When `out` is neither empty nor the work of an earlier build, when it holds published releases, when another build is writing to it, when a
/// file that no build wrote is in the way, when two paths of the site are one file on systems that ignore case,
/// or when the system refuses. `out` then holds whole files, old or new, and the next build mends it.
pub fn write(site: &Site, out: &Path) -> anyhow::Result<Written> {
    check_paths(site)?;
    let claim = marker::claim(out)?;
    let before = claim.marker;
    if before.as_ref().is_some_and(|marker| marker.published) {
        bail!(
            "{} holds published releases, which a build would remove; publish again, or build into another folder with --out",
            out.display()
        );
    }
    if before.as_ref().is_some_and(|marker| !marker.complete) {
        disk::remove_leftovers(out, &before.iter().flat_map(Marker::paths).collect())?;
    }
    let ours = before
        .as_ref()
        .map(|marker| marker.paths().collect::<BTreeSet<_>>())
        .unwrap_or_default();
    let stale = Stale::of(&ours, site);

    let differing = compare(site, out, &ours, &stale)?;
    let all_removed = || stale.in_the_way.iter().chain(&stale.unused);
    let mut written = Written {
        written: differing.len(),
        unchanged: site.files.len() - differing.len(),
        removed: 0,
    };
    let nothing_to_do = differing.is_empty() && all_removed().next().is_none();
    if nothing_to_do && before.is_some_and(|marker| marker.complete) {
        return Ok(written);
    }

    // The list names every file that this build may leave behind before the first of them is made: whatever
    // a kill leaves, the next build knows it for its own, and knows nothing else for its own.
    let planned = ours.iter().chain(site.files.keys());
    Marker::new(false, planned).save(out)?;
    for path in &stale.in_the_way {
        written.removed += usize::from(disk::remove(out, path)?);
    }
    disk::create_folders(out, differing.iter().copied())?;
    differing
        .par_iter()
        .enumerate()
        .try_for_each(|(number, path)| disk::replace(out, path, &site.files[*path], number))?;
    for path in &stale.unused {
        written.removed += usize::from(disk::remove(out, path)?);
    }
    Marker::new(true, site.files.keys()).save(out)?;
    Ok(written)
}

/// Refuses paths that cannot stand beside each other in a folder, here or on a system that ignores case.
fn check_paths(site: &Site) -> anyhow::Result<()> {
    let mut by_folded: BTreeMap<String, &SitePath> = BTreeMap::new();
    for path in site.files.keys() {
        if marker::is_reserved(path) {
            bail!("the site has a file `{path}`, a name that procbook keeps for itself; rename it");
        }
        if let Some(other) = by_folded.insert(path.as_str().to_lowercase(), path) {
            bail!(
                "`{other}` and `{path}` differ only in case and would be one file on Windows and macOS; rename one of them"
            );
        }
    }
    for path in site.files.keys() {
        let folded = path.as_str().to_lowercase();
        for folder in folders_of(&folded) {
            if let Some(file) = by_folded.get(folder) {
                bail!(
                    "`{file}` is a file, but `{path}` needs a folder of that name; rename one of them"
                );
            }
        }
    }
    Ok(())
}

/// The files of an earlier build that this site no longer has.
struct Stale {
    /// Those that stand where the site needs a folder, or whose place the site takes in other case. They go
    /// first: on a system that ignores case, removing them later would remove the new file.
    in_the_way: Vec<SitePath>,
    /// All others. They go last, so that links of pages not yet replaced keep leading somewhere.
    unused: Vec<SitePath>,
}

impl Stale {
    fn of(ours: &BTreeSet<SitePath>, site: &Site) -> Self {
        let folded: BTreeSet<String> = site
            .files
            .keys()
            .map(|path| path.as_str().to_lowercase())
            .collect();
        let folders: BTreeSet<&str> = folded.iter().flat_map(|path| folders_of(path)).collect();
        let (in_the_way, unused) = ours
            .iter()
            .filter(|path| !site.files.contains_key(*path))
            .cloned()
            .partition(|path| {
                let path = path.as_str().to_lowercase();
                folded.contains(&path)
                    || folders.contains(path.as_str())
                    || folders_of(&path).any(|folder| folded.contains(folder))
            });
        Self { in_the_way, unused }
    }
}

/// The folders above a path, the nearest first: `a/b`, `a` of `a/b/c.html`.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// The site's paths whose bytes on the disk are missing or other, in order.
fn compare<'a>(
    site: &'a Site,
    out: &Path,
    ours: &BTreeSet<SitePath>,
    stale: &Stale,
) -> anyhow::Result<Vec<&'a SitePath>> {
    let making_room: BTreeSet<String> = stale
        .in_the_way
        .iter()
        .map(|path| path.as_str().to_lowercase())
        .collect();
    let found: Vec<Option<&SitePath>> = site
        .files
        .par_iter()
        .map(|(path, bytes)| {
            let same = match disk::look(out, path, bytes, &making_room)? {
                disk::Found::Nothing => false,
                disk::Found::Same => true,
                disk::Found::Other if ours.contains(path) => false,
                disk::Found::Other => bail!(
                    "{} is not a file that procbook wrote, and the site has one of that name; move it away or rename the page",
                    disk::place(out, path).display()
                ),
            };
            Ok((!same).then_some(path))
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}
