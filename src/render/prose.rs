//! Markdown's pieces put together into HTML.
//!
//! In: prose whose links are resolved, and the pictures of its Mermaid fences. Out: HTML. It must not
//! know layouts.

use std::borrow::Cow;

use crate::chart::Fences;
use crate::diagnostic::Language;
use crate::model::prose::{Fence, Image, Link as ProseLink, Piece, RawHtml};
use crate::model::{Item, Prose, Target};
use crate::render::Press;
use crate::render::highlight::Highlighter;
use crate::render::html::push_escaped;
use crate::render::links::Links;
use crate::render::view::Link;

/// Puts together the prose of one page.
pub(crate) struct Printer<'a> {
    links: &'a Links<'a>,
    highlighter: &'a Highlighter,
    fences: &'a Fences,
    here: Item,
}

impl<'a> Printer<'a> {
    /// A printer for the page of an item.
    pub(crate) fn new(press: &Press<'a>, here: Item) -> Self {
        Self {
            links: press.links,
            highlighter: press.highlighter,
            fences: press.fences,
            here,
        }
    }

    /// One stretch of prose.
    pub(crate) fn html(&self, prose: &'a Prose) -> String {
        let mut html = String::new();
        let mut inside_link = false;
        for piece in &prose.pieces {
            match piece {
                Piece::Html(text) => self.push_html(&mut html, text),
                Piece::Open(at) => {
                    open(&mut html, &self.link(&prose.links[*at]));
                    inside_link = true;
                }
                Piece::Close(at) => {
                    let broken = self.link(&prose.links[*at]).href.is_none();
                    html.push_str(if broken { "</span>" } else { "</a>" });
                    inside_link = false;
                }
                Piece::Titled(at) => titled(&mut html, &self.link(&prose.links[*at])),
                Piece::Image(at) => self.push_image(&mut html, &prose.images[*at], inside_link),
                Piece::Fence(at) => self.push_fence(&mut html, &prose.fences[*at]),
                Piece::RawHtml(at) => self.push_raw(&mut html, &prose.raw_html[*at]),
            }
        }
        html
    }

    fn link(&self, link: &'a ProseLink) -> Link<'a> {
        self.links.target(&link.target, self.here, &link.written)
    }

    /// Finished HTML; its tables scroll in boxes of their own, its alerts are titled in the handbook's language.
    fn push_html(&self, html: &mut String, text: &str) {
        let text = self.with_alert_titles(text);
        let mut rest = text.as_ref();
        while let Some(at) = rest.find("<table").or_else(|| rest.find("</table>")) {
            let at = rest.find("</table>").map_or(at, |close| at.min(close));
            html.push_str(&rest[..at]);
            if rest[at..].starts_with("</table>") {
                html.push_str("</table></div>");
                rest = &rest[at + "</table>".len()..];
            } else {
                html.push_str(
                    "<div class=\"table-box\" role=\"group\" tabindex=\"0\" aria-label=\"",
                );
                push_escaped(html, self.links.words.scrolls);
                html.push_str("\"><table");
                rest = &rest[at + "<table".len()..];
            }
        }
        html.push_str(rest);
    }

    fn with_alert_titles<'t>(&self, text: &'t str) -> Cow<'t, str> {
        const TITLE: &str = "<p class=\"markdown-alert-title\">";
        if !text.contains(TITLE) {
            return Cow::Borrowed(text);
        }
        let words = self.links.words;
        let titles = [
            ("Note", words.alert_note),
            ("Tip", words.alert_tip),
            ("Important", words.alert_important),
            ("Warning", words.alert_warning),
            ("Caution", words.alert_caution),
        ];
        let done = titles.iter().fold(text.to_owned(), |text, (own, said)| {
            text.replace(&format!("{TITLE}{own}</p>"), &format!("{TITLE}{said}</p>"))
        });
        Cow::Owned(done)
    }

    fn push_image(&self, html: &mut String, image: &'a Image, inside_link: bool) {
        let link = self
            .links
            .target(&image.target, self.here, image.written.as_str());
        match (&image.target, &link.href) {
            (Target::Asset(_), Some(href)) => {
                html.push_str("<img src=\"");
                push_escaped(html, href);
                html.push_str("\" alt=\"");
                push_escaped(html, &image.alt);
                html.push_str("\" loading=\"lazy\">");
            }
            // Nothing comes from another host: what is not a file of the handbook becomes a link.
            (_, Some(_)) if !inside_link => {
                open(html, &link);
                push_escaped(html, first_said(&image.alt, &link.title));
                html.push_str("</a>");
            }
            (_, Some(_)) => push_escaped(html, first_said(&image.alt, &link.title)),
            (_, None) => {
                open(html, &link);
                push_escaped(html, first_said(&image.alt, &image.written));
                html.push_str("</span>");
            }
        }
    }

    fn push_fence(&self, html: &mut String, fence: &Fence) {
        let book = self.links.book;
        let Some(picture) = self.fences.picture(book, self.here, fence) else {
            html.push_str(&self.highlighter.block(&fence.language, &fence.text));
            return;
        };
        match picture.as_ref() {
            Ok(drawing) => {
                html.push_str("<figure class=\"chart-box\" tabindex=\"0\">");
                html.push_str(&drawing.svg);
                html.push_str("</figure>");
            }
            Err(mistake) => {
                let language = Language::of(&book.config.language);
                html.push_str("<p class=\"mistake\">");
                push_escaped(html, self.links.words.chart_mistake);
                push_escaped(html, mistake.message.words(language));
                html.push_str("</p>");
                html.push_str(&self.highlighter.block("", &fence.text));
            }
        }
    }

    fn push_raw(&self, html: &mut String, raw: &RawHtml) {
        if self.links.book.config.allow_html {
            html.push_str(&raw.text);
            return;
        }
        let (before, after) = if raw.block {
            ("<pre class=\"raw-html\"><code>", "</code></pre>")
        } else {
            ("<code class=\"raw-html\">", "</code>")
        };
        html.push_str(before);
        push_escaped(html, &raw.text);
        html.push_str(after);
    }
}

fn first_said<'a>(alt: &'a str, otherwise: &'a str) -> &'a str {
    if alt.trim().is_empty() {
        otherwise
    } else {
        alt
    }
}

fn open(html: &mut String, link: &Link<'_>) {
    match (&link.href, &link.broken) {
        (Some(href), _) => {
            html.push_str("<a href=\"");
            push_escaped(html, href);
        }
        (None, broken) => {
            html.push_str("<span class=\"broken\" title=\"");
            push_escaped(html, broken.as_deref().unwrap_or_default());
        }
    }
    html.push_str("\">");
}

fn titled(html: &mut String, link: &Link<'_>) {
    open(html, link);
    if let Some(code) = &link.code {
        html.push_str("<span class=\"code\">");
        push_escaped(html, code);
        html.push_str("</span> ");
    }
    push_escaped(html, &link.title);
    html.push_str(if link.href.is_some() {
        "</a>"
    } else {
        "</span>"
    });
}
