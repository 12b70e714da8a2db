//! The words of a page, block by block, with their places.
//!
//! In: a stretch of comrak's tree. Out: `Passage`s. What the words mean is for rules to find out.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "comrak has some fifty kinds of nodes, of which a few hold words"
)]

use comrak::nodes::NodeValue;

use crate::model::prose::{ELSEWHERE, Passage, PassageKind};
use crate::parse::markdown::{Node, Positions};
use crate::source::Span;

/// The passages under a node, in the order of the page.
pub(super) fn passages(text: &str, positions: &Positions, root: Node<'_>) -> Vec<Passage> {
    let mut passages = Vec::new();
    for node in root.descendants() {
        let kind = match &node.data().value {
            NodeValue::Heading(_) => PassageKind::Heading,
            NodeValue::TableCell => PassageKind::Cell,
            NodeValue::Paragraph if in_term(node) => PassageKind::Term,
            NodeValue::Paragraph => PassageKind::Text,
            _ => continue,
        };
        let passage = passage(text, positions, node, kind);
        if !passage.text.is_empty() {
            passages.push(passage);
        }
    }
    passages
}

fn in_term(node: Node<'_>) -> bool {
    node.parent()
        .is_some_and(|parent| matches!(parent.data().value, NodeValue::DescriptionTerm))
}

fn passage(text: &str, positions: &Positions, block: Node<'_>, kind: PassageKind) -> Passage {
    let mut passage = Passage::new(kind);
    for node in block.descendants() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(words) if !is_name(node, words) => {
                let span = positions.span(text, data.sourcepos);
                // Of escapes and entities only the whole is where it says.
                let start = Span::new(span.start, span.start + words.len());
                let is_verbatim = text.get(start.start..start.end) == Some(words.as_ref());
                passage.push(words, if is_verbatim { start } else { span }, is_verbatim);
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => {
                passage.push("\n", positions.span(text, data.sourcepos), false);
            }
            NodeValue::Text(_)
            | NodeValue::Code(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::Image(_)
            | NodeValue::FootnoteReference(_) => {
                passage.push(ELSEWHERE, positions.span(text, data.sourcepos), false);
            }
            _ => {}
        }
    }
    passage
}

/// Whether a text is no sentence of the author's: the name in `[[name]]`, an address, a picture's words.
fn is_name(node: Node<'_>, words: &str) -> bool {
    for above in node.ancestors().skip(1) {
        match &above.data().value {
            NodeValue::WikiLink(link) => {
                return link.url.trim_end_matches('\\').trim() == words.trim();
            }
            NodeValue::Link(link) => return link.url.ends_with(words.trim()),
            NodeValue::Image(_) => return true,
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => return false,
            _ => {}
        }
    }
    false
}
