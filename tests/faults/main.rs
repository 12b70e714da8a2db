//! Five hundred handbooks with one known fault each: it is found, at its place, and nothing else is.
//!
//! `Book::sound` makes a handbook of a seed, in which nothing is found; a `Fault` spoils it in one place. A rule
//! that cries wolf fails here as surely as one that sleeps.
#![expect(
    clippy::format_push_string,
    clippy::assigning_clones,
    reason = "handbooks are put together from pieces, and read more easily so"
)]

mod book;
mod documents;
mod forms;
mod procedures;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use procbook::diagnostic::{Diagnostic, Language, human};
use procbook::model::Date;
use procbook::pipeline::{self, Memory};
use procbook::source::{Source, SourcePath, Sources};
use rayon::prelude::*;

use book::{Book, Dice};

/// Where a fault is to be found: the file, and words that stand in one line of it alone; none for the first line.
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) words: String,
}

/// One way to spoil a handbook.
pub(crate) struct Fault {
    /// What is to be found.
    pub(crate) code: &'static str,
    /// Makes the fault; says where it is.
    pub(crate) make: fn(&mut Book, &mut Dice) -> Place,
}

pub(crate) fn place(path: &str, words: &str) -> Place {
    Place {
        path: path.to_owned(),
        words: words.to_owned(),
    }
}

/// How many handbooks have each fault.
const EACH: u64 = 6;

const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

fn faults() -> Vec<Fault> {
    let mut all = procedures::faults();
    all.extend(documents::faults());
    all.extend(forms::faults());
    all.extend(texts::faults());
    all
}

fn sources(files: &BTreeMap<String, String>) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let path = SourcePath::new(path);
        if path.extension() == "png" {
            sources.assets.insert(path, text.as_bytes().into());
            continue;
        }
        let source = Source::of_bytes(path.clone(), text.clone().into_bytes());
        sources.texts.insert(path, source);
    }
    sources
}

fn found(sources: &Sources) -> Vec<Diagnostic> {
    pipeline::examine(sources, None, TODAY, &mut Memory::default()).1
}

fn told(found: &[Diagnostic], sources: &Sources) -> String {
    human::print(found, sources, Language::English, false)
}

/// What is wrong with the findings of a spoilt handbook.
fn complaint(fault: &Fault, seed: u64) -> Option<String> {
    let mut book = Book::sound(seed);
    let place = (fault.make)(&mut book, &mut Dice::with_seed(seed ^ 0xFA17));
    let sources = sources(&book.files());
    let found = found(&sources);
    let begin = format!("--- {} in handbook {seed}", fault.code);
    let [finding] = &found[..] else {
        let told = told(&found, &sources);
        return Some(format!("{begin}: {} findings\n{told}", found.len()));
    };
    let Some(source) = sources.texts.get(&SourcePath::new(&place.path)) else {
        return Some(format!("{begin}: there is no file {}", place.path));
    };
    let lines: Vec<usize> = (source.text.split_inclusive('\n').enumerate())
        .filter(|(number, line)| match place.words.as_str() {
            "" => *number == 0,
            words => line.contains(words),
        })
        .map(|(number, _)| number)
        .collect();
    let at = source.text[..finding.primary.span.start.min(source.text.len())]
        .matches('\n')
        .count();
    let right = finding.code.name == fault.code
        && finding.primary.path.as_str() == place.path
        && lines == [at];
    (!right).then(|| {
        format!(
            "{begin}: not at `{}` in {} (lines {lines:?})\n{}",
            place.words,
            place.path,
            told(&found, &sources)
        )
    })
}

#[test]
fn sound_handbooks_have_no_findings() {
    let complaints: Vec<String> = (0..60_u64)
        .into_par_iter()
        .filter_map(|seed| {
            let sources = sources(&Book::sound(seed).files());
            let found = found(&sources);
            (!found.is_empty()).then(|| format!("--- {seed}\n{}", told(&found, &sources)))
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn one_fault_is_one_finding_at_its_place() {
    let faults = faults();
    let runs: Vec<(&Fault, u64)> = (faults.iter().enumerate())
        .flat_map(|(kind, fault)| (0..EACH).map(move |turn| (fault, kind as u64 * EACH + turn)))
        .collect();
    assert!(runs.len() >= 500, "{} handbooks", runs.len());
    let complaints: Vec<String> = (runs.par_iter())
        .filter_map(|(fault, seed)| complaint(fault, *seed))
        .collect();
    let kinds: BTreeSet<&str> = complaints
        .iter()
        .filter_map(|text| text.split(' ').nth(1))
        .collect();
    assert!(
        complaints.is_empty(),
        "{} of {} handbooks, {kinds:?}\n{}",
        complaints.len(),
        runs.len(),
        complaints.join("\n")
    );
}
