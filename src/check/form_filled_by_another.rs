//! A form in a step whose people neither fill it in nor sign it, as its template says.
//!
//! It is enough that one of those who do the step fills the form in or signs it: the others help. A step that
//! stands for another procedure is left out, for the form is filled in there.

use crate::check::Rule;
use crate::check::hands::{doing, found, same_hands, titles};
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::check::words::Words;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::{Forms, Status, StepKind};
use crate::model::{Book, Index, Procedure, Role, Step, Template};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::FORM_FILLED_BY_ANOTHER,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let words = Words::of(book);
    let mut findings = Vec::new();
    for (procedure, step) in steps(book) {
        let Forms::Listed(forms) = &step.forms else {
            continue;
        };
        let people: Vec<Index<Role>> = doing(step).collect();
        let retired = procedure.status.value == Status::Retired;
        if retired || people.is_empty() || step.kind.value == StepKind::Subprocess {
            continue;
        }
        for form in forms {
            let Some(template) = form.value.found() else {
                continue;
            };
            let Some(hands) = hands_of(book.template(template)) else {
                continue;
            };
            let fits = |role: &Index<Role>| hands.iter().any(|h| same_hands(book, *role, *h));
            if !people.iter().any(fits) {
                findings.push(finding(book, (procedure, step), template, form.span, words));
            }
        }
    }
    findings
}

/// Who fills a form in and signs it; `None` when the template does not say, or names somebody who does not exist.
fn hands_of(template: &Template) -> Option<Vec<Index<Role>>> {
    let all = template.filled_by.iter().chain(&template.signed_by);
    let hands: Option<Vec<Index<Role>>> = all.map(|role| role.value.found()).collect();
    hands.filter(|_| !template.filled_by.is_empty())
}

fn finding(
    book: &Book,
    (procedure, step): (&Procedure, &Step),
    template: Index<Template>,
    span: Span,
    words: &Words,
) -> Diagnostic {
    let template = book.template(template);
    let code = template.code.value.as_str();
    let number = step.number.value;
    let fillers = &template.filled_by;
    let said = Span::new(
        fillers.first().map_or(0, |role| role.span.start),
        fillers.last().map_or(0, |role| role.span.end),
    );
    let filler = found(fillers)
        .next()
        .map_or("", |role| book.role(role).id.value.as_str());
    let owner = procedure.owner_of(step).or_else(|| doing(step).next());
    let owner = owner.map_or("", |role| book.role(role).id.value.as_str());
    let line = words.line(words.consulted, &format!("[[{filler}]]"));
    let input = words.line(words.inputs, &format!("[[{code}]]"));
    Diagnostic::error(
        RULE.code,
        &procedure.path,
        span,
        say!(
            "nobody in step `{}` fills form {} in",
            "步骤 `{}` 里没有人填写表单 {}",
            number,
            quoted(code)
        ),
    )
    .warning()
    .label(say!(
        "the step is done by {}",
        "这一步由 {} 办理",
        titles(book, doing(step))
    ))
    .related(
        &template.path,
        said,
        say!("filled in by {}", "由 {} 填写", titles(book, found(fillers))),
    )
    .help(say!(
        "name who fills it in, `{0}`; if the step only reads it, write `{1}` instead; if `{2}` fills it in, add `\"{2}\"` to `filled_by`",
        "写上填写人：`{0}`；如果这一步只是查看，改写在输入里：`{1}`；如果就由 `{2}` 填写，在模板的 `filled_by` 中加上 `\"{2}\"`",
        line,
        input,
        owner
    ))
}
