//! The one place where pages ask for procedures' charts.
//!
//! In: a procedure. Out: SVG, when there is any, and Mermaid text. It must not know layouts.

use crate::chart::graph::HandOver;
use crate::chart::{self, Dialect};
use crate::model::{Index, Item, Procedure};
use crate::render::links::Links;

/// A procedure's own chart as SVG, when it has steps to draw.
pub(crate) fn procedure_chart(links: &Links<'_>, at: Index<Procedure>) -> Option<String> {
    let address = |other: &HandOver<'_>| {
        let page = links.href(Item::Procedure(other.procedure));
        match other.step {
            Some(step) => format!("{page}#step-{step}"),
            None => page.to_owned(),
        }
    };
    chart::procedure_chart(links.book, links.book.procedure(at), &address).svg
}

/// A procedure's chart as Mermaid text; empty when it has no steps.
pub(crate) fn mermaid_text(links: &Links<'_>, at: Index<Procedure>, dialect: Dialect) -> String {
    let procedure = links.book.procedure(at);
    if procedure.steps.is_empty() {
        return String::new();
    }
    chart::mermaid_text(&chart::graph(links.book, procedure), dialect)
}
