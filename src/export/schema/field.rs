//! One field of a form as a JSON Schema.

use serde_json::Value;

use crate::export::schema::bounds;
use crate::export::schema::json::{Bounds, Kind, Properties, Schema};
use crate::export::words::Words;
use crate::model::form::{Choice, Field, FieldKind, Rows, Scale, Score, Table};
use crate::model::value::{Types, ValueType};

/// As many rows as a form's page lets a person add.
const MOST_ROWS: u32 = 1000;

/// A drawn signature, as `static/form-fields.js` takes it: strokes as SVG path data of whole numbers.
const DRAWN: &str = r"^(?:M\d{1,3} \d{1,3}l-?\d{1,3} -?\d{1,3}(?: -?\d{1,3} -?\d{1,3})*)+$";
const MOST_DRAWN: u32 = 20_000;

const MONTH: &str = r"^\d{4}-(0[1-9]|1[0-2])$";
const WEEK: &str = r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$";
const TIME: &str = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$";
// Wall-clock time: `date-time` would ask for a time zone.
const DATE_TIME: &str =
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$";

/// What a field exports, with its label and what is said about it; `None` of what exports nothing.
pub(super) fn schema(field: &Field, types: &Types<'_>, words: &'static Words) -> Option<Schema> {
    let mut schema = if let FieldKind::Table(table) = &field.kind {
        rows(table, field, types, words)
    } else if let FieldKind::Score(score) = &field.kind {
        self::score(score, field.required, words)
    } else if let FieldKind::Signature { drawn, .. } = field.kind {
        signature(field.required, drawn, words)
    } else if matches!(field.kind, FieldKind::Note) {
        return None;
    } else {
        value(field, types, words)
    };
    schema.title.clone_from(&field.label);
    schema.description = description(field, words);
    schema.read_only = field.is_computed();
    Some(schema)
}

/// Whether a finished form has the field wherever it is shown.
pub(super) fn is_needed(field: &Field) -> bool {
    let FieldKind::Table(table) = &field.kind else {
        return field.required && !field.is_computed();
    };
    if table.preset.is_empty() {
        field.required || field.rows.min.is_some_and(|least| least > 0)
    } else {
        // Its rows are all there as soon as one cell is filled in.
        (table.columns.iter().skip(1)).any(is_needed_cell)
    }
}

fn is_needed_cell(column: &Field) -> bool {
    column.relevant.is_none() && is_needed(column)
}

/// Hint, unit, and what to say when the constraint does not hold.
fn description(field: &Field, words: &Words) -> String {
    let unit = field
        .unit
        .clone()
        .or_else(|| matches!(field.kind, FieldKind::Percent).then(|| "%".to_owned()));
    let said = [
        field.hint.clone(),
        unit.map(|unit| format!("{}{}{unit}", words.unit, words.colon)),
        field.constraint_message.clone(),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    said.join(words.separator)
}

fn text() -> Schema {
    Schema {
        min_length: Some(1),
        ..Schema::of("string")
    }
}

fn written(pattern: &'static str) -> Schema {
    Schema {
        pattern: Some(pattern),
        ..Schema::of("string")
    }
}

fn formatted(format: &'static str) -> Schema {
    Schema {
        format: Some(format),
        ..Schema::of("string")
    }
}

/// A field of one value.
fn value(field: &Field, types: &Types<'_>, words: &Words) -> Schema {
    // What is chosen can be chosen anew on every page.
    let is_typed = !matches!(
        field.kind,
        FieldKind::SelectOne(_)
            | FieldKind::SelectMultiple(_)
            | FieldKind::YesNo
            | FieldKind::Range(_)
    );
    if let (true, None, Some(default)) = (field.read_only, &field.calculation, &field.default)
        && is_typed
    {
        return fixed(&field.kind, default);
    }
    match &field.kind {
        FieldKind::Integer if !field.is_computed() => number(field, "integer"),
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => {
            number(field, "number")
        }
        FieldKind::Date => formatted("date"),
        FieldKind::Month => written(MONTH),
        FieldKind::Week => written(WEEK),
        FieldKind::Time => written(TIME),
        FieldKind::DateTime => written(DATE_TIME),
        FieldKind::Email => formatted("email"),
        FieldKind::SelectOne(choices) => one_of(pairs(choices)),
        FieldKind::SelectMultiple(choices) => Schema {
            items: Some(Box::new(one_of(pairs(choices)))),
            min_items: Some(1),
            unique_items: true,
            ..Schema::of("array")
        },
        FieldKind::YesNo => one_of([("yes", words.yes), ("no", words.no)].into_iter()),
        FieldKind::Range(scale) => self::scale(scale, field),
        FieldKind::Calculate
            if types.get(field.name.value.as_str()) == Some(&ValueType::Number) =>
        {
            Schema::of("number")
        }
        FieldKind::Calculate
        | FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Tel
        | FieldKind::Table(_)
        | FieldKind::Score(_)
        | FieldKind::Signature { .. }
        | FieldKind::Note => text(),
    }
}

/// A value that nobody can change.
fn fixed(kind: &FieldKind, default: &str) -> Schema {
    if !is_number(kind) {
        return Schema::constant(Value::from(default));
    }
    // A page reads `1,000` and full-width digits as numbers too.
    let number = bounds::parsed(default).map(Value::Number);
    number.map_or_else(Schema::default, Schema::constant)
}

const fn is_number(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Money
            | FieldKind::Percent
            | FieldKind::Range(_)
    )
}

fn number(field: &Field, kind: &'static str) -> Schema {
    Schema {
        bounds: own_bounds(field),
        ..Schema::of(kind)
    }
}

/// The page looks at constraints of what people type, not of what it computes.
fn own_bounds(field: &Field) -> Bounds {
    let tree = field.constraint.as_ref().and_then(|it| it.tree.as_ref());
    tree.filter(|_| !field.is_computed())
        .map(bounds::bounds)
        .unwrap_or_default()
}

fn scale(scale: &Scale, field: &Field) -> Schema {
    let is_whole = |value: f64| value.fract() == 0.0;
    let whole = is_whole(scale.start) && is_whole(scale.step) && scale.step > 0.0;
    // JSON Schema counts steps from 0, a scale from its start.
    let steps = whole && scale.start % scale.step == 0.0;
    let mut bounds = own_bounds(field);
    bounds.minimum = bounds.minimum.or_else(|| bounds::of(scale.start));
    bounds.maximum = bounds.maximum.or_else(|| bounds::of(scale.end));
    Schema {
        bounds,
        multiple_of: steps.then(|| bounds::of(scale.step)).flatten(),
        ..Schema::of(if whole { "integer" } else { "number" })
    }
}

fn pairs(choices: &[Choice]) -> impl Iterator<Item = (&str, &str)> {
    (choices.iter()).map(|choice| (choice.name.as_str(), choice.label.as_str()))
}

/// One of these values; a value that is listed twice would be two of them.
fn one_of<'a>(choices: impl Iterator<Item = (&'a str, &'a str)>) -> Schema {
    let mut schema = Schema::of("string");
    let mut seen = Vec::new();
    for (name, label) in choices {
        if !seen.contains(&name) {
            seen.push(name);
            schema.one_of.push(Schema {
                title: label.to_owned(),
                ..Schema::constant(Value::from(name))
            });
        }
    }
    schema
}

/// A table: an array of rows. A fixed one has all its rows or is not there.
fn rows(table: &Table, field: &Field, types: &Types<'_>, words: &'static Words) -> Schema {
    let mut properties = Vec::new();
    let mut required = Vec::new();
    let fixed = !table.preset.is_empty();
    for (at, column) in table.columns.iter().enumerate() {
        let is_head = fixed && at == 0;
        let Some(schema) = schema(column, types, words) else {
            continue;
        };
        let schema = if is_head {
            // `heads` says which value it is in which row.
            Schema {
                title: schema.title,
                description: schema.description,
                kind: (!is_number(&column.kind)).then_some(Kind::One("string")),
                read_only: true,
                ..Schema::default()
            }
        } else {
            schema
        };
        let is_there = if is_head {
            table.preset.iter().all(|head| !head.is_empty())
        } else {
            is_needed_cell(column)
        };
        if is_there {
            required.push(column.name.value.clone());
        }
        properties.push((column.name.value.clone(), schema));
    }
    let mut schema = Schema {
        items: Some(Box::new(Schema::object(properties, required))),
        ..Schema::of("array")
    };
    if fixed {
        schema.min_items = Some(table.preset.len());
        schema.max_items = Some(table.preset.len());
        schema.all_of = heads(table);
    } else {
        let (least, most) = row_limits(field.rows);
        schema.min_items = Some(least);
        schema.max_items = Some(most);
    }
    schema
}

fn row_limits(rows: Rows) -> (usize, usize) {
    let most = rows.max.unwrap_or(MOST_ROWS).min(MOST_ROWS);
    let size = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    (size(rows.min.unwrap_or(0).max(1)), size(most))
}

/// What stands at the head of each fixed row.
fn heads(table: &Table) -> Vec<Schema> {
    let Some(column) = table.columns.first() else {
        return Vec::new();
    };
    let head = |text: &String| Schema {
        properties: Properties(vec![(column.name.value.clone(), fixed(&column.kind, text))]),
        ..Schema::of("object")
    };
    vec![Schema {
        prefix_items: table.preset.iter().map(head).collect(),
        ..Schema::of("array")
    }]
}

fn score(score: &Score, required: bool, words: &Words) -> Schema {
    let mut properties: Vec<(String, Schema)> = Vec::new();
    for item in &score.items {
        let weight = format!("{}{}{} %", words.weight, words.colon, item.weight);
        let said = item.hint.iter().chain([&weight]).cloned();
        let points = Schema {
            title: item.label.clone(),
            description: said.collect::<Vec<_>>().join(words.separator),
            bounds: Bounds {
                minimum: bounds::of(0.0),
                maximum: bounds::of(score.points),
                ..Bounds::default()
            },
            ..Schema::of("number")
        };
        properties.push((item.name.clone(), points));
    }
    parts(properties, required)
}

/// Name and day; what is drawn is never asked for.
fn signature(required: bool, drawn: bool, words: &Words) -> Schema {
    let part = |name: &str, title: &str, schema| {
        let title = title.to_owned();
        (name.to_owned(), Schema { title, ..schema })
    };
    let properties = vec![
        part("name", words.signature_name, text()),
        part("date", words.signature_date, formatted("date")),
    ];
    let mut signed = parts(properties, required);
    if drawn {
        let strokes = Schema {
            max_length: Some(MOST_DRAWN),
            ..written(DRAWN)
        };
        let strokes = part("drawn", words.signature_drawn, strokes);
        signed.properties.0.push(strokes);
    }
    signed
}

/// An object that is not there when it would be empty.
fn parts(properties: Vec<(String, Schema)>, required: bool) -> Schema {
    let names = properties.iter().map(|(name, _)| name.clone());
    let needed = if required {
        names.collect()
    } else {
        Vec::new()
    };
    Schema {
        min_properties: Some(1),
        ..Schema::object(properties, needed)
    }
}
