//! One open page, told what changes: server-sent events on a thread of their own.
//!
//! In: what the page was when it was loaded, and each state that is published. Out: events. It must not know how a
//! state comes about.
//!
//! Each listener compares for itself. What it has told last is all that it remembers, so a slow browser is never
//! owed more than one event of each kind, and a page that was loaded just before a publication is told all the same.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::address::{path_of, query_value};
use super::answer::shown_tag;
use super::state::{Published, Tag};
use crate::diagnostic::Severity;
use crate::diagnostic::told::Told;
use crate::site::SitePath;

/// How often a silent connection is written to, so that one whose browser has gone is found out.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// As many findings as one panel can show in earnest.
const MOST_FINDINGS: usize = 200;

/// What a page is told.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Event<'a> {
    /// The page, or a script or picture in it, is not what it was.
    Reload,
    /// Only style sheets are not what they were.
    Css {
        paths: Vec<&'a str>,
        /// What the page is to say of its style sheets when it connects again.
        styles: String,
    },
    /// What is to be mended now. The first event of every connection, unless the page is to be loaded anew.
    Findings {
        counts: BTreeMap<&'static str, usize>,
        findings: Vec<&'a Told>,
    },
}

/// An open page, and what it has been told.
#[derive(Debug)]
pub(super) struct Listener {
    /// Its path, without the first `/`.
    page: String,
    /// The source that it is made from, whose findings come first.
    source: Option<String>,
    page_tag: Tag,
    styles_tag: Tag,
    /// The style sheets of `styles_tag`, when it was a state that this listener has seen.
    styles: Option<BTreeMap<SitePath, Tag>>,
    /// `None` until the first findings are told.
    findings_tag: Option<Tag>,
}

impl Listener {
    /// Who listens, from the address that it asked. A page that does not say what it was is what it is now.
    pub(super) fn new(target: &str, state: &Published) -> Self {
        let value = |name| query_value(target, name);
        let tag = |name| value(name).and_then(|tag| Tag::from_str_radix(&tag, 16).ok());
        let page = value("page").and_then(|address| path_of(&address).ok());
        let page = page.unwrap_or_default();
        Self {
            page_tag: tag("tag").unwrap_or_else(|| shown_tag(state, &page)),
            styles_tag: tag("styles").unwrap_or(state.styles_tag),
            styles: None,
            findings_tag: None,
            source: value("source"),
            page,
        }
    }

    /// What is to be told of a state, and is then taken for told.
    fn news<'a>(&mut self, state: &'a Published) -> Vec<Event<'a>> {
        let mut news = Vec::new();
        let page_tag = shown_tag(state, &self.page);
        if page_tag != self.page_tag {
            self.page_tag = page_tag;
            news.push(Event::Reload);
        } else if self.styles_tag != state.styles_tag {
            let is_known = |path: &SitePath, tag: &Tag| {
                let known = self.styles.as_ref().and_then(|known| known.get(path));
                known == Some(tag)
            };
            let changed = state
                .styles
                .iter()
                .filter(|(path, tag)| !is_known(path, tag));
            news.push(Event::Css {
                paths: changed.map(|(path, _)| path.as_str()).collect(),
                styles: format!("{:016x}", state.styles_tag),
            });
        }
        self.styles_tag = state.styles_tag;
        self.styles = Some(state.styles.clone());
        let is_reloading = matches!(news.first(), Some(Event::Reload));
        if self.findings_tag != Some(state.findings_tag) && !is_reloading {
            self.findings_tag = Some(state.findings_tag);
            news.push(self.findings(&state.findings));
        }
        news
    }

    fn findings<'a>(&self, findings: &'a [Told]) -> Event<'a> {
        let mut counts = BTreeMap::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
            let count = findings.iter().filter(|one| one.severity == severity);
            counts.insert(severity.word(), count.count());
        }
        let mut shown: Vec<&Told> = findings.iter().collect();
        // The order stays as it was among those of this page and among the others.
        shown.sort_by_key(|one| Some(&one.path) != self.source.as_ref());
        shown.truncate(MOST_FINDINGS);
        Event::Findings {
            counts,
            findings: shown,
        }
    }
}

/// A connection that events are written to, as HTTP's chunks: their end is seen though the connection stays open.
pub(super) struct Stream {
    writer: Box<dyn Write + Send>,
}

impl Stream {
    /// Sends the head of the answer.
    pub(super) fn open(mut writer: Box<dyn Write + Send>) -> io::Result<Self> {
        writer.write_all(
            b"HTTP/1.1 200 OK\r\n\
            Content-Type: text/event-stream\r\n\
            Cache-Control: no-store\r\n\
            X-Content-Type-Options: nosniff\r\n\
            Transfer-Encoding: chunked\r\n\r\n",
        )?;
        writer.flush()?;
        Ok(Self { writer })
    }

    /// Tells a listener what is new to it.
    pub(super) fn tell(
        &mut self,
        listener: &mut Listener,
        state: &Arc<Published>,
    ) -> io::Result<()> {
        for event in listener.news(state) {
            let event = serde_json::to_string(&event)?;
            self.chunk(&format!("data: {event}\n\n"))?;
        }
        Ok(())
    }

    /// Says that there is nothing new.
    pub(super) fn keep_alive(&mut self) -> io::Result<()> {
        self.chunk(": still here\n\n")
    }

    /// Says that nothing more will come.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.writer.write_all(b"0\r\n\r\n")?;
        self.writer.flush()
    }

    fn chunk(&mut self, text: &str) -> io::Result<()> {
        write!(self.writer, "{:x}\r\n{text}\r\n", text.len())?;
        self.writer.flush()
    }
}
