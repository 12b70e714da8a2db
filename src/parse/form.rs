//! `forms/CODE.toml` to `Form`.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, code, say};
use crate::model::expression::Formula;
use crate::model::form::{
    Choice, Field, FieldKind, Form, Grade, Orientation, Paper, Rows, Scale, Score, ScoreItem,
    Section, Table as FormTable,
};
use crate::model::id::Id;
use crate::parse::expression;
use crate::parse::form_values as values;
use crate::parse::toml_table::{self, Findings, Table, TextOrTable};
use crate::parse::was;
use crate::source::{Source, Span, Spanned};

const PAPERS: [(&str, Paper); 3] = [("A3", Paper::A3), ("A4", Paper::A4), ("A5", Paper::A5)];

const ORIENTATIONS: [(&str, Orientation); 2] = [
    ("portrait", Orientation::Portrait),
    ("landscape", Orientation::Landscape),
];

/// What a table's column cannot be.
const NOT_IN_COLUMNS: [&str; 4] = ["table", "score", "signature", "note"];

/// Reads a form; a field that cannot be understood is left out, with a finding.
pub(super) fn parse(source: &Source, findings: &mut Vec<Diagnostic>) -> Form {
    let shared = Findings::default();
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let toml = toml_table::parse(source, text, offset, &shared);
    let table = Table::new(source, offset, &toml, &shared, Span::new(0, 0));
    let mut names = Vec::new();
    let sound = shared.borrow().is_empty();
    let form = Form {
        path: source.path.clone(),
        code: Id::new(source.path.stem()),
        paper: table.word("paper", &PAPERS).unwrap_or(Paper::A4),
        orientation: table
            .word("orientation", &ORIENTATIONS)
            .unwrap_or(Orientation::Portrait),
        sections: (table.tables("section").into_iter())
            .map(|section| self::section(section, &mut names))
            .collect(),
    };
    if form.sections.is_empty() && sound && !toml.contains_key("section") {
        let help = say!(
            "write `[[section]]`, and under it a `[[section.field]]` for each field",
            "写 `[[section]]`，下面每个字段写一个 `[[section.field]]`"
        );
        let message = say!("this form has no section", "这张表单没有小节");
        table.report(&code::MISSING_KEY, table.head(), message, help);
    }
    duplicates(&table, &names);
    was::check(&table, &form, &names);
    table.finish();
    findings.append(&mut shared.into_inner());
    expression::check(&form, findings);
    form
}

fn section(table: Table<'_>, names: &mut Vec<Spanned<String>>) -> Section {
    let section = Section {
        title: table.text("title").map_or_else(String::new, |t| t.value),
        hint: table.text("hint").map(|hint| hint.value),
        relevant: formula(&table, "relevant"),
        fields: (table.tables("field").into_iter())
            .filter_map(|row| field(row, false, names))
            .collect(),
    };
    table.finish();
    section
}

fn duplicates(table: &Table<'_>, names: &[Spanned<String>]) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.value.as_str()) {
            let message = say!(
                "two fields are named `{}`",
                "有两个字段都叫 `{}`",
                name.value
            );
            let help = say!(
                "give one another name; the columns of tables count too",
                "给其中一个换个名字；表格的列也算在内"
            );
            table.report(&code::DUPLICATE_FIELD, name.span, message, help);
        }
    }
}

fn field(table: Table<'_>, in_column: bool, names: &mut Vec<Spanned<String>>) -> Option<Field> {
    let name = table.needed_text("name", "\"…\"");
    if let Some(name) = &name {
        values::check_name(&table, name);
        names.push(name.clone());
    }
    let kind = table
        .needed_text("type", "\"text\"")
        .and_then(|word| kind(&table, &word, in_column, names));
    let label = table.needed_text("label", "\"…\"");
    let default = table.scalar("default");
    if let (Some(kind), Some(default)) = (&kind, &default) {
        values::check_default(&table, kind, default);
    }
    let field = Field {
        name: name
            .clone()
            .unwrap_or_else(|| Spanned::new(String::new(), table.head())),
        was: table.texts("was"),
        kind: kind.unwrap_or(FieldKind::Text),
        label: label.map_or_else(String::new, |label| label.value),
        hint: table.text("hint").map(|hint| hint.value),
        required: table.truth("required"),
        read_only: table.truth("read_only"),
        relevant: formula(&table, "relevant"),
        constraint: formula(&table, "constraint"),
        constraint_message: table.text("constraint_message").map(|text| text.value),
        calculation: formula(&table, "calculation"),
        default: default.map(|default| default.value),
        placeholder: table.text("placeholder").map(|text| text.value),
        unit: table.text("unit").map(|unit| unit.value),
        width: table
            .whole("width", 1, 12)
            .and_then(|width| u8::try_from(width).ok()),
        rows: table.table("rows").map_or_else(Rows::default, rows),
        total: in_column && table.truth("total"),
    };
    if matches!(field.kind, FieldKind::Calculate) && field.calculation.is_none() {
        table.missing("calculation", "\"${…} * ${…}\"");
    }
    table.finish();
    name.map(|_| field)
}

fn formula(table: &Table<'_>, key: &'static str) -> Option<Formula> {
    let text = table.text(key)?;
    let mut findings = Vec::new();
    let formula = expression::read(table.source(), text, &mut findings);
    table.add(findings);
    Some(formula)
}

fn rows(table: Table<'_>) -> Rows {
    let rows = Rows {
        min: table.whole("min", 0, 1000),
        max: table.whole("max", 1, 10_000),
        print: table.whole("print", 0, 200),
    };
    table.finish();
    rows
}

fn kind(
    table: &Table<'_>,
    word: &Spanned<String>,
    in_column: bool,
    names: &mut Vec<Spanned<String>>,
) -> Option<FieldKind> {
    if in_column && NOT_IN_COLUMNS.contains(&word.value.as_str()) {
        let message = say!(
            "a column cannot be a `{}`",
            "表格的列不能是 `{}`",
            word.value
        );
        let help = say!(
            "make it a field of its own, under the table",
            "把它写成单独的字段，放在表格下面"
        );
        table.report(&code::WRONG_VALUE, word.span, message, help);
        return None;
    }
    Some(match word.value.as_str() {
        "text" => FieldKind::Text,
        "multiline" => FieldKind::Multiline,
        "integer" => FieldKind::Integer,
        "decimal" => FieldKind::Decimal,
        "money" => FieldKind::Money,
        "percent" => FieldKind::Percent,
        "date" => FieldKind::Date,
        "month" => FieldKind::Month,
        "week" => FieldKind::Week,
        "time" => FieldKind::Time,
        "datetime" => FieldKind::DateTime,
        "tel" => FieldKind::Tel,
        "email" => FieldKind::Email,
        "yes_no" => FieldKind::YesNo,
        "note" => FieldKind::Note,
        "calculate" => FieldKind::Calculate,
        "select_one" => FieldKind::SelectOne(choices(table, false)),
        "select_multiple" => FieldKind::SelectMultiple(choices(table, true)),
        "range" => FieldKind::Range(scale(table)),
        "signature" => FieldKind::Signature {
            seal: table.truth("seal"),
            drawn: table.truth("drawn"),
        },
        "table" => FieldKind::Table(form_table(table, names)),
        "score" => FieldKind::Score(score(table)),
        _ => {
            table.unknown_word("type", word, FieldKind::WORDS.iter().copied());
            return None;
        }
    })
}

fn choices(table: &Table<'_>, several: bool) -> Vec<Choice> {
    let mut choices = Vec::new();
    let mut names = Vec::new();
    for entry in table.texts_or_tables("choices") {
        match entry {
            TextOrTable::Text(text) => {
                names.push(text.clone());
                choices.push(Choice {
                    name: text.value.clone(),
                    label: text.value,
                });
            }
            TextOrTable::Table(row) => {
                let name = row.needed_text("name", "\"…\"");
                let label = row.needed_text("label", "\"…\"");
                row.finish();
                if let Some(name) = name {
                    names.push(name.clone());
                    choices.push(Choice {
                        label: label.map_or_else(|| name.value.clone(), |label| label.value),
                        name: name.value,
                    });
                }
            }
        }
    }
    if choices.is_empty() {
        table.missing("choices", "[{ name = \"…\", label = \"…\" }]");
    }
    values::check_choices(table, &names, several);
    choices
}

fn scale(table: &Table<'_>) -> Scale {
    let number = |key, otherwise| table.number(key).map_or(otherwise, |number| number.value);
    Scale {
        start: number("start", 0.0),
        end: number("end", 10.0),
        step: number("step", 1.0),
    }
}

fn form_table(table: &Table<'_>, names: &mut Vec<Spanned<String>>) -> FormTable {
    let columns: Vec<_> = (table.tables("columns").into_iter())
        .filter_map(|row| field(row, true, names))
        .collect();
    if columns.is_empty() {
        table.missing(
            "columns",
            "[{ name = \"…\", type = \"text\", label = \"…\" }]",
        );
    }
    FormTable {
        columns,
        preset: table.plain_texts("preset"),
    }
}

fn score(table: &Table<'_>) -> Score {
    let mut names = Vec::new();
    let items: Vec<_> = (table.tables("items").into_iter())
        .filter_map(|row| {
            let name = row.needed_text("name", "\"…\"");
            let label = row.needed_text("label", "\"…\"");
            if let Some(name) = &name {
                values::check_name(&row, name);
                names.push(name.clone());
            }
            let item = ScoreItem {
                name: name?.value,
                was: row.texts("was"),
                label: label.map_or_else(String::new, |label| label.value),
                weight: row.number("weight").map_or(0.0, |weight| weight.value),
                hint: row.text("hint").map(|hint| hint.value),
            };
            row.finish();
            Some(item)
        })
        .collect();
    if items.is_empty() {
        table.missing("items", "[{ name = \"…\", label = \"…\", weight = 30 }]");
    }
    values::check_unique(table, &names);
    values::check_weights(table, &items);
    let grades = table.tables("grades").into_iter().map(|row| {
        let grade = Grade {
            min: row.number("min").map_or(0.0, |min| min.value),
            label: row
                .text("label")
                .map_or_else(String::new, |label| label.value),
        };
        row.finish();
        grade
    });
    Score {
        items,
        points: table.number("points").map_or(100.0, |points| points.value),
        grades: grades.collect(),
    }
}
