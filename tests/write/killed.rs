//! A build that is killed at many moments, and what it leaves.
#![expect(
    clippy::disallowed_methods,
    reason = "the test binary runs itself as the process that is killed, told by the environment"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::Context;
use procbook::site::{Site, SitePath};
use procbook::write::write;

use crate::{Outcome, files_in, files_of, pages_in};

/// Says to `the_build_that_is_killed` which folder to write to.
const CHILD: &str = "PROCBOOK_TEST_KILLED_BUILD";

/// Files of each version of the big site.
const MANY: usize = 600;

/// Two versions of one site: every file differs in bytes and length, some come, some go.
fn old_and_new() -> (Site, Site) {
    let version = |word: &str, length: usize, range: std::ops::Range<usize>| Site {
        files: range
            .map(|number| {
                let path = format!("folder-{}/{number}.html", number % 20);
                let text = format!("{word} {number}\n").repeat(length);
                let path = SitePath::new(&path).expect("a test's own path is sound");
                (path, Arc::from(text.into_bytes()))
            })
            .collect(),
    };
    (
        version("old", 300, 0..MANY),
        version("new", 900, 100..MANY + 100),
    )
}

/// Not a test of its own: the process that the tests below start and kill. Without a folder it does nothing.
#[test]
fn the_build_that_is_killed() -> Outcome {
    if let Ok(out) = std::env::var(CHILD) {
        write(&old_and_new().1, Path::new(&out))?;
    }
    Ok(())
}

/// When the killer strikes.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as the folder is claimed.
    Locked,
    /// As soon as the list says that a build is at work.
    Begun,
    /// When so many new files stand in their places.
    Written(usize),
    /// When so many stale files are gone.
    Removed(usize),
}

impl Moment {
    fn has_come(self, out: &Path, old: &Site, new: &Site) -> bool {
        let has = |path: &SitePath, bytes: &[u8]| {
            fs::metadata(out.join(path.as_str())).is_ok_and(|is| is.len() == bytes.len() as u64)
        };
        match self {
            Self::Locked => out.join(".procbook.lock").exists(),
            Self::Begun => fs::read_to_string(out.join(".procbook"))
                .is_ok_and(|list| list.contains("\"complete\": false")),
            Self::Written(wanted) => {
                let there = new.files.iter().filter(|(path, bytes)| has(path, bytes));
                there.take(wanted).count() == wanted
            }
            Self::Removed(wanted) => {
                let stale = old
                    .files
                    .keys()
                    .filter(|path| !new.files.contains_key(*path));
                let gone = stale.filter(|path| !out.join(path.as_str()).exists());
                gone.take(wanted).count() == wanted
            }
        }
    }
}

fn start_build(out: &Path) -> anyhow::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", "killed::the_build_that_is_killed"])
        .env(CHILD, out)
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start the build that is to be killed")
}

/// Builds in a process of its own, kills it at the moment, and looks at what it left. True if it was in time.
fn kill_and_mend(out: &Path, moment: Moment, old: &Site, new: &Site) -> anyhow::Result<bool> {
    let mut child = start_build(out)?;
    while child.try_wait()?.is_none() && !moment.has_come(out, old, new) {
        std::thread::yield_now();
    }
    child.kill()?;
    child.wait()?;

    let (old_files, new_files) = (files_of(old), files_of(new));
    let found = if out.exists() {
        files_in(out)?
    } else {
        BTreeMap::new()
    };
    for (path, bytes) in &found {
        let is_whole = [&old_files, &new_files]
            .iter()
            .any(|version| version.get(path) == Some(bytes));
        let is_own = path.starts_with(".procbook") || path.contains("/.procbook.");
        assert!(is_whole || is_own, "{path} is half written at {moment:?}");
    }
    for path in old_files.keys() {
        let may_be_gone = !new_files.contains_key(path);
        assert!(
            may_be_gone || found.contains_key(path),
            "{path} was lost at {moment:?}"
        );
    }

    let was_in_time = found
        .get(".procbook")
        .is_none_or(|list| !String::from_utf8_lossy(list).contains("\"complete\": true"));
    write(new, out).with_context(|| format!("after a kill at {moment:?}"))?;
    let mended = files_in(out)?;
    assert_eq!(
        mended.len(),
        new_files.len() + 2,
        "something is left over after a kill at {moment:?}"
    );
    assert!(pages_in(out)? == new_files, "not mended after {moment:?}");
    Ok(was_in_time)
}

fn moments() -> Vec<Moment> {
    let mut moments = vec![Moment::Locked, Moment::Begun];
    moments.extend([1, 2, 10, 50, 150, 300, 450, 550, 599, MANY].map(Moment::Written));
    moments.extend([1, 20, 70, 100].map(Moment::Removed));
    moments
}

#[test]
fn a_build_killed_over_an_old_one_leaves_whole_files() -> Outcome {
    let (old, new) = old_and_new();
    let folder = tempfile::tempdir()?;
    let out: PathBuf = folder.path().join("public");
    let mut in_time = 0;
    for moment in moments() {
        write(&old, &out)?;
        in_time += usize::from(kill_and_mend(&out, moment, &old, &new)?);
    }
    assert!(in_time > 0, "no build was killed while it was at work");
    Ok(())
}

#[test]
fn a_first_build_that_is_killed_leaves_whole_files() -> Outcome {
    let (_, new) = old_and_new();
    let none = Site::default();
    let mut in_time = 0;
    for moment in moments() {
        if matches!(moment, Moment::Removed(_)) {
            continue;
        }
        let folder = tempfile::tempdir()?;
        let out = folder.path().join("public");
        in_time += usize::from(kill_and_mend(&out, moment, &none, &new)?);
    }
    assert!(in_time > 0, "no build was killed while it was at work");
    Ok(())
}
