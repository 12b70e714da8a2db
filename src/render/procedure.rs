//! A procedure's page.
//!
//! In: a procedure. Out: `ProcedureView` and its page. It must not know layouts.

use std::borrow::Cow;

use crate::chart::Dialect;
use crate::model::procedure::{Basis, Status};
use crate::model::procedure::{EdgeEnd, Forms, Material, Revision, StepKind};
use crate::model::{Date, Index, Item, Procedure, Step, StepAt};
use crate::render::links::Links;
use crate::render::prose::Printer;
use crate::render::view::procedure::{
    BranchView, NextView, ProcedureView, RevisionView, StepLine, StepView, StepsOfProcedure,
};
use crate::render::view::{ContentsEntry, Link};
use crate::render::words::Words;
use crate::render::{File, Press, charts, frame, raci};
use crate::source::Spanned;

/// The page of a procedure.
pub(crate) fn page(press: &Press<'_>, at: Index<Procedure>) -> File {
    let printer = Printer::new(press, Item::Procedure(at));
    let view = view(press.links, &printer, at);
    let mut page = frame::of_procedure(press, at);
    page.contents = contents(press.links, at, &view);
    press.print(&page, "procedure", &view)
}

fn view<'a>(
    links: &'a Links<'_>,
    printer: &Printer<'a>,
    at: Index<Procedure>,
) -> ProcedureView<'a> {
    let (words, procedure) = (links.words, links.book.procedure(at));
    let introduction_html = printer.html(&procedure.introduction);
    let steps_preface_html = printer.html(&procedure.steps_preface);
    let steps: Vec<StepView<'a>> = (0..procedure.steps.len())
        .map(|step| step_view(links, printer, at, Index::new(step)))
        .collect();
    ProcedureView {
        code: procedure.code.value.as_str(),
        title: &procedure.title.value,
        aliases: (procedure.aliases.iter())
            .map(|alias| alias.value.as_str())
            .collect(),
        status: procedure.status.value.word(),
        status_words: status_words(words, procedure.status.value),
        part: procedure.part.as_ref().map(|part| links.to_part(part)),
        owner: procedure.owner.as_ref().map(|role| links.role(role)),
        approved_by: procedure.approved_by.as_ref().map(|role| links.role(role)),
        superseded_by: (procedure.superseded_by.as_ref())
            .map(|other| links.to(&other.value, Item::Procedure)),
        version: &procedure.version.value,
        effective: day(procedure.effective.as_ref()),
        review_by: day(procedure.review_by.as_ref()),
        basis: procedure.basis.map(|basis| basis_words(words, basis)),
        sources: &procedure.sources,
        inputs: materials(links, &procedure.inputs, at),
        outputs: materials(links, &procedure.outputs, at),
        chart: charts::procedure_chart(links, at),
        raci_href: raci::href(links, at),
        mermaid_swimlane: charts::mermaid_text(links, at, Dialect::Swimlane),
        mermaid_flowchart: charts::mermaid_text(links, at, Dialect::Flowchart),
        introduction_html,
        steps_preface_html,
        steps_heading: (procedure.steps_heading.as_ref())
            .map_or(words.steps, |heading| heading.text.as_str()),
        steps_id: (procedure.steps_heading.as_ref())
            .map_or("page.steps", |heading| heading.id.as_str()),
        any_due: steps.iter().any(|step| step.due.is_some()),
        steps,
        closing_html: printer.html(&procedure.closing),
        handed_over_from: grouped(links, &links.book.uses.hand_overs_to[at.at], ""),
        packs: links.packs(Item::Procedure(at)),
        revisions: revisions(links, &procedure.revisions),
    }
}

fn step_view<'a>(
    links: &'a Links<'_>,
    printer: &Printer<'a>,
    procedure: Index<Procedure>,
    at: Index<Step>,
) -> StepView<'a> {
    let step = &links.book.procedure(procedure).steps[at.at];
    StepView {
        number: step.number.value,
        id: step.anchor(),
        title: &step.title,
        kind: step.kind.value.word(),
        kind_words: kind_words(links.words, step.kind.value),
        owners: links.roles(&step.owners),
        consulted: links.roles(&step.consulted),
        approvers: links.roles(&step.approvers),
        informed: links.roles(&step.informed),
        phase: step.phase.as_ref().map(|phase| phase.value.as_str()),
        due: step.due.as_ref().map(|due| due.value.as_str()),
        inputs: materials(links, &step.inputs, procedure),
        outputs: materials(links, &step.outputs, procedure),
        forms: forms_of(links, step),
        no_form: matches!(step.forms, Forms::NotNeeded(_)),
        next: branches(links, procedure, at),
        html: printer.html(&step.prose),
    }
}

/// What is taken or given on the page of a procedure.
fn materials<'a>(
    links: &'a Links<'_>,
    materials: &'a [Spanned<Material>],
    at: Index<Procedure>,
) -> Vec<Link<'a>> {
    (materials.iter())
        .map(|material| links.material(&material.value, Item::Procedure(at)))
        .collect()
}

/// The forms of a step.
pub(crate) fn forms_of<'a>(links: &'a Links<'_>, step: &'a Step) -> Vec<Link<'a>> {
    match &step.forms {
        Forms::Listed(forms) => links.templates(forms),
        Forms::Unsaid | Forms::NotNeeded(_) => Vec::new(),
    }
}

/// The arrows that leave a step; those with one label, or with none, belong together.
fn branches<'a>(
    links: &'a Links<'_>,
    procedure: Index<Procedure>,
    at: Index<Step>,
) -> Vec<BranchView<'a>> {
    let mut branches: Vec<BranchView<'a>> = Vec::new();
    for edge in links.book.procedure(procedure).edges_of(at) {
        let target = next_view(links, procedure, edge.to);
        match branches.last_mut() {
            Some(branch) if branch.label == edge.label => branch.targets.push(target),
            Some(_) | None => branches.push(BranchView {
                label: edge.label,
                targets: vec![target],
            }),
        }
    }
    branches
}

fn next_view<'a>(
    links: &'a Links<'_>,
    procedure: Index<Procedure>,
    to: EdgeEnd<'a>,
) -> NextView<'a> {
    let (short, link, end) = match to {
        EdgeEnd::End => {
            let word = links.words.ends;
            (Cow::Borrowed(word), Link::words(word), true)
        }
        EdgeEnd::Step(at) => {
            let step = &links.book.procedure(procedure).steps[at.at];
            let link = Link::titled(format!("#{}", step.anchor()), step.title.as_str());
            (step.number.value.to_string().into(), link, false)
        }
        EdgeEnd::Procedure(other, number) => {
            let mut link = links.procedure(other);
            let code = links.book.procedure(other).code.value.as_str();
            let Some(number) = number else {
                return NextView {
                    short: code.into(),
                    link,
                    end: false,
                };
            };
            link.href = link.href.map(|href| format!("{href}#step-{number}").into());
            (format!("{code}#{number}").into(), link, false)
        }
        EdgeEnd::Missing(missing) => {
            let link = links.missing(missing);
            (missing.text.as_str().into(), link, false)
        }
    };
    NextView { short, link, end }
}

/// Steps of other pages, those of one procedure together.
pub(crate) fn grouped<'a>(
    links: &'a Links<'_>,
    steps: &[StepAt],
    part: &'static str,
) -> Vec<StepsOfProcedure<'a>> {
    let mut groups: Vec<StepsOfProcedure<'a>> = Vec::new();
    let mut last: Option<StepAt> = None;
    for at in steps {
        // A step that names the same thing twice, as its form and its output say, is listed once.
        if last == Some(*at) {
            continue;
        }
        if last.is_none_or(|last| last.procedure != at.procedure) {
            groups.push(StepsOfProcedure {
                procedure: links.procedure(at.procedure),
                steps: Vec::new(),
            });
        }
        last = Some(*at);
        if let Some(group) = groups.last_mut() {
            group.steps.push(step_line(links, *at, part));
        }
    }
    groups
}

/// A step as a line of another page.
pub(crate) fn step_line<'a>(links: &'a Links<'_>, at: StepAt, part: &'static str) -> StepLine<'a> {
    let step = links.book.step(at);
    StepLine {
        number: step.number.value,
        link: links.step(at.procedure, step),
        part,
        due: step.due.as_ref().map(|due| due.value.as_str()),
        forms: forms_of(links, step),
    }
}

/// The lines of a document's history.
pub(crate) fn revisions<'a>(
    links: &'a Links<'_>,
    revisions: &'a [Revision],
) -> Vec<RevisionView<'a>> {
    let rows = revisions.iter().map(|revision| RevisionView {
        version: &revision.version.value,
        date: day(revision.date.as_ref()),
        author: revision.author.as_ref().map(|role| links.role(role)),
        note: &revision.note,
    });
    rows.collect()
}

/// A day as `2026-10-01`.
pub(crate) fn day(date: Option<&Spanned<Date>>) -> Option<String> {
    date.map(|date| date.value.to_string())
}

/// The table of contents: the page's own sections, the author's headings, the steps.
fn contents<'a>(
    links: &'a Links<'_>,
    at: Index<Procedure>,
    view: &ProcedureView<'a>,
) -> Vec<ContentsEntry<'a>> {
    let (words, procedure) = (links.words, links.book.procedure(at));
    let mut contents = Vec::new();
    if !view.steps.is_empty() {
        contents.push(frame::section("page.glance", words.at_a_glance));
    }
    if view.chart.is_some() {
        contents.push(frame::section("page.chart", words.chart));
    }
    contents.extend(frame::headings(&procedure.introduction).filter(|entry| entry.level == 2));
    if !view.steps.is_empty() {
        contents.push(frame::section(view.steps_id, view.steps_heading));
        contents.extend(view.steps.iter().map(|step| ContentsEntry {
            level: 3,
            number: Some(step.number),
            title: step.title.into(),
            href: format!("#{}", step.id),
        }));
    }
    contents.extend(frame::headings(&procedure.closing).filter(|entry| entry.level == 2));
    if !view.handed_over_from.is_empty() {
        contents.push(frame::section("page.used", words.where_used));
    }
    if !view.revisions.is_empty() {
        contents.push(frame::section("page.revisions", words.revisions));
    }
    contents
}

/// A status in words.
pub(crate) const fn status_words(words: &Words, status: Status) -> &'static str {
    match status {
        Status::Draft => words.draft,
        Status::Effective => words.in_force,
        Status::Retired => words.retired,
    }
}

/// How much of a document its sources state, in words.
pub(crate) const fn basis_words(words: &Words, basis: Basis) -> &'static str {
    match basis {
        Basis::Sourced => words.sourced,
        Basis::Completed => words.completed,
        Basis::Authored => words.authored,
    }
}

/// A kind of step in words.
pub(crate) const fn kind_words(words: &Words, kind: StepKind) -> &'static str {
    match kind {
        StepKind::Start => words.kind_start,
        StepKind::Task => words.kind_task,
        StepKind::Decision => words.kind_decision,
        StepKind::Document => words.kind_document,
        StepKind::Meeting => words.kind_meeting,
        StepKind::Wait => words.kind_wait,
        StepKind::Subprocess => words.kind_subprocess,
        StepKind::End => words.kind_end,
    }
}
