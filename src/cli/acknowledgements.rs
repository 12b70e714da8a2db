//! `procbook acknowledgements FOLDER`: reads what readers handed in, and tells who has read which version.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use walkdir::WalkDir;

use crate::acknowledgement::{Acknowledgement, Current, People, of_json, of_text, report};
use crate::cli::findings::Telling;
use crate::cli::readers::{self, Told};
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{Text, say};
use crate::model::procedure::Status;
use crate::model::{Book, Document};
use crate::pipeline::{self, Memory};

/// No acknowledgement is longer, nor the mails of one person.
const LARGEST: u64 = 4 * 1024 * 1024;

/// How the report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs
    Json,
    /// For spreadsheets: a row for each document and person
    Csv,
}

/// Tell who has read which version, from the files and mails that readers handed in
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook acknowledgements inbox\n  procbook acknowledgements inbox --people staff.csv --format csv > read.csv"
)]
pub(super) struct Acknowledgements {
    /// The folder of what was handed in: .json files of the pages, .txt files with the bodies of mails
    folder: PathBuf,
    /// Those who are to read: one a line, by name or number or both, separated by commas
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    place: Place,
}

impl Acknowledgements {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let people = self.people.as_deref().map(people).transpose()?;
        let files = files(&self.folder)?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        let language = self.telling.language(&build);
        let released = build.baseline.as_ref();
        let book = released.map_or(&build.book, |released| &released.book);
        let release = released.map(|released| released.release.as_str());
        let mut broken = Vec::new();
        let mut given = Vec::new();
        for (name, text) in files {
            for read in read(&name, text) {
                match read.and_then(|read| of_this(book, read)) {
                    Ok(read) => given.push((name.clone(), read)),
                    Err(why) => broken.push((name.clone(), why)),
                }
            }
        }
        let told = Told {
            report: report(given, &documents(book, release), people.as_ref()),
            broken,
            release,
            language,
        };
        terminal::result(&match self.format {
            Format::Human => readers::human(&told),
            Format::Json => readers::json(&told)?,
            Format::Csv => readers::csv(&told)?,
        });
        if self.format == Format::Csv {
            for line in readers::broken(&told) {
                terminal::error(&line);
            }
        }
        Ok(if told.broken.is_empty() {
            Outcome::Sound
        } else {
            Outcome::Errors
        })
    }
}

/// The documents in force, and the handbook as a whole before them.
fn documents(book: &Book, release: Option<&str>) -> Vec<Current> {
    let whole = Current {
        code: String::new(),
        title: book.config.title.clone(),
        version: release.unwrap_or_default().to_owned(),
    };
    let in_force = |of: &Document<'_>| of.status.value == Status::Effective;
    let documents = book.documents().filter(in_force).map(|of| Current {
        code: book.code(of.item).to_owned(),
        title: book.title(of.item).to_owned(),
        version: of.version.value.clone(),
    });
    std::iter::once(whole).chain(documents).collect()
}

fn of_this(book: &Book, read: Acknowledgement) -> Result<Acknowledgement, Text> {
    if read.handbook == book.config.title {
        return Ok(read);
    }
    Err(say!(
        "of another handbook: `{}`",
        "属于另一本手册：`{}`",
        read.handbook.replace('`', "'")
    ))
}

/// What a file holds: one acknowledgement, or several mails.
fn read(name: &str, text: Result<String, Text>) -> Vec<Result<Acknowledgement, Text>> {
    let text = match text {
        Ok(text) => text,
        Err(why) => return vec![Err(why)],
    };
    if has_ending(name, "json") {
        return vec![of_json(&text)];
    }
    of_text(&text).unwrap_or_else(|why| vec![Err(why)])
}

fn has_ending(name: &str, wanted: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

/// The files below the folder that may hold acknowledgements, by their names from there, in order. Those of other
/// kinds are left alone.
#[expect(
    clippy::disallowed_methods,
    reason = "what readers handed in is named by the person who runs the command"
)]
fn files(folder: &Path) -> anyhow::Result<Vec<(String, Result<String, Text>)>> {
    if !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = below.to_string_lossy().replace('\\', "/");
        if !entry.file_type().is_file() || !(has_ending(&name, "json") || has_ending(&name, "txt"))
        {
            continue;
        }
        let size = entry.metadata().map_or(0, |of| of.len());
        let text = if size > LARGEST {
            Err(say!(
                "larger than any acknowledgement",
                "比任何阅读确认都大"
            ))
        } else {
            let bytes = std::fs::read(entry.path());
            let bytes = bytes.map_err(|error| {
                let told = error.to_string().replace('`', "'");
                say!("cannot be read: `{}`", "读不出来：`{}`", told)
            });
            bytes.and_then(|bytes| {
                String::from_utf8(bytes)
                    .map_err(|_| say!("damaged: it is not UTF-8", "已损坏：不是 UTF-8"))
            })
        };
        files.push((name, text));
    }
    Ok(files)
}

/// The list of those who are to read. An empty line, and what begins with `#`, is nobody.
#[expect(
    clippy::disallowed_methods,
    reason = "the list is named by the person who runs the command"
)]
fn people(file: &Path) -> anyhow::Result<People> {
    let name = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{name} is not UTF-8; save it as UTF-8");
    };
    let lines = text.trim_start_matches('\u{feff}').lines();
    let named = lines.map(|line| {
        let cells = line.split([',', '\t', ';', '，']);
        let cells = cells.map(|cell| cell.trim().trim_matches('"').trim());
        let cells = cells.filter(|cell| !cell.is_empty());
        cells.map(str::to_owned).collect::<Vec<String>>()
    });
    let people: People = named
        .filter(|cells| cells.first().is_some_and(|first| !first.starts_with('#')))
        .collect();
    if people.is_empty() {
        bail!("nobody stands in {name}");
    }
    Ok(people)
}
