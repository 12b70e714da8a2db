//! A form's fields in both states.

use std::collections::BTreeMap;

use crate::changes::Fate;
use crate::changes::facts::{Fact, FactChange, Value, differing};
use crate::model::form::{Choice, Field, FieldKind, Form};
use crate::model::{Book, Formula, Item};

/// What became of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// What became of it.
    pub fate: Fate,
    /// Its name, a column's after its table's: `items.price`.
    pub name: String,
    /// What it asks for, in the later state when it is there.
    pub label: String,
    /// Whether it takes another type of answer, so that what was filled in may not fit.
    pub retyped: bool,
    /// What changed of it.
    pub facts: Vec<FactChange>,
}

/// The fields of a template's form that changed, those that are gone last.
pub(super) fn changes(before: &Book, old: Item, after: &Book, new: Item) -> Vec<FieldChange> {
    let (was, is) = (fields(before, old), fields(after, new));
    let earlier: BTreeMap<&str, &Field> = was
        .iter()
        .map(|(name, field)| (name.as_str(), *field))
        .collect();
    let mut found = Vec::new();
    for (name, field) in &is {
        let Some(before) = earlier.get(name.as_str()) else {
            found.push(alone(name, field, Fate::Added));
            continue;
        };
        let facts = differing(facts_of(before), facts_of(field));
        if !facts.is_empty() {
            found.push(FieldChange {
                fate: Fate::Changed,
                name: name.clone(),
                label: field.label.clone(),
                retyped: before.kind.word() != field.kind.word(),
                facts,
            });
        }
    }
    for (name, field) in &was {
        if !is.iter().any(|(other, _)| other == name) {
            found.push(alone(name, field, Fate::Removed));
        }
    }
    found
}

fn alone(name: &str, field: &Field, fate: Fate) -> FieldChange {
    FieldChange {
        fate,
        name: name.to_owned(),
        label: field.label.clone(),
        retyped: false,
        facts: Vec::new(),
    }
}

/// The fields and columns of a template's form, by name.
fn fields(book: &Book, item: Item) -> Vec<(String, &Field)> {
    let Item::Template(at) = item else {
        return Vec::new();
    };
    let Some(form) = book.uses.form_of_template[at.at] else {
        return Vec::new();
    };
    let form: &Form = book.form(form);
    let mut fields = Vec::new();
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        fields.push((field.name.value.clone(), field));
        for column in field.kind.columns() {
            fields.push((
                format!("{}.{}", field.name.value, column.name.value),
                column,
            ));
        }
    }
    fields
}

fn facts_of(field: &Field) -> Vec<(Fact, Vec<Value>)> {
    let one = |text: Option<&str>| -> Vec<Value> { text.into_iter().map(Value::plain).collect() };
    let formula = |formula: &Option<Formula>| one(formula.as_ref().map(|f| f.text.value.as_str()));
    let choices = choices(&field.kind);
    let required = if field.required { "yes" } else { "no" };
    let rows = field.rows;
    let rows = (rows.min.is_some() || rows.max.is_some()).then(|| {
        format!(
            "{}–{}",
            rows.min.unwrap_or(0),
            rows.max.map_or_else(String::new, |m| m.to_string())
        )
    });
    vec![
        (Fact::Label, one(Some(&field.label))),
        (Fact::Type, one(Some(field.kind.word()))),
        (Fact::Unit, one(field.unit.as_deref())),
        (Fact::Required, one(Some(required))),
        (Fact::Choices, choices),
        (Fact::Calculation, formula(&field.calculation)),
        (Fact::Constraint, formula(&field.constraint)),
        (Fact::Relevant, formula(&field.relevant)),
        (Fact::Default, one(field.default.as_deref())),
        (Fact::Hint, one(field.hint.as_deref())),
        (Fact::Rows, one(rows.as_deref())),
    ]
}

/// What a field offers to choose from, or asks for row by row.
fn choices(kind: &FieldKind) -> Vec<Value> {
    if let FieldKind::Score(score) = kind {
        let items = score.items.iter();
        return (items.map(|item| Value::plain(format!("{} {} %", item.label, item.weight))))
            .collect();
    }
    if let FieldKind::Table(table) = kind {
        return table.preset.iter().map(Value::plain).collect();
    }
    if let FieldKind::Range(scale) = kind {
        return vec![Value::plain(format!("{}–{}", scale.start, scale.end))];
    }
    let choice = |choice: &Choice| Value {
        key: format!("{} {}", choice.name, choice.label),
        shown: choice.label.clone(),
    };
    kind.choices().iter().map(choice).collect()
}
