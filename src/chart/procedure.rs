//! The chart of a procedure: its steps in lanes and phases.
//!
//! In: a procedure and the addresses of other pages. Out: SVG with a link on every step, for the screen
//! and for sheets of paper, and the Mermaid text. It must not know the page around it.

use crate::chart::figure::figure;
use crate::chart::graph::{Graph, graph};
use crate::chart::lanes::arrange;
use crate::chart::mermaid_text::mermaid_text;
use crate::chart::picture::{Addresses, Picture, draw};
use crate::model::{Book, Procedure};

/// A procedure's chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The picture; `None` when there is nothing to draw, or more than a person could read.
    pub picture: Option<Picture>,
    /// The same as a Mermaid flowchart, to copy into another tool.
    pub mermaid: String,
}

/// More than this no person reads, and laying it out would hold up the build.
const MOST_STEPS: usize = 500;
/// As `MOST_STEPS`, for arrows.
const MOST_EDGES: usize = 2000;

/// Draws a procedure.
#[must_use]
pub fn procedure_chart(book: &Book, procedure: &Procedure, addresses: &Addresses) -> Chart {
    let graph = graph(book, procedure);
    Chart {
        picture: picture(&graph, addresses),
        mermaid: mermaid_text(&graph),
    }
}

fn picture(graph: &Graph, addresses: &Addresses) -> Option<Picture> {
    let fits = graph.nodes.len() <= MOST_STEPS && graph.edges.len() <= MOST_EDGES;
    if graph.nodes.is_empty() || !fits {
        return None;
    }
    let all = vec![true; graph.nodes.len()];
    let figure = figure(graph, &all);
    let drawn = arrange(&figure.plan);
    Some(draw(graph, &figure, &drawn, addresses, ""))
}
