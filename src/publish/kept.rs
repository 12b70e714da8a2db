//! The releases that an output folder holds already.
//!
//! In: the folder. Out: their records, and whether their files are still there. It must not know how they were made.
#![expect(
    clippy::disallowed_methods,
    reason = "what was published before is read from the output folder"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::publish::key::hash;
use crate::publish::record::{FORMAT, Record};
use crate::site::SitePath;

/// The record of a release, beside its pages.
const RECORD: &str = "release.json";

/// The folder of a release in the site.
pub(super) fn folder(version: &str) -> String {
    format!("v/{version}/")
}

/// The place of its record in the site.
pub(super) fn record_path(version: &str) -> String {
    format!("{}{RECORD}", folder(version))
}

/// The records of the releases that stand in a folder, by version. One that cannot be read is as none.
pub(super) fn records(out: &Path) -> BTreeMap<String, Record> {
    let Ok(entries) = fs::read_dir(out.join("v")) else {
        return BTreeMap::new();
    };
    let record = |entry: std::io::Result<fs::DirEntry>| -> Option<(String, Record)> {
        let entry = entry.ok()?;
        let version = entry.file_name().into_string().ok()?;
        let bytes = fs::read(entry.path().join(RECORD)).ok()?;
        let record: Record = serde_json::from_slice(&bytes).ok()?;
        (record.format == FORMAT && record.version == version).then_some((version, record))
    };
    entries.filter_map(record).collect()
}

/// The site paths of a release's files and of its record; `None` when one is not there as it was written.
pub(super) fn files(out: &Path, record: &Record, how: Look) -> Option<Vec<SitePath>> {
    let mut paths = Vec::with_capacity(record.files.len() + 1);
    for (path, (length, sum)) in &record.files {
        let path = SitePath::new(&format!("{}{path}", folder(&record.version)))?;
        let place = out.join(path.as_str());
        let found = fs::symlink_metadata(&place).ok()?;
        if !found.is_file() || found.len() != *length {
            return None;
        }
        if how == Look::Inside && hash(&fs::read(&place).ok()?) != *sum {
            return None;
        }
        paths.push(path);
    }
    paths.push(SitePath::new(&record_path(&record.version))?);
    Some(paths)
}

/// How closely files are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// They are there, with their lengths.
    Outside,
    /// Every byte is as it was written.
    Inside,
}
