//! An input that nothing gives: no earlier step, no other procedure, and not said to come from outside.
//!
//! Pages other than forms are there anyway. An input that says itself where it comes from, “the remarks of
//! step 7”, is believed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::Rule;
use crate::check::flow::{Flow, Order};
use crate::check::loose::{Loose, OUTSIDE, Thing, names_in, with_line_for_all};
use crate::check::materials::{Names, Shelf};
use crate::check::produced::{Produced, template_of};
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::{Material, Status};
use crate::model::{Book, Procedure};
use crate::source::{Span, Spanned};

pub(super) const RULE: Rule = Rule {
    code: &code::INPUT_FROM_NOWHERE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let codes: BTreeSet<&str> = (book.procedures.iter())
        .map(|procedure| procedure.code.value.as_str())
        .collect();
    let open: Vec<Loose<'_>> = (0..book.procedures.len())
        .into_par_iter()
        .flat_map_iter(|at| open_in(book, at, &codes))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let elsewhere = Produced::by_procedures(book);
    let mut shelf = Shelf::default();
    for input in &open {
        if let Thing::Words(_, names) = &input.thing {
            shelf.want(names);
        }
    }
    offer_all(book, &mut shelf);
    let mut by_procedure: BTreeMap<usize, Vec<&Loose<'_>>> = BTreeMap::new();
    for input in &open {
        // What has no number is no procedure: a page with this title.
        let others = |by: usize| by != input.procedure;
        let found = match &input.thing {
            Thing::Form(template) => elsewhere.outside(*template, input.procedure),
            Thing::Words(_, names) => shelf.has_all(names, others),
        };
        if !found {
            by_procedure.entry(input.procedure).or_default().push(input);
        }
    }
    let of_procedure = by_procedure.values();
    of_procedure
        .flat_map(|inputs| findings(book, inputs))
        .collect()
}

/// The inputs that no earlier step gives.
fn open_in<'a>(book: &'a Book, at: usize, codes: &BTreeSet<&str>) -> Vec<Loose<'a>> {
    let procedure = &book.procedures[at];
    if procedure.status == Status::Retired
        || procedure.steps.iter().all(|step| step.inputs.is_empty())
    {
        return Vec::new();
    }
    let order = Order::of(&Flow::of(procedure));
    let forms = Produced::by_steps(book, procedure);
    let shelf = own_shelf(procedure);
    let (mut said, mut said_forms) = (BTreeSet::new(), BTreeSet::new());
    let mut open = Vec::new();
    for (step, input) in every_input(procedure) {
        let earlier = |by: usize| by == OUTSIDE || order.leads(by, step);
        let thing = match &input.value {
            Material::Words(words) => {
                let Some(names) = names_in(&input.value) else {
                    continue;
                };
                if shelf.has_all(&names, earlier)
                    || says_where(words, procedure, codes)
                    || !said.insert(names.whole.clone())
                {
                    continue;
                }
                Thing::Words(words, names)
            }
            Material::Page(_) => {
                let Some(template) = template_of(book, input) else {
                    continue;
                };
                let declared = (procedure.inputs.iter())
                    .any(|input| template_of(book, input) == Some(template));
                let given = |by: usize| by == step || order.leads(by, step);
                if declared || forms.by(template).any(given) || !said_forms.insert(template) {
                    continue;
                }
                Thing::Form(template)
            }
        };
        open.push(Loose {
            procedure: at,
            step,
            span: input.span,
            thing,
        });
    }
    open
}

/// What a procedure's own steps and its front matter offer to its inputs.
fn own_shelf(procedure: &Procedure) -> Shelf {
    let mut shelf = Shelf::default();
    for (_, input) in every_input(procedure) {
        if let Some(names) = names_in(&input.value) {
            shelf.want(&names);
        }
    }
    for input in &procedure.inputs {
        if let Some(names) = names_in(&input.value) {
            shelf.offer(&names, OUTSIDE);
        }
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        for output in &step.outputs {
            if let Some(names) = names_in(&output.value) {
                shelf.offer(&names, at);
            }
        }
    }
    shelf
}

/// Every procedure's outputs, and the titles of forms and pages, which are there as well.
fn offer_all(book: &Book, shelf: &mut Shelf) {
    if shelf.is_empty() {
        return;
    }
    let outputs: Vec<(usize, Names)> = (book.procedures.par_iter().enumerate())
        .filter(|(_, procedure)| procedure.status != Status::Retired)
        .flat_map_iter(|(at, procedure)| {
            let own = procedure.steps.iter().flat_map(|step| &step.outputs);
            own.chain(&procedure.outputs)
                .filter_map(move |output| Some((at, names_in(&output.value)?)))
        })
        .collect();
    for (at, names) in &outputs {
        shelf.offer(names, *at);
    }
    let templates = book.templates.iter().map(|t| (&t.title, &t.aliases));
    let references = book.references.iter().map(|r| (&r.title, &r.aliases));
    for (title, aliases) in templates.chain(references) {
        for name in std::iter::once(title).chain(aliases) {
            shelf.offer(&Names::of(&name.value), OUTSIDE);
        }
    }
}

fn every_input(procedure: &Procedure) -> impl Iterator<Item = (usize, &Spanned<Material>)> {
    let steps = procedure.steps.iter().enumerate();
    steps.flat_map(|(at, step)| step.inputs.iter().map(move |input| (at, input)))
}

/// Whether the words name the step or the procedure that they come from.
fn says_where(words: &str, procedure: &Procedure, codes: &BTreeSet<&str>) -> bool {
    let in_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if words
        .split(|c| !in_code(c))
        .any(|word| codes.contains(word))
    {
        return true;
    }
    let lower = words.to_lowercase();
    ["步骤", "step"].iter().any(|step| {
        lower.match_indices(step).any(|(at, _)| {
            let rest = lower[at + step.len()..].trim_start();
            let end = rest.find(|c: char| !c.is_ascii_digit());
            let number = rest[..end.unwrap_or(rest.len())].parse::<u32>();
            number.is_ok_and(|n| procedure.steps.iter().any(|step| step.number.value == n))
        })
    })
}

/// The findings of one procedure.
fn findings(book: &Book, inputs: &[&Loose<'_>]) -> Vec<Diagnostic> {
    // Each is compared with every output; nobody reads more.
    const MOST: usize = 100;
    let inputs = &inputs[..inputs.len().min(MOST)];
    let near: Vec<Option<Near>> = inputs.iter().map(|input| near(book, input)).collect();
    let plain = inputs.iter().zip(&near).filter(|(_, near)| near.is_none());
    let entries: Vec<String> = plain.map(|(input, _)| input.entry(book)).collect();
    let mut plain = 0;
    let mut findings = Vec::new();
    for (input, near) in inputs.iter().zip(&near) {
        findings.push(finding(book, input, near.as_ref(), (plain, &entries)));
        plain += usize::from(near.is_none());
    }
    findings
}

/// What of the procedure an input may mean.
struct Near {
    /// The number of the step that gives it.
    by: u32,
    span: Span,
    /// Whether it is the same thing, given too late, and not one of nearly its name.
    late: bool,
}

fn finding(
    book: &Book,
    input: &Loose<'_>,
    near: Option<&Near>,
    (at, entries): (usize, &[String]),
) -> Diagnostic {
    let procedure = input.procedure(book);
    let finding = Diagnostic::error(
        RULE.code,
        &procedure.path,
        input.span,
        say!(
            "input {} comes from nowhere",
            "输入 {} 没有来源",
            input.name(book)
        ),
    )
    .hint()
    .label(say!(
        "no earlier step and no other procedure gives it",
        "前面的步骤和其他流程都没有产出它"
    ));
    let line = format!("inputs = [{}]", input.entry(book));
    if let Some(near) = near {
        let number = procedure.steps[input.step].number.value;
        let (label, help) = near.words(number, &line);
        return finding
            .related(&procedure.path, near.span, label)
            .help(help);
    }
    let help = say!(
        "write the name that the step which makes it gives it; if it comes from outside, say so in the front matter: `{}`",
        "用产出它的步骤所写的名称；如果来自流程之外，在文件开头写明：`{}`",
        line
    );
    finding.help(with_line_for_all(help, at, "inputs", entries))
}

impl Near {
    /// What is said of it, and what to type: `line` declares the input of step `number` in the front matter.
    fn words(&self, number: u32, line: &str) -> (Text, Text) {
        if self.late {
            let label = say!(
                "step {} gives it, but no way leads from there to step {}",
                "步骤 {} 产出它，但从那里走不到步骤 {}",
                self.by,
                number
            );
            let help = say!(
                "let a step before this one give it; if it is there beforehand, say so in the front matter: `{}`",
                "让这一步之前的步骤产出它；如果流程开始前就有，在文件开头写明：`{}`",
                line
            );
            return (label, help);
        }
        let label = say!(
            "step {} gives this: is it the same?",
            "步骤 {} 产出这一项：是同一样东西吗？",
            self.by
        );
        let help = say!(
            "if it is, write the same name in both; if it comes from outside, say so in the front matter: `{}`",
            "如果是，两处写同一个名称；如果来自流程之外，在文件开头写明：`{}`",
            line
        );
        (label, help)
    }
}

/// A step of the procedure that gives the thing too late, or something with nearly its name.
fn near(book: &Book, input: &Loose<'_>) -> Option<Near> {
    let outputs = || {
        let steps = input.procedure(book).steps.iter().enumerate();
        let others = steps.filter(|(at, _)| *at != input.step);
        others.flat_map(|(_, step)| step.outputs.iter().map(move |output| (step, output)))
    };
    let late = match &input.thing {
        Thing::Form(template) => {
            outputs().find(|(_, output)| template_of(book, output) == Some(*template))
        }
        Thing::Words(_, names) => {
            let mut shelf = Shelf::default();
            shelf.want(names);
            for (by, (_, output)) in outputs().enumerate() {
                if let Some(offered) = names_in(&output.value) {
                    shelf.offer(&offered, by);
                }
            }
            shelf.first(names).and_then(|by| outputs().nth(by))
        }
    };
    let is_late = late.is_some();
    let (step, output) = late.or_else(|| input.slip(outputs()))?;
    Some(Near {
        by: step.number.value,
        span: output.span,
        late: is_late,
    })
}
