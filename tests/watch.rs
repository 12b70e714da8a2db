//! A watched handbook: which changes are told, and which are not.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests make the changes that are to be noticed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use procbook::watch::{Options, Watch, watch};

type Outcome = anyhow::Result<()>;

fn options(poll: bool) -> Options {
    Options {
        poll,
        debounce: Duration::from_millis(30),
        ignore: Vec::new(),
    }
}

fn handbook() -> anyhow::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir_all(folder.path().join("content/roles"))?;
    fs::write(folder.path().join("handbook.toml"), "title = \"x\"\n")?;
    fs::write(folder.path().join("content/roles/a.md"), "a")?;
    Ok(folder)
}

/// The batches up to the one with this path, as one. It waits as long as it takes: a change that is never told
/// makes the test hang, and its name be shown by the test runner.
fn heard_until(watch: &mut Watch, last: &str) -> anyhow::Result<Vec<String>> {
    let mut heard = Vec::new();
    loop {
        let batch = watch.next().context("the watch ended")??;
        let mut sorted = batch.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(batch, sorted, "a batch is sorted and names no path twice");
        assert!(!batch.is_empty());
        let is_last = batch.contains(&PathBuf::from(last));
        heard.extend(
            batch
                .into_iter()
                .map(|path| path.to_string_lossy().into_owned()),
        );
        if is_last {
            heard.sort();
            heard.dedup();
            return Ok(heard);
        }
    }
}

fn a_save_is_told(poll: bool) -> Outcome {
    let folder = handbook()?;
    let mut watch = watch(folder.path(), &options(poll))?;
    fs::write(folder.path().join("content/roles/a.md"), "b")?;
    assert_eq!(
        heard_until(&mut watch, "content/roles/a.md")?,
        ["content/roles/a.md"]
    );

    fs::remove_file(folder.path().join("content/roles/a.md"))?;
    fs::write(folder.path().join("content/roles/z.md"), "new")?;
    assert_eq!(
        heard_until(&mut watch, "content/roles/z.md")?
            .last()
            .map(String::as_str),
        Some("content/roles/z.md")
    );

    fs::write(folder.path().join("handbook.toml"), "title = \"y\"\n")?;
    assert!(heard_until(&mut watch, "handbook.toml")?.contains(&"handbook.toml".to_owned()));
    Ok(())
}

#[test]
fn the_system_tells_a_save() -> Outcome {
    a_save_is_told(false)
}

#[test]
fn polling_tells_a_save() -> Outcome {
    a_save_is_told(true)
}

#[test]
fn an_atomic_save_names_the_file() -> Outcome {
    let folder = handbook()?;
    let roles = folder.path().join("content/roles");
    let mut watch = watch(folder.path(), &options(false))?;
    // As Vim does: the old file becomes a backup, the new one takes its name, the backup goes.
    fs::write(roles.join("4913"), "")?;
    fs::remove_file(roles.join("4913"))?;
    fs::rename(roles.join("a.md"), roles.join("a.md~"))?;
    fs::write(roles.join("a.md"), "b")?;
    fs::remove_file(roles.join("a.md~"))?;
    assert_eq!(
        heard_until(&mut watch, "content/roles/a.md")?,
        ["content/roles/a.md"]
    );
    Ok(())
}

#[test]
fn what_is_not_the_handbooks_is_not_told() -> Outcome {
    let folder = handbook()?;
    let root = folder.path();
    for other in ["public", ".git", "content/out"] {
        fs::create_dir_all(root.join(other))?;
    }
    let mut options = options(false);
    options.ignore = vec![PathBuf::from("content/out"), root.join("static/cache")];
    let mut watch = watch(root, &options)?;
    for other in [
        "public/index.html",
        ".git/index",
        "README.md",
        "content/out/index.html",
        "content/.a.md.swp",
        "content/roles/.#a.md",
    ] {
        fs::write(root.join(other), "x")?;
    }
    fs::read(root.join("content/roles/a.md"))?;
    fs::write(root.join("content/last.md"), "x")?;
    assert_eq!(
        heard_until(&mut watch, "content/last.md")?,
        ["content/last.md"]
    );
    Ok(())
}

fn folders_that_come_are_followed(poll: bool) -> Outcome {
    let folder = handbook()?;
    let root = folder.path();
    let mut watch = watch(root, &options(poll))?;
    fs::create_dir(root.join("forms"))?;
    heard_until(&mut watch, "forms")?;
    fs::write(root.join("forms/F-001.toml"), "x")?;
    heard_until(&mut watch, "forms/F-001.toml")?;
    fs::create_dir_all(root.join("content/procedures/planning"))?;
    heard_until(&mut watch, "content/procedures")?;
    fs::write(root.join("content/procedures/planning/SM1.1.md"), "x")?;
    heard_until(&mut watch, "content/procedures/planning/SM1.1.md")?;
    Ok(())
}

#[test]
fn the_system_tells_of_folders_that_come_later() -> Outcome {
    folders_that_come_are_followed(false)
}

#[test]
fn polling_tells_of_folders_that_come_later() -> Outcome {
    folders_that_come_are_followed(true)
}

#[test]
fn a_stopped_watch_ends() -> Outcome {
    let folder = handbook()?;
    let mut watch = watch(folder.path(), &options(false))?;
    let stopper = watch.stopper();
    let waiting = std::thread::spawn(move || watch.next().is_none());
    stopper.stop();
    assert!(waiting.join().is_ok_and(|ended| ended));
    Ok(())
}

#[test]
fn a_root_that_is_not_there_is_an_error() {
    let error = watch(Path::new("no/such/folder"), &options(false)).expect_err("nothing to watch");
    assert!(format!("{error:#}").contains("no/such/folder"), "{error:#}");
}
