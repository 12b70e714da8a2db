//! Markdown to comrak's tree, and places in that tree to places in the file.
//!
//! In: the body of a page. Out: the tree with `Positions`. It must not know what a page means.

use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use crate::diagnostic::{Diagnostic, code, say};
use crate::source::{Source, Span};

/// Lists and quotes nested deeper than this are no text that a person wrote.
const DEEPEST: usize = 60;

/// A node of comrak's tree.
pub(super) type Node<'a> = &'a AstNode<'a>;

/// CommonMark and GFM as DESIGN.md says.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    options.extension.alerts = true;
    options.extension.cjk_friendly_emphasis = true;
    options.extension.wikilinks_title_after_pipe = true;
    options
}

/// Turns comrak's lines and columns into offsets of the file.
#[derive(Clone, Default)]
pub(super) struct Positions {
    /// Offset in the file of each line of the body.
    line_starts: Vec<usize>,
    /// Offset of the end of the body.
    end: usize,
}

impl Positions {
    fn new(text: &str, body: Span) -> Self {
        let breaks = text[body.start..body.end].match_indices('\n');
        Self {
            line_starts: std::iter::once(body.start)
                .chain(breaks.map(|(at, _)| body.start + at + 1))
                .collect(),
            end: body.end,
        }
    }

    /// Offset in the file of the first byte of a line, counted from 1.
    pub(super) fn line_start(&self, line: usize) -> usize {
        self.line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.end)
    }

    /// The bytes of a node, kept within the file.
    pub(super) fn span(&self, text: &str, place: Sourcepos) -> Span {
        let start = self.line_start(place.start.line) + place.start.column.saturating_sub(1);
        let end = self.line_start(place.end.line) + place.end.column;
        let start = floor(text, start.min(self.end));
        let end = ceiling(text, end.min(self.end));
        Span::new(start, end.max(start))
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Parses a body. `None`, with a finding, when it is nested too deeply to be shown.
pub(super) fn parse<'a>(
    arena: &'a Arena<'a>,
    source: &Source,
    body: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Node<'a>, Positions)> {
    let text = &source.text[body.start..body.end];
    let positions = Positions::new(&source.text, body);
    if let Some(at) = too_deep_line(text) {
        findings.push(too_deep(
            source,
            Span::new(body.start + at, body.start + at),
        ));
        return None;
    }
    let root = comrak::parse_document(arena, text, &options());
    if let Some(node) = deepest(root).filter(|(_, depth)| *depth > DEEPEST) {
        let span = positions.span(&source.text, node.0.data().sourcepos);
        findings.push(too_deep(source, Span::new(span.start, span.start)));
        return None;
    }
    Some((root, positions))
}

/// A line that opens more lists and quotes than any text does; parsing thousands of them takes
/// comrak quadratic time, so it is looked for before.
fn too_deep_line(text: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let mut markers = 0;
        let mut rest = line.trim_start();
        while let Some(after) = rest.strip_prefix(['-', '*', '+', '>']) {
            if !after.starts_with([' ', '\t', '>']) {
                break;
            }
            markers += 1;
            rest = after.trim_start();
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        // A list's level is indented by two at least, so this is deeper than `DEEPEST` too.
        if markers > DEEPEST || indent > DEEPEST * 8 {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

fn too_deep(source: &Source, span: Span) -> Diagnostic {
    let message = say!(
        "lists and quotes are nested more than {} levels deep",
        "列表和引用嵌套超过 {} 层",
        DEEPEST
    );
    Diagnostic::error(&code::TOO_DEEP, &source.path, span, message).help(say!(
        "take it apart: headings and paragraphs say where a reader is, levels do not",
        "把它拆开：用标题和段落告诉读者读到哪里，不要用层次"
    ))
}

/// The deepest node, found without recursion.
fn deepest(root: Node<'_>) -> Option<(Node<'_>, usize)> {
    let mut depth = 0;
    let mut found: Option<(Node<'_>, usize)> = None;
    for edge in root.traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(node) => {
                depth += 1;
                if found.is_none_or(|(_, deepest)| depth > deepest) {
                    found = Some((node, depth));
                }
            }
            comrak::arena_tree::NodeEdge::End(_) => depth -= 1,
        }
    }
    found
}

/// The words under a node, without marks.
pub(super) fn words(node: Node<'_>) -> String {
    let mut words = String::new();
    for child in node.descendants() {
        let data = child.data();
        if let NodeValue::Text(text) = &data.value {
            words.push_str(text);
        } else if let NodeValue::Code(inline) = &data.value {
            words.push_str(&inline.literal);
        } else if matches!(data.value, NodeValue::SoftBreak | NodeValue::LineBreak) {
            words.push(' ');
        }
    }
    words
}
