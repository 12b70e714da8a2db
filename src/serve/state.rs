//! What the server shows: a site and the findings of its build, and tags that tell one state from the next.
//!
//! In: a finished site, findings already put into words. Out: tags of a page and of all style sheets. It must not
//! know how either is sent.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::address;
use super::content_type::{is_part_of_pages, is_style};
use crate::diagnostic::Language;
use crate::diagnostic::html::Page;
use crate::diagnostic::told::Told;
use crate::site::{Site, SitePath};

/// What the server shows from one publication to the next.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The pages, broken places marked in them.
    pub site: Arc<Site>,
    /// What is to be mended, in the order in which it is to be shown.
    pub findings: Vec<Told>,
    /// What the page of findings says besides them.
    pub heading: Heading,
}

/// What the page of findings says besides them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Heading {
    /// The handbook's title.
    pub title: String,
    /// The language of the findings.
    pub language: Language,
    /// What to do first, when there are many.
    pub first: Option<String>,
}

/// Changes when what it stands for does; says nothing else.
pub(super) type Tag = u64;

/// A state that was published, with what is asked of it again and again.
#[derive(Debug, Default)]
pub(super) struct Published {
    pub(super) site: Arc<Site>,
    pub(super) findings: Vec<Told>,
    heading: Heading,
    /// Of all findings.
    pub(super) findings_tag: Tag,
    /// Of the page of findings.
    pub(super) findings_page_tag: Tag,
    /// Every style sheet of the site. All pages take part in all of them, because one may import another.
    pub(super) styles: BTreeMap<SitePath, Tag>,
    /// Of all style sheets.
    pub(super) styles_tag: Tag,
}

impl Published {
    pub(super) fn new(state: State) -> Self {
        let styles: BTreeMap<SitePath, Tag> = state
            .site
            .files
            .iter()
            .filter(|(path, _)| is_style(path.as_str()))
            .map(|(path, bytes)| (path.clone(), tag(bytes)))
            .collect();
        Self {
            findings_tag: tag(&state.findings),
            findings_page_tag: tag(&(&state.findings, &state.heading)),
            styles_tag: tag(&styles),
            styles,
            site: state.site,
            findings: state.findings,
            heading: state.heading,
        }
    }

    /// What the page of findings shows.
    pub(super) fn findings_page(&self) -> Page<'_> {
        Page {
            title: &self.heading.title,
            language: self.heading.language,
            first: self.heading.first.as_deref(),
            findings: &self.findings,
            site: Some("/"),
        }
    }

    /// The tag of a page: of its own bytes, and of the scripts, pictures and fonts that it names.
    pub(super) fn page_tag(&self, path: &SitePath, html: &[u8]) -> Tag {
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        for named in named_in(html) {
            let part = address::resolve(path, &named)
                .filter(|part| is_part_of_pages(part.as_str()))
                .and_then(|part| self.site.files.get(&part));
            if let Some(bytes) = part {
                bytes.hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}

/// The tag of a value.
pub(super) fn tag(value: &(impl Hash + ?Sized)) -> Tag {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The values of all `src` and `href` attributes, in order. Text cannot be mistaken for one that matters: quotes
/// in text are escaped, and a value that names no file of the site is of no consequence.
fn named_in(html: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        rest = after;
        if !(before.ends_with(b"src") || before.ends_with(b"href")) {
            continue;
        }
        let Some((quote @ (b'"' | b'\''), value)) = after.split_first() else {
            continue;
        };
        if let Some(end) = value.iter().position(|byte| byte == quote) {
            found.push(String::from_utf8_lossy(&value[..end]).into_owned());
            rest = &value[end..];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_whatever_their_quotes() {
        let html =
            br#"<a href="a.html">x = src</a><script src='../b.js'></script><img alt="" src="">"#;
        assert_eq!(named_in(html), ["a.html", "../b.js", ""]);
        assert_eq!(named_in(b"src=\"never closed"), Vec::<String>::new());
    }
}
