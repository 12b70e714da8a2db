//! The order in which a form's values can be computed, and the circles that have none.
//!
//! What is hidden has no value, so that a field needs what its `relevant`, its section's and its
//! table's name.

use std::collections::{BTreeMap, VecDeque};

use crate::model::expression::{Expression, ExpressionKind, Formula};
use crate::model::form::{Field, Form, Section};
use crate::source::Span;

/// Circles that are told of one form; the next run shows those that are left.
const MOST_CIRCLES: usize = 20;

/// What is computed or shown.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A section, which is shown or not.
    Section {
        /// The section.
        section: &'a Section,
        /// Its place among the form's sections, from 0.
        number: usize,
    },
    /// A field or column.
    Field {
        /// The field.
        field: &'a Field,
        /// The table that it is a column of.
        table: Option<&'a str>,
        /// The place of its section, from 0.
        section: usize,
    },
}

/// The fields and sections of a form in the order in which they can be computed.
#[derive(Debug)]
pub struct Order<'a> {
    /// Each after all that it needs; those of a circle in any order.
    pub nodes: Vec<Node<'a>>,
    /// What needs itself: each thing with the place of its need of the next, beginning with the one that
    /// stands first in the form. At most 20 circles.
    pub circles: Vec<Vec<(Node<'a>, Span)>>,
}

/// The order of a form.
#[must_use]
pub fn order(form: &Form) -> Order<'_> {
    let mut graph = Graph::of(form);
    let mut nodes = Vec::with_capacity(graph.nodes.len());
    let mut circles = Vec::new();
    let mut first = 0;
    loop {
        while let Some(node) = graph.ready.pop_front() {
            nodes.push(graph.nodes[node]);
            graph.release(node);
        }
        while first < graph.nodes.len() && graph.done[first] {
            first += 1;
        }
        if first == graph.nodes.len() {
            return Order { nodes, circles };
        }
        if circles.len() == MOST_CIRCLES {
            let left = (graph.nodes.iter().zip(&graph.done)).filter(|(_, done)| !**done);
            nodes.extend(left.map(|(node, _)| *node));
            return Order { nodes, circles };
        }
        let circle = graph.circle(first);
        for (node, _) in &circle {
            graph.ready.push_back(*node);
            graph.done[*node] = true;
        }
        circles.push(
            (circle.into_iter())
                .map(|(node, span)| (graph.nodes[node], span))
                .collect(),
        );
    }
}

/// One thing that a node needs, and the place that says so.
#[derive(Clone, Copy)]
struct Need {
    node: usize,
    span: Span,
}

struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    needs: Vec<Vec<Need>>,
    needed_by: Vec<Vec<usize>>,
    /// How many needs of each node are not done.
    open: Vec<usize>,
    done: Vec<bool>,
    ready: VecDeque<usize>,
}

impl<'a> Graph<'a> {
    fn of(form: &'a Form) -> Self {
        let mut nodes = Vec::new();
        let mut needs: Vec<Vec<Need>> = Vec::new();
        let mut numbers = BTreeMap::new();
        for (number, section) in form.sections.iter().enumerate() {
            let around = nodes.len();
            nodes.push(Node::Section { section, number });
            needs.push(Vec::new());
            for field in &section.fields {
                let name = field.name.value.as_str();
                let node = |field, table| Node::Field {
                    field,
                    table,
                    section: number,
                };
                let at = add(&mut nodes, &mut needs, (node(field, None), field), around);
                for column in field.kind.columns() {
                    let column = (node(column, Some(name)), column);
                    add(&mut nodes, &mut needs, column, at);
                }
            }
        }
        for (number, node) in nodes.iter().enumerate() {
            if let Node::Field { field, .. } = node {
                numbers.entry(field.name.value.as_str()).or_insert(number);
            }
        }
        for (number, node) in nodes.iter().enumerate() {
            let formulas = match node {
                Node::Section { section, .. } => [section.relevant.as_ref(), None],
                Node::Field { field, .. } => [field.relevant.as_ref(), field.calculation.as_ref()],
            };
            for tree in formulas.into_iter().flatten().filter_map(tree_of) {
                tree.each(&mut |piece| {
                    let node = if let ExpressionKind::Field(name) = &piece.kind {
                        numbers.get(name.as_str()).copied()
                    } else {
                        let own = piece.kind == ExpressionKind::Own;
                        (own && matches!(node, Node::Field { .. })).then_some(number)
                    };
                    let span = piece.span;
                    needs[number].extend(node.map(|node| Need { node, span }));
                });
            }
        }
        Self::counted(nodes, needs)
    }

    fn counted(nodes: Vec<Node<'a>>, needs: Vec<Vec<Need>>) -> Self {
        let mut needed_by = vec![Vec::new(); nodes.len()];
        for (number, needs) in needs.iter().enumerate() {
            for need in needs {
                needed_by[need.node].push(number);
            }
        }
        let open: Vec<usize> = needs.iter().map(Vec::len).collect();
        let mut done = vec![false; nodes.len()];
        let mut ready = VecDeque::new();
        for (number, open) in open.iter().enumerate() {
            if *open == 0 {
                done[number] = true;
                ready.push_back(number);
            }
        }
        Self {
            nodes,
            needs,
            needed_by,
            open,
            done,
            ready,
        }
    }

    /// Tells all that need a node that it is done.
    fn release(&mut self, node: usize) {
        for &user in &self.needed_by[node] {
            self.open[user] -= 1;
            if self.open[user] == 0 && !self.done[user] {
                self.done[user] = true;
                self.ready.push_back(user);
            }
        }
    }

    /// A circle that a node which is not done leads into: each node with the place of its need of the
    /// next, beginning with the one that stands first in the form.
    fn circle(&self, from: usize) -> Vec<(usize, Span)> {
        let mut path: Vec<(usize, Span)> = Vec::new();
        let mut seen = BTreeMap::new();
        let mut node = from;
        while !seen.contains_key(&node) {
            seen.insert(node, path.len());
            let mut needs = self.needs[node].iter();
            // A node that is not done has a need that is not done.
            let Some(need) = needs.find(|need| !self.done[need.node]) else {
                break;
            };
            path.push((node, need.span));
            node = need.node;
        }
        let start = seen.get(&node).copied().unwrap_or(0);
        let mut circle = path.split_off(start.min(path.len()));
        let least = (0..circle.len()).min_by_key(|at| circle[*at].0);
        circle.rotate_left(least.unwrap_or(0));
        circle
    }
}

/// Adds a field; it is shown only where `around` is.
fn add<'a>(
    nodes: &mut Vec<Node<'a>>,
    needs: &mut Vec<Vec<Need>>,
    (node, field): (Node<'a>, &Field),
    around: usize,
) -> usize {
    nodes.push(node);
    let span = field.name.span;
    needs.push(vec![Need { node: around, span }]);
    nodes.len() - 1
}

const fn tree_of(formula: &Formula) -> Option<&Expression> {
    formula.tree.as_ref()
}
