//! The order in which a form's values can be computed, and the circles that have none.
//!
//! In: a form. Out: its fields, each after what it needs; a finding for each circle. What
//! is hidden has no value, so that a field needs what its `relevant`, its section's and its table's name.

use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::expression::{Expression, ExpressionKind, Formula};
use crate::model::form::{Field, Form, Section};
use crate::source::Span;

/// Circles that are told of one form; the next run shows those that are left.
const MOST_CIRCLES: usize = 20;

/// Names of a circle that are told.
const MOST_NAMES: usize = 12;

/// What is computed or shown.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    /// A section, which is shown or not.
    Section(&'a Section),
    /// A field or column.
    Field {
        /// The field.
        field: &'a Field,
        /// The table that it is a column of.
        table: Option<&'a str>,
    },
}

/// The fields and sections of a form, each after all that it needs; those of a circle in any order.
pub(super) fn order<'a>(form: &'a Form, findings: &mut Vec<Diagnostic>) -> Vec<Node<'a>> {
    let mut graph = Graph::of(form);
    let mut order = Vec::with_capacity(graph.nodes.len());
    let mut circles = 0;
    let mut first = 0;
    loop {
        while let Some(node) = graph.ready.pop_front() {
            order.push(graph.nodes[node]);
            graph.release(node);
        }
        while first < graph.nodes.len() && graph.done[first] {
            first += 1;
        }
        if first == graph.nodes.len() {
            return order;
        }
        if circles == MOST_CIRCLES {
            let left = (graph.nodes.iter().zip(&graph.done)).filter(|(_, done)| !**done);
            order.extend(left.map(|(node, _)| *node));
            return order;
        }
        let circle = graph.circle(first);
        findings.push(finding(form, &graph, &circle));
        circles += 1;
        for (node, _) in circle {
            graph.ready.push_back(node);
            graph.done[node] = true;
        }
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
        for section in &form.sections {
            let around = nodes.len();
            nodes.push(Node::Section(section));
            needs.push(Vec::new());
            for field in &section.fields {
                let number = add(&mut nodes, &mut needs, field, None, around);
                let table = Some(field.name.value.as_str());
                for column in field.kind.columns() {
                    add(&mut nodes, &mut needs, column, table, number);
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
                Node::Section(section) => [section.relevant.as_ref(), None],
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

    fn name(&self, node: usize) -> Text {
        match self.nodes[node] {
            Node::Section(section) => say!("the section `{}`", "小节 `{}`", section.title),
            Node::Field { field, .. } => Text::same(format!("`{}`", field.name.value)),
        }
    }
}

/// Adds a field; it is shown only where `around` is.
fn add<'a>(
    nodes: &mut Vec<Node<'a>>,
    needs: &mut Vec<Vec<Need>>,
    field: &'a Field,
    table: Option<&'a str>,
    around: usize,
) -> usize {
    nodes.push(Node::Field { field, table });
    let span = field.name.span;
    needs.push(vec![Need { node: around, span }]);
    nodes.len() - 1
}

const fn tree_of(formula: &Formula) -> Option<&Expression> {
    formula.tree.as_ref()
}

fn finding(form: &Form, graph: &Graph<'_>, circle: &[(usize, Span)]) -> Diagnostic {
    let names: Vec<Text> = circle.iter().map(|(node, _)| graph.name(*node)).collect();
    let next = |at: usize| &names[(at + 1) % names.len()];
    let message = match &names[..] {
        [own] => say!("{} depends on itself", "{} 要用到它自己", own),
        _ if names.len() > MOST_NAMES => {
            let (told, rest) = names.split_at(MOST_NAMES);
            say!(
                "{} and {} more depend on each other in a circle",
                "{} 以及另外 {} 个互相要用到，成了循环",
                Text::join(told, ", ", "、"),
                rest.len()
            )
        }
        _ => say!(
            "{} depend on each other in a circle",
            "{} 互相要用到，成了循环",
            Text::join(&names, ", ", "、")
        ),
    };
    let span = circle.first().map_or_else(Span::default, |(_, span)| *span);
    let mut finding = Diagnostic::error(&code::EXPRESSION_CYCLE, &form.path, span, message);
    if names.len() > 1 {
        finding = finding.label(needs(&names[0], next(0)));
    }
    for (at, (_, span)) in circle.iter().enumerate().take(MOST_NAMES).skip(1) {
        finding = finding.related(&form.path, *span, needs(&names[at], next(at)));
    }
    finding.help(say!(
        "let a person fill one of them in, or compute it from other fields",
        "其中一个改由人填写，或者改用别的字段来算"
    ))
}

fn needs(one: &Text, other: &Text) -> Text {
    say!("{} needs {}", "{} 要用到 {}", one, other)
}
