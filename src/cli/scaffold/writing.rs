//! New files onto the disk, beside what is there and never over it.
//!
//! In: folders as typed, files as texts. Out: the files. It must not know what they say.
#![expect(
    clippy::disallowed_methods,
    reason = "sources that a person will edit, not the site that write.rs owns"
)]

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::scaffold::NewFile;

/// What a folder may hold and still be a place to begin in.
const NO_MATTER: &str = ".git";

/// The folder that was typed, absolute, its links and `..` followed as far as it exists.
pub(in crate::cli) fn real(folder: &Path) -> anyhow::Result<PathBuf> {
    let here = env::current_dir().context("cannot tell the current folder")?;
    let whole = here.join(folder);
    let parts: Vec<_> = whole.components().collect();
    let (mut real, known) = (1..=parts.len())
        .rev()
        .find_map(|count| {
            let begin: PathBuf = parts[..count].iter().collect();
            Some((fs::canonicalize(begin).ok()?, count))
        })
        .with_context(|| format!("cannot reach {}", folder.display()))?;
    for part in &parts[known..] {
        match part {
            Component::Normal(name) => real.push(name),
            Component::ParentDir => drop(real.pop()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Ok(real)
}

/// Refuses a folder that holds anything but a git repository's own folder.
pub(in crate::cli) fn refuse_filled(folder: &Path, typed: &Path) -> anyhow::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            bail!(
                "{} is a file\nname a folder that is new or empty",
                typed.display()
            )
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot look into {}", typed.display()));
        }
    };
    let mut first = None;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot look into {}", typed.display()))?;
        let name = entry.file_name();
        if name != NO_MATTER && first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    if let Some(name) = first {
        bail!(
            "{} is not empty: it holds {}\nname a folder that is new or empty",
            typed.display(),
            name.display()
        );
    }
    Ok(())
}

/// Writes new files under a root, all or none: what was written before one fails is taken away again.
pub(in crate::cli) fn create(root: &Path, files: &[NewFile]) -> anyhow::Result<()> {
    for (at, file) in files.iter().enumerate() {
        let path = root.join(&file.path);
        let Err(error) = create_one(&path, &file.text) else {
            continue;
        };
        for written in files[..at].iter().rev() {
            // Best effort: the reason to report is the first failure.
            let _ = fs::remove_file(root.join(&written.path));
        }
        if error.kind() == ErrorKind::AlreadyExists {
            bail!(
                "{} is there already, and nothing was written\nedit it, or give another code",
                file.path
            );
        }
        return Err(error).with_context(|| format!("cannot write {}", path.display()));
    }
    Ok(())
}

fn create_one(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        // A file in a folder's place is no file of ours, whatever the system calls the mistake.
        fs::create_dir_all(folder).map_err(|error| std::io::Error::other(error.to_string()))?;
    }
    // Nobody's file is replaced, not even one that came into being a moment ago.
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        drop(file);
        let _ = fs::remove_file(path);
    }
    written
}

/// A path as a person in the current folder types it: relative when it stands below.
pub(in crate::cli) fn from_here(path: &Path) -> PathBuf {
    let below = env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    below.unwrap_or_else(|| path.to_path_buf())
}
