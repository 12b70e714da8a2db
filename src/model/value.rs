//! What the fields of a form hold: words, numbers, dates.
//!
//! In: a form. Out: the type of each value, also of those that are computed. It must not know findings:
//! what has no type in a form with mistakes is simply not there.

use std::collections::BTreeMap;

use crate::model::expression::{Expression, ExpressionKind};
use crate::model::form::{Field, FieldKind, Form};

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// Words; what is chosen of a `select_one` or `yes_no` too.
    Text,
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// A day.
    Date,
    /// A month.
    Month,
    /// A week.
    Week,
    /// A time of day.
    Time,
    /// A day and a time.
    DateTime,
    /// What is chosen of a `select_multiple`.
    Choices,
}

/// The type of every field and column of a form, by name.
#[derive(Debug, Clone, Default)]
pub struct ValueTypes<'a> {
    of: BTreeMap<&'a str, ValueType>,
}

impl<'a> ValueTypes<'a> {
    /// The types of a form's fields.
    #[must_use]
    pub fn of(form: &'a Form) -> Self {
        let mut types = Self::default();
        let mut computed = Vec::new();
        for field in form.fields_and_columns() {
            let name = field.name.value.as_str();
            if let Some(kind) = typed(&field.kind) {
                types.of.entry(name).or_insert(kind);
            } else if let Some(tree) = calculation(field) {
                computed.push((name, tree));
            }
        }
        // A value may be computed from one that stands further down: rounds, until one finds nothing.
        loop {
            let before = computed.len();
            computed.retain(|(name, tree)| {
                let found = types.of_expression(Some(name), tree);
                if let Some(kind) = found {
                    types.of.insert(name, kind);
                }
                found.is_none()
            });
            if computed.len() == before {
                return types;
            }
        }
    }

    /// What a field or column holds; `None` when that is nothing, or not known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<ValueType> {
        self.of.get(name).copied()
    }

    /// What an expression gives; `own` is the field that has it.
    #[must_use]
    pub fn of_expression(&self, own: Option<&str>, piece: &Expression) -> Option<ValueType> {
        match &piece.kind {
            ExpressionKind::Number(_) | ExpressionKind::Negative(_) => Some(ValueType::Number),
            ExpressionKind::Text(_) => Some(ValueType::Text),
            ExpressionKind::Field(name) => self.get(name),
            ExpressionKind::Own => self.get(own?),
            // The arithmetic operators bind closest.
            ExpressionKind::Binary { operator, .. } if operator.strength() >= 5 => {
                Some(ValueType::Number)
            }
            ExpressionKind::Binary { .. } | ExpressionKind::Boolean(_) => Some(ValueType::Truth),
            ExpressionKind::Call {
                function,
                arguments,
            } => self.of_call(own, &function.value, arguments),
        }
    }

    fn of_call(
        &self,
        own: Option<&str>,
        function: &str,
        arguments: &[Expression],
    ) -> Option<ValueType> {
        match (function, arguments) {
            ("avg" | "count" | "days-between" | "round" | "sum", _) => Some(ValueType::Number),
            ("true" | "false" | "not" | "selected", _) => Some(ValueType::Truth),
            ("today", _) => Some(ValueType::Date),
            // A text beside something else is that thing's empty value or its notation.
            ("if", [_, yes, no]) => match (self.of_expression(own, yes), yes.text()) {
                (Some(ValueType::Text), Some(_)) => self.of_expression(own, no),
                (found, _) => found,
            },
            ("min" | "max", [first, ..]) => self.of_expression(own, first),
            _ => None,
        }
    }
}

fn calculation(field: &Field) -> Option<&Expression> {
    field.calculation.as_ref()?.tree.as_ref()
}

/// What a field of a kind holds; `None` for nothing, and where an expression says it.
const fn typed(kind: &FieldKind) -> Option<ValueType> {
    Some(match kind {
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Tel
        | FieldKind::Email
        | FieldKind::SelectOne(_)
        | FieldKind::YesNo => ValueType::Text,
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Range(_)
        | FieldKind::Score(_) => ValueType::Number,
        FieldKind::Date => ValueType::Date,
        FieldKind::Month => ValueType::Month,
        FieldKind::Week => ValueType::Week,
        FieldKind::Time => ValueType::Time,
        FieldKind::DateTime => ValueType::DateTime,
        FieldKind::SelectMultiple(_) => ValueType::Choices,
        FieldKind::Table(_)
        | FieldKind::Signature { .. }
        | FieldKind::Note
        | FieldKind::Calculate => return None,
    })
}
