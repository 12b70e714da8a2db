//! What the root of all that is published tells of every release.
//!
//! In: the records of all releases. Out: `Archive`, `releases.js`. It must not know pages' insides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::export::{self, Feed, FeedEntry};
use crate::model::{Book, Kind};
use crate::publish::lives::{Life, Lives, Place};
use crate::publish::record::Record;
use crate::publish::shown;
use crate::render::view::releases::{Count, Gone, ReleaseView, Way};
use crate::render::{Archive, encoded};

/// The kinds in the order in which changes are counted; forms are told with their templates.
const KINDS: [Kind; 5] = [
    Kind::Procedure,
    Kind::Role,
    Kind::Template,
    Kind::Reference,
    Kind::Pack,
];

/// `releases.js`
#[derive(Serialize)]
pub(super) struct List<'a> {
    format: u32,
    current: &'a str,
    releases: Vec<ReleaseLine<'a>>,
}

#[derive(Serialize)]
struct ReleaseLine<'a> {
    version: &'a str,
    date: &'a str,
    note: &'a str,
}

fn line(record: &Record) -> ReleaseLine<'_> {
    ReleaseLine {
        version: &record.version,
        date: &record.date,
        note: record.note.lines().next().unwrap_or_default(),
    }
}

/// The list that every published page loads, the oldest first.
pub(super) fn releases(records: &[Record]) -> List<'_> {
    List {
        format: 1,
        current: records.last().map_or("", |record| &record.version),
        releases: records.iter().map(line).collect(),
    }
}

/// The releases as a feed, the newest first.
pub(super) fn feed(records: &[Record], book: &Book) -> Vec<u8> {
    let config = &book.config;
    let titles: Vec<String> = (records.iter())
        .map(|record| format!("{} {}", config.title, record.version))
        .collect();
    let paths: Vec<String> = (records.iter().enumerate())
        .map(|(at, record)| {
            let page = if at == 0 { "index" } else { "changes" };
            encoded(&format!("v/{}/{page}.html", record.version))
        })
        .collect();
    let entries: Vec<FeedEntry<'_>> = (records.iter().zip(&titles).zip(&paths).rev())
        .map(|((record, title), path)| FeedEntry {
            version: &record.version,
            date: &record.date,
            title,
            path,
            html: &record.summary,
        })
        .collect();
    let feed = export::feed(&Feed {
        title: &config.title,
        language: &config.language,
        address: config.address.as_deref(),
        entries: &entries,
    });
    feed.into_bytes()
}

/// All releases, the newest first, and what the newest has no longer.
pub(super) fn archive(records: &[Record], lives: &Lives) -> Archive {
    let before = std::iter::once(None).chain(records.iter().map(Some));
    let releases: Vec<ReleaseView> = (records.iter().zip(before))
        .map(|(record, before)| view(record, before))
        .collect();
    Archive {
        releases: releases.into_iter().rev().collect(),
        gone: gone(records, lives),
    }
}

fn view(record: &Record, before: Option<&Record>) -> ReleaseView {
    let count = |kind: Kind| {
        let of = |fate: &str| {
            let changes = record.changes.iter();
            changes
                .filter(|change| change.kind == kind.word() && change.fate == fate)
                .count()
        };
        Count {
            kind,
            added: of("added"),
            changed: of("changed"),
            removed: of("removed") + of("withdrawn"),
        }
    };
    let counts = KINDS.into_iter().map(count);
    ReleaseView {
        version: record.version.clone(),
        date: record.date.clone(),
        author: record.author.clone(),
        note: paragraphs(&record.note),
        since: before.map_or_else(String::new, |before| before.version.clone()),
        counts: counts
            .filter(|of| of.added + of.changed + of.removed > 0)
            .collect(),
    }
}

/// A note's paragraphs; a line that ends inside one is a line of its own.
fn paragraphs(note: &str) -> Vec<String> {
    let lines = note.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The pages that some release had and the newest has no longer, by path.
fn gone(records: &[Record], lives: &Lives) -> Vec<Gone> {
    let Some((newest, older)) = records.split_last() else {
        return Vec::new();
    };
    let mut gone: BTreeMap<&str, Gone> = BTreeMap::new();
    let mut since = newest.version.as_str();
    for record in older.iter().rev() {
        let pages = record
            .files
            .keys()
            .filter(|path| path.strip_suffix(".html").is_some());
        for path in pages.filter(|path| !newest.files.contains_key(*path)) {
            gone.entry(path)
                .or_insert_with(|| of_path(path, record, since, (records, lives)));
        }
        since = &record.version;
    }
    gone.into_values().collect()
}

fn of_path(path: &str, last: &Record, since: &str, all: (&[Record], &Lives)) -> Gone {
    let (records, lives) = all;
    // The matrix of a procedure goes with its procedure.
    let document = path.strip_prefix("raci/").map_or_else(
        || path.to_owned(),
        |procedure| format!("procedures/{procedure}"),
    );
    let life = lives.at(&document, &last.version, records);
    let mut pages = last.pages.iter();
    let page = pages.find(|page| page.path == document);
    let title = page.map_or_else(
        || path.to_owned(),
        |page| shown(&page.kind, &page.code, &page.title),
    );
    let newest = records.last().map_or("", |record| &record.version);
    let alive = |life: &&Life| life.runs.last().is_some_and(|run| run.to == newest);
    let renamed = life.filter(alive).and_then(|life| life.runs.last());
    let successor = life
        .filter(|life| !alive(life))
        .and_then(|life| life.successor.as_ref());
    Gone {
        path: path.to_owned(),
        address: encoded(path),
        title,
        last: last.version.clone(),
        since: since.to_owned(),
        renamed: renamed.map(|run| way(&run.place)),
        successor: successor.map(way),
    }
}

fn way(place: &Place) -> Way {
    Way {
        path: encoded(&place.path),
        title: shown(&place.kind, &place.code, &place.title),
    }
}
