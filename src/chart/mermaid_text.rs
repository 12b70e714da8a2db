//! A procedure's graph as Mermaid text.
//!
//! In: a graph. Out: text that mermaid.js and the diagram library here both read, with a subgraph for
//! each owner. It must not know how the text is drawn.
//!
//! Names in the text: `s22` a step (`s22x2` the second of that number), `lane1` a lane, `stop` the
//! end, `p1` another procedure, `x1` a target that does not exist, `again1` a turn on the way from a
//! step back to itself.

use std::collections::HashMap;
use std::fmt::Write;

use crate::chart::graph::{Edge, Graph, Node, Target, end_title};
use crate::model::procedure::StepKind;

/// Which of Mermaid's diagrams a procedure is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `swimlane-beta`: owners as lanes. Other tools learn it only now.
    Swimlane,
    /// `flowchart` with a subgraph for each owner, which every tool with Mermaid draws.
    Flowchart,
}

/// The text offered for copying into another tool. The two dialects differ in their first word, and in
/// the way from a step back to itself.
#[must_use]
pub fn text(graph: &Graph, dialect: Dialect) -> String {
    let names = Names::of(graph);
    let mut writer = Writer::new(graph, &names);
    match dialect {
        Dialect::Swimlane => {
            // mermaid.js 12.3 breaks down over an arrow from a node to itself in a swimlane.
            writer.turns = true;
            writer.write("swimlane-beta TD")
        }
        Dialect::Flowchart => writer.write("flowchart TD"),
    }
}

/// What each node of the picture is called in the text.
struct Names<'a> {
    /// By place in the graph's nodes.
    steps: Vec<String>,
    /// What is drawn beside the steps, in the order of first use.
    others: Vec<Other<'a>>,
}

/// A node that is not a step.
struct Other<'a> {
    /// Its name in the text.
    name: String,
    /// What it is.
    target: Target<'a>,
    /// The lane that it is drawn in, a place in the graph's lanes.
    lane: usize,
}

impl<'a> Names<'a> {
    /// The names for this graph.
    fn of(graph: &Graph<'a>) -> Self {
        let mut seen: HashMap<u32, usize> = HashMap::new();
        let steps = (graph.nodes.iter())
            .map(|node| {
                let count = seen.entry(node.number).or_default();
                *count += 1;
                match *count {
                    1 => format!("s{}", node.number),
                    again => format!("s{}x{again}", node.number),
                }
            })
            .collect();
        let mut names = Self {
            steps,
            others: Vec::new(),
        };
        for edge in &graph.edges {
            names.add(edge, graph.nodes[edge.from].lane);
        }
        names
    }

    /// The end is drawn once, where the last step that reaches it stands; anything else where the
    /// first does.
    fn add(&mut self, edge: &Edge<'a>, lane: usize) {
        if let Some(known) = self.others.iter_mut().find(|o| o.target == edge.to) {
            if edge.to == Target::End {
                known.lane = lane;
            }
            return;
        }
        let same = |prefix| {
            let others = self.others.iter().filter(|o| o.name.starts_with(prefix));
            format!("{prefix}{}", others.count() + 1)
        };
        let name = match edge.to {
            Target::Step(_) => return,
            Target::End => "stop".to_owned(),
            Target::Procedure(_) => same('p'),
            Target::Missing(_) => same('x'),
        };
        self.others.push(Other {
            name,
            target: edge.to,
            lane,
        });
    }

    fn of_target(&self, target: Target) -> &str {
        if let Target::Step(step) = target {
            return &self.steps[step];
        }
        let other = self.others.iter().find(|o| o.target == target);
        other.map_or("stop", |o| &o.name)
    }
}

struct Writer<'a> {
    graph: &'a Graph<'a>,
    names: &'a Names<'a>,
    /// Whether the way from a step back to itself leads through a node of its own.
    turns: bool,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(graph: &'a Graph<'a>, names: &'a Names<'a>) -> Self {
        Self {
            graph,
            names,
            turns: false,
            out: String::new(),
        }
    }

    fn write(mut self, header: &str) -> String {
        self.line(format_args!("{header}"));
        for lane in 0..self.graph.lanes.len() {
            self.lane(lane);
        }
        for (at, edge) in self.graph.edges.iter().enumerate() {
            self.edge(at, edge);
        }
        self.out
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        let _ = writeln!(self.out, "{line}");
    }

    fn lane(&mut self, lane: usize) {
        let (graph, names) = (self.graph, self.names);
        let steps = graph.nodes.iter().enumerate();
        let mut steps = steps.filter(|(_, node)| node.lane == lane).peekable();
        if steps.peek().is_none() {
            return;
        }
        let title = label(graph.lanes[lane].title);
        self.line(format_args!("  subgraph lane{}[{title}]", lane + 1));
        for (at, node) in steps {
            self.step(&names.steps[at], node);
        }
        for other in names.others.iter().filter(|other| other.lane == lane) {
            self.other(other);
        }
        for (at, edge) in graph.edges.iter().enumerate() {
            if graph.nodes[edge.from].lane == lane && self.has_turn(edge) {
                self.line(format_args!("    again{}((\"↻\"))", at + 1));
            }
        }
        self.line(format_args!("  end"));
    }

    fn step(&mut self, name: &str, node: &Node) {
        let label = label(&format!("{} {}", node.number, node.title));
        match node.kind {
            StepKind::Task => self.line(format_args!("    {name}[{label}]")),
            StepKind::Start | StepKind::End => self.line(format_args!("    {name}([{label}])")),
            StepKind::Decision => self.line(format_args!("    {name}{{{label}}}")),
            StepKind::Meeting => self.line(format_args!("    {name}({label})")),
            StepKind::Subprocess => self.line(format_args!("    {name}[[{label}]]")),
            StepKind::Document => self.shape(name, "doc", &label),
            StepKind::Wait => self.shape(name, "delay", &label),
        }
    }

    fn shape(&mut self, name: &str, shape: &str, label: &str) {
        self.line(format_args!(
            "    {name}@{{ shape: {shape}, label: {label} }}"
        ));
    }

    fn other(&mut self, other: &Other) {
        let name = &other.name;
        match other.target {
            Target::Procedure(to) => {
                let label = label(&format!("{} {}", to.name(), to.title));
                self.line(format_args!("    {name}[[{label}]]"));
            }
            Target::Missing(text) => {
                let label = label(&format!("? {text}"));
                self.line(format_args!("    {name}[{label}]"));
            }
            Target::End | Target::Step(_) => {
                let label = label(end_title(self.graph.language));
                self.line(format_args!("    {name}([{label}])"));
            }
        }
    }

    fn has_turn(&self, edge: &Edge) -> bool {
        self.turns && edge.to == Target::Step(edge.from)
    }

    fn edge(&mut self, at: usize, edge: &Edge) {
        let names = self.names;
        let (from, to) = (&names.steps[edge.from], names.of_target(edge.to));
        let turn = format!("again{} --> {to}", at + 1);
        let to = if self.has_turn(edge) { &turn } else { to };
        match edge.label {
            Some(words) => {
                let words = label(words);
                self.line(format_args!("  {from} -->|{words}| {to}"));
            }
            None => self.line(format_args!("  {from} --> {to}")),
        }
    }
}

/// Words in quotes, as a node or an arrow has them.
fn label(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", escape(&words.join(" ")))
}

/// A label's words, in which nothing is Mermaid's, Markdown's or HTML's.
///
/// mermaid.js reads a label as Markdown after it has read it as Mermaid, so that `1. ` is a list and
/// `*` is emphasis; it decodes codes such as `#35;` last of all. Of ASCII, only what means nothing
/// to any of them stays as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let plain = !c.is_ascii()
            || c.is_ascii_alphanumeric()
            || matches!(c, ' ' | ',' | '/')
            || (c == '-' && at > 0);
        match c {
            '"' => out.push_str("#quot;"),
            _ if c.is_control() => out.push(' '),
            _ if plain => out.push(c),
            _ => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}
