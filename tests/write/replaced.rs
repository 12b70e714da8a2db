//! A published folder that is replaced by a process which is killed at many moments: one whole site is always there.
#![expect(
    clippy::disallowed_methods,
    reason = "the test binary runs itself as the process that is killed, told by the environment"
)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use procbook::site::{Site, SitePath};
use procbook::write::Staging;

use crate::{Outcome, files_of, pages_in};

/// Says to `the_publishing_that_is_killed` which folder to replace, and by which of the two sites.
const CHILD: &str = "PROCBOOK_TEST_KILLED_PUBLISHING";

/// How often it is killed.
const TIMES: usize = 200;

/// Files of the root, and of a release that stays as it is.
const MANY: usize = 300;
const FROZEN: usize = 100;

fn sound(path: &str) -> SitePath {
    SitePath::new(path).expect("a test's own path is sound")
}

fn frozen() -> Site {
    let file = |number| {
        let bytes = format!("frozen {number}\n").repeat(100).into_bytes();
        (sound(&format!("{number}.html")), Arc::from(bytes))
    };
    Site {
        files: (0..FROZEN).map(file).collect(),
    }
}

/// One of two roots, which differ in every byte and in some names.
fn root(word: &str) -> Site {
    let first = word.len() * 10;
    let file = |number: usize| {
        let bytes = format!("{word} {number}\n").repeat(200).into_bytes();
        let path = format!("folder-{}/{number}.html", number % 20);
        (sound(&path), Arc::from(bytes))
    };
    Site {
        files: (first..first + MANY).map(file).collect(),
    }
}

/// Everything that is published with one of the roots.
fn whole(word: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = files_of(&root(word));
    let below = |(path, bytes)| (format!("v/1/{path}"), bytes);
    files.extend(files_of(&frozen()).into_iter().map(below));
    files
}

fn replace(out: &Path, word: &str) -> anyhow::Result<()> {
    let mut staging = Staging::begin(out)?;
    let kept: Vec<SitePath> = (0..FROZEN)
        .map(|number| sound(&format!("v/1/{number}.html")))
        .collect();
    if out.join("v").exists() {
        staging.keep(&kept)?;
    } else {
        staging.put("v/1/", &frozen())?;
    }
    staging.put("", &root(word))?;
    staging.finish()?;
    Ok(())
}

/// Not a test of its own: the process that the test below starts and kills. Without a folder it does nothing.
#[test]
fn the_publishing_that_is_killed() -> Outcome {
    if let Ok(told) = std::env::var(CHILD) {
        let (word, out) = told.split_once(' ').context("a word and a folder")?;
        replace(Path::new(out), word)?;
    }
    Ok(())
}

fn start(out: &Path, word: &str) -> anyhow::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", "replaced::the_publishing_that_is_killed"])
        .env(CHILD, format!("{word} {}", out.display()))
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start the publishing that is to be killed")
}

/// How long it takes when nobody kills it, at best.
fn usual_time(out: &Path) -> anyhow::Result<Duration> {
    let mut times = Vec::new();
    for word in ["old", "newer", "old"] {
        let begun = Instant::now();
        ensure!(start(out, word)?.wait()?.success(), "it fails");
        times.push(begun.elapsed());
    }
    times.into_iter().min().context("no time was taken")
}

#[test]
fn publishing_killed_at_any_moment_leaves_one_whole_site() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("public");
    let usual = usual_time(&out)?;
    let mut random = fastrand::Rng::with_seed(6);
    let (mut now, mut other) = ("old", "newer");
    let (mut before, mut after) = (0, 0);
    for _ in 0..TIMES {
        let mut child = start(&out, other)?;
        // Somewhat longer than it takes, so that some end by themselves.
        let moment = usual.mul_f64(random.f64() * 1.3);
        std::thread::park_timeout(moment);
        child.kill()?;
        child.wait()?;
        let found = pages_in(&out)?;
        if found == whole(now) {
            before += 1;
            continue;
        }
        ensure!(
            found == whole(other),
            "killed after {moment:?} it is neither of the two"
        );
        std::mem::swap(&mut now, &mut other);
        after += 1;
    }
    ensure!(
        before > 0 && after > 0,
        "{before} killed before the change, {after} after it"
    );
    replace(&out, other)?;
    assert!(pages_in(&out)? == whole(other), "the last one is not whole");
    let left: Vec<_> = std::fs::read_dir(folder.path())?
        .map(|entry| Ok(entry?.file_name()))
        .collect::<anyhow::Result<_>>()?;
    assert_eq!(left, ["public"], "something is left beside the folder");
    Ok(())
}
