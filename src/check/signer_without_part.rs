//! A form with a signer who has no part in the procedure that makes it.
//!
//! A form that comes in from another procedure, where its signer has a part, is signed already.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Rule;
use crate::check::hands::{found, named, same_hands, titles};
use crate::check::names::quoted;
use crate::check::produced::template_of;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Forms, Status, StepKind};
use crate::model::{Book, Index, Procedure, Role, Template};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::SIGNER_WITHOUT_PART,
    run,
};

/// How many steps of other procedures are looked at for the signer of one form.
const MOST: usize = 100;

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        if procedure.status.value == Status::Retired {
            continue;
        }
        let uses = forms_of(procedure);
        if uses.is_empty() {
            continue;
        }
        let people = named(procedure);
        for (template, (number, span)) in uses {
            let template = Index::new(template);
            let signers = &book.template(template).signed_by;
            let absent: Vec<Index<Role>> = found(signers)
                .filter(|signer| !takes_part(book, &people, *signer))
                .filter(|signer| !signed_before(book, procedure, template, *signer))
                .collect();
            if !absent.is_empty() {
                let place = (number, span);
                findings.push(finding(book, procedure, template, place, &absent, words));
            }
        }
    }
    findings
}

/// The forms that a procedure's steps fill in, by template, with the number of the first and where it says so.
/// Steps that stand for another procedure are left out, for their forms are filled in there.
fn forms_of(procedure: &Procedure) -> BTreeMap<usize, (u32, Span)> {
    let mut forms = BTreeMap::new();
    for step in &procedure.steps {
        if let (Forms::Listed(listed), false) =
            (&step.forms, step.kind.value == StepKind::Subprocess)
        {
            for form in listed {
                if let Some(template) = form.value.found() {
                    let place = (step.number.value, form.span);
                    forms.entry(template.at).or_insert(place);
                }
            }
        }
    }
    forms
}

fn takes_part(book: &Book, people: &BTreeSet<Index<Role>>, signer: Index<Role>) -> bool {
    people.contains(&signer) || people.iter().any(|role| same_hands(book, *role, signer))
}

/// Whether the procedure takes the form in, and its signer has a part in another procedure that fills it in.
fn signed_before(
    book: &Book,
    procedure: &Procedure,
    template: Index<Template>,
    signer: Index<Role>,
) -> bool {
    let inputs = procedure.steps.iter().flat_map(|step| &step.inputs);
    let comes_in =
        (inputs.chain(&procedure.inputs)).any(|input| template_of(book, input) == Some(template));
    comes_in
        && (book.uses.steps_of_template[template.at].iter().take(MOST)).any(|at| {
            let other = book.procedure(at.procedure);
            !std::ptr::eq(other, procedure) && takes_part(book, &named(other), signer)
        })
}

fn finding(
    book: &Book,
    procedure: &Procedure,
    template: Index<Template>,
    (number, span): (u32, Span),
    absent: &[Index<Role>],
    words: &Words,
) -> Diagnostic {
    let template = book.template(template);
    let (form, code) = (template.code.value.as_str(), procedure.code.value.as_str());
    let said = (template.signed_by.iter())
        .find(|role| {
            role.value
                .found()
                .is_some_and(|role| absent.contains(&role))
        })
        .map_or(template.code.span, |role| role.span);
    let ids: Vec<String> = (absent.iter())
        .map(|role| format!("[[{}]]", book.role(*role).id.value))
        .collect();
    let line = words.line(words.consulted, &ids.join(words.between));
    Diagnostic::error(
        RULE.code,
        &procedure.path,
        span,
        say!(
            "{} signs form {} but has no part in {}",
            "{} 要在表单 {} 上签字，但 {} 里没有这个角色",
            titles(book, absent.iter().copied()),
            quoted(form),
            quoted(code)
        ),
    )
    .warning()
    .label(say!("step {} fills the form in", "步骤 {} 填写这张表单", number))
    .related(
        &template.path,
        said,
        say!("the template says who signs", "模板规定的签字人"),
    )
    .help(say!(
        "name the signer in the step where the form is signed, `{}`, or take the role out of `signed_by`",
        "在签字的步骤里写上签字人：`{}`；如果不用签，从模板的 `signed_by` 中删去",
        line
    ))
}
