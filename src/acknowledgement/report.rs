//! Who has read which version of which document.
//!
//! In: acknowledgements with the names of their files, the documents in force, perhaps a list of people. Out: for
//! each document its readers. It must not word anything.
//!
//! A person is a number, or where there is none a name.

use std::collections::{BTreeMap, BTreeSet};

use crate::acknowledgement::Acknowledgement;

/// A document in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// Its code; empty of the whole handbook.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its version; of the whole handbook, the newest release.
    pub version: String,
}

/// Those who are to read: for each what may name them, a name or a number.
pub type People = Vec<Vec<String>>;

/// How a person stands to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Has read the version in force.
    Read,
    /// Has read another version only.
    Older,
    /// Is to read it, and has handed in nothing.
    NotRead,
}

/// A person and a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// How.
    pub state: State,
    /// The person's name; of one who has not read, as the list has it.
    pub name: String,
    /// May be empty.
    pub number: String,
    /// What was handed in, and in which file; `None` of one who has not read.
    pub by: Option<(String, Acknowledgement)>,
}

/// An acknowledgement that counts for nothing: the file and what it says.
pub type Extra = (String, Acknowledgement);

/// Who has read what.
#[derive(Debug, Default)]
pub struct Report {
    /// The documents in force that somebody has read, or that people are to read; each with its people.
    pub documents: Vec<(Current, Vec<Person>)>,
    /// Documents in force that nobody has read, when there is no list of people.
    pub unread: Vec<Current>,
    /// The same person, document and version once more.
    pub duplicates: Vec<Extra>,
    /// Of documents that are not in force.
    pub unknown: Vec<Extra>,
}

/// The report. What a person handed in first counts.
#[must_use]
pub fn report(given: Vec<Extra>, documents: &[Current], people: Option<&People>) -> Report {
    let mut given = given;
    given.sort_by(|(a, one), (b, other)| (&one.read_at, a).cmp(&(&other.read_at, b)));
    let mut report = Report::default();
    let mut by_code: BTreeMap<&str, Vec<Extra>> = BTreeMap::new();
    let mut seen: BTreeSet<(String, String, String)> = BTreeSet::new();
    for (file, read) in given {
        let Some(document) = documents.iter().find(|of| of.code == read.code) else {
            report.unknown.push((file, read));
            continue;
        };
        let version = read.read_version().to_owned();
        if !seen.insert((identity(&read), read.code.clone(), version)) {
            report.duplicates.push((file, read));
            continue;
        }
        by_code
            .entry(&document.code)
            .or_default()
            .push((file, read));
    }
    for document in documents {
        let found = by_code.remove(document.code.as_str()).unwrap_or_default();
        let mut readers = readers(document, found);
        // The whole handbook is read by those who choose to.
        let wanted = people.filter(|_| !document.code.is_empty());
        for names in wanted.into_iter().flatten() {
            let is = |person: &Person| {
                (names.iter()).any(|name| *name == person.name || *name == person.number)
            };
            if !readers.iter().any(is) {
                readers.push(Person {
                    state: State::NotRead,
                    name: names.join(" "),
                    number: String::new(),
                    by: None,
                });
            }
        }
        if !readers.is_empty() {
            report.documents.push((document.clone(), readers));
        } else if !document.code.is_empty() {
            report.unread.push(document.clone());
        }
    }
    report
}

fn identity(read: &Acknowledgement) -> String {
    let number = read.number.trim();
    if number.is_empty() {
        format!("name {}", read.name.trim())
    } else {
        format!("number {number}")
    }
}

/// Whether the version in force was read. Of a handbook without a release nobody can say that it is another.
fn is_current(document: &Current, read: &Acknowledgement) -> bool {
    let nothing_to_compare = document.code.is_empty() && document.version.is_empty();
    nothing_to_compare || read.read_version() == document.version
}

/// One line for each person: what counts most of all that was handed in.
fn readers(document: &Current, found: Vec<Extra>) -> Vec<Person> {
    let mut by_person: BTreeMap<String, Extra> = BTreeMap::new();
    for (file, read) in found {
        let key = identity(&read);
        // Of older versions the last that was read is told; the one in force goes before all.
        if by_person
            .get(&key)
            .is_none_or(|(_, had)| !is_current(document, had))
        {
            by_person.insert(key, (file, read));
        }
    }
    let person = |(file, read): Extra| Person {
        state: if is_current(document, &read) {
            State::Read
        } else {
            State::Older
        },
        name: read.name.clone(),
        number: read.number.clone(),
        by: Some((file, read)),
    };
    let mut readers: Vec<Person> = by_person.into_values().map(person).collect();
    let key = |person: &Person| {
        let at = person
            .by
            .as_ref()
            .map(|(file, read)| (read.read_at.clone(), file.clone()));
        (person.state == State::Older, at)
    };
    readers.sort_by_key(key);
    readers
}
