//! A stretch of comrak's tree to `Prose`: HTML with openings for links, pictures, code and raw HTML.
//!
//! In: nodes of a page. Out: `Prose`. What a link leads to is for `link` to find out.

use std::fmt::Write;
use std::sync::Arc;

use comrak::Arena;
use comrak::html::{Anchorizer, ChildRendering, Context};
use comrak::nodes::{Ast, AstNode, NodeCodeBlock, NodeHeading, NodeLink, NodeValue, Sourcepos};

use crate::model::id::{Destination, Parsed};
use crate::model::prose::{Fence, Heading, Image, Link, Piece, Prose, RawHtml};
use crate::parse::markdown::{Node, Positions, options, words};
use crate::parse::passages::passages;
use crate::parse::tables::uneven_rows;
use crate::source::{Source, Span};

/// Ids that the page's own parts have, so that no heading takes them.
const RESERVED: [&str; 12] = [
    "main",
    "form",
    "chart",
    "steps",
    "toc",
    "nav",
    "top",
    "search",
    "revisions",
    "where-used",
    "sources",
    "header",
];

/// Makes the prose of one page, stretch by stretch, so that no id is given twice.
pub(super) struct ProseMaker<'s> {
    source: &'s Source,
    positions: Positions,
    anchors: Anchorizer,
}

impl<'s> ProseMaker<'s> {
    /// For one page; `steps` are the numbers whose `step-N` must stay free.
    pub(super) fn new(source: &'s Source, positions: Positions, steps: &[u32]) -> Self {
        let mut anchors = Anchorizer::new();
        for id in RESERVED {
            anchors.anchorize(id);
        }
        for step in steps {
            anchors.anchorize(&format!("step-{step}"));
        }
        Self {
            source,
            positions,
            anchors,
        }
    }

    /// A heading that stands outside any stretch.
    pub(super) fn heading(&mut self, node: Node<'_>, level: u8) -> Heading {
        let text = words(node).trim().to_owned();
        Heading {
            level,
            id: anchor(&mut self.anchors, &text),
            text,
            span: self
                .positions
                .span(&self.source.text, node.data().sourcepos),
        }
    }

    /// The prose of some nodes, which are taken out of their tree.
    pub(super) fn prose<'a>(&mut self, arena: &'a Arena<'a>, nodes: &[Node<'a>]) -> Prose<Parsed> {
        if nodes.is_empty() {
            return Prose::default();
        }
        let start = nodes[0].data().sourcepos.start;
        let root = arena.alloc(AstNode::new(Ast::new(NodeValue::Document, start).into()));
        for node in nodes {
            node.detach();
            root.append(node);
        }
        let passages = passages(&self.source.text, &self.positions, root);
        let uneven_rows = uneven_rows(&self.source.text, &self.positions, root);
        let collector = Collector {
            text: Arc::clone(&self.source.text),
            positions: std::mem::take(&mut self.positions),
            anchors: std::mem::take(&mut self.anchors),
            prose: Prose::default(),
            open: Vec::new(),
        };
        let mut html = String::new();
        let done = ProseFormatter::format_document(root, &options(), &mut html, collector);
        let Ok(mut collector) = done else {
            // Writing into a `String` does not fail, and nothing else in the formatter does.
            return Prose::default();
        };
        self.positions = std::mem::take(&mut collector.positions);
        self.anchors = std::mem::take(&mut collector.anchors);
        collector.prose.pieces = pieces(&html);
        collector.prose.passages = passages.into();
        collector.prose.uneven_rows = uneven_rows.into();
        collector.prose
    }
}

#[derive(Default)]
struct Collector {
    text: Arc<str>,
    positions: Positions,
    anchors: Anchorizer,
    prose: Prose<Parsed>,
    /// The links that are open: their number, or `None` where the title is filled in whole.
    open: Vec<Option<usize>>,
}

impl Collector {
    fn span(&self, place: Sourcepos) -> Span {
        self.positions.span(&self.text, place)
    }

    fn link(&mut self, place: Sourcepos, written: &str, target: Destination) -> usize {
        let span = self.span(place);
        self.prose.links.push(Link {
            span,
            target,
            written: written.to_owned(),
        });
        self.prose.links.len() - 1
    }

    fn fence(&mut self, place: Sourcepos, block: &NodeCodeBlock) -> usize {
        let first = place.start.line + usize::from(block.fenced);
        let mut line_starts = Vec::new();
        for (at, line) in block.literal.split_inclusive('\n').enumerate() {
            let start = self.positions.line_start(first + at);
            let end = self.positions.line_start(first + at + 1);
            let whole = self.text.get(start..end).unwrap_or("");
            let content = line.trim_end_matches(['\r', '\n']);
            let indent = whole
                .trim_end_matches(['\r', '\n'])
                .len()
                .saturating_sub(content.len());
            line_starts.push(start + indent);
        }
        let span = self.span(place);
        self.prose.fences.push(Fence {
            language: block
                .info
                .split_whitespace()
                .next()
                .unwrap_or("")
                .to_owned(),
            text: block.literal.clone(),
            span,
            line_starts,
        });
        self.prose.fences.len() - 1
    }

    fn raw_html(&mut self, place: Sourcepos, text: &str, block: bool) -> usize {
        let span = self.span(place);
        self.prose.raw_html.push(RawHtml {
            text: text.to_owned(),
            span,
            block,
        });
        self.prose.raw_html.len() - 1
    }
}

comrak::create_formatter!(ProseFormatter<Collector>, {
    NodeValue::Heading(ref heading) => |context, node, entering| {
        return format_heading(context, node, *heading, entering);
    },
    NodeValue::Link(ref link) => |context, node, entering| {
        return format_link(context, node, link, entering);
    },
    NodeValue::WikiLink(ref link) => |context, node, entering| {
        return format_name(context, node, &link.url, entering);
    },
    NodeValue::Image(ref link) => |context, node, entering| {
        return format_image(context, node, link, entering);
    },
    NodeValue::CodeBlock(ref block) => |context, node, entering| {
        if entering {
            let place = node.data().sourcepos;
            let number = context.user.fence(place, block);
            write!(context, "\0F{number}\0")?;
        }
        return Ok(ChildRendering::HTML);
    },
    NodeValue::HtmlBlock(ref block) => |context, node, entering| {
        if entering {
            let number = context.user.raw_html(node.data().sourcepos, &block.literal, true);
            write!(context, "\0R{number}\0")?;
        }
        return Ok(ChildRendering::HTML);
    },
    NodeValue::HtmlInline(ref literal) => |context, node, entering| {
        if entering {
            let number = context.user.raw_html(node.data().sourcepos, literal, false);
            write!(context, "\0R{number}\0")?;
        }
        return Ok(ChildRendering::HTML);
    },
});

type Formatted = Result<ChildRendering, std::fmt::Error>;

fn format_heading(
    context: &mut Context<Collector>,
    node: Node<'_>,
    heading: NodeHeading,
    entering: bool,
) -> Formatted {
    // The page's title is its `h1`; what an author writes under `#` is a section of it.
    let level = heading.level.max(2);
    if !entering {
        writeln!(context, "</h{level}>")?;
        return Ok(ChildRendering::HTML);
    }
    let text = words(node).trim().to_owned();
    let id = anchor(&mut context.user.anchors, &text);
    let span = context.user.span(node.data().sourcepos);
    write!(context, "<h{level} id=\"")?;
    context.escape(&id)?;
    write!(context, "\">")?;
    context.user.prose.headings.push(Heading {
        level: heading.level,
        text,
        id,
        span,
    });
    Ok(ChildRendering::HTML)
}

/// The id of a heading: GitHub's way, and never empty.
fn anchor(anchors: &mut Anchorizer, text: &str) -> String {
    let id = anchors.anchorize(text);
    if id.is_empty() || id.starts_with('-') && text.trim().is_empty() {
        return anchors.anchorize("section");
    }
    id
}

fn format_link(
    context: &mut Context<Collector>,
    node: Node<'_>,
    link: &NodeLink,
    entering: bool,
) -> Formatted {
    if entering {
        let place = node.data().sourcepos;
        let target = Destination::Address(link.url.clone());
        let number = context.user.link(place, &link.url, target);
        context.user.open.push(Some(number));
        write!(context, "\0O{number}\0")?;
    } else if let Some(Some(number)) = context.user.open.pop() {
        write!(context, "\0C{number}\0")?;
    }
    Ok(ChildRendering::HTML)
}

fn format_name(
    context: &mut Context<Collector>,
    node: Node<'_>,
    name: &str,
    entering: bool,
) -> Formatted {
    if !entering {
        if let Some(Some(number)) = context.user.open.pop() {
            write!(context, "\0C{number}\0")?;
        }
        return Ok(ChildRendering::HTML);
    }
    // In a table's cell the bar before the words is written `\|`.
    let name = name.trim_end_matches('\\').trim();
    let place = node.data().sourcepos;
    let target = Destination::Name(name.to_owned());
    let number = context.user.link(place, name, target);
    let span = context.user.prose.links[number].span;
    let text = Arc::clone(&context.user.text);
    let has_words = text.get(span.start..span.end).unwrap_or("").contains('|');
    if has_words {
        context.user.open.push(Some(number));
        write!(context, "\0O{number}\0")?;
        return Ok(ChildRendering::HTML);
    }
    context.user.open.push(None);
    write!(context, "\0T{number}\0")?;
    Ok(ChildRendering::Skip)
}

fn format_image(
    context: &mut Context<Collector>,
    node: Node<'_>,
    link: &NodeLink,
    entering: bool,
) -> Formatted {
    if !entering {
        return Ok(ChildRendering::HTML);
    }
    let span = context.user.span(node.data().sourcepos);
    let images = &mut context.user.prose.images;
    images.push(Image {
        span,
        target: Destination::Address(link.url.clone()),
        written: link.url.clone(),
        alt: words(node),
    });
    let number = images.len() - 1;
    write!(context, "\0I{number}\0")?;
    Ok(ChildRendering::Skip)
}

/// Cuts the formatter's output at its openings. comrak replaces every NUL of the source, so those here are ours.
fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in html.split('\0').enumerate() {
        if at % 2 == 0 {
            if !part.is_empty() {
                pieces.push(Piece::Html(part.to_owned()));
            }
            continue;
        }
        let (kind, number) = part.split_at(1);
        let number = number.parse().unwrap_or(0);
        pieces.push(match kind {
            "O" => Piece::Open(number),
            "C" => Piece::Close(number),
            "T" => Piece::Titled(number),
            "I" => Piece::Image(number),
            "F" => Piece::Fence(number),
            _ => Piece::RawHtml(number),
        });
    }
    pieces
}
