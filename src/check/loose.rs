//! Inputs and outputs that find no counterpart, as the two rules about them report them.
//!
//! In: the book. Out: their names as a message and the front matter have them. It must not decide what finds one.

use crate::check::materials::{Names, alike};
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
    pub(super) fn slip<'b>(
        &self,
        mut others: impl Iterator<Item = (&'b Step, &'b Spanned<Material>)>,
    ) -> Option<(&'b Step, &'b Spanned<Material>)> {
        let Thing::Words(_, names) = &self.thing else {
            return None;
        };
        others.find(|(_, other)| names_in(&other.value).is_some_and(|other| alike(names, &other)))
    }
}

/// The names in an input or output that is no reference.
pub(super) fn names_in(material: &Material) -> Option<Names> {
    match material {
        // A reference among words is a finding of its own.
        Material::Words(words) if !words.contains("[[") => Some(Names::of(words)),
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
        "{}\nfor all of this procedure: `{}`",
        "{}\n本流程全部写成一行：`{}`",
        help,
        line
    )
}
