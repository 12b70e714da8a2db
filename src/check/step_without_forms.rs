//! A step that does not say which form it fills in, nor that it fills in none.

use crate::check::Rule;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, Edit, Fix, code, say};
use crate::model::procedure::Forms;
use crate::model::{Book, Procedure, Step};

pub(super) const RULE: Rule = Rule {
    code: &code::STEP_WITHOUT_FORMS,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let none = words.line(words.forms, words.none);
    let example = book
        .templates
        .first()
        .map_or("F-001", |template| template.code.value.as_str());
    let some = words.line(words.forms, &format!("[[{example}]]"));
    steps(book)
        .filter(|(_, step)| matches!(step.forms, Forms::Unsaid))
        .map(|(procedure, step)| {
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                step.number.span,
                say!(
                    "step `{}` says nothing of forms",
                    "步骤 `{}` 没有写表单",
                    step.number.value
                ),
            )
            .label(say!(
                "there is no line `{}` under it",
                "下面没有 `{}` 这一行",
                words.forms
            ))
            .help(say!(
                "write `{}` when the step needs none, or the form, such as `{}`",
                "不用填表就写 `{}`，要填就写出表单，例如 `{}`",
                none,
                some
            ))
            .fix(Fix::asked(said(procedure, step, &none)))
        })
        .collect()
}

/// The line that says that a step needs no form, under its other fields.
fn said(procedure: &Procedure, step: &Step, none: &str) -> Edit {
    let line = match step.bullet {
        Some(bullet) => format!("\n{bullet}{}", &none[1..]),
        None => format!("\n\n{none}"),
    };
    Edit::whole(&procedure.path, step.fields_end, line)
}
