//! Every Mermaid fence of a book, drawn once.
//!
//! In: a linked book, and the pictures of the build before. Out: the pictures by their text, and what is
//! wrong in the fences. It must not know the pages that show them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::chart::fence::{Drawing, FenceError, fence_chart};
use crate::chart::fence_steps;
use crate::diagnostic::Diagnostic;
use crate::model::prose::Fence;
use crate::model::{Book, Item};

/// The pictures of a book's fences. A build takes over those of the build before whose text is the
/// same, and drops the rest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fences {
    /// By text, then by the steps of the procedure that it stands in, which become links.
    pictures: BTreeMap<String, BTreeMap<Vec<u32>, DrawnFence>>,
}

/// A drawn fence, or why there is none.
pub type DrawnFence = Arc<Result<Drawing, FenceError>>;

impl Fences {
    /// The picture of a fence that stands on a page of the book; `None` when it is not Mermaid.
    #[must_use]
    pub fn picture(&self, book: &Book, here: Item, fence: &Fence) -> Option<&DrawnFence> {
        self.get(&fence.text, &step_numbers(book, here))
            .filter(|_| is_mermaid(fence))
    }

    /// How many pictures there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pictures.values().map(BTreeMap::len).sum()
    }

    fn get(&self, text: &str, steps: &[u32]) -> Option<&DrawnFence> {
        self.pictures.get(text)?.get(steps)
    }
}

/// Draws every fence of the book that was not drawn before.
#[must_use]
pub fn fences(book: &Book, before: &Fences) -> (Fences, Vec<Diagnostic>) {
    let wanted: BTreeSet<(&str, Vec<u32>)> = (fences_of(book))
        .map(|(item, fence)| (fence.text.as_str(), step_numbers(book, item)))
        .collect();
    let drawn: Vec<(&str, Vec<u32>, DrawnFence)> = (wanted.into_par_iter())
        .map(|(text, steps)| {
            let known = before.get(text, &steps).map(Arc::clone);
            let picture = known.unwrap_or_else(|| Arc::new(fence_chart(text, &steps)));
            (text, steps, picture)
        })
        .collect();
    let mut fences = Fences::default();
    for (text, steps, picture) in drawn {
        let same_text = fences.pictures.entry(text.to_owned()).or_default();
        same_text.insert(steps, picture);
    }
    let findings = fences_of(book).flat_map(|(item, fence)| findings(book, item, fence, &fences));
    let findings = findings.collect();
    (fences, findings)
}

fn fences_of(book: &Book) -> impl Iterator<Item = (Item, &Fence)> {
    book.proses_by_item().flat_map(|(item, prose)| {
        let fences = prose.fences.iter().filter(|fence| is_mermaid(fence));
        fences.map(move |fence| (item, fence))
    })
}

fn is_mermaid(fence: &Fence) -> bool {
    fence.language == "mermaid"
}

/// The numbers of the page's own steps.
fn step_numbers(book: &Book, item: Item) -> Vec<u32> {
    let Item::Procedure(at) = item else {
        return Vec::new();
    };
    let steps = book.procedure(at).steps.iter();
    steps.map(|step| step.number.value).collect()
}

fn findings(book: &Book, item: Item, fence: &Fence, fences: &Fences) -> Vec<Diagnostic> {
    let Some(picture) = fences.picture(book, item, fence) else {
        return Vec::new();
    };
    match (picture.as_ref(), item) {
        (Err(mistake), _) => vec![mistake.diagnostic(book.path(item), fence)],
        (Ok(drawing), Item::Procedure(at)) => {
            fence_steps::findings(book.procedure(at), fence, drawing)
        }
        (
            Ok(_),
            Item::Role(_) | Item::Template(_) | Item::Form(_) | Item::Reference(_) | Item::Pack(_),
        ) => Vec::new(),
    }
}
