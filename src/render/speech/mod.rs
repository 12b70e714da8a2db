//! Expressions of forms in plain words, for printed sheets.
//!
//! In: a form and the handbook's language. Out: sentences: `当「付款方式」为「按揭」时填写`. It must not know
//! pages. An expression that is broken, for which a finding has been given, is not said at all.

use std::collections::BTreeMap;

use crate::model::Form;
use crate::model::expression::{Expression, ExpressionKind, Formula, Operator};
use crate::model::form::{Field, FieldKind};

mod condition;
mod language;
mod value;

use language::{Language, fill};

/// Says the expressions of one form.
pub(crate) struct Speaker<'a> {
    language: &'static Language,
    fields: BTreeMap<&'a str, &'a Field>,
}

/// What an expression is said for.
#[derive(Clone, Copy)]
struct Voice<'a> {
    /// The field that has the expression; `None` for a section's.
    own: Option<&'a Field>,
    /// Whether “must” stands before it, so that the field itself need not be named.
    must: bool,
}

impl<'a> Speaker<'a> {
    /// A speaker for a form of a handbook in this language, a BCP 47 tag.
    pub(crate) fn new(form: &'a Form, language: &str) -> Self {
        let all = form.sections.iter().flat_map(|section| &section.fields);
        Self {
            language: Language::of(language),
            fields: all
                .flat_map(|field| std::iter::once(field).chain(field.kind.columns()))
                .map(|field| (field.name.value.as_str(), field))
                .collect(),
        }
    }

    /// When a field is to be filled in.
    pub(crate) fn field_when(&self, field: &Field) -> Option<String> {
        let tree = tree(field.relevant.as_ref())?;
        let own = Some(field);
        let said = self.condition(tree, Voice { own, must: false });
        Some(self.set(self.language.when, &said))
    }

    /// When a section is to be filled in.
    pub(crate) fn section_when(&self, relevant: Option<&Formula>) -> Option<String> {
        let tree = tree(relevant)?;
        let said = self.condition(
            tree,
            Voice {
                own: None,
                must: false,
            },
        );
        Some(self.set(self.language.section_when, &said))
    }

    /// What a field's value must be: the author's own words, or else the constraint's. A number's
    /// `. >= 0` alone goes without saying.
    pub(crate) fn must(&self, field: &Field) -> Option<String> {
        let tree = field.constraint.as_ref()?.tree.as_ref();
        if tree.is_some_and(is_not_negative) {
            return None;
        }
        if let Some(message) = &field.constraint_message {
            return Some(message.clone());
        }
        let tree = tree?;
        let must = is_about_own(tree);
        let own = Some(field);
        let said = self.condition(tree, Voice { own, must });
        let pattern = if must {
            self.language.must
        } else {
            self.language.required
        };
        Some(self.set(pattern, &said))
    }

    /// A whole sentence.
    fn set(&self, pattern: &str, said: &str) -> String {
        let text = fill(pattern, &[said]);
        if self.language.wide {
            language::set_wide(&text)
        } else {
            text
        }
    }

    fn field(&self, piece: &Expression, voice: Voice<'a>) -> Option<&'a Field> {
        match &piece.kind {
            ExpressionKind::Field(name) => self.fields.get(name.as_str()).copied(),
            ExpressionKind::Own => voice.own,
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Negative(_)
            | ExpressionKind::Binary { .. }
            | ExpressionKind::Call { .. } => None,
        }
    }
}

/// An expression that can be said: understood, and with functions that there are.
fn tree(formula: Option<&Formula>) -> Option<&Expression> {
    formula?.tree.as_ref()
}

/// Whether the constraint is `. >= 0`.
pub(crate) fn is_not_negative(tree: &Expression) -> bool {
    matches!(
        &tree.kind,
        ExpressionKind::Binary { operator: Operator::GreaterOrEqual, left, right }
            if left.kind == ExpressionKind::Own
                && right.kind == ExpressionKind::Number("0".to_owned())
    )
}

/// Whether each comparison begins with the field itself, so that “must” can stand before all of them.
fn is_about_own(piece: &Expression) -> bool {
    match &piece.kind {
        ExpressionKind::Binary {
            operator: Operator::And | Operator::Or,
            left,
            right,
        } => is_about_own(left) && is_about_own(right),
        ExpressionKind::Binary { left, .. } => left.kind == ExpressionKind::Own,
        ExpressionKind::Call {
            function,
            arguments,
        } => match arguments.as_slice() {
            [inner] if function.value == "not" => {
                let ordered = matches!(
                    &inner.kind,
                    ExpressionKind::Binary { operator, .. }
                        if !matches!(operator, Operator::Equal | Operator::NotEqual)
                );
                !ordered && is_about_own(inner)
            }
            [set, _] if function.value == "selected" => set.kind == ExpressionKind::Own,
            _ => false,
        },
        ExpressionKind::Number(_)
        | ExpressionKind::Text(_)
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Field(_)
        | ExpressionKind::Own
        | ExpressionKind::Negative(_) => false,
    }
}

/// Whether a field holds a day or a time.
const fn is_time(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Date
            | FieldKind::Month
            | FieldKind::Week
            | FieldKind::Time
            | FieldKind::DateTime
    )
}
