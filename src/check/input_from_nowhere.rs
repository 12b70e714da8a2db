//! An input that nothing gives: no earlier step, no other procedure, and not said to come from outside.
//!
//! Pages other than forms are there anyway. An input that says itself where it comes from, “the remarks of
//! step 7”, is believed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::Rule;
use crate::check::flow::{Flow, Order};
use crate::check::loose::{
    Counterparts, Loose, MOST, OUTSIDE, Thing, named, names_in, with_line_for_all, words_of,
};
use crate::check::materials::{Names, Shelf};
use crate::check::produced::{Produced, template_of};
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::{Material, Status};
use crate::model::{Book, Index, Procedure, Template};
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
    if procedure.status.value == Status::Retired
        || procedure.steps.iter().all(|step| step.inputs.is_empty())
    {
        return Vec::new();
    }
    let order = Order::of(&Flow::of(procedure));
    let earlier = |step: usize, by: usize| by == OUTSIDE || order.leads(by, step);
    let mut open = open_forms(book, at, earlier);
    let others = Counterparts {
        steps: words_of(procedure, |step| &step.outputs),
        declared: &procedure.inputs,
    };
    let wanted = words_of(procedure, |step| &step.inputs);
    let wanted = others.not_in_same_words(wanted, earlier);
    let names: Vec<Names> = wanted.iter().map(|said| Names::of(said.words)).collect();
    let shelf = others.on_shelf(&names);
    let mut told = BTreeSet::new();
    for (said, names) in wanted.into_iter().zip(names) {
        if shelf.has_all(&names, |by| earlier(said.step, by))
            || says_where(said.words, procedure, codes)
            || !told.insert(names.whole.clone())
        {
            continue;
        }
        open.push(Loose {
            procedure: at,
            step: said.step,
            span: said.span,
            thing: Thing::Words(said.words, names),
        });
    }
    open.sort_unstable_by_key(|input| input.span);
    open
}

/// The forms that a step takes, and no step before it fills in or gives, each once.
fn open_forms(book: &Book, at: usize, earlier: impl Fn(usize, usize) -> bool) -> Vec<Loose<'_>> {
    let procedure = &book.procedures[at];
    let forms = Produced::by_steps(book, procedure);
    let declared: BTreeSet<_> = (procedure.inputs.iter())
        .filter_map(|input| template_of(book, input))
        .collect();
    let mut told = BTreeSet::new();
    let mut open = Vec::new();
    for (step, number) in procedure.steps.iter().zip(0..) {
        for input in &step.inputs {
            let Some(template) = template_of(book, input) else {
                continue;
            };
            // A step that fills it in takes a blank one.
            let given = |by: usize| by == number || earlier(number, by);
            if !declared.contains(&template)
                && !forms.by(template).any(given)
                && told.insert(template)
            {
                open.push(Loose {
                    procedure: at,
                    step: number,
                    span: input.span,
                    thing: Thing::Form(template),
                });
            }
        }
    }
    open
}

/// Every procedure's outputs, and the titles of forms and pages, which are there as well.
fn offer_all(book: &Book, shelf: &mut Shelf) {
    if shelf.is_empty() {
        return;
    }
    let outputs: Vec<(usize, Names)> = (book.procedures.par_iter().enumerate())
        .filter(|(_, procedure)| procedure.status.value != Status::Retired)
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
    let inputs = &inputs[..inputs.len().min(MOST)];
    let near = near(book, inputs);
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
        "用产出它的步骤所写的名称；如果来自流程之外，在文件头写明：`{}`",
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
                "让这一步之前的步骤产出它；如果流程开始前就有，在文件头写明：`{}`",
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
            "如果是，两处写同一个名称；如果来自流程之外，在文件头写明：`{}`",
            line
        );
        (label, help)
    }
}

/// For each input of a procedure: a step that gives the thing too late, or something with nearly its name.
fn near(book: &Book, inputs: &[&Loose<'_>]) -> Vec<Option<Near>> {
    let Some(procedure) = inputs.first().map(|input| input.procedure(book)) else {
        return Vec::new();
    };
    let outputs = named(words_of(procedure, |step| &step.outputs));
    let mut shelf = Shelf::default();
    for input in inputs {
        if let Thing::Words(_, names) = &input.thing {
            shelf.want(names);
        }
    }
    for (at, (_, names)) in outputs.iter().enumerate() {
        shelf.offer(names, at);
    }
    let near = |input: &&Loose<'_>| {
        let late = match &input.thing {
            Thing::Form(template) => giver(book, procedure, *template),
            Thing::Words(_, names) => {
                let others = |at: usize| outputs[at].0.step != input.step;
                let said = shelf.first(names, others).map(|at| &outputs[at].0);
                said.map(|said| (said.step, said.span))
            }
        };
        let slip = || input.slip(&outputs).map(|said| (said.step, said.span));
        let (step, span) = late.or_else(slip)?;
        Some(Near {
            by: procedure.steps[step].number.value,
            span,
            late: late.is_some(),
        })
    };
    inputs.iter().map(near).collect()
}

/// The first step that gives a form, and where it says so.
fn giver(book: &Book, procedure: &Procedure, template: Index<Template>) -> Option<(usize, Span)> {
    (procedure.steps.iter().enumerate()).find_map(|(at, step)| {
        let names = |output: &&Spanned<Material>| template_of(book, output) == Some(template);
        let output = step.outputs.iter().find(names)?;
        Some((at, output.span))
    })
}
