//! The text of a page in both states: only the paragraphs that changed, each word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::changes::redline::{Redline, redline};
use crate::model::prose::Piece;
use crate::model::{Book, Item, Prose, Target};

/// Paragraphs that changed, under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// The words of the heading above; empty above the first.
    pub heading: String,
    /// The paragraphs, ends of lines between them.
    pub words: Redline,
}

/// A paragraph, a line of a list, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Paragraph {
    heading: String,
    text: String,
}

/// The text of a page outside of its steps.
pub(super) fn changes(before: &Book, old: Item, after: &Book, new: Item) -> Vec<TextChange> {
    let all = |book: &Book, item| -> Vec<Paragraph> {
        let proses = outside_of_steps(book, item);
        proses
            .into_iter()
            .flat_map(|prose| paragraphs(book, prose))
            .collect()
    };
    compared(&all(before, old), &all(after, new))
}

fn outside_of_steps(book: &Book, item: Item) -> Vec<&Prose> {
    if let Item::Procedure(at) = item {
        let procedure = book.procedure(at);
        return vec![
            &procedure.introduction,
            &procedure.steps_preface,
            &procedure.closing,
        ];
    }
    book.proses_of(item)
}

/// The text of one step.
pub(super) fn of_step(before: &Book, old: &Prose, after: &Book, new: &Prose) -> Vec<TextChange> {
    compared(&paragraphs(before, old), &paragraphs(after, new))
}

fn compared(old: &[Paragraph], new: &[Paragraph]) -> Vec<TextChange> {
    let mut found: Vec<TextChange> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        let DiffOp::Equal { .. } = operation else {
            let (was, is) = (&old[operation.old_range()], &new[operation.new_range()]);
            let heading = is.first().or(was.first()).map(|p| p.heading.clone());
            let words = redline(&joined(was), &joined(is));
            found.push(TextChange {
                heading: heading.unwrap_or_default(),
                words,
            });
            continue;
        };
    }
    found
}

fn joined(paragraphs: &[Paragraph]) -> String {
    let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
    texts.join("\n")
}

/// What a reader sees of a stretch of Markdown, a paragraph each, under which heading.
fn paragraphs(book: &Book, prose: &Prose) -> Vec<Paragraph> {
    let mut reader = Reader::default();
    for piece in &prose.pieces {
        match piece {
            Piece::Html(html) => reader.html(html),
            Piece::Open(_) | Piece::Close(_) => {}
            Piece::Titled(at) => reader.text.push_str(&title(book, &prose.links[*at].target)),
            Piece::Image(at) => {
                let image = &prose.images[*at];
                let shown = format!("[{} {}]", image.written, image.alt);
                reader.text.push_str(&shown);
            }
            Piece::Fence(at) => {
                reader.end();
                for line in prose.fences[*at].text.lines() {
                    reader.text.push_str(line);
                    reader.end();
                }
            }
            Piece::RawHtml(at) => reader.text.push_str(&prose.raw_html[*at].text),
        }
    }
    reader.end();
    reader.paragraphs
}

/// What a link without words of its own shows.
fn title(book: &Book, target: &Target) -> String {
    match target {
        Target::Page(item, _) if matches!(item, Item::Role(_)) => book.title(*item).to_owned(),
        Target::Page(item, _) => format!("{} {}", book.code(*item), book.title(*item)),
        Target::Step(procedure, step) => {
            let procedure = book.procedure(*procedure);
            format!(
                "{}#{}",
                procedure.code.value, procedure.steps[step.at].number.value
            )
        }
        Target::Here(id) => id.clone(),
        Target::Asset(path) => path.to_string(),
        Target::Outside(address) => address.clone(),
        Target::Missing(_) => String::new(),
    }
}

#[derive(Default)]
struct Reader {
    heading: String,
    text: String,
    in_heading: bool,
    paragraphs: Vec<Paragraph>,
}

impl Reader {
    /// Reads comrak's own HTML, whose tags are well formed.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            self.words(before);
            let (tag, after) = after.split_once('>').unwrap_or((after, ""));
            self.tag(tag);
            rest = after;
        }
        self.words(rest);
    }

    fn tag(&mut self, tag: &str) {
        let closing = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next();
        match name.unwrap_or_default() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.in_heading = !closing;
            }
            "td" | "th" if closing => self.text.push_str(" | "),
            "p" | "li" | "tr" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "blockquote"
            | "div" | "section" | "pre" | "hr" => self.end(),
            "br" => self.text.push(' '),
            _ => {}
        }
    }

    fn words(&mut self, html: &str) {
        let plain = html
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        self.text.push_str(&plain);
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ").trim_end_matches(" |").to_owned();
        if text.is_empty() {
            return;
        }
        if self.in_heading {
            self.heading.clone_from(&text);
        }
        self.paragraphs.push(Paragraph {
            heading: self.heading.clone(),
            text,
        });
    }
}
