//! The real handbook's files, changed at random. The seed is fixed: a failure names the number of its
//! change, and the same number makes the same change.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use procbook::diagnostic::{Diagnostic, Language, human, json, short};
use procbook::model::Date;
use procbook::parse;
use procbook::pipeline::{self, Memory};
use procbook::source::{Source, SourcePath, Sources, Trouble};

/// One run over the whole handbook takes a fraction of this, even unoptimised and on a busy machine.
const LONGEST: Duration = Duration::from_mins(5);

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

/// What authors mistype, and what parsers trip over.
const TOKENS: [&str; 44] = [
    "[[",
    "]]",
    "[[]]",
    "[[|]]",
    "|",
    "+++",
    "\n+++\n",
    "---",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\r",
    "\r\n",
    "\u{2028}",
    "```mermaid\n",
    "```\n",
    "\n## 步骤\n",
    "\n### 1 x\n\n- ",
    "→",
    "：",
    ":",
    "；",
    "、",
    "${",
    "sum(",
    "'",
    "\"",
    "\"\"\"",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "=",
    "[[section]]",
    "999999999999999999999",
    "-1",
    "nan",
    "2026-13-45",
    "<script>",
    "&#0;",
    "> ",
    "\u{fffd}",
    "𠮷",
];

/// The generator `SplitMix64`: small, and the same on every machine.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, or 0 when there is none.
    fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

/// The real handbook's text files: path from the root and bytes.
fn files() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![(
        "handbook.toml".to_owned(),
        read(&root.join("handbook.toml")),
    )];
    let mut folders = vec![
        "content".to_owned(),
        "forms".to_owned(),
        "layouts".to_owned(),
    ];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.expect("an entry of the handbook");
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                found.push((path, read(&entry.path())));
            }
        }
    }
    found.sort();
    assert!(
        found.len() > 50,
        "only {} files of the handbook",
        found.len()
    );
    found
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a file of the handbook")
}

/// One to four changes in a row.
fn mutate(random: &mut Random, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(200)).min(bytes.len());
        let token = TOKENS[random.below(TOKENS.len())].as_bytes();
        match random.below(9) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            3 => {
                let many = random.below(100);
                bytes.splice(at..at, token.repeat(many));
            }
            4 => {
                let count = random.below(20);
                let noise = random.bytes(count);
                bytes.splice(at..end, noise);
            }
            5 => {
                let start = random.below(other.len() + 1);
                let piece = &other[start..(start + 300).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            6 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.next().to_le_bytes()[0];
                }
            }
            _ => drop(bytes.splice(at..at, token.iter().copied())),
        }
    }
    bytes
}

/// A file as `load` would give it.
fn source(path: &str, bytes: Vec<u8>) -> Source {
    let (text, trouble) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(Trouble::NotUtf8 { at }))
        }
    };
    Source {
        trouble,
        ..Source::new(path, &text)
    }
}

/// Parses changed files one by one.
pub(crate) fn parse_many(count: usize) {
    let files = files();
    let mut random = Random::new(2);
    for number in 0..count {
        let (path, bytes) = &files[random.below(files.len())];
        let other = &files[random.below(files.len())].1;
        let source = source(path, mutate(&mut random, bytes, other));
        let started = Instant::now();
        let parsed = catch_unwind(AssertUnwindSafe(|| parse::parse(&source)));
        let Ok((_, findings)) = parsed else {
            panic!(
                "change {number} of {path} made the parser panic:\n{:?}",
                source.text
            );
        };
        let what = format!("change {number} of {path}");
        is_in_time(started, &what);
        let mut sources = Sources::default();
        sources.texts.insert(source.path.clone(), source);
        are_in_place(&findings, &sources, &what);
    }
}

/// How many documents a build holds that is run again and again: enough of every kind, whatever the
/// handbook grows to.
const DOCUMENTS: usize = 60;

/// Some of the handbook's documents, and all that is not one. What the others would have named is missing,
/// which a build has to bear too.
fn some_files() -> Vec<(String, Vec<u8>)> {
    let files = files();
    let is_document = |path: &str| path.starts_with("content/") || path.starts_with("forms/");
    let step = files.len().div_ceil(DOCUMENTS);
    (files.into_iter().enumerate())
        .filter(|(at, (path, _))| at % step == 0 || !is_document(path) || path.contains("SM1.1"))
        .map(|(_, file)| file)
        .collect()
}

/// Runs a handbook with one changed file, again and again in one folder and with one memory.
pub(crate) fn run_many(count: usize) {
    let files = some_files();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    let mut random = Random::new(3);
    let mut memory = Memory::default();
    for number in 0..count {
        // Each kind of file in its turn: most of the handbook's files are forms and roles.
        let folders = [
            "content/procedures/",
            "content/",
            "forms/",
            "layouts/",
            "handbook.toml",
        ];
        let kind = folders[number % folders.len()];
        let of_kind: Vec<_> = files
            .iter()
            .filter(|(path, _)| path.starts_with(kind))
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        let (path, bytes) = of_kind[random.below(of_kind.len())];
        let other = &files[random.below(files.len())].1;
        let changed = mutate(&mut random, bytes, other);
        fs::write(folder.path().join(path), &changed).expect("a file");
        let started = Instant::now();
        let what = format!("change {number} of {path}");
        let run = catch_unwind(AssertUnwindSafe(|| {
            pipeline::run(folder.path(), TODAY, &mut memory)
        }));
        let Ok(run) = run else {
            let text = String::from_utf8_lossy(&changed);
            panic!("{what} made the pipeline panic:\n{text:?}");
        };
        let build = run.unwrap_or_else(|error| panic!("{what}: {error:#}"));
        are_in_place(&build.diagnostics, &build.sources, &what);
        is_in_time(started, &what);
        fs::write(folder.path().join(path), bytes).expect("a file");
    }
    let messages = |memory: &mut Memory| {
        let build = pipeline::run(folder.path(), TODAY, memory).expect("the handbook");
        let findings = build.diagnostics.into_iter();
        findings.map(|finding| finding.message).collect::<Vec<_>>()
    };
    let (left, clean) = (messages(&mut memory), messages(&mut Memory::default()));
    assert_eq!(left, clean, "findings of changes that were undone");
}

fn is_in_time(started: Instant, what: &str) {
    assert!(
        started.elapsed() < LONGEST,
        "{what} took {:?}",
        started.elapsed()
    );
}

/// Every place of every finding lies in a file, between characters, and can be printed.
fn are_in_place(findings: &[Diagnostic], sources: &Sources, what: &str) {
    for finding in findings {
        for label in std::iter::once(&finding.primary).chain(&finding.related) {
            let text = text_of(sources, &label.path);
            let span = label.span;
            assert!(
                span.start <= span.end
                    && text.is_none_or(|text| {
                        text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
                    }),
                "{what}: {} at {span:?}, which is no place in {}",
                finding.code.name,
                label.path
            );
        }
    }
    let printed = catch_unwind(AssertUnwindSafe(|| {
        let _ = human::print(findings, sources, Language::English, false).len();
        let _ = json::print(findings, sources, Language::English).len();
        short::print(findings, sources, Language::English)
    }));
    let Ok(printed) = printed else {
        panic!("{what} made a printer panic");
    };
    assert_eq!(
        printed.lines().count(),
        findings.len(),
        "{what}: a finding is one line:\n{printed}"
    );
}

fn text_of<'a>(sources: &'a Sources, path: &SourcePath) -> Option<&'a str> {
    sources.texts.get(path).map(|source| &*source.text)
}
