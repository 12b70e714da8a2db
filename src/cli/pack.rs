//! `procbook pack`: what a pack holds, as a list, as a PDF, as a manifest, or against an older manifest.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;

use crate::browser::{self, Print};
use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::nearest;
use crate::model::manifest::{FORMAT, Manifest};
use crate::model::pack::MOST_COPIES;
use crate::pack::{self, Change, Counts, Reprint};
use crate::pipeline::{self, Build, Memory};
use crate::site::Site;
use crate::write;

/// Print what a trainer hands out for a course, or list what it is
#[derive(Args)]
#[command(after_help = "Examples:
  procbook pack new-salesperson --pdf new-salesperson.pdf
  procbook pack new-salesperson --pdf some.pdf --items F-001,F-012 --copies 12
  procbook pack new-salesperson --manifest printed.json
  procbook pack new-salesperson --compare printed.json

--pdf needs an installed Chromium, Google Chrome or Microsoft Edge. A PDF holds the time of its making,
so that two of them differ in their bytes; manifests of the same sources are the same.
--compare exits with 0 whether or not there is something to print again.")]
pub(super) struct Pack {
    /// The pack's id: new-salesperson
    id: String,
    /// Print it into this file
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Write code, version and content hash of each sheet, as JSON [default: printed]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = false)]
    #[expect(clippy::option_option, reason = "a flag with or without a file")]
    manifest: Option<Option<PathBuf>>,
    /// Name the sheets that have changed since this manifest was written
    #[arg(long, value_name = "MANIFEST")]
    compare: Option<PathBuf>,
    /// Only these items, by their codes
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    items: Vec<String>,
    /// Copies of each item, in place of the pack's own numbers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_COPIES)))]
    copies: Option<u32>,
    /// The browser's program, when it is not found by itself [or the variable `PROCBOOK_BROWSER`]
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// How long the browser may take to print
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    timeout: u64,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
}

impl Pack {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let old = self.compare.as_deref().map(read_manifest).transpose()?;
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        let mut manifest = self.manifest_of(&build)?;
        if self.printing.print(&build, &root)? == Outcome::Errors {
            terminal::error("nothing was printed: mend the errors first");
            return Ok(Outcome::Errors);
        }
        self.choose(&mut manifest)?;
        if let Some(old) = &old {
            terminal::result(&report(old, &manifest)?);
        }
        if let Some(file) = &self.manifest {
            let mut json = serde_json::to_string_pretty(&manifest)?;
            json.push('\n');
            match file {
                Some(file) => write_file(file, json.as_bytes())?,
                None => terminal::result(&json),
            }
        }
        if let Some(file) = &self.pdf {
            let (pdf, pages) = self.print(&build.site, &manifest)?;
            write_file(file, &pdf)?;
            let copies: u32 = manifest.sheets.iter().map(|sheet| sheet.copies).sum();
            let pages = pages.map_or_else(String::new, |pages| format!(", {pages} pages"));
            terminal::error(&format!(
                "{}: {} items, {copies} copies{pages}",
                file.display(),
                manifest.sheets.len()
            ));
        }
        if self.pdf.is_none() && self.manifest.is_none() && old.is_none() {
            terminal::result(&list(&manifest));
        }
        Ok(Outcome::Sound)
    }

    fn manifest_of(&self, build: &Build) -> anyhow::Result<Manifest> {
        let ids = || build.book.packs.iter().map(|pack| pack.id.value.as_str());
        if let Some(id) = ids().find(|id| *id == self.id) {
            return pack::manifest(&build.site, id)
                .with_context(|| format!("pack `{id}` has no page"));
        }
        if let Some(near) = nearest(&self.id, ids()) {
            bail!("there is no pack `{}`\ndid you mean {near}?", self.id);
        }
        let known: Vec<&str> = ids().collect();
        if known.is_empty() {
            bail!(
                "there is no pack `{}`: the handbook has none\nbegin one: procbook new pack {0}",
                self.id
            );
        }
        bail!(
            "there is no pack `{}`\nthe packs are: {}",
            self.id,
            known.join(", ")
        );
    }

    fn choose(&self, manifest: &mut Manifest) -> anyhow::Result<()> {
        let known: Vec<String> = manifest.sheets.iter().map(|s| s.code.clone()).collect();
        let Err(lost) = pack::choose(manifest, &self.items, self.copies) else {
            return Ok(());
        };
        match nearest(lost, known.iter().map(String::as_str)) {
            Some(near) => bail!("the pack does not hold `{lost}`\ndid you mean {near}?"),
            None => bail!(
                "the pack does not hold `{lost}`\nits items are: {}",
                known.join(", ")
            ),
        }
    }

    /// Prints in a folder that goes again, whatever happens.
    fn print(&self, site: &Site, manifest: &Manifest) -> anyhow::Result<(Vec<u8>, Option<usize>)> {
        let browser = browser::find(self.browser.as_deref())?;
        let folder = tempfile::Builder::new().prefix("procbook-").tempdir();
        let folder = folder.context("cannot make a temporary folder")?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopper = Arc::clone(&stop);
        // Ctrl-C ends the browser; without a handler it would end this program and leave the folder.
        ctrlc::set_handler(move || stopper.store(true, Ordering::Relaxed))
            .context("cannot listen for Ctrl-C")?;
        let press = Press {
            browser: &browser,
            folder: folder.path(),
            limit: Duration::from_secs(self.timeout),
            stop: &stop,
        };
        let printed = press.print_counted(site, manifest);
        browser::clear(folder.path());
        printed
    }
}

/// What both prints of a pack share.
struct Press<'a> {
    browser: &'a Path,
    folder: &'a Path,
    limit: Duration,
    stop: &'a AtomicBool,
}

impl Press<'_> {
    /// Prints twice: once to count the pages of each item, once with the numbers in the contents and on the sheets.
    fn print_counted(
        &self,
        site: &Site,
        manifest: &Manifest,
    ) -> anyhow::Result<(Vec<u8>, Option<usize>)> {
        let files = pack::files(site, &manifest.pack);
        let mut once = manifest.clone();
        for sheet in &mut once.sheets {
            sheet.copies = 1;
        }
        let uncounted = pack::alone(files.clone(), &manifest.pack, None);
        let Some(counts) = pack::count(&self.print("count", &uncounted, &once)?) else {
            terminal::error(
                "warning: the pages of this browser's PDF cannot be counted; the contents do without them",
            );
            return Ok((self.print("print", &uncounted, manifest)?, None));
        };
        let files = pack::alone(files, &manifest.pack, Some(&counts));
        let pdf = self.print("print", &files, manifest)?;
        let pages = total(&counts, manifest);
        if pack::count(&pdf).map(|counts| counts.total) != Some(pages) {
            bail!(
                "the browser printed other pages than it had counted; print again, or update the browser"
            );
        }
        Ok((pdf, Some(pages)))
    }

    fn print(&self, name: &str, files: &Site, manifest: &Manifest) -> anyhow::Result<Vec<u8>> {
        let folder = self.folder.join(name);
        let site = folder.join("site");
        write::write(files, &site)?;
        browser::print(
            self.browser,
            &Print {
                page: &site.join(pack::page_path(&manifest.pack)),
                query: &pack::query(manifest),
                folder: &folder,
                limit: self.limit,
                stop: self.stop,
            },
        )
    }
}

fn total(counts: &Counts, manifest: &Manifest) -> usize {
    counts.total_of(
        manifest
            .sheets
            .iter()
            .map(|sheet| (sheet.code.as_str(), sheet.copies)),
    )
}

/// What a pack holds, a line each.
fn list(manifest: &Manifest) -> String {
    let mut text = String::new();
    for sheet in &manifest.sheets {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{} ×",
            sheet.code, sheet.title, sheet.version, sheet.copies
        );
    }
    text
}

/// What is to be printed again, for people.
fn report(old: &Manifest, new: &Manifest) -> anyhow::Result<String> {
    if old.pack != new.pack {
        bail!(
            "the manifest is of pack `{}`, not of `{}`",
            old.pack,
            new.pack
        );
    }
    let reprints = pack::compare(old, new);
    let mut text = String::new();
    for reprint in &reprints {
        let _ = writeln!(text, "{}", line(reprint));
    }
    if old.sha256 != new.sha256 {
        let _ = writeln!(text, "print again: the cover and the contents");
    }
    if text.is_empty() {
        text.push_str("nothing to print again\n");
    }
    Ok(text)
}

fn line(reprint: &Reprint) -> String {
    let said = |version: &str| if version.is_empty() { "none" } else { version }.to_owned();
    let (sheet, now) = (&reprint.sheet, said(&reprint.sheet.version));
    let name = format!("{} {}", sheet.code, sheet.title);
    match &reprint.change {
        Change::New => format!("print: {name}, new, version {now}, {} ×", sheet.copies),
        Change::Version(before) => format!("print again: {name}, version {} → {now}", said(before)),
        Change::SameVersion => {
            format!(
                "print again: {name}, changed while its version stayed {now} (warning: raise the version)"
            )
        }
        Change::OnlyVersion(before) => {
            format!(
                "print again: {name}, version {} → {now}, otherwise the same",
                said(before)
            )
        }
        Change::MoreCopies(more) => format!("print more: {name}, {more} ×"),
        Change::Removed => format!("take out: {name}"),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "one file, which the person names"
)]
fn read_manifest(path: &Path) -> anyhow::Result<Manifest> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    match manifest {
        Some(manifest) if manifest.format == FORMAT => Ok(manifest),
        Some(_) => bail!("{} was written by a later procbook", path.display()),
        None => bail!(
            "{} is not a manifest\nwrite one: procbook pack ID --manifest FILE",
            path.display()
        ),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "one file, at the place that the person names"
)]
fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
