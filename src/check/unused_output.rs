//! An output that nobody takes: no later step, no other procedure, no record.
//!
//! What a decision gives is its answer, which its branches take; what a step gives is taken by those whom it
//! informs; a form that is kept, and what the text after the steps lists in a table of records, is taken by
//! being kept.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::check::Rule;
use crate::check::flow::{Flow, Order};
use crate::check::loose::{
    Counterparts, Loose, MOST, OUTSIDE, Said, Thing, named, names_in, with_line_for_all, words_of,
};
use crate::check::materials::{Names, Shelf};
use crate::check::produced::{Produced, template_of};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Material, Status, StepKind};
use crate::model::prose::Piece;
use crate::model::{Book, Index, Procedure, Prose, Step, Template};
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    code: &code::UNUSED_OUTPUT,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let open: Vec<Loose<'_>> = (0..book.procedures.len())
        .into_par_iter()
        .flat_map_iter(|at| open_in(book, at))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut shelf = Shelf::default();
    for output in &open {
        if let Thing::Words(_, names) = &output.thing {
            shelf.want(names);
        }
    }
    take_all(book, &mut shelf);
    let taken = taken_forms(book);
    let left: Vec<&Loose<'_>> = (open.iter())
        .filter(|output| match &output.thing {
            Thing::Form(template) => !taken[template.at].iter().any(|by| *by != output.procedure),
            Thing::Words(_, names) => !shelf.has_any(names, |by| by != output.procedure),
        })
        .collect();
    (left.chunk_by(|a, b| a.procedure == b.procedure))
        .flat_map(|outputs| findings(book, outputs))
        .collect()
}

fn open_in(book: &Book, at: usize) -> Vec<Loose<'_>> {
    let procedure = &book.procedures[at];
    if procedure.status.value == Status::Retired
        || procedure.steps.iter().all(|step| step.outputs.is_empty())
    {
        return Vec::new();
    }
    let order = Order::of(&Flow::of(procedure));
    let later = |step: usize, by: usize| by == OUTSIDE || order.leads(step, by);
    let mut open = open_forms(book, at, later);
    let others = Counterparts {
        steps: words_of(procedure, |step| &step.inputs),
        declared: &procedure.outputs,
    };
    let mut wanted = words_of(procedure, |step| &step.outputs);
    wanted.retain(|said| !goes_with_the_flow(&procedure.steps[said.step]));
    let wanted = others.not_in_same_words(wanted, later);
    let names: Vec<Names> = wanted.iter().map(|said| Names::of(said.words)).collect();
    let mut shelf = others.on_shelf(&names);
    if !names.is_empty() {
        for record in cells(&procedure.closing) {
            shelf.offer(&Names::of(&record), OUTSIDE);
        }
    }
    let mut told = BTreeSet::new();
    for (said, names) in wanted.into_iter().zip(names) {
        if shelf.has_any(&names, |by| later(said.step, by)) || !told.insert(names.whole.clone()) {
            continue;
        }
        open.push(Loose {
            procedure: at,
            step: said.step,
            span: said.span,
            thing: Thing::Words(said.words, names),
        });
    }
    open.sort_unstable_by_key(|output| output.span);
    open
}

/// The forms that a step gives, that are not kept, and that no step after it takes or fills in, each once.
fn open_forms(book: &Book, at: usize, later: impl Fn(usize, usize) -> bool) -> Vec<Loose<'_>> {
    let procedure = &book.procedures[at];
    let forms = Produced::taken_by_steps(book, procedure);
    let mut told = BTreeSet::new();
    let mut open = Vec::new();
    for (step, number) in procedure.steps.iter().zip(0..) {
        for output in &step.outputs {
            let Some(template) = template_of(book, output) else {
                continue;
            };
            if !is_kept(book, procedure, template)
                && !forms.by(template).any(|by| later(number, by))
                && told.insert(template)
            {
                open.push(Loose {
                    procedure: at,
                    step: number,
                    span: output.span,
                    thing: Thing::Form(template),
                });
            }
        }
    }
    open
}

/// Whether what a step gives is taken as soon as it is given.
fn goes_with_the_flow(step: &Step) -> bool {
    step.kind.value == StepKind::Decision || !step.informed.is_empty()
}

/// Whether a form is kept, or for others.
fn is_kept(book: &Book, procedure: &Procedure, template: Index<Template>) -> bool {
    let names = |material: &Spanned<Material>| template_of(book, material) == Some(template);
    book.template(template).kept.is_some() || procedure.outputs.iter().any(names)
}

/// The first cell of every row of the tables in a text, as words.
fn cells(prose: &Prose) -> Vec<String> {
    let mut html = String::new();
    for piece in &prose.pieces {
        if let Piece::Html(text) = piece {
            html.push_str(text);
        }
    }
    let rows = html.split("<tr>").skip(1);
    rows.filter_map(|row| row.split("<td").nth(1))
        .filter_map(|cell| cell.split("</td>").next())
        .map(|cell| {
            let mut words = String::new();
            // The tag that the cell begins with is open still.
            let mut inside = true;
            for c in cell.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    _ if !inside => words.push(c),
                    _ => {}
                }
            }
            words.replace("&amp;", "&")
        })
        .collect()
}

/// What all procedures take.
fn take_all(book: &Book, shelf: &mut Shelf) {
    if shelf.is_empty() {
        return;
    }
    let inputs: Vec<(usize, Names)> = (book.procedures.par_iter().enumerate())
        .filter(|(_, procedure)| procedure.status.value != Status::Retired)
        .flat_map_iter(|(at, procedure)| {
            let own = procedure.steps.iter().flat_map(|step| &step.inputs);
            own.chain(&procedure.inputs)
                .filter_map(move |input| Some((at, names_in(&input.value)?)))
        })
        .collect();
    for (at, names) in &inputs {
        shelf.offer(names, *at);
    }
}

/// By template: the procedures that take it or fill it in, two at most.
fn taken_forms(book: &Book) -> Vec<Vec<usize>> {
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); book.templates.len()];
    for (at, procedure) in book.procedures.iter().enumerate() {
        let steps = procedure.steps.iter();
        let inputs = steps.clone().flat_map(|step| &step.inputs);
        let inputs = inputs.chain(&procedure.inputs);
        let templates = inputs.filter_map(|input| template_of(book, input));
        for template in templates.chain(steps.flat_map(Step::filled)) {
            let procedures = &mut taken[template.at];
            if procedures.len() < 2 && procedures.last() != Some(&at) {
                procedures.push(at);
            }
        }
    }
    taken
}

/// The findings of one procedure.
fn findings(book: &Book, outputs: &[&Loose<'_>]) -> Vec<Diagnostic> {
    let outputs = &outputs[..outputs.len().min(MOST)];
    let Some(first) = outputs.first() else {
        return Vec::new();
    };
    let inputs = named(words_of(first.procedure(book), |step| &step.inputs));
    let near: Vec<Option<&Said<'_>>> = outputs.iter().map(|output| output.slip(&inputs)).collect();
    let plain = outputs.iter().zip(&near).filter(|(_, near)| near.is_none());
    let entries: Vec<String> = plain.map(|(output, _)| output.entry(book)).collect();
    let mut plain = 0;
    let mut findings = Vec::new();
    for (output, near) in outputs.iter().zip(&near) {
        findings.push(finding(book, output, *near, (plain, &entries)));
        plain += usize::from(near.is_none());
    }
    findings
}

fn finding(
    book: &Book,
    output: &Loose<'_>,
    near: Option<&Said<'_>>,
    (at, entries): (usize, &[String]),
) -> Diagnostic {
    let procedure = output.procedure(book);
    let line = format!("outputs = [{}]", output.entry(book));
    let finding = Diagnostic::error(
        RULE.code,
        &procedure.path,
        output.span,
        say!(
            "nobody uses output {}",
            "输出 {} 没有人用",
            output.name(book)
        ),
    )
    .hint()
    .label(say!(
        "no later step and no other procedure takes it",
        "后面的步骤和其他流程都没有把它作为输入"
    ));
    if let Some(near) = near {
        return finding
            .related(
                &procedure.path,
                near.span,
                say!(
                    "step {} takes this: is it the same?",
                    "步骤 {} 用到这一项：是同一样东西吗？",
                    procedure.steps[near.step].number.value
                ),
            )
            .help(say!(
                "if it is, write the same name in both; if it is for others, say so in the front matter: `{}`",
                "如果是，两处写同一个名称；如果是交给别人的，在文件头写明：`{}`",
                line
            ));
    }
    let help = say!(
        "name it in the inputs of the step that needs it, or take it out; if it is for others, say so in the front matter: `{}`",
        "在用到它的步骤的输入里写上它，或者删去；如果是交给别人的，在文件头写明：`{}`",
        line
    );
    finding.help(with_line_for_all(help, at, "outputs", entries))
}
