//! `下一步` / `next`: where a step goes on.
//!
//! In: the slices of the source that say it. Out: branches. Whether a target exists is for `link`.

use crate::diagnostic::near::half_width;
use crate::diagnostic::{Diagnostic, Edit, Fix, code, say};
use crate::model::id::Parsed;
use crate::model::procedure::{Branch, HandOverStep, NextStep};
use crate::parse::value::{plain, reference, split, trimmed};
use crate::source::{Source, Span, Spanned};

const ARROWS: [&str; 4] = ["→", "->", "=>", "⇒"];

/// One line or list item, which may hold several branches.
pub(super) fn branches(
    source: &Source,
    span: Span,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Branch<Parsed>> {
    split(source, span, &['；', ';'])
        .into_iter()
        .filter_map(|part| branch(source, &part, findings))
        .collect()
}

fn branch(
    source: &Source,
    part: &Spanned<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Branch<Parsed>> {
    let arrow = ARROWS
        .iter()
        .filter_map(|arrow| part.value.find(arrow).map(|at| (at, arrow.len())))
        .min();
    let (label, rest) = match arrow {
        Some((at, length)) => {
            let label = trimmed(source, Span::new(part.span.start, part.span.start + at));
            if label.value.is_empty() || is_list_of_steps(label.value) {
                (None, part.span.start)
            } else {
                (Some(label.map(plain)), part.span.start + at + length)
            }
        }
        None => (None, part.span.start),
    };
    let rest = Span::new(rest, part.span.end);
    let targets: Vec<_> = split(source, rest, &['、', ',', '，'])
        .iter()
        .filter_map(|word| target(source, word, label.is_some(), findings))
        .collect();
    if targets.is_empty() && label.is_some() {
        let message = say!("this branch leads nowhere", "这条分支没写走到哪一步");
        let finding = Diagnostic::error(&code::MALFORMED_STEP, &source.path, part.span, message)
            .help(say!(
                "write the step's number after the arrow: `yes → 27`",
                "在箭头后面写步骤的编号：`yes → 27`"
            ));
        findings.push(finding);
    }
    (!targets.is_empty()).then_some(Branch {
        label,
        targets,
        span: part.span,
    })
}

/// Whether what stands before an arrow is no answer but more targets: `2、→ SC-07`.
fn is_list_of_steps(text: &str) -> bool {
    text.ends_with(['、', ',', '，'])
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "、,，".contains(c))
}

fn target(
    source: &Source,
    word: &Spanned<&str>,
    after_label: bool,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spanned<NextStep<Parsed>>> {
    let arrow = ARROWS.iter().find(|arrow| word.value.starts_with(**arrow));
    let skipped = arrow.map_or(0, |arrow| arrow.len());
    let word = &trimmed(source, Span::new(word.span.start + skipped, word.span.end));
    let after_arrow = after_label || arrow.is_some();
    let referred = reference(word);
    let (text, span) = match &referred {
        Some(name) => (name.value.as_str(), name.span),
        None => (word.value, word.span),
    };
    if matches!(text, "结束" | "end") {
        return Some(Spanned::new(NextStep::End, span));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Spanned::new(NextStep::Step(text.to_owned()), span));
    }
    if !after_arrow && referred.is_none() || text.contains(char::is_whitespace) {
        let message = say!(
            "`{}` is no place to go on to",
            "`{}` 不能作为下一步",
            plain(text)
        );
        let finding =
            Diagnostic::error(&code::MALFORMED_STEP, &source.path, span, message).help(say!(
                "write a step's number, `end` (`结束`), or `→ SC-07` for another procedure",
                "写步骤的编号，或者 `结束`（`end`）；转到另一个流程就写 `→ SC-07`"
            ));
        let folded = half_width(text);
        let is_step = folded != text && folded.bytes().all(|b| b.is_ascii_digit());
        let fix = is_step.then(|| Fix::certain(Edit::whole(&source.path, span, folded)));
        findings.push(finding.fix(fix));
        return None;
    }
    let (code, step) = match text.split_once('#') {
        Some((code, step)) => {
            let written = step.to_owned();
            (code, Some(HandOverStep { written }))
        }
        None => (text, None),
    };
    Some(Spanned::new(
        NextStep::Procedure(code.to_owned(), step),
        span,
    ))
}
