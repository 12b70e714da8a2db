//! All releases as one site: the newest at the root, each frozen under `v/`, the working files under `next/`.
//!
//! In: the handbook's folder in its git repository, and an output folder. Out: the folder replaced whole, and a
//! report. It must not know words of any language, nor how a folder is replaced.
//!
//! A frozen release is built once: as long as the program, its tree, its commit and the release before stay the same, its
//! files are taken over as they are. What came after it is told by scripts at the root.

mod archive;
mod key;
mod kept;
mod lives;
mod record;
mod stages;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Serialize;

use crate::diagnostic::Severity;
use crate::model::Date;
use crate::pipeline::{self, Build, Memory};
use crate::release::Repository;
use crate::write::Written;

use kept::Look;
use record::Record;
use stages::{Pair, Stages, pairs};

/// What is asked for.
pub struct Options {
    /// Where the site goes.
    pub out: PathBuf,
    /// Publish the working files too, under `next/`.
    pub next: bool,
    /// Whether anything is written.
    pub mode: Mode,
}

/// Whether anything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The folder is replaced.
    Write,
    /// Everything is built and nothing is written.
    Dry,
}

/// How it went.
pub struct Report {
    /// The releases, the oldest first.
    pub releases: Vec<Published>,
    /// A handbook with errors: then nothing was written.
    pub refused: Option<Box<Build>>,
    /// What was done to the folder; `None` when nothing was written.
    pub written: Option<Written>,
}

/// One release of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// `2026.1`
    pub version: String,
    /// Whether its files were taken over from the output folder.
    pub kept: bool,
    /// How many findings today's program has in it; 0 where it was taken over and not read.
    pub findings: usize,
}

/// Publishes every release of the handbook at `root`.
///
/// # Errors
/// When there is no repository or no release, when one cannot be read, or when the folder cannot be replaced.
pub fn publish(root: &Path, options: &Options, today: Date) -> anyhow::Result<Report> {
    let Some(repository) = Repository::find(root)? else {
        bail!(
            "{} is not in a git repository, and releases are git tags\n\
             publish without releases: procbook build; or make a repository: git init, git add ., git commit",
            root.display()
        );
    };
    let prefix = pipeline::settings(root)?.tags;
    let releases = repository.releases(&prefix)?;
    if releases.is_empty() {
        bail!(
            "there is no release yet: no tag that begins with {prefix}\n\
             make one: procbook release 2026.1; or publish the working files alone: procbook build"
        );
    }
    let mut stages = Stages {
        root,
        repository: &repository,
        today,
        memory: Memory::default(),
        engine: key::engine()?,
        last: None,
    };
    stages.run(&releases, options)
}

/// What `--check-only` finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// `2026.1`
    pub version: String,
    /// What is the matter with it.
    pub state: State,
}

/// How a published release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Every byte is as it was published.
    Whole,
    /// Files are missing or have other bytes.
    Damaged,
    /// It is not there.
    Missing,
    /// It was made by another program, or of other files.
    Outdated,
}

/// Looks at what stands in an output folder, byte for byte, and writes nothing.
///
/// # Errors
/// When the repository cannot be read.
pub fn look(root: &Path, out: &Path) -> anyhow::Result<Vec<Checked>> {
    let repository = Repository::find(root)?
        .with_context(|| format!("{} is not in a git repository", root.display()))?;
    let releases = repository.releases(&pipeline::settings(root)?.tags)?;
    let engine = key::engine()?;
    let records = kept::records(out);
    let state = |Pair { release, before }: Pair<'_>| {
        let Some(record) = records.get(&release.version) else {
            return State::Missing;
        };
        if kept::files(out, record, Look::Inside).is_none() {
            State::Damaged
        } else if record.key == key::key(&engine, release, before) {
            State::Whole
        } else {
            State::Outdated
        }
    };
    Ok((pairs(&releases))
        .map(|pair| Checked {
            version: pair.release.version.clone(),
            state: state(pair),
        })
        .collect())
}

fn is_broken(build: &Build) -> bool {
    let mut found = build.diagnostics.iter();
    found.any(|finding| finding.severity == Severity::Error)
}

/// A document as it is called: roles, parts and packs by their titles alone.
fn shown(kind: &str, code: &str, title: &str) -> String {
    match kind {
        "role" | "part" | "pack" => title.to_owned(),
        _ => format!("{code} {title}"),
    }
}

/// A classic script that sets one value.
fn script(name: &str, value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let value = serde_json::to_string(value).context("cannot write a list of releases")?;
    Ok(format!("window.{name} = {value};\n").into_bytes())
}

fn record_bytes(record: &Record) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(record).context("cannot write a release's record")?;
    bytes.push(b'\n');
    Ok(bytes)
}
