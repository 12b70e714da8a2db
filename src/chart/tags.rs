//! What hangs on a box: the limit, the forms and the procedure of its step below it; above it, what
//! leads to it from elsewhere.
//!
//! In: steps. Out: words with their widths, row by row. It must not know where the box stands.

use crate::chart::graph::{Graph, HandOver, Node, Target};
use crate::chart::shape::{self, SMALL};
use crate::chart::wrap::wrap;
use crate::model::{Index, Template};

/// What hangs below a box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tag<'a> {
    /// Its words.
    pub(super) text: String,
    /// How wide it is.
    pub(super) width: f64,
    /// What it stands for.
    pub(super) kind: TagKind<'a>,
}

/// What a tag stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TagKind<'a> {
    /// By when or how long; the first line of several has the clock.
    Due(bool),
    /// A form, with its title.
    Form(Index<Template>, &'a str),
    /// The procedure that a subprocess stands for.
    Call(HandOver<'a>),
    /// Another procedure that hands over here, with the number of its step.
    Arrival(HandOver<'a>, u32),
    /// A step on another sheet that leads here, a place in the graph's nodes.
    Back(usize),
}

/// A row of tags.
pub(super) const TAG_ROW: f64 = 16.0;
/// How high a tag is.
pub(super) const TAG: f64 = 14.0;
/// From the middle of a box, where lines enter, to what leads to it from elsewhere.
pub(super) const ARRIVAL_GAP: f64 = 7.0;
/// From a box to its tags, and between tags.
pub(super) const TAG_GAP: f64 = 2.0;
/// The room of a limit's clock.
pub(super) const CLOCK: f64 = 10.0;

/// The forms, the procedure and the limit of a step, in rows no wider than its box.
pub(super) fn tags<'a>(node: &Node<'a>, widest: f64) -> Vec<Vec<Tag<'a>>> {
    let mut rows: Vec<Vec<Tag>> = Vec::new();
    let mut row: Vec<Tag> = Vec::new();
    if let Some(due) = node.due {
        let columns = shape::columns(widest - CLOCK - 2.0, SMALL);
        for (line, text) in wrap(due, columns.max(8)).into_iter().enumerate() {
            let clock = if line == 0 { CLOCK } else { 0.0 };
            rows.extend((!row.is_empty()).then(|| std::mem::take(&mut row)));
            row.push(Tag {
                width: shape::width(&text, SMALL) + 2.0 + clock,
                text,
                kind: TagKind::Due(line == 0),
            });
        }
    }
    let calls = (node.calls.iter()).map(|call| (call.name(), TagKind::Call(*call)));
    let forms = (node.forms.iter())
        .map(|(form, code, title)| ((*code).to_owned(), TagKind::Form(*form, title)));
    for (text, kind) in calls.chain(forms) {
        let tag = tag(text, kind);
        let used: f64 = row.iter().map(|tag| tag.width + TAG_GAP).sum();
        if !row.is_empty() && used + tag.width > widest + 1.0 {
            rows.push(std::mem::take(&mut row));
        }
        row.push(tag);
    }
    rows.extend((!row.is_empty()).then_some(row));
    rows
}

/// What leads to a step from another procedure, or from a step on another sheet.
pub(super) fn arrivals<'a>(graph: &Graph<'a>, to: usize, chosen: &[bool]) -> Vec<Tag<'a>> {
    let others = (graph.arrivals.iter())
        .filter(|arrival| arrival.to == to)
        .map(|arrival| {
            let words = format!("{}#{}", arrival.from.code, arrival.step);
            tag(words, TagKind::Arrival(arrival.from, arrival.step))
        });
    let mut back: Vec<usize> = (graph.edges.iter())
        .filter(|edge| edge.to == Target::Step(to) && !chosen[edge.from])
        .map(|edge| edge.from)
        .collect();
    back.dedup();
    let from = if graph.language.starts_with("zh") {
        "自"
    } else {
        "from"
    };
    let back = back.into_iter().map(|step| {
        let words = format!("{from} {}", graph.nodes[step].number);
        tag(words, TagKind::Back(step))
    });
    others.chain(back).collect()
}

fn tag(text: String, kind: TagKind<'_>) -> Tag<'_> {
    Tag {
        width: shape::width(&text, SMALL) + 6.0,
        text,
        kind,
    }
}
