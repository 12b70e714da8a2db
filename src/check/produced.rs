//! Which steps and procedures fill a form in, give it or take it.
//!
//! In: the book. Out: places by template.

use std::collections::BTreeMap;

use crate::model::procedure::{Material, Status, Step};
use crate::model::{Book, Index, Item, Procedure, Template};
use crate::source::Spanned;

/// The places where forms come from.
pub(super) struct Produced {
    by: BTreeMap<usize, Vec<usize>>,
}

impl Produced {
    /// By template: the steps of a procedure that fill it in or give it.
    pub(super) fn by_steps(book: &Book, procedure: &Procedure) -> Self {
        let mut by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, step) in procedure.steps.iter().enumerate() {
            for template in given(book, step) {
                by.entry(template.at).or_default().push(at);
            }
        }
        Self { by }
    }

    /// By template: the steps of a procedure that fill it in or take it.
    pub(super) fn taken_by_steps(book: &Book, procedure: &Procedure) -> Self {
        let mut by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, step) in procedure.steps.iter().enumerate() {
            let inputs = (step.inputs.iter()).filter_map(|input| template_of(book, input));
            for template in inputs.chain(step.filled()) {
                by.entry(template.at).or_default().push(at);
            }
        }
        Self { by }
    }

    /// By template: the procedures that fill it in or give it, those no longer in force left out.
    pub(super) fn by_procedures(book: &Book) -> Self {
        let mut by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, procedure) in book.procedures.iter().enumerate() {
            if procedure.status.value == Status::Retired {
                continue;
            }
            let own = procedure.steps.iter().flat_map(|step| given(book, step));
            let told = (procedure.outputs.iter()).filter_map(|output| template_of(book, output));
            for template in own.chain(told) {
                let procedures = by.entry(template.at).or_default();
                // Two are enough to know of one that it is not the only one.
                if procedures.len() < 2 && procedures.last() != Some(&at) {
                    procedures.push(at);
                }
            }
        }
        Self { by }
    }

    /// The places where a form comes from.
    pub(super) fn by(&self, template: Index<Template>) -> impl Iterator<Item = usize> {
        self.by.get(&template.at).into_iter().flatten().copied()
    }

    /// Whether a form comes from another place than this one.
    pub(super) fn outside(&self, template: Index<Template>, place: usize) -> bool {
        self.by(template).any(|other| other != place)
    }
}

/// The templates that a step fills in or gives.
fn given<'a>(book: &'a Book, step: &'a Step) -> impl Iterator<Item = Index<Template>> {
    let outputs = step
        .outputs
        .iter()
        .filter_map(|output| template_of(book, output));
    step.filled().chain(outputs)
}

/// The template that an input or output names, by its page or its form's.
pub(super) fn template_of(book: &Book, material: &Spanned<Material>) -> Option<Index<Template>> {
    match material.value.page()? {
        Item::Template(at) => Some(at),
        Item::Form(form) => book.uses.template_of_form[form.at],
        Item::Procedure(_) | Item::Role(_) | Item::Reference(_) | Item::Pack(_) => None,
    }
}
