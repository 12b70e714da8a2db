//! A role's page.
//!
//! In: a role. Out: `RoleView` and its page. It must not know layouts.

use crate::model::role::RoleKind;
use crate::model::{Index, Involvement, Item, Role, StepAt, Template};
use crate::render::links::{Links, encoded};
use crate::render::procedure::{grouped, step_line};
use crate::render::prose::Printer;
use crate::render::view::procedure::StepsOfProcedure;
use crate::render::view::{ContentsEntry, Link, RoleView};
use crate::render::words::Words;
use crate::render::{File, Press, frame, places};

/// The superiors of roles, the other way round.
pub(crate) struct Reports(Vec<Vec<Index<Role>>>);

impl Reports {
    /// Who reports to whom in a book.
    pub(crate) fn of(roles: &[Role]) -> Self {
        let mut reports: Vec<Vec<Index<Role>>> = roles.iter().map(|_| Vec::new()).collect();
        for (at, role) in roles.iter().enumerate() {
            if let Some(superior) = role.reports_to.as_ref().and_then(|to| to.value.found()) {
                reports[superior.at].push(Index::new(at));
            }
        }
        Self(reports)
    }
}

/// The page of a role.
pub(crate) fn page(press: &Press<'_>, at: Index<Role>) -> File {
    let (links, words) = (press.links, press.links.words);
    let role = links.book.role(at);
    let printer = Printer::new(press, Item::Role(at));
    let uses = &links.book.uses;
    let view = RoleView {
        id: role.id.value.as_str(),
        title: &role.title.value,
        aliases: role.aliases.iter().map(|a| a.value.as_str()).collect(),
        kind: role.kind.word(),
        kind_words: kind_words(words, role.kind),
        unit: role.unit.as_deref(),
        reports_to: role.reports_to.as_ref().map(|to| links.role(to)),
        reported_by: (press.reports.0[at.at].iter())
            .map(|role| links.item(Item::Role(*role)))
            .collect(),
        sources: &role.sources,
        html: printer.html(&role.body),
        places: places::of_role(links, at),
        places_note: places::note(links, at),
        procedures: (uses.procedures_of_role[at.at].iter())
            .map(|procedure| links.procedure(*procedure))
            .collect(),
        steps_done: grouped(links, &done(&uses.steps_of_role[at.at]), ""),
        steps_joined: joined(links, &uses.steps_of_role[at.at]),
        filled: templates(links, &uses.filled_by_role[at.at]),
        signed: templates(links, &uses.signed_by_role[at.at]),
        steps_href: steps_href(links, at),
        packs: links.packs(Item::Role(at)),
    };
    let mut page = frame::of_item(press, Item::Role(at));
    page.contents.extend(frame::headings(&role.body));
    page.contents.extend(sections(press, &view));
    press.print(&page, "role", &view)
}

/// The page's own sections.
fn sections<'a>(press: &Press<'_>, view: &RoleView<'_>) -> Vec<ContentsEntry<'a>> {
    let words = press.links.words;
    let released = press.edition.release.is_some();
    let sections = [
        (released, "page.changes", words.changes.role_changes),
        (!view.places.is_empty(), "page.places", words.places),
        (
            !view.procedures.is_empty(),
            "page.procedures",
            words.owned_procedures,
        ),
        (!view.steps_done.is_empty(), "page.done", words.steps_done),
        (
            !view.steps_joined.is_empty(),
            "page.joined",
            words.steps_joined,
        ),
        (!view.filled.is_empty(), "page.filled", words.forms_filled),
        (!view.signed.is_empty(), "page.signed", words.forms_signed),
        (!view.packs.is_empty(), "page.packs", words.packs_for),
        (
            !view.reported_by.is_empty(),
            "page.reports",
            words.reported_by,
        ),
    ];
    (sections.into_iter())
        .filter(|(shown, _, _)| *shown)
        .map(|(_, id, title)| frame::section(id, title))
        .collect()
}

/// The register of steps with those alone that a role has a part in; `None` when there are none.
fn steps_href(links: &Links<'_>, at: Index<Role>) -> Option<String> {
    let id = encoded(&links.book.role(at).id.value.file_stem());
    let any = !links.book.uses.steps_of_role[at.at].is_empty();
    any.then(|| format!("../registers/steps.html?role={id}"))
}

fn done(steps: &[(StepAt, Involvement)]) -> Vec<StepAt> {
    (steps.iter())
        .filter(|(_, part)| *part == Involvement::Owner)
        .map(|(at, _)| *at)
        .collect()
}

/// The steps in which a role takes part without owning them, with its part in each.
fn joined<'a>(links: &'a Links<'_>, steps: &[(StepAt, Involvement)]) -> Vec<StepsOfProcedure<'a>> {
    let mut groups: Vec<StepsOfProcedure<'a>> = Vec::new();
    let mut last = None;
    for (at, part) in steps {
        if *part == Involvement::Owner {
            continue;
        }
        if last != Some(at.procedure) {
            groups.push(StepsOfProcedure {
                procedure: links.procedure(at.procedure),
                steps: Vec::new(),
            });
            last = Some(at.procedure);
        }
        let line = step_line(links, *at, part_words(links.words, *part));
        if let Some(group) = groups.last_mut() {
            group.steps.push(line);
        }
    }
    groups
}

fn templates<'a>(links: &'a Links<'_>, templates: &[Index<Template>]) -> Vec<Link<'a>> {
    (templates.iter())
        .map(|template| links.item(Item::Template(*template)))
        .collect()
}

/// What a role does in a step, in words.
pub(crate) const fn part_words(words: &Words, part: Involvement) -> &'static str {
    match part {
        Involvement::Owner => words.responsible,
        Involvement::Consulted => words.consulted,
        Involvement::Approver => words.approver,
        Involvement::Informed => words.informed,
    }
}

/// What a role is, in words.
pub(crate) const fn kind_words(words: &Words, kind: RoleKind) -> &'static str {
    match kind {
        RoleKind::Person => words.role_person,
        RoleKind::Unit => words.role_unit,
        RoleKind::Committee => words.role_committee,
        RoleKind::External => words.role_external,
    }
}
