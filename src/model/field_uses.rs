//! Which expressions of a form name a field: where a field is used, the other way round of `dependence.rs`.
//!
//! In: a form. Out: for each name, what names it and to what end. It must not know how values are computed.

use std::collections::BTreeMap;

use crate::model::dependence::Node;
use crate::model::expression::{ExpressionKind, Formula};
use crate::model::form::Form;

/// What an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A value is computed of it.
    Calculation,
    /// It decides whether something is shown.
    Relevant,
    /// A value is checked against it.
    Constraint,
}

/// A use of a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldUse<'a> {
    /// The section, field or column that has the expression.
    pub by: Node<'a>,
    /// What the expression is for.
    pub purpose: Purpose,
}

/// By a field's or column's name: what uses it, in the order of the form, each once for each purpose.
#[must_use]
pub fn field_uses(form: &Form) -> BTreeMap<&str, Vec<FieldUse<'_>>> {
    let mut uses = BTreeMap::new();
    for (number, section) in form.sections.iter().enumerate() {
        let by = Node::Section { section, number };
        add(&mut uses, by, Purpose::Relevant, section.relevant.as_ref());
        for field in &section.fields {
            let name = field.name.value.as_str();
            let own = std::iter::once((field, None));
            let columns = field.kind.columns().iter();
            for (field, table) in own.chain(columns.map(|column| (column, Some(name)))) {
                let by = Node::Field {
                    field,
                    table,
                    section: number,
                };
                for (purpose, formula) in [
                    (Purpose::Calculation, &field.calculation),
                    (Purpose::Relevant, &field.relevant),
                    (Purpose::Constraint, &field.constraint),
                ] {
                    add(&mut uses, by, purpose, formula.as_ref());
                }
            }
        }
    }
    uses
}

fn add<'a>(
    uses: &mut BTreeMap<&'a str, Vec<FieldUse<'a>>>,
    by: Node<'a>,
    purpose: Purpose,
    formula: Option<&'a Formula>,
) {
    let Some(tree) = formula.and_then(|formula| formula.tree.as_ref()) else {
        return;
    };
    let mut names: Vec<&'a str> = Vec::new();
    tree.each(&mut |piece| {
        if let ExpressionKind::Field(name) = &piece.kind
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    });
    for name in names {
        uses.entry(name).or_default().push(FieldUse { by, purpose });
    }
}
