//! A step whose title does not say what is done.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::Step;
use crate::model::procedure::StepKind;

pub(super) const RULE: Rule = Rule {
    code: &code::STEP_WITHOUT_ACTION,
    run,
};

/// Titles that would fit any step.
const ANY: [&str; 8] = [
    "步骤", "操作", "其他", "其它", "step", "action", "task", "other",
];

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (procedure, step) in steps(book).filter(|(_, step)| says_nothing(step)) {
        let finding = Diagnostic::error(
            RULE.code,
            &procedure.path,
            step.number.span,
            say!(
                "the title {} of step `{}` says no action",
                "步骤标题 {0} 没有说做什么（步骤 `{1}`）",
                quoted(&step.title),
                step.number.value
            ),
        );
        findings.push(finding.warning().help(say!(
            "say what is done, with what, after `### {}`: Review the contract",
            "在 `### {}` 后面写明做什么、对什么做，例如：审核合同",
            step.number.value
        )));
    }
    findings
}

fn says_nothing(step: &Step) -> bool {
    let title = step.title.trim().to_lowercase();
    let kinds = StepKind::WORDS.iter();
    let kind = kinds
        .filter(|(_, english, chinese)| title == *english || title == *chinese)
        .map(|(kind, _, _)| *kind)
        .next();
    match kind {
        // The beginning and the end of a procedure are called so.
        Some(StepKind::Start | StepKind::End) if kind == Some(step.kind.value) => false,
        Some(_) => true,
        None => title.chars().count() < 2 || ANY.contains(&title.as_str()),
    }
}
