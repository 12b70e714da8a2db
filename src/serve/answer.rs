//! A request to its answer, as values.
//!
//! In: a published state and what a browser asks. Out: a status, headers and bytes. It must not know of sockets.
//!
//! The bytes of a page are the built ones and one script tag more; taking the tag out gives the built bytes back.

use std::borrow::Cow;
use std::sync::Arc;

use super::address;
use super::content_type::{content_type, is_page};
use super::state::{Published, Tag, tag};
use crate::diagnostic::html;
use crate::site::SitePath;

/// The folder of addresses that are the server's own.
pub(super) const OWN: &str = "_procbook/";

/// The page of all findings. No page of a handbook can stand at this address: the server takes it first.
pub(super) const FINDINGS: &str = "_procbook/findings";

/// Where an open page hears of changes.
pub(super) const EVENTS: &str = "_procbook/events";

const LIVE_SCRIPT: &str = include_str!("live.js");
const LIVE_STYLE: &str = include_str!("live.css");

/// Shown when the site has no page of its own for this.
const NOT_FOUND: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Not found</title>
<style>:root{color-scheme:light dark}body{font:1.125rem/1.7 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style></head>
<body><main><h1>Not found 找不到页面</h1>
<p>The handbook has no page of this address. 手册中没有这个地址的页面。</p>
<p><a href=\"/\">Home 首页</a></p></main></body>
</html>
";

/// What a request asks, as far as it matters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// Whether the method is GET or HEAD; all others are refused.
    pub(super) is_read: bool,
    /// Path and query as sent.
    pub(super) target: &'a str,
    /// The `Host` header.
    pub(super) host: Option<&'a str>,
    /// The `If-None-Match` header.
    pub(super) known: Option<&'a str>,
}

/// What is sent back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) body: Arc<[u8]>,
    /// `ETag`, with its quotes.
    pub(super) tag: Option<String>,
    /// `Location` of a redirection.
    pub(super) location: Option<String>,
}

impl Answer {
    fn new(status: u16, content_type: &'static str, body: &[u8]) -> Self {
        Self {
            status,
            content_type,
            body: Arc::from(body),
            tag: None,
            location: None,
        }
    }

    fn text(status: u16, text: &str) -> Self {
        Self::new(status, content_type("x.txt"), text.as_bytes())
    }

    fn tagged(mut self, tag: String, known: Option<&str>) -> Self {
        let is_known = known.is_some_and(|known| {
            known
                .split(',')
                .map(|one| one.trim().trim_start_matches("W/"))
                .any(|one| one == tag || one == "*")
        });
        if is_known && self.status == 200 {
            self.status = 304;
        }
        self.tag = Some(tag);
        self
    }
}

/// Refuses what is not a page's own browser asking for something to read.
///
/// A foreign `Host` is how a page of another site reads a server on the reader's own machine: its name is made to
/// lead here (DNS rebinding).
pub(super) fn refusal(question: Question<'_>, port: u16) -> Option<Answer> {
    let is_own_host = question.host.is_some_and(|host| {
        let host = host.to_ascii_lowercase();
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
            host.strip_prefix(own)
                .is_some_and(|rest| rest == format!(":{port}") || (port == 80 && rest.is_empty()))
        })
    });
    if !is_own_host {
        return Some(Answer::text(
            403,
            "This server answers requests to 127.0.0.1 and localhost only.\n",
        ));
    }
    (!question.is_read).then(|| Answer::text(405, "Only GET and HEAD are answered.\n"))
}

/// The answer to a request that was not refused.
pub(super) fn answer(state: &Published, question: Question<'_>) -> Answer {
    let Ok(path) = address::path_of(question.target) else {
        return Answer::text(400, "This is not an address.\n");
    };
    if path == FINDINGS {
        let html = html::print(&state.findings_page());
        let tag = state.findings_page_tag;
        return page(state, 200, tag, html.as_bytes(), question.known);
    }
    if let Some(own) = path.strip_prefix(OWN) {
        let (name, text) = match own {
            "live.js" => ("live.js", LIVE_SCRIPT),
            "live.css" => ("live.css", LIVE_STYLE),
            _ => return Answer::text(404, "Not found.\n"),
        };
        return Answer::new(200, content_type(name), text.as_bytes())
            .tagged(quoted(tag(text)), question.known);
    }
    match find(state, &path) {
        Found::File(path, body) if is_page(path.as_str()) => {
            let tag = state.page_tag(&path, &body);
            page(state, 200, tag, &body, question.known)
        }
        Found::File(path, body) => {
            let tag = quoted(tag(&body));
            let mut answer = Answer::text(200, "").tagged(tag, question.known);
            answer.content_type = content_type(path.as_str());
            answer.body = body;
            answer
        }
        Found::Folder => {
            let mut answer = Answer::text(302, "");
            answer.location = Some(format!("/{}/", address::encode(&path)));
            answer
        }
        Found::Nothing(path, body) => {
            let tag = !state.page_tag(&path, &body);
            page(state, 404, tag, &body, question.known)
        }
    }
}

/// The tag of the page that an address shows, be it the one that says that there is none.
pub(super) fn shown_tag(state: &Published, path: &str) -> Tag {
    if path == FINDINGS {
        return state.findings_page_tag;
    }
    match find(state, path) {
        Found::File(path, body) => state.page_tag(&path, &body),
        Found::Folder => 0,
        // What is missing is told from what is there, even if the site has its page for this as a page.
        Found::Nothing(path, body) => !state.page_tag(&path, &body),
    }
}

/// What stands at an address.
enum Found {
    File(SitePath, Arc<[u8]>),
    /// A folder with an index, addressed without its closing `/`; its relative links would lead astray.
    Folder,
    /// The page that says so.
    Nothing(SitePath, Arc<[u8]>),
}

fn find(state: &Published, path: &str) -> Found {
    let file = |path: &str| {
        let path = SitePath::new(path)?;
        let body = state.site.files.get(&path)?.clone();
        Some((path, body))
    };
    let wanted = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if let Some((path, body)) = file(&wanted) {
        return Found::File(path, body);
    }
    if file(&format!("{wanted}/index.html")).is_some() {
        return Found::Folder;
    }
    let (path, body) = file("404.html").unwrap_or_else(|| {
        let path = SitePath::new("404.html").expect("a plain name is a sound path");
        (path, Arc::from(NOT_FOUND.as_bytes()))
    });
    Found::Nothing(path, body)
}

fn page(state: &Published, status: u16, tag: Tag, html: &[u8], known: Option<&str>) -> Answer {
    let script = format!(
        "<script src=\"/_procbook/live.js\" data-page=\"{tag:016x}\" data-styles=\"{:016x}\" defer></script>",
        state.styles_tag
    );
    // The whole tag of what is sent: the script holds both parts.
    let whole = quoted(self::tag(&script));
    let html = if status == 404 {
        Cow::Owned(from_the_root(html))
    } else {
        Cow::Borrowed(html)
    };
    Answer::new(status, content_type("x.html"), &inject(&html, &script)).tagged(whole, known)
}

/// Puts a script before the end of the body, or at the end of a page that does not say where its body ends.
fn inject(html: &[u8], script: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = html
        .windows(END.len())
        .rposition(|window| window.eq_ignore_ascii_case(END))
        .unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// A page that is shown at addresses of any depth: its own relative addresses count from the root.
fn from_the_root(html: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"<head>";
    let Some(at) = html
        .windows(HEAD.len())
        .position(|window| window.eq_ignore_ascii_case(HEAD))
    else {
        return html.to_vec();
    };
    let at = at + HEAD.len();
    [&html[..at], b"<base href=\"/\">", &html[at..]].concat()
}

fn quoted(tag: Tag) -> String {
    format!("\"{tag:016x}\"")
}
