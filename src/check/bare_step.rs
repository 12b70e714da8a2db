//! A step that is a title and an owner, among steps that say how they are done.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Forms, StepKind};
use crate::model::{Book, Procedure, Step};

pub(super) const RULE: Rule = Rule {
    code: &code::BARE_STEP,
    run,
};

/// A procedure with fewer steps than this has no habit.
const FEWEST: usize = 5;

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let findings = book.procedures.iter();
    findings
        .flat_map(|procedure| of(procedure, words))
        .collect()
}

fn of(procedure: &Procedure, words: &Words) -> Vec<Diagnostic> {
    let worked = || procedure.steps.iter().filter(|step| is_work(step));
    let bare: Vec<&Step> = worked().filter(|step| is_bare(step)).collect();
    // A procedure may be a list of titles as a whole; one title among many accounts is a gap.
    if worked().count() < FEWEST || bare.len() * 4 > worked().count() {
        return Vec::new();
    }
    let finding = |step: &&Step| {
        Diagnostic::error(
            RULE.code,
            &procedure.path,
            step.number.span,
            say!(
                "step {} is only a title",
                "步骤 {} 只有标题",
                quoted(&format!("{} {}", step.number.value, step.title))
            ),
        )
        .hint()
        .label(say!(
            "no form, no output, and not a word on how it is done",
            "没有表单和输出，也没有说明怎么做"
        ))
        .help(say!(
            "write under its fields how it is done, or what comes of it: `{}`",
            "在字段下面写明怎么做，或者写出结果：`{}`",
            words.line(words.outputs, "…")
        ))
    };
    bare.iter().map(finding).collect()
}

/// Decisions ask, waits wait, other procedures are described elsewhere.
fn is_work(step: &Step) -> bool {
    match step.kind.value {
        StepKind::Task | StepKind::Document | StepKind::Meeting => true,
        StepKind::Start
        | StepKind::Decision
        | StepKind::Wait
        | StepKind::Subprocess
        | StepKind::End => false,
    }
}

fn is_bare(step: &Step) -> bool {
    let has_forms = matches!(&step.forms, Forms::Listed(forms) if !forms.is_empty());
    !has_forms && step.outputs.is_empty() && step.prose.is_empty()
}
