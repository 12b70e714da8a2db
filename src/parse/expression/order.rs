//! The circles of a form, which no order of computing can begin.
//!
//! In: a form. Out: its fields, each after what it needs; a finding for each circle.

use crate::diagnostic::{Diagnostic, code};
use crate::model::dependence::{self, Node};
use crate::model::form::Form;
use crate::source::Span;

/// Names of a circle that are told.
const MOST_NAMES: usize = 12;

/// The fields and sections of a form, each after all that it needs; those of a circle in any order.
pub(super) fn order<'a>(form: &'a Form, findings: &mut Vec<Diagnostic>) -> Vec<Node<'a>> {
    let order = dependence::order(form);
    findings.extend(order.circles.iter().map(|circle| finding(form, circle)));
    order.nodes
}

fn name(node: Node<'_>) -> String {
    match node {
        Node::Section { section, .. } => format!("the section `{}`", section.title),
        Node::Field { field, .. } => format!("`{}`", field.name.value),
    }
}

fn finding(form: &Form, circle: &[(Node<'_>, Span)]) -> Diagnostic {
    let names: Vec<String> = circle.iter().map(|(node, _)| name(*node)).collect();
    let next = |at: usize| &names[(at + 1) % names.len()];
    let message = match &names[..] {
        [own] => format!("{own} depends on itself"),
        _ if names.len() > MOST_NAMES => {
            let (told, rest) = names.split_at(MOST_NAMES);
            let (told, rest) = (told.join(", "), rest.len());
            format!("{told} and {rest} more depend on each other in a circle")
        }
        _ => format!("{} depend on each other in a circle", names.join(", ")),
    };
    let span = circle.first().map_or_else(Span::default, |(_, span)| *span);
    let mut finding = Diagnostic::error(&code::EXPRESSION_CYCLE, &form.path, span, message);
    if names.len() > 1 {
        finding = finding.label(format!("{} needs {}", names[0], next(0)));
    }
    for (at, (_, span)) in circle.iter().enumerate().take(MOST_NAMES).skip(1) {
        finding = finding.related(
            &form.path,
            *span,
            format!("{} needs {}", names[at], next(at)),
        );
    }
    finding.help("let a person fill one of them in, or compute it from other fields")
}
