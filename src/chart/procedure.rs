//! The chart of a procedure: its steps in lanes and phases.
//!
//! In: a procedure, the addresses of other pages, steps to be marked. Out: SVG with a link on every step, for the screen
//! and for sheets of paper. It must not know the page around it.

use std::collections::BTreeMap;

use crate::chart::figure::{Figure, figure};
use crate::chart::graph::{Graph, graph};
use crate::chart::lanes::{Arrangement, Plan, arrange};
use crate::chart::mark::Mark;
use crate::chart::paper::{Paper, paper, parts};
use crate::chart::picture::{Addresses, Picture, draw, draw_marked, size};
use crate::model::{Book, Procedure};

/// A procedure's chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The picture; `None` when there is nothing to draw, or more than a person could read.
    pub picture: Option<Picture>,
    /// How the picture is printed: on this paper, or in several parts when no paper holds it in letters
    /// that can be read.
    pub print: Print,
}

/// How a chart is printed.
#[derive(Debug, Clone, PartialEq)]
pub enum Print {
    /// On one sheet.
    Whole(Paper),
    /// On several, with connectors between them.
    Parts(Vec<(Picture, Paper)>),
}

/// More than this no person reads, and laying it out would hold up the build.
const MOST_STEPS: usize = 500;
/// As `MOST_STEPS`, for arrows.
const MOST_EDGES: usize = 2000;

/// Draws a procedure.
#[must_use]
pub fn procedure_chart(book: &Book, procedure: &Procedure, addresses: &Addresses) -> Chart {
    let graph = graph(book, procedure);
    let mut chart = Chart {
        picture: None,
        print: Print::Whole(Paper::default()),
    };
    if !can_be_read(&graph) {
        return chart;
    }
    let whole = Sheet::of(&graph, &vec![true; graph.nodes.len()]);
    chart.picture = Some(draw(&graph, &whole.figure, &whole.drawn, addresses, ""));
    chart.print = paper(whole.size(&graph))
        .map_or_else(|| Print::Parts(sheets(&graph, addresses)), Print::Whole);
    chart
}

/// The whole of a procedure with some of its steps marked, by number; `None` as for `Chart::picture`.
#[must_use]
pub fn marked_picture(
    book: &Book,
    procedure: &Procedure,
    addresses: &Addresses,
    marks: &BTreeMap<u32, Mark>,
) -> Option<Picture> {
    let graph = graph(book, procedure);
    let whole = can_be_read(&graph).then(|| Sheet::of(&graph, &vec![true; graph.nodes.len()]))?;
    Some(draw_marked(
        &graph,
        &whole.figure,
        &whole.drawn,
        addresses,
        marks,
    ))
}

fn can_be_read(graph: &Graph) -> bool {
    !graph.nodes.is_empty() && graph.nodes.len() <= MOST_STEPS && graph.edges.len() <= MOST_EDGES
}

/// How the whole of a procedure is arranged, for those who measure or test the layout.
#[must_use]
pub fn arranged(book: &Book, procedure: &Procedure) -> (Plan, Arrangement) {
    let graph = graph(book, procedure);
    let sheet = Sheet::of(&graph, &vec![true; graph.nodes.len()]);
    (sheet.figure.plan, sheet.drawn)
}

/// Some steps, arranged.
struct Sheet<'a> {
    figure: Figure<'a>,
    drawn: Arrangement,
}

impl<'a> Sheet<'a> {
    fn of(graph: &'a Graph<'a>, chosen: &[bool]) -> Self {
        let figure = figure(graph, chosen);
        let drawn = arrange(&figure.plan);
        Self { figure, drawn }
    }

    fn size(&self, graph: &Graph) -> (f64, f64) {
        size(graph, &self.figure, &self.drawn)
    }
}

fn sheets(graph: &Graph, addresses: &Addresses) -> Vec<(Picture, Paper)> {
    let fits = |chosen: &[bool]| paper(Sheet::of(graph, chosen).size(graph)).is_some();
    let parts = parts(graph, fits);
    let count = parts.len();
    (parts.iter().enumerate())
        .map(|(at, chosen)| {
            let sheet = Sheet::of(graph, chosen);
            let note = if graph.language.starts_with("zh") {
                format!("（第 {}/{count} 张）", at + 1)
            } else {
                format!(" (sheet {} of {count})", at + 1)
            };
            let paper =
                paper(sheet.size(graph)).unwrap_or_else(|| Paper::largest(sheet.size(graph)));
            let picture = draw(graph, &sheet.figure, &sheet.drawn, addresses, &note);
            (picture, paper)
        })
        .collect()
}
