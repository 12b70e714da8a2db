//! Findings by the owner of their file, and by file.
//!
//! In: findings, those of a file side by side. Out: groups, the heaviest first; what nobody owns comes last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::counts;
use crate::diagnostic::told::Told;

/// The findings in the files of one owner.
pub(super) struct Group<'a> {
    /// `None` of files without an owner.
    pub(super) owner: Option<&'a str>,
    /// Of each file its findings, at least one.
    pub(super) files: Vec<Vec<&'a Told>>,
}

impl Group<'_> {
    /// How many findings there are.
    pub(super) fn count(&self) -> usize {
        self.files.iter().map(Vec::len).sum()
    }
}

/// The findings by owner.
pub(super) fn groups(findings: &[Told]) -> Vec<Group<'_>> {
    let mut by_owner: BTreeMap<Option<&str>, Vec<Vec<&Told>>> = BTreeMap::new();
    for file in findings.chunk_by(|a, b| a.path == b.path) {
        let owner = file[0].file.owner.as_deref();
        by_owner
            .entry(owner)
            .or_default()
            .push(file.iter().collect());
    }
    let groups = by_owner.into_iter();
    let mut groups: Vec<_> = groups
        .map(|(owner, files)| Group { owner, files })
        .collect();
    // A stable sort: owners of equal weight stay in the order of their names.
    groups.sort_by_key(|group| {
        let all = group.files.iter().flatten().copied();
        (group.owner.is_none(), Reverse(counts(all)))
    });
    groups
}
