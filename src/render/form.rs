//! A form's fields as real controls.
//!
//! In: a form. Out: `FormView`. It must not know layouts, nor compute anything that a person fills in.

use std::borrow::Cow;

use crate::model::form::{Field, FieldKind, Rows, Scale, Score, Section, Table};
use crate::model::procedure::Status;
use crate::model::{Form, Formula, Index, Item};
use crate::render::links::{Links, schema_path};
use crate::render::paper::{self, Paper};
use crate::render::procedure::status_words;
use crate::render::program;
use crate::render::sheet;
use crate::render::view::form::{
    ChoiceView, ColumnView, FieldView, FormView, RowView, ScaleView, ScoreItemView, ScoreView,
    SectionView, TableView,
};
use crate::render::words::Words;
use crate::source::Spanned;

/// Up to so many choices are shown one by one; more open as a list.
const OPEN_CHOICES: usize = 5;
/// Up to so many numbers of a scale are printed.
const MARKS: usize = 11;
/// More rows than this nobody prints; a larger number is a slip.
const MOST_ROWS: u32 = 200;

/// What layouts see of a form.
pub(crate) fn form_view<'a>(links: &'a Links<'_>, at: Index<Form>) -> FormView<'a> {
    let (book, words) = (links.book, links.words);
    let form = book.form(at);
    let template = book.uses.template_of_form[at.at];
    let paper = Paper::new(form, words, &book.config.language);
    let sections: Vec<SectionView<'a>> = (form.sections.iter().enumerate())
        .map(|(number, section)| section_view(&paper, number, section))
        .collect();
    let status = template.map(|template| book.template(template).status.value);
    let unusable = status.filter(|status| *status != Status::Effective);
    FormView {
        code: form.code.as_str(),
        title: book.title(Item::Form(at)),
        version: template.map_or("", |template| {
            book.template(template).version.value.as_str()
        }),
        unusable: unusable.map(Status::word),
        unusable_words: unusable.map_or("", |status| status_words(words, status)),
        paper: form.paper.word(),
        orientation: form.orientation.word(),
        sheet: sheet::page_name(form),
        template_href: template.map(|template| links.href(Item::Template(template))),
        schema_href: format!("../forms/{}", schema_path(book, at).0),
        any_required: (form.sections.iter().flat_map(|section| &section.fields)).any(|field| {
            field.required || field.kind.columns().iter().any(|column| column.required)
        }),
        plain_numbers: paper::has_plain_numbers(form),
        sections,
        program: program::program(form),
    }
}

fn section_view<'a>(paper: &Paper<'a>, number: usize, section: &'a Section) -> SectionView<'a> {
    SectionView {
        title: &section.title,
        hint: section.hint.as_deref(),
        hint_id: format!("form.{number}.hint"),
        relevant: expression(section.relevant.as_ref()),
        when: paper.speaker.section_when(section.relevant.as_ref()),
        fields: paper::in_rows(
            (section.fields.iter())
                .map(|field| field_view(paper, field))
                .collect(),
        ),
    }
}

fn expression(formula: Option<&Formula>) -> Option<&str> {
    formula.map(|formula| formula.text.value.as_str())
}

fn field_view<'a>(paper: &Paper<'a>, field: &'a Field) -> FieldView<'a> {
    let id = id_of(&field.name.value);
    let (scale, table, score) = parts_of(&field.kind);
    let (input_type, input_mode) = input_of(&field.kind);
    let unit = unit_of(field);
    let mut described = Vec::new();
    if field.hint.is_some() {
        described.push(format!("{id}.hint"));
    }
    if unit.is_some() {
        described.push(format!("{id}.unit"));
    }
    FieldView {
        name: &field.name.value,
        was: former(&field.was),
        kind: field.kind.word(),
        input_type,
        input_mode,
        input_step: scale.map_or_else(String::new, |scale| number(scale.step)),
        label: &field.label,
        hint: field.hint.as_deref(),
        described_by: described.join(" "),
        required: field.required,
        read_only: field.read_only || field.calculation.is_some(),
        relevant: expression(field.relevant.as_ref()),
        constraint_message: field.constraint_message.as_deref(),
        when: paper.speaker.field_when(field),
        must: paper.speaker.must(field),
        value: field.default.as_deref().unwrap_or_default(),
        placeholder: field.placeholder.as_deref(),
        unit,
        width: width_of(field),
        starts_row: false,
        ends_row: false,
        lines: lines(field.rows),
        open: is_open(&field.kind),
        choices: choices_of(paper.words, field),
        scale: scale.map(|scale| scale_view(scale, field.default.as_deref())),
        table: table.map(|table| Box::new(table_view(paper, table, field.rows))),
        score: score.map(|score| Box::new(score_view(score))),
        seal: matches!(field.kind, FieldKind::Signature { seal: true, .. }),
        drawn: matches!(field.kind, FieldKind::Signature { drawn: true, .. }),
        id,
    }
}

/// A field's id on its page. A dot keeps it apart from the ids of headings, which have none.
pub(crate) fn id_of(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("f.{}", name.chars().map(plain).collect::<String>())
}

/// Former names in one text; none has a space.
fn former(was: &[Spanned<String>]) -> String {
    let names: Vec<&str> = was.iter().map(|name| name.value.as_str()).collect();
    names.join(" ")
}

/// What a scale, a table or a rating is made of.
fn parts_of(kind: &FieldKind) -> (Option<&Scale>, Option<&Table>, Option<&Score>) {
    if let FieldKind::Range(scale) = kind {
        (Some(scale), None, None)
    } else if let FieldKind::Table(table) = kind {
        (None, Some(table), None)
    } else if let FieldKind::Score(score) = kind {
        (None, None, Some(score))
    } else {
        (None, None, None)
    }
}

/// The `type` and the `inputmode` of a field's `input`. Numbers are text with a number's keyboard:
/// browsers' number fields change by the wheel and refuse what people paste.
const fn input_of(kind: &FieldKind) -> (&'static str, &'static str) {
    match kind {
        FieldKind::Integer => ("text", "numeric"),
        FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => ("text", "decimal"),
        FieldKind::Date => ("date", ""),
        FieldKind::Month => ("month", ""),
        FieldKind::Week => ("week", ""),
        FieldKind::Time => ("time", ""),
        FieldKind::DateTime => ("datetime-local", ""),
        FieldKind::Tel => ("tel", ""),
        FieldKind::Email => ("email", ""),
        FieldKind::Range(_) => ("range", ""),
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::SelectOne(_)
        | FieldKind::SelectMultiple(_)
        | FieldKind::YesNo
        | FieldKind::Table(_)
        | FieldKind::Score(_)
        | FieldKind::Signature { .. }
        | FieldKind::Note
        | FieldKind::Calculate => ("text", ""),
    }
}

fn unit_of(field: &Field) -> Option<Cow<'_, str>> {
    match (&field.unit, &field.kind) {
        (Some(unit), _) => Some(unit.as_str().into()),
        (None, FieldKind::Percent) => Some("%".into()),
        (None, _) => None,
    }
}

fn width_of(field: &Field) -> u8 {
    let whole = matches!(
        field.kind,
        FieldKind::Table(_) | FieldKind::Score(_) | FieldKind::Multiline | FieldKind::Note
    );
    field
        .width
        .unwrap_or(if whole { 12 } else { 6 })
        .clamp(1, 12)
}

fn lines(rows: Rows) -> u32 {
    rows.print.or(rows.min).unwrap_or(3).clamp(1, 60)
}

fn is_open(kind: &FieldKind) -> bool {
    if let FieldKind::SelectOne(choices) = kind {
        return choices.len() <= OPEN_CHOICES;
    }
    matches!(kind, FieldKind::YesNo | FieldKind::SelectMultiple(_))
}

fn choices_of<'a>(words: &Words, field: &'a Field) -> Vec<ChoiceView<'a>> {
    let chosen = field.default.as_deref().unwrap_or_default();
    if matches!(field.kind, FieldKind::YesNo) {
        let choice = |name, label, also| ChoiceView {
            name,
            label,
            chosen: chosen == name || chosen == also,
        };
        let no = choice("no", words.no, "false");
        return vec![choice("yes", words.yes, "true"), no];
    }
    let (FieldKind::SelectOne(choices) | FieldKind::SelectMultiple(choices)) = &field.kind else {
        return Vec::new();
    };
    let several = matches!(field.kind, FieldKind::SelectMultiple(_));
    (choices.iter())
        .map(|choice| ChoiceView {
            name: &choice.name,
            label: &choice.label,
            chosen: if several {
                chosen.split_whitespace().any(|name| name == choice.name)
            } else {
                chosen == choice.name
            },
        })
        .collect()
}

fn number(value: f64) -> String {
    format!("{value}")
}

fn scale_view(scale: &Scale, default: Option<&str>) -> ScaleView {
    let mut marks = Vec::new();
    let mut count = 0_u8;
    let mut mark = scale.start;
    while scale.step > 0.0 && mark <= scale.end && marks.len() <= MARKS {
        marks.push(number(mark));
        count += 1;
        mark = scale.start + scale.step * f64::from(count);
    }
    if marks.len() > MARKS {
        marks.clear();
    }
    ScaleView {
        start: number(scale.start),
        end: number(scale.end),
        value: default.map_or_else(|| number(scale.start), str::to_owned),
        marks,
    }
}

fn table_view<'a>(paper: &Paper<'a>, table: &'a Table, rows: Rows) -> TableView<'a> {
    let fixed = !table.preset.is_empty();
    let whole: u32 = (table.columns.iter())
        .map(|column| u32::from(column_width(column)))
        .sum();
    let columns: Vec<ColumnView<'a>> = (table.columns.iter())
        .map(|column| column_view(paper, column, whole))
        .collect();
    let rows_view = if fixed {
        (0_u32..)
            .zip(&table.preset)
            .map(|(index, head)| row_view(index, Some(head)))
            .collect()
    } else {
        let most = rows.max.unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS);
        let count = rows.print.max(rows.min).unwrap_or(3).clamp(1, most);
        (0..count).map(|index| row_view(index, None)).collect()
    };
    TableView {
        totals: table.columns.iter().any(|column| column.total),
        min_width: (table.columns.iter())
            .map(|column| usable_width(&column.kind))
            .sum::<f64>()
            + 3.0,
        notes: paper.notes(table),
        columns,
        rows: rows_view,
        fixed,
        min: rows.min.unwrap_or(0),
        max: rows.max,
    }
}

fn row_view(index: u32, head: Option<&String>) -> RowView<'_> {
    RowView {
        index,
        number: index + 1,
        head: head.map(String::as_str),
    }
}

fn column_width(column: &Field) -> u8 {
    column.width.unwrap_or(2).max(1)
}

fn column_view<'a>(paper: &Paper<'a>, column: &'a Field, whole: u32) -> ColumnView<'a> {
    let field = field_view(paper, column);
    let share = f64::from(column_width(column)) * 100.0 / f64::from(whole.max(1));
    ColumnView {
        share: (share * 100.0).round() / 100.0,
        total: column.total,
        printed_choices: paper.head_choices(column),
        field,
    }
}

/// How wide a column must be on a screen to be filled in, in rem.
const fn usable_width(kind: &FieldKind) -> f64 {
    match kind {
        FieldKind::Multiline | FieldKind::Table(_) | FieldKind::Score(_) => 12.0,
        FieldKind::Date | FieldKind::DateTime | FieldKind::Month | FieldKind::Week => 9.5,
        FieldKind::SelectMultiple(_) | FieldKind::Signature { .. } | FieldKind::Email => 9.0,
        FieldKind::Text | FieldKind::SelectOne(_) | FieldKind::Tel | FieldKind::Note => 8.0,
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Time
        | FieldKind::YesNo
        | FieldKind::Range(_)
        | FieldKind::Calculate => 6.0,
    }
}

fn score_view(score: &Score) -> ScoreView<'_> {
    ScoreView {
        items: (score.items.iter())
            .map(|item| ScoreItemView {
                name: &item.name,
                was: former(&item.was),
                label: &item.label,
                weight: number(item.weight),
                hint: item.hint.as_deref(),
            })
            .collect(),
        points: number(score.points),
        grades: (score.grades.iter())
            .map(|grade| format!("≥ {} {}", number(grade.min), grade.label))
            .collect(),
    }
}
