//! The shape of `handbook.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::export::history::{RevisionView, date, revisions, successor};
use crate::export::packs::{PackView, pack};
use crate::model::book::{Book, Item};
use crate::model::form::{Field, Form};
use crate::model::id::Ref;
use crate::model::procedure::{Basis, EdgeEnd, Forms, Material, Procedure, Step};
use crate::model::{Index, Reference, Role, Template};
use crate::source::Spanned;

#[derive(Serialize)]
pub(super) struct Handbook<'a> {
    title: &'a str,
    language: &'a str,
    release: Option<&'a str>,
    parts: Vec<PartView<'a>>,
    procedures: Vec<ProcedureView<'a>>,
    roles: Vec<RoleView<'a>>,
    templates: Vec<TemplateView<'a>>,
    forms: Vec<FormView<'a>>,
    references: Vec<ReferenceView<'a>>,
    packs: Vec<PackView<'a>>,
}

#[derive(Serialize)]
struct PartView<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct ProcedureView<'a> {
    code: &'a str,
    title: &'a str,
    aliases: Vec<&'a str>,
    part: Option<&'a str>,
    owner: Option<&'a str>,
    version: &'a str,
    status: &'static str,
    superseded_by: Option<&'a str>,
    basis: Option<&'static str>,
    effective: Option<String>,
    review_by: Option<String>,
    revisions: Vec<RevisionView<'a>>,
    approved_by: Option<&'a str>,
    sources: &'a [String],
    covers: &'a [String],
    phases: Vec<&'a str>,
    lanes: Vec<&'a str>,
    inputs: Vec<&'a str>,
    outputs: Vec<&'a str>,
    steps: Vec<StepView<'a>>,
}

#[derive(Serialize)]
struct StepView<'a> {
    number: u32,
    title: &'a str,
    kind: &'static str,
    owner: Option<&'a str>,
    consulted: Vec<&'a str>,
    approver: Vec<&'a str>,
    informed: Vec<&'a str>,
    phase: Option<&'a str>,
    due: Option<&'a str>,
    inputs: Vec<&'a str>,
    outputs: Vec<&'a str>,
    forms: Vec<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    no_form: bool,
    next: Vec<NextView<'a>>,
}

#[derive(Serialize)]
struct NextView<'a> {
    to: Destination,
    label: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Destination {
    Step(u32),
    Other(String),
}

#[derive(Serialize)]
struct RoleView<'a> {
    id: &'a str,
    title: &'a str,
    aliases: Vec<&'a str>,
    kind: &'static str,
    unit: Option<&'a str>,
    reports_to: Option<&'a str>,
    sources: &'a [String],
    covers: &'a [String],
}

#[derive(Serialize)]
struct TemplateView<'a> {
    code: &'a str,
    title: &'a str,
    aliases: Vec<&'a str>,
    owner: Option<&'a str>,
    filled_by: Vec<&'a str>,
    signed_by: Vec<&'a str>,
    kept: Option<&'a str>,
    version: &'a str,
    status: &'static str,
    superseded_by: Option<&'a str>,
    effective: Option<String>,
    review_by: Option<String>,
    revisions: Vec<RevisionView<'a>>,
    basis: Option<&'static str>,
    sources: &'a [String],
    covers: &'a [String],
}

#[derive(Serialize)]
struct FormView<'a> {
    code: &'a str,
    paper: &'static str,
    orientation: &'static str,
    sections: Vec<SectionView<'a>>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    title: &'a str,
    fields: Vec<FieldView<'a>>,
}

#[derive(Serialize)]
struct FieldView<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    choices: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<FieldView<'a>>,
}

#[derive(Serialize)]
struct ReferenceView<'a> {
    code: &'a str,
    title: &'a str,
    aliases: Vec<&'a str>,
    owner: Option<&'a str>,
    version: &'a str,
    status: &'static str,
    superseded_by: Option<&'a str>,
    effective: Option<String>,
    review_by: Option<String>,
    revisions: Vec<RevisionView<'a>>,
    basis: Option<&'static str>,
    sources: &'a [String],
    covers: &'a [String],
}

/// The whole book.
pub(super) fn view<'a>(book: &'a Book, release: Option<&'a str>) -> Handbook<'a> {
    let parts = book.config.parts.iter().map(|part| PartView {
        id: part.id.value.as_str(),
        title: &part.title,
    });
    Handbook {
        title: &book.config.title,
        language: &book.config.language,
        release,
        parts: parts.collect(),
        procedures: (book.procedures.iter())
            .map(|p| procedure(book, p))
            .collect(),
        roles: book.roles.iter().map(|r| role(book, r)).collect(),
        templates: book.templates.iter().map(|t| template(book, t)).collect(),
        forms: book.forms.iter().map(form).collect(),
        references: (book.references.iter())
            .map(|r| reference(book, r))
            .collect(),
        packs: (0..book.packs.len())
            .map(|at| pack(book, Index::new(at)))
            .collect(),
    }
}

fn procedure<'a>(book: &'a Book, procedure: &'a Procedure) -> ProcedureView<'a> {
    let steps = procedure.steps.iter().enumerate();
    ProcedureView {
        code: procedure.code.value.as_str(),
        title: &procedure.title.value,
        aliases: words(&procedure.aliases),
        part: (procedure.part.as_ref())
            .and_then(|part| part.value.found())
            .map(|part| book.part(part).id.value.as_str()),
        owner: one(book, procedure.owner.as_ref()),
        version: &procedure.version.value,
        status: procedure.status.value.word(),
        superseded_by: successor(book, procedure.superseded_by.as_ref(), Item::Procedure),
        basis: procedure.basis.map(Basis::word),
        effective: date(procedure.effective.as_ref()),
        review_by: date(procedure.review_by.as_ref()),
        revisions: revisions(book, &procedure.revisions),
        approved_by: one(book, procedure.approved_by.as_ref()),
        sources: &procedure.sources,
        covers: &procedure.covers,
        phases: words(&procedure.phases),
        lanes: roles(book, &procedure.lanes),
        inputs: materials(book, &procedure.inputs),
        outputs: materials(book, &procedure.outputs),
        steps: steps
            .map(|(at, one)| step(book, procedure, Index::new(at), one))
            .collect(),
    }
}

fn step<'a>(
    book: &'a Book,
    procedure: &'a Procedure,
    at: Index<Step>,
    step: &'a Step,
) -> StepView<'a> {
    let forms = match &step.forms {
        Forms::Listed(forms) => (forms.iter())
            .filter_map(|form| form.value.found())
            .map(|template| book.template(template).code.value.as_str())
            .collect(),
        Forms::Unsaid | Forms::NotNeeded(_) => Vec::new(),
    };
    StepView {
        number: step.number.value,
        title: &step.title,
        kind: step.kind.value.word(),
        owner: (procedure.owner_of(step)).map(|role| book.role(role).id.value.as_str()),
        consulted: roles(book, &step.consulted),
        approver: roles(book, &step.approvers),
        informed: roles(book, &step.informed),
        phase: step.phase.as_ref().map(|phase| phase.value.as_str()),
        due: step.due.as_ref().map(|due| due.value.as_str()),
        inputs: materials(book, &step.inputs),
        outputs: materials(book, &step.outputs),
        forms,
        no_form: matches!(step.forms, Forms::NotNeeded(_)),
        next: (procedure.edges_of(at).into_iter())
            .map(|edge| NextView {
                to: destination(book, procedure, edge.to),
                label: edge.label,
            })
            .collect(),
    }
}

fn destination(book: &Book, procedure: &Procedure, to: EdgeEnd<'_>) -> Destination {
    match to {
        EdgeEnd::Step(at) => Destination::Step(procedure.steps[at.at].number.value),
        EdgeEnd::End => Destination::Other("end".to_owned()),
        EdgeEnd::Procedure(at, None) => {
            Destination::Other(book.procedure(at).code.value.as_str().to_owned())
        }
        EdgeEnd::Procedure(at, Some(step)) => {
            Destination::Other(format!("{}#{step}", book.procedure(at).code.value))
        }
        EdgeEnd::Missing(missing) => Destination::Other(missing.text.clone()),
    }
}

/// A page's code, or the words as they stand.
fn materials<'a>(book: &'a Book, materials: &'a [Spanned<Material>]) -> Vec<&'a str> {
    (materials.iter())
        .filter_map(|material| match &material.value {
            Material::Words(words) => Some(words.as_str()),
            page @ Material::Page(_) => page.page().map(|item: Item| book.code(item)),
        })
        .collect()
}

fn role<'a>(book: &'a Book, role: &'a Role) -> RoleView<'a> {
    RoleView {
        id: role.id.value.as_str(),
        title: &role.title.value,
        aliases: words(&role.aliases),
        kind: role.kind.word(),
        unit: role.unit.as_deref(),
        reports_to: one(book, role.reports_to.as_ref()),
        sources: &role.sources,
        covers: &role.covers,
    }
}

fn template<'a>(book: &'a Book, template: &'a Template) -> TemplateView<'a> {
    TemplateView {
        code: template.code.value.as_str(),
        title: &template.title.value,
        aliases: words(&template.aliases),
        owner: one(book, template.owner.as_ref()),
        filled_by: roles(book, &template.filled_by),
        signed_by: roles(book, &template.signed_by),
        kept: template.kept.as_deref(),
        version: &template.version.value,
        status: template.status.value.word(),
        superseded_by: successor(book, template.superseded_by.as_ref(), Item::Template),
        effective: date(template.effective.as_ref()),
        review_by: date(template.review_by.as_ref()),
        revisions: revisions(book, &template.revisions),
        basis: template.basis.map(Basis::word),
        sources: &template.sources,
        covers: &template.covers,
    }
}

fn form(form: &Form) -> FormView<'_> {
    let sections = form.sections.iter().map(|section| SectionView {
        title: &section.title,
        fields: section.fields.iter().map(field).collect(),
    });
    FormView {
        code: form.code.as_str(),
        paper: form.paper.word(),
        orientation: form.orientation.word(),
        sections: sections.collect(),
    }
}

fn field(field: &Field) -> FieldView<'_> {
    let choices = field.kind.choices();
    let columns = field.kind.columns();
    FieldView {
        name: &field.name.value,
        kind: field.kind.word(),
        label: &field.label,
        required: field.required,
        unit: field.unit.as_deref(),
        choices: (choices.iter())
            .map(|choice| (choice.name.as_str(), choice.label.as_str()))
            .collect(),
        columns: columns.iter().map(self::field).collect(),
    }
}

fn reference<'a>(book: &'a Book, reference: &'a Reference) -> ReferenceView<'a> {
    ReferenceView {
        code: reference.code.value.as_str(),
        title: &reference.title.value,
        aliases: words(&reference.aliases),
        owner: one(book, reference.owner.as_ref()),
        version: &reference.version.value,
        status: reference.status.value.word(),
        superseded_by: successor(book, reference.superseded_by.as_ref(), Item::Reference),
        effective: date(reference.effective.as_ref()),
        review_by: date(reference.review_by.as_ref()),
        revisions: revisions(book, &reference.revisions),
        basis: reference.basis.map(Basis::word),
        sources: &reference.sources,
        covers: &reference.covers,
    }
}

pub(super) fn one<'a>(book: &'a Book, role: Option<&Spanned<Ref<Role>>>) -> Option<&'a str> {
    let role = role?.value.found()?;
    Some(book.role(role).id.value.as_str())
}

pub(super) fn roles<'a>(book: &'a Book, roles: &[Spanned<Ref<Role>>]) -> Vec<&'a str> {
    (roles.iter())
        .filter_map(|role| role.value.found())
        .map(|role| book.role(role).id.value.as_str())
        .collect()
}

pub(super) fn words(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}
