//! Which procedure hands what to which.
//!
//! In: a linked book. Out: at most one `Handing` for each ordered pair of procedures. It must not know
//! how they are drawn.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::procedure::{EdgeEnd, Material, StepKind};
use crate::model::{Book, Index, Item, Procedure, Step, Template};

/// A form that more procedures than this give or take says nothing of who hands what to whom.
const MOST_OF_A_FORM: usize = 50;

/// What one procedure hands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handing {
    /// Who gives.
    pub from: Index<Procedure>,
    /// Who takes.
    pub to: Index<Procedure>,
    /// The steps of `from` after which `to` goes on, in their order.
    pub hand_overs: Vec<Index<Step>>,
    /// The steps of `from` that `to` carries out, in their order.
    pub calls: Vec<Index<Step>>,
    /// What is an output of `from` and an input of `to`, in the order of the book.
    pub forms: Vec<Index<Template>>,
}

/// How something is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The other procedure goes on.
    HandOver,
    /// The other procedure carries out a step.
    Call,
    /// A form that one gives is one that the other takes.
    Form,
}

impl Way {
    /// Every way, the strongest first.
    pub const ALL: [Self; 3] = [Self::HandOver, Self::Call, Self::Form];

    /// The word in `data-way`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::HandOver => "hand-over",
            Self::Call => "call",
            Self::Form => "form",
        }
    }
}

impl Handing {
    fn new(from: usize, to: usize) -> Self {
        Self {
            from: Index::new(from),
            to: Index::new(to),
            hand_overs: Vec::new(),
            calls: Vec::new(),
            forms: Vec::new(),
        }
    }

    /// The strongest way in which something is handed on.
    #[must_use]
    pub fn way(&self) -> Way {
        if !self.hand_overs.is_empty() {
            Way::HandOver
        } else if self.calls.is_empty() {
            Way::Form
        } else {
            Way::Call
        }
    }
}

/// Every handing of a book, by giver, then by taker.
#[must_use]
pub fn handings(book: &Book) -> Vec<Handing> {
    let mut found: BTreeMap<(usize, usize), Handing> = BTreeMap::new();
    let mut pair = |from: usize, to: usize, add: &dyn Fn(&mut Handing)| {
        if from != to {
            add(found
                .entry((from, to))
                .or_insert_with(|| Handing::new(from, to)));
        }
    };
    for (from, procedure) in book.procedures.iter().enumerate() {
        for edge in procedure.edges() {
            if let EdgeEnd::Procedure(to, _) = edge.to {
                pair(from, to.at, &|handing| {
                    // Several branches of a step may lead to one procedure.
                    if handing.hand_overs.last() != Some(&edge.from) {
                        handing.hand_overs.push(edge.from);
                    }
                });
            }
        }
        for at in 0..procedure.steps.len() {
            if let Some(to) = called(from, &procedure.steps[at]) {
                pair(from, to.at, &|handing| handing.calls.push(Index::new(at)));
            }
        }
    }
    let called: BTreeSet<(usize, usize)> = (found.iter())
        .filter(|(_, handing)| !handing.calls.is_empty())
        .map(|(pair, _)| *pair)
        .collect();
    for (form, flow) in flows(book).into_iter().enumerate() {
        if flow.given.len() > MOST_OF_A_FORM || flow.taken.len() > MOST_OF_A_FORM {
            continue;
        }
        for from in &flow.given {
            for to in &flow.taken {
                // What is called gives its result back: the call says so.
                if from != to && !called.contains(&(*to, *from)) {
                    let handing = found.entry((*from, *to));
                    let handing = handing.or_insert_with(|| Handing::new(*from, *to));
                    handing.forms.push(Index::new(form));
                }
            }
        }
    }
    found.into_values().collect()
}

/// The procedure that a step of kind subprocess stands for.
fn called(from: usize, step: &Step) -> Option<Index<Procedure>> {
    let is_call = step.kind.value == StepKind::Subprocess;
    let mut named = step.procedures_named().filter(|to| to.at != from);
    is_call.then(|| named.next()).flatten()
}

/// Which procedures give a form, and which take it.
#[derive(Default, Clone)]
struct Flow {
    given: BTreeSet<usize>,
    taken: BTreeSet<usize>,
}

/// By template. What goes into and comes out of a step that another procedure carries out is that
/// procedure's own.
fn flows(book: &Book) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); book.templates.len()];
    for (at, procedure) in book.procedures.iter().enumerate() {
        for step in &procedure.steps {
            if called(at, step).is_some() {
                continue;
            }
            let forms = |materials: &[crate::source::Spanned<Material>]| -> Vec<usize> {
                (materials.iter())
                    .filter_map(|one| template(book, &one.value))
                    .collect()
            };
            for form in forms(&step.outputs) {
                flows[form].given.insert(at);
            }
            for form in forms(&step.inputs) {
                flows[form].taken.insert(at);
            }
        }
    }
    flows
}

/// The template that a material is, by its own page or its form's.
fn template(book: &Book, material: &Material) -> Option<usize> {
    match material.page()? {
        Item::Template(at) => Some(at.at),
        Item::Form(at) => book.uses.template_of_form[at.at].map(|template| template.at),
        Item::Procedure(_) | Item::Role(_) | Item::Reference(_) | Item::Pack(_) => None,
    }
}
