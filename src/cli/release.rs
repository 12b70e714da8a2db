//! `procbook release`: names the state that is checked out, when it is fit to be published.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, shown, terminal, today};
use crate::pipeline::{self, Build, Memory};
use crate::release::{Repository, compare, is_version, same_files};

/// Files that are named when they are not committed.
const NAMED: usize = 10;

/// Tag the committed state of the handbook as a release
#[derive(Args)]
#[command(after_help = "Example:\n  procbook release 2026.1 --note notes.md")]
pub(super) struct Release {
    /// Its version, higher than that of the last release: 2026.1
    version: String,
    /// A file that says what is new [default: the version alone]
    #[arg(long, value_name = "FILE")]
    note: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
}

impl Release {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        if !is_version(&self.version) {
            bail!(
                "`{}` cannot be a version: it is letters, digits, `.`, `-` and `_`, 2026.1 say",
                self.version
            );
        }
        let note = self.note.as_deref().map(read).transpose()?;
        let root = self.place.find()?;
        let Some(repository) = Repository::find(&root)? else {
            bail!(
                "{} is not in a git repository, and a release is a git tag\n\
                 make one: git init, git add ., git commit",
                shown(&root)
            );
        };
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        let prefix = build.book.config.tags.clone();
        self.refuse_low(&repository, &prefix)?;
        if self.printing.print(&build, &root)? == Outcome::Errors {
            terminal::error("nothing was tagged: mend the errors first");
            return Ok(Outcome::Errors);
        }
        refuse_uncommitted(&repository, &build)?;
        let tag = format!("{prefix}{}", self.version);
        let title = format!("{} {}", build.book.config.title, self.version);
        let note = note.map_or_else(|| title.clone(), |note| format!("{title}\n\n{note}"));
        repository.tag(&tag, &note)?;
        terminal::result(&format!("{tag}\n"));
        terminal::error(&format!(
            "publish it: procbook publish; share the tag: git push origin {tag}"
        ));
        Ok(Outcome::Sound)
    }

    /// A version that is there already, or not higher than the last.
    fn refuse_low(&self, repository: &Repository, prefix: &str) -> anyhow::Result<()> {
        let releases = repository.releases(prefix)?;
        if let Some(last) = releases.last()
            && compare(&self.version, &last.version).is_le()
        {
            bail!(
                "{} does not come after {}, the last release\ngive a higher version",
                self.version,
                last.version
            );
        }
        Ok(())
    }
}

/// What is not committed would not be in the release.
fn refuse_uncommitted(repository: &Repository, build: &Build) -> anyhow::Result<()> {
    let head = repository.head()?.unwrap_or_default();
    let differing = same_files(&build.sources, &head);
    if differing.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> = (differing.iter().take(NAMED))
        .map(|path| format!("  {path}"))
        .collect();
    if differing.len() > NAMED {
        lines.push(format!("  and {} more", differing.len() - NAMED));
    }
    bail!(
        "these files are not as they were committed:\n{}\ncommit them first: git add, git commit",
        lines.join("\n")
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "the note is a file that the person names"
)]
fn read(path: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the note {}", path.display()))?;
    if text.trim().is_empty() {
        bail!("the note {} is empty", path.display());
    }
    Ok(text)
}
