//! Folder to `Sources`: the only reader of a handbook's files.
//!
//! In: the root folder. Out: every file under the folders that a handbook has, sorted by path. What
//! cannot be read becomes a `Trouble` of that file, for `parse` to report. It must not know what a file means.
#![expect(
    clippy::disallowed_methods,
    reason = "reading a handbook's files is this module's task"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::source::{
    CONFIG_FILE, FOLDERS, LARGEST_TEXT, Source, SourcePath, Sources, Trouble, is_litter, is_text,
};

/// Reads every file of the handbook at `root`.
///
/// # Errors
/// When `root` holds no `handbook.toml` that can be looked at.
pub fn load(root: &Path) -> anyhow::Result<Sources> {
    let config = root.join(CONFIG_FILE);
    fs::metadata(&config)
        .with_context(|| format!("cannot find {CONFIG_FILE} in {}", root.display()))?;
    let mut sources = Sources::default();
    let mut files = vec![(SourcePath::new(CONFIG_FILE), config)];
    for folder in FOLDERS {
        walk(root, folder, &mut files, &mut sources.unread);
    }
    let read: Vec<_> = files
        .par_iter()
        .map(|(path, file)| (path.clone(), read(path, file)))
        .collect();
    for (path, file) in read {
        match file {
            File::Text(source) => drop(sources.texts.insert(path, source)),
            File::Asset(Ok(bytes)) => drop(sources.assets.insert(path, bytes)),
            File::Asset(Err(reason)) => sources.unread.push((path, reason)),
        }
    }
    Ok(sources)
}

/// The nearest folder upward from `start` that has a `handbook.toml`.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| folder.join(CONFIG_FILE).is_file())
        .map(Path::to_path_buf)
}

enum File {
    Text(Source),
    Asset(Result<Arc<[u8]>, String>),
}

fn walk(
    root: &Path,
    folder: &str,
    files: &mut Vec<(SourcePath, PathBuf)>,
    unread: &mut Vec<(SourcePath, String)>,
) {
    let start = root.join(folder);
    if !start.exists() {
        return;
    }
    let walk = WalkDir::new(start)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_wanted);
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                files.push((relative(root, entry.path()), entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(root);
                unread.push((relative(root, path), describe(&error)));
            }
        }
    }
}

/// Leaves out what editors and systems put beside files.
fn is_wanted(entry: &DirEntry) -> bool {
    !is_litter(&entry.file_name().to_string_lossy())
}

fn describe(error: &walkdir::Error) -> String {
    if error.loop_ancestor().is_some() {
        "a loop of links: it leads back to a folder above it".to_owned()
    } else {
        error
            .io_error()
            .map_or_else(|| error.to_string(), ToString::to_string)
    }
}

fn relative(root: &Path, path: &Path) -> SourcePath {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    SourcePath::new(&parts.join("/"))
}

fn read(path: &SourcePath, file: &Path) -> File {
    if !is_text(path) {
        return File::Asset(
            fs::read(file)
                .map(Arc::from)
                .map_err(|error| error.to_string()),
        );
    }
    File::Text(read_text(path, file).unwrap_or_else(|error| {
        let reason = error.to_string();
        Source {
            path: path.clone(),
            text: Arc::from(""),
            trouble: Some(Trouble::Unreadable { reason }),
        }
    }))
}

fn read_text(path: &SourcePath, file: &Path) -> std::io::Result<Source> {
    let bytes = fs::metadata(file)?.len();
    if bytes > LARGEST_TEXT {
        return Ok(Source {
            path: path.clone(),
            text: Arc::from(""),
            trouble: Some(Trouble::TooLarge { bytes }),
        });
    }
    Ok(Source::of_bytes(path.clone(), fs::read(file)?))
}
