//! The home page, the pages of parts, and the page for what does not exist.
//!
//! In: the book. Out: `HomeView`, `PartView` and their pages. It must not know layouts.

use std::cmp::Reverse;

use tera::Context;

use crate::model::{Index, Involvement, Item, Part, Procedure};
use crate::render::links::Links;
use crate::render::procedure::status_words;
use crate::render::view::home::{Counted, HomeView, PartCard, PartView, ProcedureLine};
use crate::render::view::register::Cell;
use crate::render::view::{ContentsEntry, Link};
use crate::render::{File, Press, frame, maps, registers};

/// More parts than this are a plain list on the home page.
const CARDS: usize = 40;
/// How many procedures a part's card names.
const CARD_PROCEDURES: usize = 4;
/// How many roles, forms and reference pages the home page names.
const NAMED: usize = 12;

/// The home page.
pub(crate) fn home(press: &Press<'_>) -> File {
    let links = press.links;
    let title = links.book.config.title.as_str();
    let mut page = frame::bare(press, "home", title, "index.html".to_owned());
    page.crumbs.clear();
    press.print(&page, "home", &home_view(links))
}

fn home_view<'a>(links: &'a Links<'_>) -> HomeView<'a> {
    let book = links.book;
    let many_parts = book.config.parts.len() > CARDS;
    HomeView {
        procedures: book.procedures.len(),
        steps: book.procedures.iter().map(|p| p.steps.len()).sum(),
        roles: book.roles.len(),
        forms: book.templates.len(),
        parts: (0..book.config.parts.len())
            .map(|at| card(links, Index::new(at), many_parts))
            .collect(),
        many_parts,
        loose: loose(links),
        busy_roles: busy_roles(links),
        busy_forms: busy_forms(links),
        packs: (0..book.packs.len().min(NAMED))
            .map(|at| links.item(Item::Pack(Index::new(at))).seen_from_root())
            .collect(),
        more_packs: book.packs.len() > NAMED,
        references: (0..book.references.len().min(NAMED))
            .map(|at| links.item(Item::Reference(Index::new(at))).seen_from_root())
            .collect(),
        more_references: book.references.len() > NAMED,
        registers: registers::overview(links),
    }
}

fn card<'a>(links: &'a Links<'_>, at: Index<Part>, many: bool) -> PartCard<'a> {
    let procedures = &links.book.uses.procedures_of_part[at.at];
    PartCard {
        link: links.part(at).seen_from_root(),
        summary: &links.book.part(at).summary,
        count: procedures.len(),
        procedures: (procedures.iter())
            .take(if many { 0 } else { CARD_PROCEDURES })
            .map(|procedure| links.procedure(*procedure).seen_from_root())
            .collect(),
    }
}

/// Procedures that stand in no part, when they are few enough to be named.
fn loose<'a>(links: &'a Links<'_>) -> Vec<Link<'a>> {
    let in_no_part = |procedure: &Procedure| {
        (procedure.part.as_ref()).is_none_or(|part| part.value.found().is_none())
    };
    let loose: Vec<usize> = (links.book.procedures.iter().enumerate())
        .filter(|(_, procedure)| in_no_part(procedure))
        .map(|(at, _)| at)
        .take(CARDS + 1)
        .collect();
    if loose.len() > CARDS {
        return Vec::new();
    }
    (loose.into_iter())
        .map(|at| links.procedure(Index::new(at)).seen_from_root())
        .collect()
}

fn busy_roles<'a>(links: &'a Links<'_>) -> Vec<Counted<'a>> {
    let mut counted: Vec<(usize, usize)> = (links.book.uses.steps_of_role.iter().enumerate())
        .map(|(at, steps)| {
            let owned = steps.iter().filter(|(_, p)| *p == Involvement::Owner);
            (at, owned.count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    counted.sort_by_key(|(at, count)| (Reverse(*count), *at));
    (counted.into_iter().take(NAMED))
        .map(|(at, count)| Counted {
            link: links.item(Item::Role(Index::new(at))).seen_from_root(),
            count,
        })
        .collect()
}

fn busy_forms<'a>(links: &'a Links<'_>) -> Vec<Link<'a>> {
    let mut counted: Vec<(usize, usize)> = (links.book.uses.steps_of_template.iter().enumerate())
        .map(|(at, steps)| (at, steps.len()))
        .collect();
    counted.sort_by_key(|(at, count)| (Reverse(*count), *at));
    counted.truncate(NAMED);
    // The most used ones, in the order of their codes.
    counted.sort_unstable();
    (counted.into_iter())
        .map(|(at, _)| links.item(Item::Template(Index::new(at))).seen_from_root())
        .collect()
}

/// The page of a part.
pub(crate) fn part(press: &Press<'_>, at: Index<Part>) -> File {
    let links = press.links;
    let part = links.book.part(at);
    let view = PartView {
        id: part.id.value.as_str(),
        title: &part.title,
        summary: &part.summary,
        procedures: (links.book.uses.procedures_of_part[at.at].iter())
            .map(|procedure| line(links, *procedure))
            .collect(),
        landscape: maps::of_part(press, at),
    };
    press.print(&frame::of_part(press, at), "part", &view)
}

fn line<'a>(links: &'a Links<'_>, at: Index<Procedure>) -> ProcedureLine<'a> {
    let procedure = links.book.procedure(at);
    ProcedureLine {
        link: links.procedure(at),
        owner: procedure.owner.as_ref().map(|role| links.role(role)),
        steps: procedure.steps.len(),
        version: &procedure.version.value,
        status_words: status_words(links.words, procedure.status.value),
        status: procedure.status.value.word(),
        effective: Cell::day(procedure.effective.as_ref(), "effective"),
    }
}

/// The page for an address that leads nowhere.
pub(crate) fn not_found(press: &Press<'_>) -> File {
    let words = press.links.words;
    let mut page = frame::bare(press, "not-found", words.not_found, "404.html".to_owned());
    page.contents = Vec::<ContentsEntry<'_>>::new();
    let mut context = Context::new();
    context.insert("page", &page);
    press.finish(&page, &context)
}
