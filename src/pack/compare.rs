//! Which sheets of a printed pack are out of date.
//!
//! In: the manifest of what was printed, and the pack's now. Out: what to print again or take out, in printing
//! order. It must not know how either came about.

use crate::model::Manifest;
use crate::model::manifest::ManifestSheet;

/// What happened to one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The pack did not hold it.
    New,
    /// It was printed from this version, which is now another.
    Version(String),
    /// It prints otherwise, and nobody raised its version.
    SameVersion,
    /// It prints the same under another version: only its running head differs.
    OnlyVersion(String),
    /// It prints the same; the pack has more copies of it now, so many.
    MoreCopies(u32),
    /// The pack holds it no longer.
    Removed,
}

/// A sheet and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprint {
    /// As it is now; a removed one as it was.
    pub sheet: ManifestSheet,
    /// What happened.
    pub change: Change,
}

/// What is to be done with the sheets of `old` so that they are those of `new`. Removed ones come last.
#[must_use]
pub fn compare(old: &Manifest, new: &Manifest) -> Vec<Reprint> {
    let mut reprints: Vec<Reprint> = (new.sheets.iter())
        .filter_map(|sheet| {
            let before = old.sheets.iter().find(|before| before.code == sheet.code);
            Some(Reprint {
                change: change(before, sheet)?,
                sheet: sheet.clone(),
            })
        })
        .collect();
    let removed =
        (old.sheets.iter()).filter(|before| new.sheets.iter().all(|s| s.code != before.code));
    reprints.extend(removed.map(|sheet| Reprint {
        sheet: sheet.clone(),
        change: Change::Removed,
    }));
    reprints
}

fn change(before: Option<&ManifestSheet>, now: &ManifestSheet) -> Option<Change> {
    let Some(before) = before else {
        return Some(Change::New);
    };
    let same_print = before.sha256 == now.sha256 && before.title == now.title;
    let same_version = before.version == now.version;
    match (same_print, same_version) {
        (false, false) => Some(Change::Version(before.version.clone())),
        (false, true) => Some(Change::SameVersion),
        (true, false) => Some(Change::OnlyVersion(before.version.clone())),
        (true, true) if now.copies > before.copies => {
            Some(Change::MoreCopies(now.copies - before.copies))
        }
        (true, true) => None,
    }
}
