//! The circles of a form, which no order of computing can begin.
//!
//! In: a form. Out: its fields, each after what it needs; a finding for each circle.

use crate::diagnostic::{Diagnostic, Text, code, say};
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

fn name(node: Node<'_>) -> Text {
    match node {
        Node::Section { section, .. } => say!("the section `{}`", "小节 `{}`", section.title),
        Node::Field { field, .. } => Text::same(format!("`{}`", field.name.value)),
    }
}

fn finding(form: &Form, circle: &[(Node<'_>, Span)]) -> Diagnostic {
    let names: Vec<Text> = circle.iter().map(|(node, _)| name(*node)).collect();
    let next = |at: usize| &names[(at + 1) % names.len()];
    let message = match &names[..] {
        [own] => say!("{} depends on itself", "{} 要用到它自己", own),
        _ if names.len() > MOST_NAMES => {
            let (told, rest) = names.split_at(MOST_NAMES);
            say!(
                "{} and {} more depend on each other in a circle",
                "{} 以及另外 {} 个互相要用到，成了循环",
                Text::join(told, ", ", "、"),
                rest.len()
            )
        }
        _ => say!(
            "{} depend on each other in a circle",
            "{} 互相要用到，成了循环",
            Text::join(&names, ", ", "、")
        ),
    };
    let span = circle.first().map_or_else(Span::default, |(_, span)| *span);
    let mut finding = Diagnostic::error(&code::EXPRESSION_CYCLE, &form.path, span, message);
    if names.len() > 1 {
        finding = finding.label(needs(&names[0], next(0)));
    }
    for (at, (_, span)) in circle.iter().enumerate().take(MOST_NAMES).skip(1) {
        finding = finding.related(&form.path, *span, needs(&names[at], next(at)));
    }
    finding.help(say!(
        "let a person fill one of them in, or compute it from other fields",
        "其中一个改由人填写，或者改用别的字段来算"
    ))
}

fn needs(one: &Text, other: &Text) -> Text {
    say!("{} needs {}", "{} 要用到 {}", one, other)
}
