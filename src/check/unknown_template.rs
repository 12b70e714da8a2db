//! A reference that looks like a template's code and names none.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::{Known, quoted};
use crate::check::references::{Unresolved, Wanted, unresolved};
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Kind, Why};

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_TEMPLATE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut known = Known::pages(book, &[Kind::Template]);
    let mut findings = Vec::new();
    for at in template_like(book).0 {
        let text = &at.missing.text;
        let help = known.offer(text, at.notation);
        let fix = known.fix(&at);
        findings.push(
            Diagnostic::error(
                RULE.code,
                at.path,
                at.span,
                say!("unknown template {}", "没有模板 {}", quoted(text)),
            )
            .label(say!(
                "no file in `content/templates/` has this code",
                "`content/templates/` 里找不到这个编号"
            ))
            .help(help.unwrap_or_else(|| {
                say!(
                    "write the code of a template, or add it with `procbook new template {}`",
                    "写模板的编号，或者用 `procbook new template {}` 新建",
                    text
                )
            }))
            .fix(fix),
        );
    }
    findings
}

/// The `[[names]]` that name nothing, in two: those that look like a template's code, and the others.
pub(super) fn template_like(book: &Book) -> (Vec<Unresolved<'_>>, Vec<Unresolved<'_>>) {
    let mut templates = BTreeSet::new();
    let mut others = BTreeSet::new();
    for item in book.items() {
        let shapes = match item.kind() {
            Kind::Template | Kind::Form => &mut templates,
            Kind::Procedure | Kind::Role | Kind::Reference | Kind::Pack => &mut others,
        };
        shapes.insert(shape(book.code(item)));
    }
    unresolved(book, Wanted::Page).into_iter().partition(|at| {
        let shape = shape(&at.missing.text);
        at.missing.why == Why::Unknown && templates.contains(&shape) && !others.contains(&shape)
    })
}

/// What is common to codes such as `F-012` and `F-9`: letters stay, a run of digits becomes `0`.
/// A text without a digit has no shape of a code, and gets one that no code has.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() {
            '0'
        } else {
            c.to_ascii_uppercase()
        };
        if c != '0' || !shape.ends_with('0') {
            shape.push(c);
        }
    }
    if shape.contains('0') {
        shape
    } else {
        format!("{text}\0")
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn codes_of_one_family_have_one_shape() {
        assert_eq!(shape("F-012"), shape("f-9"));
        assert_ne!(shape("F-012"), shape("D-012"));
        assert_ne!(shape("SM1.1"), shape("SM1"));
        assert_ne!(shape("glossary"), shape("GLOSSARY"));
    }
}
