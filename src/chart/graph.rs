//! A procedure as a graph: steps in lanes and phases, and the arrows between them.
//!
//! In: a procedure of a linked book. Out: plain data, which every way of drawing starts from.
//! It must not know how anything is drawn, nor what a page's address is.

use crate::model::procedure::{EdgeEnd, Forms, Orientation, StepKind};
use crate::model::{Book, Index, Missing, Procedure, Ref, Role, Step, Template};

/// A procedure's steps and arrows. Places in its lists are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph<'a> {
    /// The procedure's code.
    pub code: &'a str,
    /// The procedure's title.
    pub title: &'a str,
    /// The book's language, BCP 47, for the few words that a chart adds itself.
    pub language: &'a str,
    /// The columns: first those that the procedure names, then by first use; some may hold no step.
    pub lanes: Vec<Lane<'a>>,
    /// The rows of the time axis: first those that the procedure names, then by first use.
    pub phases: Vec<&'a str>,
    /// The steps, in the order of the file.
    pub nodes: Vec<Node<'a>>,
    /// The arrows, in the order of the steps. The arrow from a step of kind end to the end is
    /// left out: such a step is the end.
    pub edges: Vec<Edge<'a>>,
    /// Where other procedures hand over to this one, each procedure once for each step.
    pub arrivals: Vec<Arrival<'a>>,
    /// Whether lanes are rows, and the steps follow each other to the right.
    pub turned: bool,
}

/// A column: who owns the steps in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane<'a> {
    /// The owner.
    pub owner: LaneOwner<'a>,
    /// What the column is called: the role's title, the author's words, or `?`.
    pub title: &'a str,
}

/// Whose lane it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneOwner<'a> {
    /// A role of the book.
    Role(Index<Role>),
    /// Words that name no role.
    Missing(&'a Missing),
    /// Steps that name no owner.
    Nobody,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// The number in its heading. Two steps may share one, which the checker reports.
    pub number: u32,
    /// The words in its heading.
    pub title: &'a str,
    /// What kind of action; it decides the shape.
    pub kind: StepKind,
    /// Its column, a place in `lanes`.
    pub lane: usize,
    /// Its row, a place in `phases`; `None` when the step names no phase.
    pub phase: Option<usize>,
    /// By when or how long, in words.
    pub due: Option<&'a str>,
    /// The templates whose forms are filled in, with their codes and titles.
    pub forms: Vec<(Index<Template>, &'a str, &'a str)>,
    /// The procedure that a step of kind subprocess stands for.
    pub calls: Option<HandOver<'a>>,
}

/// Another procedure that hands over to this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The other procedure.
    pub from: HandOver<'a>,
    /// The number of its step.
    pub step: u32,
    /// The step that goes on, a place in `nodes`.
    pub to: usize,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge<'a> {
    /// The step it leaves, a place in `nodes`.
    pub from: usize,
    /// Where it leads.
    pub to: Target<'a>,
    /// The answer that leads this way.
    pub label: Option<&'a str>,
}

/// Where an arrow leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A step, a place in `nodes`.
    Step(usize),
    /// The end of the procedure.
    End,
    /// Another procedure.
    Procedure(HandOver<'a>),
    /// Nothing that exists: the author's words.
    Missing(&'a str),
}

/// Another procedure that goes on from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOver<'a> {
    /// The procedure.
    pub procedure: Index<Procedure>,
    /// Its code.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The number of the step that it goes on at, as written; `None` for its beginning.
    pub step: Option<&'a str>,
}

impl HandOver<'_> {
    /// `SC-07`, or `SC-07#3` with a step, as `handbook.json` names it.
    #[must_use]
    pub fn name(&self) -> String {
        self.step.map_or_else(
            || self.code.to_owned(),
            |step| format!("{}#{step}", self.code),
        )
    }
}

/// What the end is called.
pub(super) fn end_title(language: &str) -> &'static str {
    if language.starts_with("zh") {
        "结束"
    } else {
        "End"
    }
}

/// The graph of a procedure of this book.
#[must_use]
pub fn graph<'a>(book: &'a Book, procedure: &'a Procedure) -> Graph<'a> {
    let mut lanes: Vec<Lane<'a>> = Vec::new();
    for role in &procedure.lanes {
        lane_of(book, &mut lanes, owner(&role.value));
    }
    let mut phases: Vec<&'a str> = Vec::new();
    for phase in &procedure.phases {
        place(&mut phases, &phase.value);
    }
    let nodes = (procedure.steps.iter())
        .map(|step| Node {
            number: step.number.value,
            title: &step.title,
            kind: step.kind.value,
            lane: lane_of(book, &mut lanes, owner_of(procedure, step)),
            phase: (step.phase.as_ref()).map(|phase| place(&mut phases, &phase.value)),
            due: step.due.as_ref().map(|due| due.value.as_str()),
            forms: forms(book, step),
            calls: calls(book, procedure, step),
        })
        .collect();
    Graph {
        code: procedure.code.value.as_str(),
        title: &procedure.title.value,
        language: &book.config.language,
        lanes,
        phases,
        nodes,
        edges: edges(book, procedure),
        arrivals: arrivals(book, procedure),
        turned: procedure.orientation == Orientation::Horizontal,
    }
}

fn forms<'a>(book: &'a Book, step: &'a Step) -> Vec<(Index<Template>, &'a str, &'a str)> {
    let Forms::Listed(forms) = &step.forms else {
        return Vec::new();
    };
    (forms.iter())
        .filter_map(|form| form.value.found())
        .map(|at| {
            let template = book.template(at);
            (
                at,
                template.code.value.as_str(),
                template.title.value.as_str(),
            )
        })
        .collect()
}

fn calls<'a>(book: &'a Book, procedure: &Procedure, step: &'a Step) -> Option<HandOver<'a>> {
    if step.kind.value != StepKind::Subprocess {
        return None;
    }
    let others = |at: &Index<Procedure>| !std::ptr::eq(book.procedure(*at), procedure);
    let found = step.procedures_named().find(others)?;
    Some(hand_over(book, found, None))
}

fn hand_over<'a>(
    book: &'a Book,
    procedure: Index<Procedure>,
    step: Option<&'a str>,
) -> HandOver<'a> {
    HandOver {
        procedure,
        code: book.procedure(procedure).code.value.as_str(),
        title: &book.procedure(procedure).title.value,
        step,
    }
}

/// The arrows of other procedures that lead to a step of this one, or to its beginning.
fn arrivals<'a>(book: &'a Book, procedure: &'a Procedure) -> Vec<Arrival<'a>> {
    let here = (0..book.procedures.len())
        .find(|at| std::ptr::eq(&raw const book.procedures[*at], procedure));
    let mut arrivals: Vec<Arrival> = Vec::new();
    let Some(here) = here else { return arrivals };
    for source in &book.uses.hand_overs_to[here] {
        if source.procedure.at == here {
            continue;
        }
        let from = book.procedure(source.procedure);
        let number = from.steps[source.step.at].number.value;
        for edge in from.edges_of(source.step) {
            let EdgeEnd::Procedure(to, step) = edge.to else {
                continue;
            };
            let place = |words: &str| {
                let numbers = procedure.steps.iter().map(|s| s.number.value.to_string());
                numbers.into_iter().position(|number| number == words)
            };
            let to_step = step.map_or_else(|| procedure.entries().first().map(|at| at.at), place);
            let Some(to_step) = to_step.filter(|_| to.at == here) else {
                continue;
            };
            let known = |arrival: &Arrival| {
                arrival.from.procedure == source.procedure && arrival.to == to_step
            };
            if !arrivals.iter().any(known) {
                let from = hand_over(book, source.procedure, None);
                arrivals.push(Arrival {
                    from,
                    step: number,
                    to: to_step,
                });
            }
        }
    }
    arrivals
}

fn edges<'a>(book: &'a Book, procedure: &'a Procedure) -> Vec<Edge<'a>> {
    let is_end = |step: Index<Step>| procedure.steps[step.at].kind.value == StepKind::End;
    (procedure.edges().into_iter())
        .filter(|edge| !(matches!(edge.to, EdgeEnd::End) && is_end(edge.from)))
        .map(|edge| Edge {
            from: edge.from.at,
            to: target(book, edge.to),
            label: edge.label,
        })
        .collect()
}

fn target<'a>(book: &'a Book, end: EdgeEnd<'a>) -> Target<'a> {
    match end {
        EdgeEnd::Step(step) => Target::Step(step.at),
        EdgeEnd::End => Target::End,
        EdgeEnd::Procedure(procedure, step) => Target::Procedure(hand_over(book, procedure, step)),
        EdgeEnd::Missing(missing) => Target::Missing(&missing.text),
    }
}

fn owner(role: &Ref<Role>) -> LaneOwner<'_> {
    match role {
        Ref::To(role) => LaneOwner::Role(*role),
        Ref::Missing(missing) => LaneOwner::Missing(missing),
    }
}

/// The owner that counts, or else the first that the author names.
fn owner_of<'a>(procedure: &'a Procedure, step: &'a Step) -> LaneOwner<'a> {
    let found = procedure.owner_of(step).map(LaneOwner::Role);
    let named = || step.owners.first().map(|role| owner(&role.value));
    found.or_else(named).unwrap_or(LaneOwner::Nobody)
}

fn lane_of<'a>(book: &'a Book, lanes: &mut Vec<Lane<'a>>, owner: LaneOwner<'a>) -> usize {
    let title = match owner {
        LaneOwner::Role(role) => book.role(role).title.value.as_str(),
        LaneOwner::Missing(missing) => missing.text.as_str(),
        LaneOwner::Nobody => "?",
    };
    place(lanes, Lane { owner, title })
}

/// Where the list holds the item, which is added when it does not.
fn place<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter()
        .position(|have| *have == item)
        .unwrap_or_else(|| {
            list.push(item);
            list.len() - 1
        })
}
