//! A hand-over to a procedure that says nothing of where it comes from.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Material, NextStep, Status};
use crate::model::prose::{MissingTarget, Piece};
use crate::model::{Book, Index, Item, Procedure, Ref, Target};

pub(super) const RULE: Rule = Rule {
    code: &code::HAND_OVER_NOT_MENTIONED,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    // By receiving procedure, so that its text is looked through once.
    for (to, hand_overs) in book.uses.hand_overs_to.iter().enumerate() {
        let receiver = Index::new(to);
        // That work goes to a retired procedure is a finding of its own.
        if hand_overs.is_empty() || book.procedure(receiver).status.value == Status::Retired {
            continue;
        }
        let named = procedures_named(book, receiver);
        let mut text = None;
        let mut told = BTreeSet::new();
        for from in hand_overs.iter().map(|at| at.procedure) {
            if from.at == to || named.contains(&from.at) || !told.insert(from.at) {
                continue;
            }
            if book.procedure(from).status.value == Status::Retired {
                continue;
            }
            let text = text.get_or_insert_with(|| words_of(book, receiver));
            if !mentioned(book, from, text) {
                findings.extend(finding(book, from, receiver));
            }
        }
    }
    findings
}

/// Every procedure that one names: in its text, its inputs and outputs, its hand-overs.
fn procedures_named(book: &Book, at: Index<Procedure>) -> BTreeSet<usize> {
    let procedure = book.procedure(at);
    let proses = book.proses_of(Item::Procedure(at));
    let links = (proses.into_iter()).flat_map(|prose| prose.links.iter().map(|link| &link.target));
    let steps = procedure.steps.iter();
    let materials = (steps
        .clone()
        .flat_map(|step| step.inputs.iter().chain(&step.outputs)))
    .chain(&procedure.inputs)
    .chain(&procedure.outputs)
    .filter_map(|material| match &material.value {
        Material::Page(target) => Some(target),
        Material::Words(_) => None,
    });
    let mut named: BTreeSet<usize> = links.chain(materials).filter_map(procedure_of).collect();
    let branches = steps.flat_map(|step| step.next.iter().flatten());
    for target in branches.flat_map(|branch| &branch.targets) {
        if let NextStep::Procedure(Ref::To(other), _) = &target.value {
            named.insert(other.at);
        }
    }
    named
}

fn procedure_of(target: &Target) -> Option<usize> {
    match target {
        Target::Page(Item::Procedure(at), _) | Target::Step(at, _) => Some(at.at),
        Target::Missing(MissingTarget::Step { procedure, .. }) => Some(procedure.at),
        Target::Page(..)
        | Target::Here(_)
        | Target::Asset(_)
        | Target::Outside(_)
        | Target::Missing(_) => None,
    }
}

/// Everything that a procedure says in words, where a name may stand that is no link.
fn words_of(book: &Book, at: Index<Procedure>) -> String {
    let procedure = book.procedure(at);
    let mut text = String::new();
    for prose in book.proses_of(Item::Procedure(at)) {
        for piece in &prose.pieces {
            if let Piece::Html(html) = piece {
                text.push_str(html);
            }
        }
    }
    let steps = (procedure.steps.iter()).flat_map(|step| step.inputs.iter().chain(&step.outputs));
    let materials = steps.chain(&procedure.inputs).chain(&procedure.outputs);
    for material in materials {
        if let Material::Words(words) = &material.value {
            text.push('\n');
            text.push_str(words);
        }
    }
    text
}

/// Whether a text has the code of a procedure as a word of its own, its title or another name of it.
fn mentioned(book: &Book, at: Index<Procedure>, text: &str) -> bool {
    let procedure = book.procedure(at);
    let code = procedure.code.value.as_str();
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut places = text.match_indices(code).map(|(start, _)| start);
    let is_word = |start: usize| {
        !inside(text[..start].chars().next_back())
            && !inside(text[start + code.len()..].chars().next())
    };
    let names = book
        .aliases(Item::Procedure(at))
        .iter()
        .map(|alias| alias.value.as_str());
    places.any(is_word)
        || std::iter::once(procedure.title.value.as_str())
            .chain(names)
            .any(|name| !name.is_empty() && text.contains(name))
}

/// At the first hand-over of the one to the other.
fn finding(book: &Book, from: Index<Procedure>, to: Index<Procedure>) -> Option<Diagnostic> {
    let (procedure, other) = (book.procedure(from), book.procedure(to));
    let steps = procedure.steps.iter();
    let mut targets = steps.flat_map(|step| {
        let branches = step.next.iter().flatten();
        branches.flat_map(move |branch| branch.targets.iter().map(move |target| (step, target)))
    });
    let leads =
        |target: &NextStep| matches!(target, NextStep::Procedure(Ref::To(at), _) if *at == to);
    let (step, target) = targets.find(|(_, target)| leads(&target.value))?;
    let (code, theirs) = (procedure.code.value.as_str(), other.code.value.as_str());
    Some(
        Diagnostic::error(
            RULE.code,
            &procedure.path,
            target.span,
            say!(
                "{} does not mention {}, which hands over to it",
                "{} 没有提到转入它的 {}",
                quoted(theirs),
                quoted(code)
            ),
        )
        .warning()
        .label(say!(
            "step {} hands over to it",
            "步骤 {} 转入它",
            step.number.value
        ))
        .related(
            &other.path,
            other.title.span,
            say!(
                "it does not say where its work comes from",
                "它没有写明从哪里转来"
            ),
        )
        .help(say!(
            "say in `{0}` when `[[{1}#{2}]]` hands over to it, or mend the code after the arrow",
            "在 `{0}` 的启动条件里写明由 `[[{1}#{2}]]` 转入；如果箭头后的编号写错了，改正编号",
            other.path.to_string(),
            code,
            step.number.value
        )),
    )
}
