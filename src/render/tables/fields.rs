//! The register of fields: what each takes, and what is computed, shown or checked by it.

use std::collections::BTreeMap;

use crate::model::dependence::Node;
use crate::model::expression::ExpressionKind;
use crate::model::field_uses::{FieldUse, Purpose, field_uses};
use crate::model::form::{Field, FieldKind};
use crate::model::{Form, Index, Item};
use crate::render::form::id_of;
use crate::render::links::Links;
use crate::render::tables::{Column, Table};
use crate::render::view::Link;
use crate::render::view::register::{Cell, Row};
use crate::render::words::Words;

/// What uses each field of a form, by the field's name.
type Uses<'a> = BTreeMap<&'a str, Vec<FieldUse<'a>>>;

/// Every field and column of every form.
pub(crate) fn fields<'a>(links: &'a Links<'_>) -> Table<'a> {
    let words = links.words;
    let forms = links.book.forms.iter().enumerate();
    let rows = forms.flat_map(move |(at, form)| rows_of(links, Index::new(at), form));
    Table {
        columns: vec![
            Column::wide(words.form).by("form"),
            Column::new(words.matrices.form_section),
            Column::new(words.matrices.in_table),
            Column::wide(words.matrices.field),
            Column::new(words.matrices.field_name),
            Column::new(words.matrices.field_type).by("type"),
            Column::narrow(words.required).by("required"),
            Column::wide(words.matrices.field_uses),
            Column::wide(words.matrices.field_computed),
        ],
        rows: Box::new(rows),
    }
}

fn rows_of<'a>(links: &'a Links<'_>, at: Index<Form>, form: &'a Form) -> Vec<Row<'a>> {
    let page = page_of(links, at);
    let href = links.href(page);
    let uses = field_uses(form);
    let labels = labels(form);
    let mut rows = Vec::new();
    for (number, section) in form.sections.iter().enumerate() {
        for field in &section.fields {
            let own = std::iter::once((field, None));
            let columns = field.kind.columns().iter();
            for (field, table) in own.chain(columns.map(|column| (column, Some(field)))) {
                let mut cells = vec![
                    Cell::links(vec![links.item(page)]),
                    Cell::words(section_words(links.words, number, &section.title)),
                    Cell::links(
                        table
                            .map(|table| link_to(href, table))
                            .into_iter()
                            .collect(),
                    ),
                ];
                cells.extend(field_line(links.words, href, field, &uses, &labels));
                rows.push(Row { cells });
            }
        }
    }
    rows
}

/// The page that shows a form's fields with what is said of them: its template's, or else its own.
fn page_of(links: &Links<'_>, at: Index<Form>) -> Item {
    let template = links.book.uses.template_of_form[at.at];
    template.map_or(Item::Form(at), Item::Template)
}

fn labels(form: &Form) -> BTreeMap<&str, &Field> {
    (form.fields_and_columns())
        .map(|field| (field.name.value.as_str(), field))
        .collect()
}

/// The fields of a form as its template's page lists them: `field_line` of each.
pub(crate) fn fields_of<'a>(links: &'a Links<'_>, at: Index<Form>) -> Vec<Row<'a>> {
    let form = links.book.form(at);
    let (uses, labels) = (field_uses(form), labels(form));
    let line = |field| Row {
        cells: field_line(links.words, "", field, &uses, &labels).into(),
    };
    form.fields_and_columns().map(line).collect()
}

/// A field's label, name, type, whether it must be filled in, what uses it and what it is computed from.
fn field_line<'a>(
    words: &Words,
    href: &str,
    field: &'a Field,
    uses: &Uses<'a>,
    labels: &BTreeMap<&'a str, &'a Field>,
) -> [Cell<'a>; 6] {
    let known = uses.get(field.name.value.as_str()).into_iter().flatten();
    let mut feeds = Vec::new();
    if let Some(tree) = (field.calculation.as_ref()).and_then(|formula| formula.tree.as_ref()) {
        let mut names = Vec::new();
        tree.each(&mut |piece| {
            if let ExpressionKind::Field(name) = &piece.kind
                && !names.contains(name)
            {
                names.push(name.clone());
                feeds.extend(labels.get(name.as_str()).map(|field| link_to(href, field)));
            }
        });
    }
    [
        Cell::links(vec![link_to(href, field)]),
        Cell::words(field.name.value.as_str()),
        Cell::words(type_words(words, &field.kind)),
        Cell::words(if field.required { words.required } else { "" }),
        Cell::links(known.map(|of| use_link(words, href, of)).collect()),
        Cell::links(feeds),
    ]
}

/// A field by its label, or its name when it has none, on the page where it is filled in.
fn link_to<'a>(href: &str, field: &'a Field) -> Link<'a> {
    let label = field.label.as_str();
    let shown = if label.is_empty() || matches!(field.kind, FieldKind::Note) {
        field.name.value.as_str()
    } else {
        label
    };
    let href = format!("{href}#{}", id_of(&field.name.value));
    Link::titled(href, shown)
}

/// `合计（计算）`: what uses a field, and to what end.
fn use_link<'a>(words: &Words, href: &str, of: &FieldUse<'a>) -> Link<'a> {
    let purpose = match of.purpose {
        Purpose::Calculation => words.matrices.purpose_calculation,
        Purpose::Relevant => words.matrices.purpose_relevant,
        Purpose::Constraint => words.matrices.purpose_constraint,
    };
    let mut link = match of.by {
        Node::Section { section, number } => {
            Link::words(section_words(words, number, &section.title))
        }
        Node::Field { field, .. } => link_to(href, field),
    };
    let title =
        (words.matrices.use_of.replace("{purpose}", purpose)).replace("{what}", &link.title);
    link.title = title.into();
    link
}

fn section_words<'a>(words: &Words, number: usize, title: &'a str) -> std::borrow::Cow<'a, str> {
    if title.is_empty() {
        let number = (number + 1).to_string();
        return words
            .matrices
            .nameless_section
            .replace("{number}", &number)
            .into();
    }
    title.into()
}

/// A type of field in words.
const fn type_words(words: &Words, kind: &FieldKind) -> &'static str {
    let words = &words.matrices;
    match kind {
        FieldKind::Text => words.type_text,
        FieldKind::Multiline => words.type_multiline,
        FieldKind::Integer => words.type_integer,
        FieldKind::Decimal => words.type_decimal,
        FieldKind::Money => words.type_money,
        FieldKind::Percent => words.type_percent,
        FieldKind::Date => words.type_date,
        FieldKind::Month => words.type_month,
        FieldKind::Week => words.type_week,
        FieldKind::Time => words.type_time,
        FieldKind::DateTime => words.type_datetime,
        FieldKind::Tel => words.type_tel,
        FieldKind::Email => words.type_email,
        FieldKind::SelectOne(_) => words.type_select_one,
        FieldKind::SelectMultiple(_) => words.type_select_multiple,
        FieldKind::YesNo => words.type_yes_no,
        FieldKind::Range(_) => words.type_range,
        FieldKind::Table(_) => words.type_table,
        FieldKind::Score(_) => words.type_score,
        FieldKind::Signature { .. } => words.type_signature,
        FieldKind::Note => words.type_note,
        FieldKind::Calculate => words.type_calculate,
    }
}
