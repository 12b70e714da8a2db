//! Every place of the book where one page names another that is there.
//!
//! In: the book. Out: what names what, with its place. It must not word a message.

use std::collections::BTreeSet;

use crate::model::pack::PackItem;
use crate::model::procedure::{Forms, NextStep};
use crate::model::{Book, Item, Prose, Step, Target};
use crate::source::{Span, Spanned};

/// One page named by another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Citation {
    /// The page that names.
    pub(super) from: Item,
    /// Where in its file.
    pub(super) span: Span,
    /// The page that is named; a form by its template, when it has one.
    pub(super) to: Item,
    /// What the page is named as.
    pub(super) how: How,
}

/// What a page is named as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The form of a step.
    Form,
    /// The input or output of a step.
    Material,
    /// What a step hands over to.
    HandOver,
    /// An item of a pack.
    Item,
    /// A link in the text.
    Link,
}

/// Every citation, page by page; roles that a step or a document's head names are no citations.
pub(super) fn citations(book: &Book) -> impl Iterator<Item = Citation> {
    book.items().flat_map(|from| of_page(book, from))
}

/// The citations of one page.
pub(super) fn of_page(book: &Book, from: Item) -> Vec<Citation> {
    let mut found = Vec::new();
    if let Item::Procedure(at) = from {
        for step in &book.procedure(at).steps {
            of_step(&mut found, from, step);
        }
    }
    if let Item::Pack(at) = from {
        let items = book.pack(at).items.iter().flat_map(|items| &items.value);
        for PackItem { page, .. } in items {
            if let Some(to) = page.value.found() {
                let (span, how) = (page.span, How::Item);
                found.push(Citation {
                    from,
                    span,
                    to,
                    how,
                });
            }
        }
    }
    for prose in book.proses_of(from) {
        of_prose(&mut found, from, prose);
    }
    for citation in &mut found {
        if let Item::Form(form) = citation.to
            && let Some(template) = book.uses.template_of_form[form.at]
        {
            citation.to = Item::Template(template);
        }
    }
    found
}

fn of_step(found: &mut Vec<Citation>, from: Item, step: &Step) {
    let mut add = |span, to, how| {
        found.push(Citation {
            from,
            span,
            to,
            how,
        });
    };
    if let Forms::Listed(forms) = &step.forms {
        for form in forms {
            if let Some(template) = form.value.found() {
                add(form.span, Item::Template(template), How::Form);
            }
        }
    }
    for Spanned { value, span } in step.inputs.iter().chain(&step.outputs) {
        if let Some(page) = value.page() {
            add(*span, page, How::Material);
        }
    }
    for target in step.next.iter().flatten().flat_map(|way| &way.targets) {
        if let NextStep::Procedure(to, _) = &target.value
            && let Some(to) = to.found()
        {
            add(target.span, Item::Procedure(to), How::HandOver);
        }
    }
}

fn of_prose(found: &mut Vec<Citation>, from: Item, prose: &Prose) {
    for link in &prose.links {
        let to = match &link.target {
            Target::Page(item, _) => *item,
            Target::Step(procedure, _) => Item::Procedure(*procedure),
            Target::Here(_) | Target::Asset(_) | Target::Outside(_) | Target::Missing(_) => {
                continue;
            }
        };
        found.push(Citation {
            from,
            span: link.span,
            to,
            how: How::Link,
        });
    }
}

/// Pages whose code an earlier page of their kind has: nothing can name them, which is a finding of its own.
pub(super) fn second_of_a_code(book: &Book) -> impl Iterator<Item = Item> {
    let mut seen = BTreeSet::new();
    (book.items()).filter(move |item| !seen.insert((item.kind(), book.code(*item))))
}
