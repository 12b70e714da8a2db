//! Inputs and outputs that find no counterpart, as the two rules about them look for them.
//!
//! In: the book. Out: what is named in no counterpart's words, and names as a message and the front matter have
//! them. It must not decide what counts as a counterpart.

use std::collections::HashMap;

use crate::check::materials::{Names, Shelf, alike};
use crate::check::names::quoted;
use crate::diagnostic::{Text, say};
use crate::model::procedure::Material;
use crate::model::{Book, Index, Procedure, Step, Template};
use crate::source::{Span, Spanned};

/// Stands on a shelf for whatever is no step and no procedure: the front matter, records, pages.
pub(super) const OUTSIDE: usize = usize::MAX;

/// An input or output without its counterpart.
pub(super) struct Loose<'a> {
    /// Its procedure's place in the book.
    pub(super) procedure: usize,
    /// Its step's place in the procedure.
    pub(super) step: usize,
    pub(super) span: Span,
    pub(super) thing: Thing<'a>,
}

/// What has no counterpart.
pub(super) enum Thing<'a> {
    Form(Index<Template>),
    Words(&'a str, Names),
}

impl Loose<'_> {
    /// The procedure that it stands in.
    pub(super) fn procedure<'b>(&self, book: &'b Book) -> &'b Procedure {
        &book.procedures[self.procedure]
    }

    /// As a message names it.
    pub(super) fn name(&self, book: &Book) -> String {
        match &self.thing {
            Thing::Form(template) => quoted(book.template(*template).code.value.as_str()),
            Thing::Words(words, _) => quoted(words),
        }
    }

    /// As an entry of the front matter's lists.
    pub(super) fn entry(&self, book: &Book) -> String {
        match &self.thing {
            Thing::Form(template) => format!("\"[[{}]]\"", book.template(*template).code.value),
            Thing::Words(words, _) => format!("\"{}\"", words.replace(['"', '\\'], "")),
        }
    }

    /// Something of the procedure that has nearly its name, so that one may be a slip for the other.
    pub(super) fn slip<'b>(&self, others: &'b [(Said<'b>, Names)]) -> Option<&'b Said<'b>> {
        let Thing::Words(_, names) = &self.thing else {
            return None;
        };
        let mut elsewhere = others.iter().filter(|(said, _)| said.step != self.step);
        let slip = elsewhere.find(|(_, other)| alike(names, other));
        slip.map(|(said, _)| said)
    }
}

/// How many findings of one procedure are told, and with how many names each is compared: nobody reads more.
pub(super) const MOST: usize = 100;

/// Words with the names in them, as many as they are compared with.
pub(super) fn named(said: Vec<Said<'_>>) -> Vec<(Said<'_>, Names)> {
    let said = said.into_iter().take(10 * MOST);
    said.map(|said| {
        let names = Names::of(said.words);
        (said, names)
    })
    .collect()
}

/// The names in an input or output that is no reference.
pub(super) fn names_in(material: &Material) -> Option<Names> {
    words_in(material).map(Names::of)
}

/// Words of one side: a step's input or output.
pub(super) struct Said<'a> {
    /// The step's place in the procedure.
    pub(super) step: usize,
    pub(super) span: Span,
    pub(super) words: &'a str,
}

/// The inputs or outputs of a procedure's steps that are words.
pub(super) fn words_of(
    procedure: &Procedure,
    side: fn(&Step) -> &Vec<Spanned<Material>>,
) -> Vec<Said<'_>> {
    let mut said = Vec::new();
    for (step, at) in procedure.steps.iter().zip(0..) {
        for material in side(step) {
            if let Some(words) = words_in(&material.value) {
                let span = material.span;
                said.push(Said {
                    step: at,
                    span,
                    words,
                });
            }
        }
    }
    said
}

/// What a procedure has on the other side of its inputs or outputs.
pub(super) struct Counterparts<'a> {
    /// What its steps say.
    pub(super) steps: Vec<Said<'a>>,
    /// What its front matter says.
    pub(super) declared: &'a [Spanned<Material>],
}

impl Counterparts<'_> {
    /// Those of `wanted` that no step which `fits` and no entry of the front matter names in the same words.
    /// Most are named so, and cost no comparison of names.
    pub(super) fn not_in_same_words<'b>(
        &self,
        wanted: Vec<Said<'b>>,
        fits: impl Fn(usize, usize) -> bool,
    ) -> Vec<Said<'b>> {
        let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
        for said in &self.steps {
            same.entry(said.words).or_default().push(said.step);
        }
        for words in self.declared.iter().filter_map(|m| words_in(&m.value)) {
            same.entry(words).or_default().push(OUTSIDE);
        }
        let named = |said: &Said<'_>| {
            let mut by = same.get(said.words).into_iter().flatten();
            by.any(|by| *by == OUTSIDE || fits(said.step, *by))
        };
        wanted.into_iter().filter(|said| !named(said)).collect()
    }

    /// A shelf with all of them, for those who want these.
    pub(super) fn on_shelf(&self, wanted: &[Names]) -> Shelf {
        let mut offers = Shelf::default();
        if wanted.is_empty() {
            return offers;
        }
        for names in wanted {
            offers.want(names);
        }
        for said in &self.steps {
            offers.offer(&Names::of(said.words), said.step);
        }
        for names in self.declared.iter().filter_map(|m| names_in(&m.value)) {
            offers.offer(&names, OUTSIDE);
        }
        offers
    }
}

/// The words of an input or output that is no reference. A reference among words is a finding of its own.
fn words_in(material: &Material) -> Option<&str> {
    match material {
        Material::Words(words) if !words.contains("[[") => Some(words),
        Material::Words(_) | Material::Page(_) => None,
    }
}

/// The help of a finding with, in the first of a procedure, the one line for all of them.
pub(super) fn with_line_for_all(help: Text, at: usize, key: &str, entries: &[String]) -> Text {
    if at > 0 || entries.len() < 2 {
        return help;
    }
    let line = format!("{key} = [{}]", entries.join(", "));
    say!(
        "{}; for all of this procedure: `{}`",
        "{}；本流程全部写成一行：`{}`",
        help,
        line
    )
}
