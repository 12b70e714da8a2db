//! Of which type a value is that a form holds or computes.

use std::collections::BTreeMap;

use crate::model::dependence::{self, Node};
use crate::model::expression::{Expression, ExpressionKind};
use crate::model::form::{FieldKind, Form};

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

impl ValueType {
    /// Its name, as a form's program spells it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Truth => "truth",
            Self::Date => "date",
            Self::Month => "month",
            Self::Week => "week",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::Choices => "choices",
        }
    }

    /// Whether one value is before another.
    #[must_use]
    pub const fn has_order(self) -> bool {
        !matches!(self, Self::Text | Self::Truth | Self::Choices)
    }

    /// How a value is written as a text, `d` for a digit, and an example; `None` where it is not.
    #[must_use]
    pub const fn pattern(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Date => ("dddd-dd-dd", "2026-10-01"),
            Self::Month => ("dddd-dd", "2026-10"),
            Self::Week => ("dddd-Wdd", "2026-W40"),
            Self::Time => ("dd:dd", "09:30"),
            Self::DateTime => ("dddd-dd-ddTdd:dd", "2026-10-01T09:30"),
            Self::Text | Self::Number | Self::Truth | Self::Choices => return None,
        })
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A value of a type.
    Value(ValueType),
    /// Something that no expression can use.
    Nothing,
    /// The type of its own expression, which may have a mistake.
    Unknown,
}

impl FieldKind {
    /// What a field of this kind holds.
    #[must_use]
    pub const fn held(&self) -> Held {
        Held::Value(match self {
            Self::Text
            | Self::Multiline
            | Self::Tel
            | Self::Email
            | Self::SelectOne(_)
            | Self::YesNo => ValueType::Text,
            Self::Integer
            | Self::Decimal
            | Self::Money
            | Self::Percent
            | Self::Range(_)
            | Self::Score(_) => ValueType::Number,
            Self::Date => ValueType::Date,
            Self::Month => ValueType::Month,
            Self::Week => ValueType::Week,
            Self::Time => ValueType::Time,
            Self::DateTime => ValueType::DateTime,
            Self::SelectMultiple(_) => ValueType::Choices,
            Self::Table(_) | Self::Signature { .. } | Self::Note => return Held::Nothing,
            Self::Calculate => return Held::Unknown,
        })
    }
}

/// The types of a form's fields and columns, by name; what has none is not there.
pub type Types<'a> = BTreeMap<&'a str, ValueType>;

/// The types of all fields and columns of a form, of what is computed too.
#[must_use]
pub fn types(form: &Form) -> Types<'_> {
    let mut types = Types::new();
    // A computed value has the type of its expression, so that what it is computed from comes first.
    for node in dependence::order(form).nodes {
        let Node::Field { field, .. } = node else {
            continue;
        };
        let computed = || type_of(field.calculation.as_ref()?.tree.as_ref()?, &types);
        let found = match field.kind.held() {
            Held::Value(kind) => Some(kind),
            Held::Nothing => None,
            Held::Unknown => computed(),
        };
        if let Some(kind) = found {
            types.entry(&field.name.value).or_insert(kind);
        }
    }
    types
}

/// The type of a sound expression; of a column, of each value in it. `None` of one that has a mistake,
/// and of `.`, which its field knows.
#[must_use]
pub fn type_of(piece: &Expression, types: &Types<'_>) -> Option<ValueType> {
    Some(match &piece.kind {
        ExpressionKind::Number(_) | ExpressionKind::Negative(_) => ValueType::Number,
        ExpressionKind::Text(_) => ValueType::Text,
        ExpressionKind::Field(name) => return types.get(name.as_str()).copied(),
        ExpressionKind::Own => return None,
        ExpressionKind::Binary { operator, .. } if operator.is_arithmetic() => ValueType::Number,
        ExpressionKind::Boolean(_) | ExpressionKind::Binary { .. } => ValueType::Truth,
        ExpressionKind::Call {
            function,
            arguments,
        } => match (function.value.as_str(), &arguments[..]) {
            ("if", [_, yes, no]) => return branches(yes, no, types),
            ("min" | "max", [first, ..]) => return type_of(first, types),
            ("today", _) => ValueType::Date,
            ("not" | "selected" | "true" | "false", _) => ValueType::Truth,
            _ => ValueType::Number,
        },
    })
}

/// A text in quotes takes the type of what stands beside it: `''` is the empty value of any.
fn branches(yes: &Expression, no: &Expression, types: &Types<'_>) -> Option<ValueType> {
    let (first, second) = if yes.text().is_some() {
        (no, yes)
    } else {
        (yes, no)
    };
    type_of(first, types).or_else(|| type_of(second, types))
}
