//! The releases in their order, and then the root.
//!
//! In: the repository's releases. Out: their sites, given to what writes as soon as each is built, and a report. It
//! must not know what the lists at the root say.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::changes::{PageChange, changes};
use crate::load;
use crate::model::{Book, Date};
use crate::pipeline::{self, Build, Memory, Reading};
use crate::publish::kept::{self, Look};
use crate::publish::lives::Lives;
use crate::publish::record::Record;
use crate::publish::{
    Mode, Options, Published, Report, archive, is_broken, key, record_bytes, script,
};
use crate::release::{Release, Repository};
use crate::render::{Edition, Since, Stamp};
use crate::site::{Site, SitePath};
use crate::source::Sources;
use crate::write::Staging;

/// What it takes to build a release.
pub(super) struct Stages<'a> {
    pub(super) root: &'a Path,
    pub(super) repository: &'a Repository,
    pub(super) today: Date,
    pub(super) memory: Memory,
    pub(super) engine: String,
    /// The release that was read last.
    pub(super) last: Option<(String, Arc<Book>)>,
}

/// A release and the one before it.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) release: &'a Release,
    pub(super) before: Option<&'a Release>,
}

/// A release before it, as a book, and what changed since.
struct Earlier {
    version: String,
    book: Arc<Book>,
    changes: Vec<PageChange>,
}

impl Earlier {
    fn since(&self) -> Since<'_> {
        Since {
            release: &self.version,
            book: &self.book,
            changes: &self.changes,
        }
    }
}

impl Stages<'_> {
    /// Builds what is not there yet and replaces the folder.
    pub(super) fn run(
        &mut self,
        releases: &[Release],
        options: &Options,
    ) -> anyhow::Result<Report> {
        let mut report = Report {
            releases: Vec::new(),
            refused: None,
            written: None,
        };
        let next = if options.next {
            let next = self.next(releases.last())?;
            if is_broken(&next) {
                report.refused = Some(Box::new(next));
                return Ok(report);
            }
            Some(next.site)
        } else {
            None
        };
        let pairs: Vec<Pair<'_>> = pairs(releases).collect();
        let mut staging = match options.mode {
            Mode::Write => Some(Staging::begin(&options.out)?),
            Mode::Dry => None,
        };
        let done = self.fill(&pairs, next.as_ref(), options, &mut staging, &mut report);
        match staging {
            Some(staging) if done.is_ok() && report.refused.is_none() => {
                report.written = Some(staging.finish()?);
            }
            Some(staging) => staging.abandon(),
            None => {}
        }
        done.map(|()| report)
    }

    fn fill(
        &mut self,
        pairs: &[Pair<'_>],
        next: Option<&Site>,
        options: &Options,
        staging: &mut Option<Staging>,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let mut there = kept::records(&options.out);
        let mut records: Vec<Record> = Vec::new();
        for pair in pairs {
            let version = &pair.release.version;
            let key = key::key(&self.engine, pair.release, pair.before);
            let old = there.remove(version).filter(|record| record.key == key);
            let files =
                (old.as_ref()).and_then(|record| kept::files(&options.out, record, Look::Outside));
            let kept = files.is_some();
            let record = match (old, files) {
                (Some(mut record), Some(files)) => {
                    // The tag may have been made anew with another note.
                    record.author.clone_from(&pair.release.author);
                    record.note.clone_from(&pair.release.note);
                    if let Some(staging) = staging {
                        staging.keep(&files)?;
                    }
                    record
                }
                _ => self.freeze(*pair, key, staging)?,
            };
            report.releases.push(Published {
                version: version.clone(),
                kept,
                findings: record.findings,
            });
            records.push(record);
        }
        let newest = *pairs.last().context("there is no release")?;
        let root = self.root(newest, &records, next)?;
        if is_broken(&root) {
            report.refused = Some(Box::new(root));
        } else if let Some(staging) = staging {
            staging.put("", &root.site)?;
            if let Some(next) = next {
                staging.put("next/", next)?;
            }
        }
        Ok(())
    }

    /// Builds a release under `v/`.
    fn freeze(
        &mut self,
        pair: Pair<'_>,
        key: String,
        staging: &mut Option<Staging>,
    ) -> anyhow::Result<Record> {
        let (mut build, earlier) = self.build(pair, "../../", None)?;
        let before = (earlier.as_ref()).map(|earlier| (&*earlier.book, &*earlier.changes));
        let mut record = Record::of(pair.release, key, &build.book, before).with_files(&build.site);
        record.findings = build.diagnostics.len();
        let bytes = record_bytes(&record)?;
        add(&mut build.site, "release.json", bytes)?;
        if let Some(staging) = staging {
            staging.put(&kept::folder(&pair.release.version), &build.site)?;
        }
        Ok(record)
    }

    /// The newest release at the root, with all that is told of the others.
    fn root(
        &mut self,
        newest: Pair<'_>,
        records: &[Record],
        next: Option<&Site>,
    ) -> anyhow::Result<Build> {
        let lives = Lives::of(records);
        let archive = archive::archive(records, &lives);
        let mut build = self.build(newest, "", Some(&archive))?.0;
        let mut files: BTreeMap<String, Vec<u8>> = lives.scripts(records, next)?;
        let releases = script("procbookReleases", &archive::releases(records))?;
        files.insert("releases.js".to_owned(), releases);
        let feed = archive::feed(records, &build.book);
        files.insert("changes/feed.xml".to_owned(), feed);
        for (path, bytes) in files {
            add(&mut build.site, &path, bytes)?;
        }
        Ok(build)
    }

    /// Builds a release as it stands `up` from the root.
    fn build(
        &mut self,
        pair: Pair<'_>,
        up: &'static str,
        archive: Option<&crate::render::Archive>,
    ) -> anyhow::Result<(Build, Option<Earlier>)> {
        let before = pair.before.map(|before| self.book(before)).transpose()?;
        let sources = self.repository.sources(pair.release)?;
        let reading = pipeline::read(&sources, None, self.today, &mut self.memory);
        let earlier = pair.before.zip(before);
        let earlier = earlier.map(|(of, book)| earlier_than(&reading, of, book));
        let history = self.repository.history(pair.release)?;
        let edition = Edition {
            release: Some(Stamp {
                version: &pair.release.version,
                date: &pair.release.date,
            }),
            next: false,
            up,
            since: earlier.as_ref().map(Earlier::since),
            history: Some(&history),
            archive,
        };
        let build = self.make(sources, reading, &edition)?;
        Ok((build, earlier))
    }

    /// Builds the working files.
    fn next(&mut self, newest: Option<&Release>) -> anyhow::Result<Build> {
        let before = newest.map(|before| self.book(before)).transpose()?;
        let sources = load::load(self.root)?;
        let reading = pipeline::read(&sources, Some(self.root), self.today, &mut self.memory);
        let earlier = newest.zip(before);
        let earlier = earlier.map(|(of, book)| earlier_than(&reading, of, book));
        let edition = Edition {
            release: None,
            next: true,
            up: "../",
            since: earlier.as_ref().map(Earlier::since),
            history: None,
            archive: None,
        };
        self.make(sources, reading, &edition)
    }

    fn make(
        &mut self,
        sources: Sources,
        reading: Reading,
        edition: &Edition<'_>,
    ) -> anyhow::Result<Build> {
        pipeline::make(sources, reading, edition, &mut self.memory)
    }

    /// A release as a book, read once for as long as it is asked for again.
    fn book(&mut self, release: &Release) -> anyhow::Result<Arc<Book>> {
        if let Some((tree, book)) = &self.last
            && *tree == release.tree
        {
            return Ok(Arc::clone(book));
        }
        let sources = self.repository.sources(release)?;
        let reading = pipeline::read(&sources, None, self.today, &mut self.memory);
        let book = Arc::new(reading.book);
        self.last = Some((release.tree.clone(), Arc::clone(&book)));
        Ok(book)
    }
}

fn earlier_than(reading: &Reading, release: &Release, book: Arc<Book>) -> Earlier {
    Earlier {
        version: release.version.clone(),
        changes: changes(&book, &reading.book),
        book,
    }
}

/// The releases, each with the one before.
pub(super) fn pairs(releases: &[Release]) -> impl Iterator<Item = Pair<'_>> {
    let before = std::iter::once(None).chain(releases.iter().map(Some));
    (releases.iter().zip(before)).map(|(release, before)| Pair { release, before })
}

fn add(site: &mut Site, path: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
    let place = SitePath::new(path).with_context(|| format!("`{path}` cannot be a file"))?;
    site.files.insert(place, bytes.into());
    Ok(())
}
