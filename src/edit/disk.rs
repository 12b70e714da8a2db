//! Changed files onto the disk: all of them or none.
//!
//! In: a handbook's folder and changes. Out: the files, each replaced in one step. It must not know why they change.
//!
//! A file that someone else has changed since it was read is not written over, and no file outside the folder is
//! written through a link.
#![expect(
    clippy::disallowed_methods,
    reason = "sources that a person edits, not the site that write.rs owns"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::NamedTempFile;

use crate::edit::Change;
use crate::source::SourcePath;

/// A file made ready beside its place.
struct Ready<'a> {
    change: &'a Change,
    /// Where it was, links followed.
    from: PathBuf,
    to: PathBuf,
    file: NamedTempFile,
}

/// Writes every change, or none: what was written before one fails is put back.
///
/// # Errors
/// What the machine refused, or a file that is not as it was read.
pub fn write(root: &Path, changes: &[Change]) -> anyhow::Result<()> {
    let real =
        fs::canonicalize(root).with_context(|| format!("cannot reach {}", root.display()))?;
    let ready: Vec<Ready<'_>> = (changes.iter())
        .map(|change| make_ready(&real, change))
        .collect::<anyhow::Result<_>>()?;
    let mut done: Vec<(&Change, PathBuf, PathBuf)> = Vec::new();
    for one in ready {
        let (change, from, to) = (one.change, one.from.clone(), one.to.clone());
        if let Err(error) = put(one) {
            return Err(match put_back(&done) {
                Ok(()) => error.context("nothing was changed"),
                Err(lost) => error.context(format!(
                    "some files were changed and could not be put back: {lost}"
                )),
            });
        }
        done.push((change, from, to));
    }
    Ok(())
}

fn make_ready<'a>(root: &Path, change: &'a Change) -> anyhow::Result<Ready<'a>> {
    let named = place(root, &change.from);
    let cannot_read = || format!("cannot read {}; nothing was changed", change.from);
    let from = fs::canonicalize(&named).with_context(cannot_read)?;
    if !from.starts_with(root) {
        bail!(
            "{} leads out of the handbook's folder, to {}\nnothing was changed",
            change.from,
            from.display()
        );
    }
    if fs::read(&from).with_context(cannot_read)? != change.before.as_bytes() {
        bail!(
            "{} was changed meanwhile\nnothing was changed here; run the command again",
            change.from
        );
    }
    let permissions = fs::metadata(&from).with_context(cannot_read)?.permissions();
    if permissions.readonly() {
        bail!("{} is read-only\nnothing was changed", change.from);
    }
    let is_link = fs::symlink_metadata(&named)
        .with_context(cannot_read)?
        .is_symlink();
    if is_link && change.from != change.to {
        bail!(
            "{} is a link, and cannot be renamed here\nnothing was changed",
            change.from
        );
    }
    let to = if change.from == change.to {
        from.clone()
    } else {
        // Folders of the handbook may be links themselves.
        let name = place(root, &change.to);
        let folder = from.parent().unwrap_or(root);
        folder.join(name.file_name().unwrap_or_default())
    };
    let folder = to.parent().unwrap_or(root);
    let cannot_write = || format!("cannot write beside {}; nothing was changed", change.to);
    let mut file = NamedTempFile::new_in(folder).with_context(cannot_write)?;
    file.write_all(change.after.as_bytes())
        .with_context(cannot_write)?;
    file.as_file().sync_all().with_context(cannot_write)?;
    fs::set_permissions(file.path(), permissions).with_context(cannot_write)?;
    Ok(Ready {
        change,
        from,
        to,
        file,
    })
}

fn place(root: &Path, path: &SourcePath) -> PathBuf {
    root.join(path.as_str())
}

/// Gives one file its new text, and its new name.
fn put(ready: Ready<'_>) -> anyhow::Result<()> {
    let Ready {
        change,
        from,
        to,
        file,
    } = ready;
    if from == to {
        file.persist(&to)
            .map_err(|failed| failed.error)
            .with_context(|| format!("cannot write {}", change.to))?;
        return Ok(());
    }
    let case_alone = from.to_string_lossy().to_lowercase() == to.to_string_lossy().to_lowercase();
    if case_alone {
        // Where capitals do not count, both names are this one file.
        fs::rename(&from, &to).with_context(|| format!("cannot rename {}", change.from))?;
        file.persist(&to)
            .map_err(|failed| failed.error)
            .with_context(|| format!("cannot write {}", change.to))?;
        return Ok(());
    }
    file.persist_noclobber(&to)
        .map_err(|failed| failed.error)
        .with_context(|| format!("{} is in the way", change.to))?;
    if let Err(error) = fs::remove_file(&from) {
        let _ = fs::remove_file(&to);
        return Err(error).with_context(|| format!("cannot remove {}", change.from));
    }
    Ok(())
}

/// Puts files back that were written, the last first.
fn put_back(done: &[(&Change, PathBuf, PathBuf)]) -> anyhow::Result<()> {
    for (change, from, to) in done.iter().rev() {
        let folder = from.parent().unwrap_or(from);
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(change.before.as_bytes())?;
        fs::set_permissions(file.path(), fs::metadata(to)?.permissions())?;
        if from != to {
            fs::remove_file(to)?;
        }
        file.persist(from)?;
    }
    Ok(())
}
