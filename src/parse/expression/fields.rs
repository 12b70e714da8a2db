//! What the names of a form stand for in its expressions.
//!
//! In: a form. Out: every field and column by its name, with the type of its value.

use std::collections::BTreeMap;

use crate::diagnostic::{Text, say};
use crate::model::form::{Field, FieldKind, Form};
pub(super) use crate::model::value::{Held, ValueType as Type};

/// A type in a sentence.
pub(in crate::parse) trait InWords {
    /// `this is a number`.
    fn words(self) -> Text;
}

impl InWords for Type {
    fn words(self) -> Text {
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
    let held = field.kind.held();
    let known = Known { field, table, held };
    by_name.entry(field.name.value.as_str()).or_insert(known);
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
