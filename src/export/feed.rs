//! The releases as an Atom feed (RFC 4287), for readers of feeds.
//!
//! In: releases and what each changed, as HTML. Out: the feed. It must not know how changes were found. Written by
//! hand: a feed has ten elements, and `atom_syndication` brings chrono, quick-xml and a builder's macros for them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What a feed is made of.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// The handbook's title.
    pub title: &'a str,
    /// Its language, BCP 47.
    pub language: &'a str,
    /// Where it is published, with a `/` at its end; `None` when not said, and links are relative to `changes/`.
    pub address: Option<&'a str>,
    /// The releases, the newest first.
    pub entries: &'a [FeedEntry<'a>],
}

/// A release in the feed.
#[derive(Debug, Clone, Copy)]
pub struct FeedEntry<'a> {
    /// `2026.1`
    pub version: &'a str,
    /// `2026-10-01`
    pub date: &'a str,
    /// Its title, `手册 2026.1`.
    pub title: &'a str,
    /// The page that tells of it, as an address from the root of all that is published.
    pub path: &'a str,
    /// What it changed, as HTML.
    pub html: &'a str,
}

/// The feed. Of the same releases it is the same whenever it is made.
#[must_use]
pub fn feed(feed: &Feed<'_>) -> String {
    // A feed must say when it was last changed; one without entries never was.
    let days = feed.entries.iter().map(|entry| entry.date);
    let updated = days.max().unwrap_or("1970-01-01");
    let title = escaped(feed.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{title}</title>\n<updated>{}</updated>\n<author><name>{title}</name></author>\n",
        escaped(feed.language),
        id(feed, "changes/feed.xml"),
        moment(updated),
    );
    if feed.address.is_some() {
        let own = link(feed, "changes/feed.xml");
        let _ = writeln!(
            out,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>"
        );
    }
    let _ = writeln!(
        out,
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        link(feed, "changes/index.html")
    );
    for entry in feed.entries {
        let page = link(feed, entry.path);
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n<content type=\"html\">{}</content>\n</entry>\n",
            id(feed, &format!("v/{}/", entry.version)),
            escaped(entry.title),
            moment(entry.date),
            escaped(entry.html),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// A name for good: the address where there is one, or else a UUID made of the handbook's title and the path.
fn id(feed: &Feed<'_>, path: &str) -> String {
    if let Some(address) = feed.address {
        return escaped(&format!("{address}{path}"));
    }
    let digest = Sha256::digest(format!("{}\n{path}", feed.title));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    // RFC 9562: version 8, of one's own making.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut name = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The address of a page from the root; from the feed's own folder where the handbook does not say its address.
fn link(feed: &Feed<'_>, path: &str) -> String {
    escaped(&format!("{}{path}", feed.address.unwrap_or("../")))
}

/// The beginning of a day, as RFC 3339 writes it.
fn moment(day: &str) -> String {
    format!("{}T00:00:00Z", escaped(day))
}

/// Text as XML. Characters that XML does not allow are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}
