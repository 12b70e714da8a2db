//! The chart of a procedure: its graph drawn in lanes.
//!
//! In: a procedure and the addresses of others. Out: SVG with a link on every step, and the Mermaid
//! text. It must not know the page around it.

use std::collections::HashMap;

use limu::scene::{Item, Kind, Scene};

use crate::chart::drawing::{Hooks, NodeHook, draw_scene};
use crate::chart::graph::{Graph, HandOver, Target, graph};
use crate::chart::layout::{Limits, layout};
use crate::chart::mermaid_text::{Names, drawn_text, mermaid_text};
use crate::model::{Book, Procedure};

/// A procedure's chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Inline SVG; `None` when there is nothing to draw, or more than a person could read.
    pub svg: Option<String>,
    /// The same as a Mermaid flowchart, to copy into another tool.
    pub mermaid: String,
}

/// More than this no person reads, and laying it out would hold up the build.
const MOST_STEPS: usize = 500;
/// As `MOST_STEPS`, for arrows.
const MOST_EDGES: usize = 2000;

/// Draws a procedure. `address` says where another procedure's page is, from this one's.
#[must_use]
pub fn procedure_chart(
    book: &Book,
    procedure: &Procedure,
    address: &dyn Fn(&HandOver) -> String,
) -> Chart {
    let graph = graph(book, procedure);
    Chart {
        svg: draw(&graph, address),
        mermaid: mermaid_text(&graph),
    }
}

fn draw(graph: &Graph, address: &dyn Fn(&HandOver) -> String) -> Option<String> {
    let fits = graph.nodes.len() <= MOST_STEPS && graph.edges.len() <= MOST_EDGES;
    if graph.nodes.is_empty() || !fits {
        return None;
    }
    let names = Names::of(graph);
    let limits = Limits {
        text: usize::MAX,
        edges: MOST_EDGES,
    };
    let mut scene = layout(&drawn_text(graph, &names), limits, true).ok()?;
    put_in_reading_order(&mut scene, &names);
    Some(draw_scene(&scene, &hooks(graph, &names, address)))
}

/// Lanes from left to right, then steps by their place in the file: a person who does not see the
/// picture hears it in this order. The library draws lanes before arrows before nodes, and no two of a
/// kind overlap, so that the picture stays the same.
fn put_in_reading_order(scene: &mut Scene, names: &Names) {
    let others = names.others.iter().map(|other| &other.name);
    let steps: HashMap<&String, usize> = (names.steps.iter().chain(others).enumerate())
        .map(|(at, name)| (name, at))
        .collect();
    let place = |item: &Item| item.id.as_ref().and_then(|id| steps.get(id)).copied();
    let same_kind = |a: &Item, b: &Item| a.kind.name() == b.kind.name();
    for run in scene.items.chunk_by_mut(same_kind) {
        match run[0].kind {
            Kind::Group => run.sort_by(|a, b| a.bounds.x.total_cmp(&b.bounds.x)),
            Kind::Node => run.sort_by_key(place),
            Kind::Edge(_) | Kind::Text | Kind::Mark => {}
        }
    }
}

fn hooks(graph: &Graph, names: &Names, address: &dyn Fn(&HandOver) -> String) -> Hooks {
    let steps = graph.nodes.iter().zip(&names.steps);
    let steps = steps.map(|(node, name)| {
        let hook = NodeHook::Step(node.number, Some(node.kind.word()));
        (name.clone(), hook)
    });
    let others = names.others.iter().map(|other| {
        let hook = match other.target {
            Target::Procedure(to) => NodeHook::Procedure(to.name(), address(&to)),
            Target::Missing(_) => NodeHook::Broken,
            Target::End | Target::Step(_) => NodeHook::End,
        };
        (other.name.clone(), hook)
    });
    let edges = graph.edges.iter().enumerate().map(|(at, edge)| {
        let from = graph.nodes[edge.from].number.to_string();
        let to = match edge.to {
            Target::Step(step) => graph.nodes[step].number.to_string(),
            Target::End => "end".to_owned(),
            Target::Procedure(to) => to.name(),
            Target::Missing(words) => words.to_owned(),
        };
        (format!("e{at}"), (from, to))
    });
    Hooks {
        label: Some(label(graph)),
        nodes: steps.chain(others).collect(),
        edges: edges.collect::<HashMap<_, _>>(),
    }
}

fn label(graph: &Graph) -> String {
    let (code, title) = (graph.code, graph.title);
    if graph.language.starts_with("zh") {
        format!("流程图：{code} {title}")
    } else {
        format!("Flowchart: {code} {title}")
    }
}
