//! A form that a step gives anew although an earlier step has given it.
//!
//! A step that takes the form and gives it back adds to it, and a step that leads back corrects it; neither is
//! reported. Nor are branches of which only one is taken, or that run side by side: each has its own copy.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::branches::MOST_LOOKS;
use crate::check::flow::Flow;
use crate::check::materials::{Names, Shelf};
use crate::check::names::quoted;
use crate::check::produced::template_of;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Material;
use crate::model::{Book, Index, Procedure, Step, Template};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::FORM_PRODUCED_TWICE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let procedures = book.procedures.iter();
    procedures
        .flat_map(|procedure| of(book, procedure, words))
        .collect()
}

/// Where a step gives a form.
#[derive(Clone, Copy)]
struct Given {
    step: usize,
    span: Span,
}

fn of(book: &Book, procedure: &Procedure, words: &Words) -> Vec<Diagnostic> {
    let mut given: BTreeMap<usize, Vec<Given>> = BTreeMap::new();
    for (step, output) in (procedure.steps.iter().enumerate())
        .flat_map(|(at, step)| step.outputs.iter().map(move |output| (at, output)))
    {
        if let Some(template) = template_of(book, output) {
            let places = given.entry(template.at).or_default();
            if places.last().is_none_or(|last| last.step != step) {
                let span = output.span;
                places.push(Given { step, span });
            }
        }
    }
    given.retain(|_, places| places.len() > 1);
    if given.is_empty() {
        return Vec::new();
    }
    let flow = Flow::of(procedure);
    let most = MOST_LOOKS / procedure.steps.len();
    let mut findings = Vec::new();
    for (template, places) in given.iter().take(most) {
        let template = Index::new(*template);
        let before = given_before(&flow, places);
        for second in &places[1..] {
            let step = &procedure.steps[second.step];
            let leads_back = flow.after[second.step].iter().any(|to| *to <= second.step);
            let Some(first) = before[second.step].filter(|_| !leads_back) else {
                continue;
            };
            if !takes(book, step, template) {
                findings.push(finding(book, procedure, template, (first, *second), words));
            }
        }
    }
    findings
}

/// By step: an earlier step from which arrows onward lead to it, and which has given the form.
fn given_before(flow: &Flow, places: &[Given]) -> Vec<Option<Given>> {
    let mut own: Vec<Option<Given>> = vec![None; flow.after.len()];
    for place in places {
        own[place.step] = Some(*place);
    }
    let mut before: Vec<Option<Given>> = vec![None; flow.after.len()];
    for from in 0..flow.after.len() {
        let Some(given) = own[from].or(before[from]) else {
            continue;
        };
        for to in flow.after[from].iter().filter(|to| **to > from) {
            before[*to].get_or_insert(given);
        }
    }
    before
}

/// Whether a step has the form among its inputs, by its page or by its name.
fn takes(book: &Book, step: &Step, template: Index<Template>) -> bool {
    let title = &book.template(template).title;
    let aliases = &book.template(template).aliases;
    step.inputs.iter().any(|input| match &input.value {
        Material::Page(_) => template_of(book, input) == Some(template),
        Material::Words(words) => {
            let mut shelf = Shelf::default();
            let names = Names::of(words);
            shelf.want(&names);
            for name in std::iter::once(title).chain(aliases) {
                shelf.offer(&Names::of(&name.value), 0);
            }
            shelf.has_any(&names, |_| true)
        }
    })
}

fn finding(
    book: &Book,
    procedure: &Procedure,
    template: Index<Template>,
    (first, second): (Given, Given),
    words: &Words,
) -> Diagnostic {
    let number = |given: Given| procedure.steps[given.step].number.value;
    let code = book.template(template).code.value.as_str();
    let line = words.line(words.inputs, &format!("[[{code}]]"));
    Diagnostic::error(
        RULE.code,
        &procedure.path,
        second.span,
        say!(
            "form {} is given twice: by step `{}` and again by step `{}`",
            "表单 {} 产出两次：步骤 `{}` 和步骤 `{}`",
            quoted(code),
            number(first),
            number(second)
        ),
    )
    .warning()
    .label(say!("given again, without having been taken", "没有把它作为输入，又产出一次"))
    .related(
        &procedure.path,
        first.span,
        say!("step {} gives it first", "步骤 {} 先产出", number(first)),
    )
    .help(say!(
        "if step {0} adds to the form, name it in its inputs too, `{1}`; if it is another one, use another form, or say in step {0} what it gives instead",
        "如果步骤 {0} 是在同一张表上续填，在它的输入里也写上：`{1}`；如果是另一张，换一张表单，或者改写步骤 {0} 的输出",
        number(second),
        line
    ))
}
