//! Each kind of item, its references looked up.

use crate::link::Context;
use crate::link::names::{Named, missing};
use crate::link::prose::{Page, prose, target};
use crate::model::book::Item;
use crate::model::id::{Index, Linked, Parsed, Ref, Why};
use crate::model::pack::PackItem;
use crate::model::procedure::{Branch, Forms, Material, NextStep, Reviewed, Revision};
use crate::model::{Pack, Procedure, Reference, Role, Step, Template};
use crate::source::Spanned;

type Name = Spanned<String>;

fn one<T: Named>(name: &Name, context: &Context<'_>) -> Spanned<Ref<T>> {
    Spanned::new(context.names.one(&name.value), name.span)
}

fn maybe<T: Named>(name: Option<&Name>, context: &Context<'_>) -> Option<Spanned<Ref<T>>> {
    name.map(|name| one(name, context))
}

fn all<T: Named>(names: &[Name], context: &Context<'_>) -> Vec<Spanned<Ref<T>>> {
    names.iter().map(|name| one(name, context)).collect()
}

pub(super) fn procedure(
    at: Index<Procedure>,
    from: &Procedure<Parsed>,
    context: &Context<'_>,
) -> Procedure {
    let page = Page {
        path: &from.path,
        item: Item::Procedure(at),
    };
    Procedure {
        path: from.path.clone(),
        code: from.code.clone(),
        title: from.title.clone(),
        aliases: from.aliases.clone(),
        part: (from.part.as_ref())
            .map(|part| Spanned::new(context.names.part(&part.value), part.span)),
        owner: maybe(from.owner.as_ref(), context),
        version: from.version.clone(),
        status: from.status.clone(),
        superseded_by: maybe(from.superseded_by.as_ref(), context),
        basis: from.basis,
        effective: from.effective.clone(),
        review_by: from.review_by.clone(),
        approved_by: maybe(from.approved_by.as_ref(), context),
        phases: from.phases.clone(),
        lanes: all(&from.lanes, context),
        inputs: materials(&from.inputs, page, context),
        outputs: materials(&from.outputs, page, context),
        orientation: from.orientation,
        sources: from.sources.clone(),
        covers: from.covers.clone(),
        revisions: revisions(&from.revisions, context),
        reviewed: (from.reviewed.as_ref()).map(|reviewed| {
            let looked_at = |at: &Reviewed<Parsed>| Reviewed {
                form: one(&at.form, context),
                version: at.version.clone(),
            };
            let all = reviewed.value.iter().map(looked_at).collect();
            Spanned::new(all, reviewed.span)
        }),
        introduction: prose(&from.introduction, page, context),
        steps_preface: prose(&from.steps_preface, page, context),
        steps_heading: from.steps_heading.clone(),
        steps: (from.steps.iter())
            .map(|step| self::step(step, from, page, context))
            .collect(),
        closing: prose(&from.closing, page, context),
    }
}

fn revisions(from: &[Revision<Parsed>], context: &Context<'_>) -> Vec<Revision> {
    let revisions = from.iter().map(|revision| Revision {
        version: revision.version.clone(),
        date: revision.date.clone(),
        author: maybe(revision.author.as_ref(), context),
        note: revision.note.clone(),
    });
    revisions.collect()
}

fn step(
    from: &Step<Parsed>,
    procedure: &Procedure<Parsed>,
    page: Page<'_>,
    context: &Context<'_>,
) -> Step {
    Step {
        number: from.number.clone(),
        title: from.title.clone(),
        kind: from.kind.clone(),
        owners: all(&from.owners, context),
        consulted: all(&from.consulted, context),
        approvers: all(&from.approvers, context),
        informed: all(&from.informed, context),
        phase: from.phase.clone(),
        due: from.due.clone(),
        inputs: materials(&from.inputs, page, context),
        outputs: materials(&from.outputs, page, context),
        forms: match &from.forms {
            Forms::Unsaid => Forms::Unsaid,
            Forms::NotNeeded(span) => Forms::NotNeeded(*span),
            Forms::Listed(names) => Forms::Listed(all(names, context)),
        },
        next: (from.next.as_ref()).map(|branches| {
            (branches.iter())
                .map(|branch| self::branch(branch, procedure, context))
                .collect()
        }),
        fields_end: from.fields_end,
        bullet: from.bullet,
        prose: prose(&from.prose, page, context),
    }
}

fn materials(
    from: &[Spanned<Material<Parsed>>],
    page: Page<'_>,
    context: &Context<'_>,
) -> Vec<Spanned<Material>> {
    from.iter()
        .map(|material| {
            let value = match &material.value {
                Material::Page(destination) => Material::Page(target(destination, page, context)),
                Material::Words(words) => Material::Words(words.clone()),
            };
            Spanned::new(value, material.span)
        })
        .collect()
}

fn branch(
    from: &Branch<Parsed>,
    procedure: &Procedure<Parsed>,
    context: &Context<'_>,
) -> Branch<Linked> {
    let targets = from.targets.iter().map(|target| {
        let value = match &target.value {
            NextStep::End => NextStep::End,
            NextStep::Step(number) => NextStep::Step(own_step(number, procedure)),
            NextStep::Procedure(code, step) => {
                NextStep::Procedure(context.names.one(code), step.clone())
            }
        };
        Spanned::new(value, target.span)
    });
    Branch {
        label: from.label.clone(),
        targets: targets.collect(),
        span: from.span,
    }
}

fn own_step(number: &str, procedure: &Procedure<Parsed>) -> Ref<Step> {
    let wanted = number.parse::<u32>().ok();
    let at = (procedure.steps.iter()).position(|step| Some(step.number.value) == wanted);
    match at {
        Some(at) => Ref::To(Index::new(at)),
        None => Ref::Missing(missing(number, Why::Unknown)),
    }
}

pub(super) fn role(at: Index<Role>, from: &Role<Parsed>, context: &Context<'_>) -> Role {
    let page = Page {
        path: &from.path,
        item: Item::Role(at),
    };
    Role {
        path: from.path.clone(),
        id: from.id.clone(),
        title: from.title.clone(),
        aliases: from.aliases.clone(),
        kind: from.kind,
        unit: from.unit.clone(),
        reports_to: maybe(from.reports_to.as_ref(), context),
        sources: from.sources.clone(),
        covers: from.covers.clone(),
        body: prose(&from.body, page, context),
    }
}

pub(super) fn template(
    at: Index<Template>,
    from: &Template<Parsed>,
    context: &Context<'_>,
) -> Template {
    let page = Page {
        path: &from.path,
        item: Item::Template(at),
    };
    Template {
        path: from.path.clone(),
        code: from.code.clone(),
        title: from.title.clone(),
        aliases: from.aliases.clone(),
        owner: maybe(from.owner.as_ref(), context),
        filled_by: all(&from.filled_by, context),
        signed_by: all(&from.signed_by, context),
        kept: from.kept.clone(),
        version: from.version.clone(),
        status: from.status.clone(),
        superseded_by: maybe(from.superseded_by.as_ref(), context),
        effective: from.effective.clone(),
        review_by: from.review_by.clone(),
        approved_by: maybe(from.approved_by.as_ref(), context),
        basis: from.basis,
        revisions: revisions(&from.revisions, context),
        sources: from.sources.clone(),
        covers: from.covers.clone(),
        body: prose(&from.body, page, context),
    }
}

pub(super) fn reference(
    at: Index<Reference>,
    from: &Reference<Parsed>,
    context: &Context<'_>,
) -> Reference {
    let page = Page {
        path: &from.path,
        item: Item::Reference(at),
    };
    Reference {
        path: from.path.clone(),
        code: from.code.clone(),
        title: from.title.clone(),
        aliases: from.aliases.clone(),
        owner: maybe(from.owner.as_ref(), context),
        version: from.version.clone(),
        status: from.status.clone(),
        superseded_by: maybe(from.superseded_by.as_ref(), context),
        effective: from.effective.clone(),
        review_by: from.review_by.clone(),
        approved_by: maybe(from.approved_by.as_ref(), context),
        basis: from.basis,
        revisions: revisions(&from.revisions, context),
        sources: from.sources.clone(),
        covers: from.covers.clone(),
        body: prose(&from.body, page, context),
    }
}

pub(super) fn pack(at: Index<Pack>, from: &Pack<Parsed>, context: &Context<'_>) -> Pack {
    let page = Page {
        path: &from.path,
        item: Item::Pack(at),
    };
    let item = |item: &PackItem<Parsed>| PackItem {
        page: Spanned::new(context.names.page(&item.page.value), item.page.span),
        copies: item.copies,
    };
    Pack {
        path: from.path.clone(),
        id: from.id.clone(),
        title: from.title.clone(),
        aliases: from.aliases.clone(),
        audience: all(&from.audience, context),
        items: (from.items.as_ref())
            .map(|items| Spanned::new(items.value.iter().map(item).collect(), items.span)),
        for_role: maybe(from.for_role.as_ref(), context),
        owner: maybe(from.owner.as_ref(), context),
        version: from.version.clone(),
        status: from.status.clone(),
        superseded_by: maybe(from.superseded_by.as_ref(), context),
        effective: from.effective.clone(),
        review_by: from.review_by.clone(),
        approved_by: maybe(from.approved_by.as_ref(), context),
        revisions: revisions(&from.revisions, context),
        basis: from.basis,
        sources: from.sources.clone(),
        covers: from.covers.clone(),
        body: prose(&from.body, page, context),
    }
}
