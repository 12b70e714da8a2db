//! The expressions of a form: read as trees, then checked against the form's own fields.
//!
//! In: the texts of `relevant`, `constraint` and `calculation`; then the form that holds them. Out:
//! `Formula`s and findings. A form is one file, so that all of it can be said of that file alone.

mod choices;
mod fields;
pub(super) use fields::InWords;
mod functions;
mod order;
mod tokens;
mod tree;
mod types;
mod wording;

use crate::diagnostic::Diagnostic;
use crate::model::dependence::Node;
use crate::model::expression::{Expression, Formula};
use crate::model::form::{Field, FieldKind, Form};
use crate::parse::expression::fields::{Fields, Held};
use crate::parse::expression::tokens::Place;
use crate::parse::expression::types::Scope;
use crate::source::{Source, Span, Spanned};

/// Every quote that begins a TOML text, and whether it is of several lines.
const QUOTES: [(&str, bool); 4] = [("\"\"\"", true), ("'''", true), ("\"", false), ("'", false)];

/// Reads an expression; `text.span` is the place of the TOML value with its quotes.
pub(super) fn read(
    source: &Source,
    text: Spanned<String>,
    findings: &mut Vec<Diagnostic>,
) -> Formula {
    let place = Place {
        path: &source.path,
        whole: text.span,
        start: start(source, &text),
    };
    let tree = tree::tree(&text.value, &place, findings);
    Formula { text, tree }
}

/// The byte of the file where a TOML text's own bytes begin, when they stand there as they are.
fn start(source: &Source, text: &Spanned<String>) -> Option<usize> {
    let Span { start, end } = text.span;
    let raw = source.text.get(start..end)?;
    let (quote, lines) = QUOTES.iter().find(|(quote, _)| raw.starts_with(quote))?;
    let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
    // TOML leaves out a line end right after the opening quotes.
    let own = if *lines {
        inner
            .trim_start_matches('\r')
            .strip_prefix('\n')
            .unwrap_or(inner)
    } else {
        inner
    };
    (own == text.value).then_some(end - quote.len() - own.len())
}

/// Checks names, types, choices and circles of all expressions of a form.
pub(super) fn check(form: &Form, findings: &mut Vec<Diagnostic>) {
    let mut fields = Fields::of(form);
    // A computed value has the type of its expression, so that what it is computed from comes first.
    for node in order::order(form, findings) {
        let Node::Field { field, table, .. } = node else {
            continue;
        };
        let Some(tree) = tree_of(field.calculation.as_ref()) else {
            continue;
        };
        let mut scope = Scope::new(form, &fields, Some(field), table, findings);
        let computed = types::calculation(&mut scope, field, tree);
        if matches!(field.kind, FieldKind::Calculate)
            && let Some(known) = fields.by_name.get_mut(field.name.value.as_str())
        {
            known.held = computed.map_or(Held::Unknown, Held::Value);
        }
    }
    for section in &form.sections {
        if let Some(tree) = tree_of(section.relevant.as_ref()) {
            let mut scope = Scope::new(form, &fields, None, None, findings);
            types::condition(&mut scope, "relevant", tree);
        }
        for field in &section.fields {
            conditions(form, &fields, field, None, findings);
            for column in field.kind.columns() {
                let table = Some(field.name.value.as_str());
                conditions(form, &fields, column, table, findings);
            }
        }
    }
}

fn conditions(
    form: &Form,
    fields: &Fields<'_>,
    field: &Field,
    table: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) {
    let conditions = [
        ("relevant", &field.relevant),
        ("constraint", &field.constraint),
    ];
    for (key, formula) in conditions {
        if let Some(tree) = tree_of(formula.as_ref()) {
            let mut scope = Scope::new(form, fields, Some(field), table, findings);
            types::condition(&mut scope, key, tree);
        }
    }
}

fn tree_of(formula: Option<&Formula>) -> Option<&Expression> {
    formula.and_then(|formula| formula.tree.as_ref())
}
