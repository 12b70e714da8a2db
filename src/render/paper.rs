//! What a form says on paper alone: when its fields are filled in, what they must be, what may be chosen.
//!
//! In: a form's fields. Out: short texts. It must not know layouts.

use crate::model::form::{Field, FieldKind, Form, Table};
use crate::render::speech::{self, Speaker};
use crate::render::view::form::FieldView;
use crate::render::words::Words;

/// Choices of a column stand in its head up to so many characters; longer ones in a note of the table.
const HEAD_CHARACTERS: usize = 18;
/// Columns of a sheet, which fields share.
const COLUMNS: u8 = 12;

/// What it takes to say it.
pub(crate) struct Paper<'a> {
    /// The interface's words.
    pub(crate) words: &'static Words,
    /// Says the form's expressions.
    pub(crate) speaker: Speaker<'a>,
}

impl<'a> Paper<'a> {
    /// For a form of a handbook in this language.
    pub(crate) fn new(form: &'a Form, words: &'static Words, language: &str) -> Self {
        let speaker = Speaker::new(form, language);
        Self { words, speaker }
    }

    /// The choices of a column, when they are short enough for its head; may be empty.
    pub(crate) fn head_choices(&self, column: &Field) -> String {
        let choices = self.choices(column).join(" / ");
        if choices.chars().count() <= HEAD_CHARACTERS {
            choices
        } else {
            String::new()
        }
    }

    /// What a table says of its columns: `数量、单价：须大于 0`.
    pub(crate) fn notes(&self, table: &Table) -> Vec<String> {
        let mut notes: Vec<(Vec<&str>, String)> = Vec::new();
        for column in &table.columns {
            let choices = self.choices(column).join(self.words.separator);
            let long = !choices.is_empty() && self.head_choices(column).is_empty();
            let said = [
                long.then_some(choices),
                self.speaker.field_when(column),
                self.speaker.must(column),
            ];
            for said in said.into_iter().flatten() {
                match notes.iter_mut().find(|(_, same)| *same == said) {
                    Some((labels, _)) => labels.push(&column.label),
                    None => notes.push((vec![&column.label], said)),
                }
            }
        }
        (notes.into_iter())
            .map(|(labels, said)| {
                let labels = labels.join(self.words.separator);
                format!("{labels}{}{said}", self.words.colon)
            })
            .collect()
    }

    /// What a person writes one of into a cell; of several, the cell has boxes.
    fn choices<'c>(&self, column: &'c Field) -> Vec<&'c str>
    where
        'a: 'c,
    {
        if let FieldKind::SelectOne(choices) = &column.kind {
            return choices.iter().map(|one| one.label.as_str()).collect();
        }
        if matches!(column.kind, FieldKind::YesNo) {
            return vec![self.words.yes, self.words.no];
        }
        Vec::new()
    }
}

/// Says of the fields of a section where the rows of the sheet begin and end.
pub(crate) fn in_rows(mut fields: Vec<FieldView<'_>>) -> Vec<FieldView<'_>> {
    let mut filled = COLUMNS;
    for at in 0..fields.len() {
        let whole = fields[at].table.is_some() || fields[at].score.is_some();
        let width = if whole { COLUMNS } else { fields[at].width };
        if filled + width > COLUMNS {
            filled = 0;
            fields[at].starts_row = true;
            if let Some(before) = at.checked_sub(1) {
                fields[before].ends_row = true;
            }
        }
        filled += width;
    }
    if let Some(last) = fields.last_mut() {
        last.ends_row = true;
    }
    fields
}

/// Whether a form has numbers of which it goes without saying that they are not negative.
pub(crate) fn has_plain_numbers(form: &Form) -> bool {
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    fields
        .flat_map(|field| std::iter::once(field).chain(field.kind.columns()))
        .filter_map(|field| field.constraint.as_ref()?.tree.as_ref())
        .any(speech::is_not_negative)
}
