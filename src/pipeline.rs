//! The stages in their order, from a folder to a site.

mod baseline;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::chart::Fences;
use crate::diagnostic::allowance::AllowedFinding;
use crate::diagnostic::{self, Diagnostic, Severity, code, say};
use crate::model::config::Print;
use crate::model::{self, Book, Config, Date, Entry, Index};
use crate::render::{Edition, Workbooks};
use crate::site::{Site, SitePath};
use crate::source::{CONFIG_FILE, Source, SourcePath, Sources, Span};
use crate::{chart, check, export, link, load, parse, render};

pub use baseline::Baseline;

/// What a run leaves for the next: a file whose text is the same is not parsed again, a Mermaid fence
/// whose text is the same is not drawn again, a workbook of the same rows is not written again.
#[derive(Default)]
pub struct Memory {
    parsed: BTreeMap<SourcePath, (Arc<str>, Parsed)>,
    fences: Fences,
    released: Option<baseline::Released>,
    workbooks: Workbooks,
}

#[derive(Clone)]
struct Parsed {
    entry: Option<Arc<Entry>>,
    findings: Arc<[Diagnostic]>,
}

/// What a run gives.
pub struct Build {
    /// The files as they were read.
    pub sources: Sources,
    /// The handbook.
    pub book: Book,
    /// Its pages, also those with mistakes in them.
    pub site: Site,
    /// All findings, in their order.
    pub diagnostics: Vec<Diagnostic>,
    /// The newest release, where the handbook stands in a repository that has one.
    pub baseline: Option<Baseline>,
    /// What would be findings, had their files not allowed them.
    pub allowed: Vec<AllowedFinding>,
}

/// Builds the handbook at `root`. Findings may depend on the day and on the newest release, the site never does.
///
/// # Errors
/// When `root` is no handbook.
pub fn run(root: &Path, today: Date, memory: &mut Memory) -> anyhow::Result<Build> {
    let sources = load::load(root)?;
    let reading = read(&sources, Some(root), today, memory);
    make(sources, reading, &Edition::default(), memory)
}

/// Builds the handbook of these files, wherever they were read.
///
/// # Errors
/// When the model cannot be written as JSON.
pub fn build(sources: Sources, today: Date, memory: &mut Memory) -> anyhow::Result<Build> {
    let reading = read(&sources, None, today, memory);
    make(sources, reading, &Edition::default(), memory)
}

/// The handbook of some files, before its pages are made.
pub struct Reading {
    /// The handbook.
    pub book: Book,
    diagnostics: Vec<Diagnostic>,
    baseline: Option<Baseline>,
}

/// The pages of a handbook that was read from these files.
///
/// # Errors
/// When the model cannot be written as JSON, or a workbook cannot be written.
pub fn make(
    sources: Sources,
    reading: Reading,
    edition: &Edition<'_>,
    memory: &mut Memory,
) -> anyhow::Result<Build> {
    let Reading {
        book,
        mut diagnostics,
        baseline,
    } = reading;
    let layouts = render::Layouts::of(&sources);
    let (mut site, mut found) = render::render(&book, &layouts, &memory.fences, edition);
    diagnostics.append(&mut found);
    publish_data(&book, edition, &mut site)?;
    memory.workbooks = render::workbooks(&book, std::mem::take(&mut memory.workbooks))?;
    for (path, bytes) in memory.workbooks.files() {
        if let Some(path) = SitePath::new(path) {
            site.files.insert(path, Arc::clone(bytes));
        }
    }
    let mut weighed = check::weigh(&book.config, &sources, diagnostics);
    diagnostic::sort(&mut weighed.left);
    Ok(Build {
        sources,
        book,
        site,
        diagnostics: weighed.left,
        allowed: weighed.allowed,
        baseline,
    })
}

/// The handbook of these files, and all findings but those of layouts: what can be said without making pages.
/// It is held against the newest release of the repository that `root` stands in, when there is a root.
#[must_use]
pub fn examine(
    sources: &Sources,
    root: Option<&Path>,
    today: Date,
    memory: &mut Memory,
) -> (Book, Vec<Diagnostic>) {
    let reading = read(sources, root, today, memory);
    let mut left = check::weigh(&reading.book.config, sources, reading.diagnostics).left;
    diagnostic::sort(&mut left);
    (reading.book, left)
}

/// Reads and checks a handbook: all that comes before its pages.
#[must_use]
pub fn read(sources: &Sources, root: Option<&Path>, today: Date, memory: &mut Memory) -> Reading {
    let mut diagnostics = unread(sources);
    let entries = parse_all(sources, memory, &mut diagnostics);
    let config = config(&entries);
    let assets: BTreeSet<_> = sources.assets.keys().cloned().collect();
    let book = link::link(&entries, config, &assets);
    let released = root.and_then(|root| {
        baseline::newest(root, &book.config, &mut memory.released, &mut diagnostics)
    });
    let baseline = released.map(|of| Baseline::of(of, &book));
    let since = baseline.as_ref().map(Baseline::since);
    let mut judged = check::check(&book, today, since.as_ref());
    let unsound = unsound(&diagnostics);
    judged.retain(|found| {
        found.severity == Severity::Error || !unsound.contains(&found.primary.path)
    });
    diagnostics.append(&mut judged);
    let (fences, mut found) = chart::fences(&book, &memory.fences);
    memory.fences = fences;
    diagnostics.append(&mut found);
    Reading {
        book,
        diagnostics,
        baseline,
    }
}

/// Files of which a part cannot be read: what else may be said of them is said when they can.
fn unsound(found: &[Diagnostic]) -> BTreeSet<SourcePath> {
    let broken = [
        &code::FRONT_MATTER,
        &code::TOML_SYNTAX,
        &code::NOT_UTF8,
        &code::TOO_LARGE,
    ];
    let breaks = |found: &&Diagnostic| broken.contains(&found.code);
    let paths = found.iter().filter(breaks);
    paths.map(|found| found.primary.path.clone()).collect()
}

/// The files of the site that are for other programs.
fn publish_data(book: &Book, edition: &Edition<'_>, site: &mut Site) -> anyhow::Result<()> {
    let schema = |at: usize| {
        let (id, path) = render::schema_path(book, Index::new(at));
        anyhow::Ok((path, export::form_schema(book, Index::new(at), &id)?))
    };
    let mut files: Vec<(String, Vec<u8>)> = (0..book.forms.len())
        .into_par_iter()
        .map(schema)
        .collect::<anyhow::Result<_>>()?;
    let release = edition.release.map(|release| release.version);
    files.push((
        "handbook.json".to_owned(),
        export::handbook_json(book, release)?,
    ));
    for (path, bytes) in files {
        if let Some(path) = SitePath::new(&path) {
            site.files.insert(path, bytes.into());
        }
    }
    Ok(())
}

/// What the walk over the folders could not reach.
fn unread(sources: &Sources) -> Vec<Diagnostic> {
    let finding = |(path, reason): &(SourcePath, String)| {
        let message = say!("this cannot be read: {}", "读不出来：{}", reason);
        let help = say!(
            "mend or remove it; nothing below it is part of the handbook",
            "修好或移走它；它下面的内容都不在手册里"
        );
        Diagnostic::error(&code::UNREADABLE, path, Span::default(), message).help(help)
    };
    sources.unread.iter().map(finding).collect()
}

fn parse_all(
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Entry>> {
    let before = &memory.parsed;
    let parsed: Vec<_> = (sources.texts.par_iter())
        .map(|(path, source)| {
            (
                path.clone(),
                (Arc::clone(&source.text), parse_one(source, before)),
            )
        })
        .collect();
    let mut entries = Vec::new();
    for (_, (_, parsed)) in &parsed {
        entries.extend(parsed.entry.clone());
        diagnostics.extend_from_slice(&parsed.findings);
    }
    memory.parsed = parsed.into_iter().collect();
    entries
}

fn parse_one(source: &Source, before: &BTreeMap<SourcePath, (Arc<str>, Parsed)>) -> Parsed {
    if let Some((text, parsed)) = before.get(&source.path)
        && source.trouble.is_none()
        && *text == source.text
    {
        return parsed.clone();
    }
    let (entry, findings) = parse::parse(source);
    Parsed {
        entry: entry.map(Arc::new),
        findings: findings.into(),
    }
}

/// The settings; neutral ones when `handbook.toml` cannot be read, which is a finding already.
fn config(entries: &[Arc<Entry>]) -> Config {
    let config = entries.iter().find_map(|entry| {
        if let Entry::Config(config) = entry.as_ref() {
            Some(config.clone())
        } else {
            None
        }
    });
    config.unwrap_or_else(|| Config {
        path: SourcePath::new(CONFIG_FILE),
        title: String::new(),
        summary: String::new(),
        language: "en".to_owned(),
        allow_html: false,
        choices: Vec::new(),
        submit: None,
        address: None,
        print: Print::default(),
        tags: model::config::TAGS.to_owned(),
        parts: Vec::new(),
        abbreviations: Vec::new(),
        retired_codes: Vec::new(),
    })
}
