//! What the names of a form stand for in its expressions.
//!
//! In: a form. Out: every field and column by its name, with the type of its value.

use std::collections::BTreeMap;

use crate::diagnostic::{Text, say};
use crate::model::form::{Field, FieldKind, Form};

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
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

impl Type {
    /// In a sentence: `this is a number`.
    pub(super) fn words(self) -> Text {
        match self {
            Self::Text => say!("a text", "文字"),
            Self::Number => say!("a number", "数字"),
            Self::Truth => say!("true or false", "条件"),
            Self::Date => say!("a date", "日期"),
            Self::Month => say!("a month", "月份"),
            Self::Week => say!("a week", "周"),
            Self::Time => say!("a time", "时间"),
            Self::DateTime => say!("a date with a time", "日期加时间"),
            Self::Choices => say!("a set of choices", "一组选项"),
        }
    }

    /// Whether one value is before another.
    pub(super) const fn has_order(self) -> bool {
        !matches!(self, Self::Text | Self::Truth | Self::Choices)
    }

    /// How a value is written as a text, `d` for a digit; `None` where it is not.
    pub(super) const fn pattern(self) -> Option<(&'static str, &'static str)> {
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
pub(super) enum Held {
    /// A value of a type.
    Value(Type),
    /// Something that no expression can use.
    Nothing,
    /// It depends on an expression that has a mistake of its own.
    Unknown,
}

/// One name of a form.
pub(super) struct Known<'a> {
    /// The field or column.
    pub(super) field: &'a Field,
    /// The table that it is a column of.
    pub(super) table: Option<&'a str>,
    /// What it holds.
    pub(super) held: Held,
}

/// Every name of a form.
pub(super) struct Fields<'a> {
    /// By name; of two fields with one name, the first.
    pub(super) by_name: BTreeMap<&'a str, Known<'a>>,
}

impl<'a> Fields<'a> {
    /// The names of a form; what is computed is not known yet.
    pub(super) fn of(form: &'a Form) -> Self {
        let mut by_name = BTreeMap::new();
        for field in form.sections.iter().flat_map(|section| &section.fields) {
            add(&mut by_name, field, None);
            for column in field.kind.columns() {
                add(&mut by_name, column, Some(field.name.value.as_str()));
            }
        }
        Self { by_name }
    }
}

fn add<'a>(by_name: &mut BTreeMap<&'a str, Known<'a>>, field: &'a Field, table: Option<&'a str>) {
    let held = held(&field.kind);
    let known = Known { field, table, held };
    by_name.entry(field.name.value.as_str()).or_insert(known);
}

/// What a field of a kind holds.
pub(super) const fn held(kind: &FieldKind) -> Held {
    Held::Value(match kind {
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Tel
        | FieldKind::Email
        | FieldKind::SelectOne(_)
        | FieldKind::YesNo => Type::Text,
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Range(_)
        | FieldKind::Score(_) => Type::Number,
        FieldKind::Date => Type::Date,
        FieldKind::Month => Type::Month,
        FieldKind::Week => Type::Week,
        FieldKind::Time => Type::Time,
        FieldKind::DateTime => Type::DateTime,
        FieldKind::SelectMultiple(_) => Type::Choices,
        FieldKind::Table(_) | FieldKind::Signature { .. } | FieldKind::Note => {
            return Held::Nothing;
        }
        FieldKind::Calculate => return Held::Unknown,
    })
}

/// What may be chosen of a field, as names and labels; `None` where anything may be written.
pub(super) fn choices(field: &Field) -> Option<Vec<(&str, &str)>> {
    if matches!(field.kind, FieldKind::YesNo) {
        return Some(vec![("yes", "是"), ("no", "否")]);
    }
    let choices = field.kind.choices().iter();
    let pairs: Vec<_> = choices
        .map(|choice| (choice.name.as_str(), choice.label.as_str()))
        .collect();
    (!pairs.is_empty()).then_some(pairs)
}
