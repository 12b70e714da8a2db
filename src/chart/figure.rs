//! A procedure's boxes and links with their words and sizes, ready to be arranged.
//!
//! In: a graph, or some of its steps. Out: a plan, and what each of its boxes and links stands for. It
//! must not know where anything will stand.

use crate::chart::branches::joins;
use crate::chart::exits::{exit, label_lines, room_of_exits};
use crate::chart::graph::{Edge, Graph, HandOver, Target, end_title};
use crate::chart::lanes::{Extent, Plan, PlanBox, PlanLink};
use crate::chart::shape::{self, LINE, SMALL, SMALL_LINE, Shape, TEXT};
use crate::chart::tags::{ARRIVAL_GAP, TAG_GAP, TAG_ROW, Tag, arrivals, tags};
use crate::chart::wrap::wrap;

/// What a box stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'a> {
    /// A step, a place in the graph's nodes.
    Step(usize),
    /// The end.
    End,
    /// Another procedure that goes on from here.
    HandOver(HandOver<'a>),
    /// Nothing that exists: the author's words.
    Missing(&'a str),
    /// A step on another sheet that goes on from here.
    Onward(usize),
}

/// A box.
#[derive(Debug, Clone)]
pub(super) struct FigureBox<'a> {
    /// What it stands for.
    pub(super) content: Content<'a>,
    /// Its form.
    pub(super) shape: Shape,
    /// Its width and height.
    pub(super) size: (f64, f64),
    /// Its words.
    pub(super) lines: Vec<String>,
    /// What hangs below it, row by row.
    pub(super) tags: Vec<Vec<Tag<'a>>>,
    /// What leads to it from elsewhere, above it, left and right of its middle in turn.
    pub(super) arrivals: Vec<Tag<'a>>,
}

/// What a link stands for: what it leaves, where it leads, its label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FigureLink {
    /// As in `data-from`.
    pub(super) from: String,
    /// As in `data-to`.
    pub(super) to: String,
    /// The lines of the label at its exit.
    pub(super) label: Vec<String>,
}

/// Boxes and links, ready to be arranged.
pub(super) struct Figure<'a> {
    /// Its boxes, as in the plan.
    pub(super) boxes: Vec<FigureBox<'a>>,
    /// Its links, as in the plan.
    pub(super) links: Vec<FigureLink>,
    /// The plan.
    pub(super) plan: Plan,
    /// The graph's lane of each lane of the plan: those with a step.
    pub(super) lanes: Vec<usize>,
    /// The graph's phase of each phase of the plan; `None` for steps before any phase.
    pub(super) phases: Vec<Option<usize>>,
    /// Whether lanes are rows.
    pub(super) turned: bool,
}

/// From here on, lanes are made narrower so that a chart fits a page.
const MANY_LANES: usize = 5;
/// Connectors of one target are one box while their steps stand this near to each other in the file.
const NEAR: usize = 4;

/// The figure of the steps that are chosen. Arrows to other steps end in connectors.
pub(super) fn figure<'a>(graph: &'a Graph<'a>, chosen: &[bool]) -> Figure<'a> {
    let mut maker = Maker::new(graph, chosen);
    maker.steps();
    maker.entry();
    for (at, edge) in graph.edges.iter().enumerate() {
        maker.edge(at, edge);
    }
    maker.figure
}

struct Maker<'a> {
    graph: &'a Graph<'a>,
    chosen: Vec<bool>,
    /// By step: its box.
    box_of: Vec<Option<usize>>,
    /// By step: its phase, or that of the step before it.
    phase_of: Vec<Option<usize>>,
    /// How many half-width characters a line of a box holds.
    columns: usize,
    /// By box that is no step: the step that it was last used by.
    last_use: Vec<(usize, usize)>,
    figure: Figure<'a>,
}

impl<'a> Maker<'a> {
    fn new(graph: &'a Graph<'a>, chosen: &[bool]) -> Self {
        let nodes = || graph.nodes.iter().zip(chosen).filter(|(_, on)| **on);
        let lanes: Vec<usize> = (0..graph.lanes.len())
            .filter(|lane| nodes().any(|(node, _)| node.lane == *lane))
            .collect();
        let mut phase = graph.nodes.iter().find_map(|node| node.phase);
        let phase_of: Vec<Option<usize>> = (graph.nodes.iter())
            .map(|node| {
                phase = node.phase.or(phase);
                phase
            })
            .collect();
        let mut phases: Vec<Option<usize>> = (phase_of.iter().zip(chosen))
            .filter(|(_, on)| **on)
            .map(|(phase, _)| *phase)
            .collect();
        phases.sort_unstable();
        phases.dedup();
        let columns = match lanes.len() {
            0..=3 => 24,
            4..=MANY_LANES => 20,
            _ => 16,
        };
        Self {
            graph,
            chosen: chosen.to_vec(),
            box_of: vec![None; graph.nodes.len()],
            phase_of,
            columns,
            last_use: Vec::new(),
            figure: Figure {
                boxes: Vec::new(),
                links: Vec::new(),
                plan: Plan {
                    lanes: lanes.len(),
                    phases: phases.len(),
                    ..Plan::default()
                },
                lanes,
                phases,
                turned: graph.turned,
            },
        }
    }

    /// A box for every chosen step. All but decisions are equally wide.
    fn steps(&mut self) {
        let joins = joins(self.graph);
        let mut widest = 76.0_f64;
        let mut made = Vec::new();
        for (at, node) in self.graph.nodes.iter().enumerate() {
            if !self.chosen[at] {
                continue;
            }
            let shape = Shape::of(node.kind);
            let (lines, size) = if shape == Shape::Diamond {
                let most = if self.columns > 16 { 170.0 } else { 136.0 };
                let (lines, (wide, high)) = shape::diamond(node.number, node.title, most);
                (lines, (wide.max(room_of_exits(self.graph, at)), high))
            } else {
                let lines = wrap(&format!("{} {}", node.number, node.title), self.columns);
                let size = shape::size(shape, &lines, TEXT, LINE);
                widest = widest.max(size.0);
                (lines, size)
            };
            made.push((at, shape, lines, size));
        }
        for (at, shape, lines, mut size) in made {
            if shape != Shape::Diamond {
                size.0 = widest;
            }
            let tags = tags(&self.graph.nodes[at], size.0.max(widest));
            let item = FigureBox {
                content: Content::Step(at),
                shape,
                size,
                lines,
                tags,
                arrivals: arrivals(self.graph, at, &self.chosen),
            };
            self.box_of[at] = Some(self.figure.boxes.len());
            self.add(item, at, 0, joins[at]);
        }
    }

    /// Adds a box in the lane and phase of a step, with it or so much after it.
    fn add(&mut self, item: FigureBox<'a>, step: usize, after: i32, join: bool) -> usize {
        let turned = self.figure.turned;
        let (w, h) = (item.size.0 / 2.0, item.size.1 / 2.0);
        let tags = if item.tags.is_empty() {
            0.0
        } else {
            TAG_GAP + shape::times(item.tags.len()) * TAG_ROW
        };
        // The wave of a document ends a little higher in its middle, where lines end.
        let wave = if item.shape == Shape::Document && tags == 0.0 {
            4.0
        } else {
            0.0
        };
        let arriving = shape::times(item.arrivals.len().div_ceil(2)) * TAG_ROW;
        let beside = |side: usize| {
            let of_side = item.arrivals.iter().skip(side).step_by(2);
            of_side.map(|tag| tag.width + ARRIVAL_GAP).fold(w, f64::max)
        };
        let wide = Extent {
            before: beside(0),
            after: beside(1),
        };
        let high = Extent {
            before: h + arriving,
            after: h + tags - wave,
        };
        let hanging = if turned {
            (tags, 0.0)
        } else {
            (0.0, tags - wave)
        };
        let lane = |graph_lane: usize| self.figure.lanes.iter().position(|l| *l == graph_lane);
        let phase = |phase| self.figure.phases.iter().position(|p| *p == phase);
        let rank = 4 * i64::try_from(step).unwrap_or(0) + 4 + i64::from(after);
        self.figure.plan.boxes.push(PlanBox {
            lane: lane(self.graph.nodes[step].lane).unwrap_or(0),
            phase: phase(self.phase_of[step]).unwrap_or(0),
            rank: u32::try_from(rank).unwrap_or(0),
            outline: item.shape.outline(),
            half_across: if turned { h } else { w },
            half_along: if turned { w } else { h },
            across: if turned { high } else { wide },
            along: if turned { wide } else { high },
            hanging,
            half_hanging: hanging_width(&item.tags).max(f64::from(wave > 0.0) * w * 2.0) / 2.0,
            join,
            entry: false,
        });
        self.figure.boxes.push(item);
        self.figure.boxes.len() - 1
    }

    /// Marks where the work begins.
    fn entry(&mut self) {
        let first = self.box_of.first().copied().flatten();
        if let Some(first) = first {
            let shape = self.figure.boxes[first].shape;
            let led = !self.figure.boxes[first].arrivals.is_empty();
            self.figure.plan.boxes[first].entry = !led && shape != Shape::Pill;
        }
    }

    fn connector(
        &mut self,
        content: Content<'a>,
        lines: Vec<String>,
        step: usize,
        after: i32,
    ) -> usize {
        let shape = if content == Content::End {
            Shape::Pill
        } else {
            Shape::Connector
        };
        let item = FigureBox {
            shape,
            size: shape::size(shape, &lines, SMALL + 1.0, SMALL_LINE + 1.0),
            content,
            lines,
            tags: Vec::new(),
            arrivals: Vec::new(),
        };
        self.add(item, step, after, false)
    }

    fn edge(&mut self, at: usize, edge: &'a Edge<'a>) {
        let Some(from) = self.box_of[edge.from] else {
            return;
        };
        let (to, name) = match edge.to {
            Target::Step(step) => {
                let name = self.graph.nodes[step].number.to_string();
                let to = self.box_of[step];
                (
                    to.unwrap_or_else(|| self.terminal(Content::Onward(step), edge.from)),
                    name,
                )
            }
            Target::End => (self.terminal(Content::End, edge.from), "end".to_owned()),
            Target::Procedure(to) => (self.terminal(Content::HandOver(to), edge.from), to.name()),
            Target::Missing(words) => (
                self.terminal(Content::Missing(words), edge.from),
                words.to_owned(),
            ),
        };
        let number = self.graph.nodes[edge.from].number.to_string();
        self.link(from, to, Some(at), (number, name));
    }

    /// The box where arrows to this end, shared by steps of one lane and phase that stand near.
    fn terminal(&mut self, content: Content<'a>, step: usize) -> usize {
        let (lane, phase) = (self.graph.nodes[step].lane, self.phase_of[step]);
        let shared = self.last_use.iter_mut().find(|(at, last)| {
            self.figure.boxes[*at].content == content
                && self.graph.nodes[*last].lane == lane
                && self.phase_of[*last] == phase
                && step.abs_diff(*last) <= NEAR
        });
        let at = if let Some((at, last)) = shared {
            *last = step;
            *at
        } else {
            let lines = self.terminal_words(&content);
            let at = self.connector(content, lines, step, 2);
            self.last_use.push((at, step));
            at
        };
        // It stands after the last step of the lane that goes on from this one, so as not to part them.
        let near = (self.graph.edges.iter())
            .filter(|edge| edge.from == step)
            .filter_map(|edge| match edge.to {
                Target::Step(to) if to > step && to <= step + NEAR => Some(to),
                Target::Step(_) | Target::End | Target::Procedure(_) | Target::Missing(_) => None,
            })
            .filter(|to| self.graph.nodes[*to].lane == lane && self.phase_of[*to] == phase)
            .max();
        let rank = u32::try_from(4 * near.unwrap_or(step) + 6).unwrap_or(u32::MAX);
        let known = &mut self.figure.plan.boxes[at].rank;
        *known = (*known).max(rank);
        at
    }

    fn terminal_words(&self, content: &Content) -> Vec<String> {
        match content {
            Content::HandOver(to) => {
                let mut lines = vec![to.name()];
                lines.extend(wrap(to.title, 14));
                lines
            }
            Content::Onward(step) => {
                let node = &self.graph.nodes[*step];
                wrap(&format!("→ {} {}", node.number, node.title), 14)
            }
            Content::Missing(words) => wrap(&format!("? {words}"), 14),
            Content::End | Content::Step(_) => vec![end_title(self.graph.language).to_owned()],
        }
    }

    /// A link; `edge` is the graph's, which says its exit and label.
    fn link(&mut self, from: usize, to: usize, edge: Option<usize>, names: (String, String)) {
        let (exit, words, fork) = edge.map_or((0, None, false), |at| exit(self.graph, at));
        let label = words.map_or_else(Vec::new, label_lines);
        let widest = (label.iter())
            .map(|line| shape::width(line, SMALL + 1.0))
            .fold(0.0, f64::max);
        let size = (widest, shape::times(label.len()) * (SMALL_LINE + 1.0));
        let size = if self.figure.turned {
            (size.1, size.0)
        } else {
            size
        };
        self.figure.plan.links.push(PlanLink {
            from,
            to,
            exit,
            label: (!label.is_empty()).then_some(size),
            fork,
        });
        self.figure.links.push(FigureLink {
            from: names.0,
            to: names.1,
            label,
        });
    }
}

/// The width of the widest row of tags.
fn hanging_width(rows: &[Vec<Tag>]) -> f64 {
    let width = |row: &Vec<Tag>| row.iter().map(|tag| tag.width + TAG_GAP).sum();
    rows.iter().map(width).fold(0.0, f64::max)
}
