//! What `form.html` and `form-fields.html` see.

use std::borrow::Cow;

use serde::Serialize;

/// A form, as `form`, on its own page and on its template's.
#[derive(Debug, Serialize)]
pub struct FormView<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its template's title.
    pub title: &'a str,
    /// Its template's version; may be empty.
    pub version: &'a str,
    /// `draft` or `retired`; nothing of a form that may be used.
    pub unusable: Option<&'static str>,
    /// That as a word.
    pub unusable_words: &'a str,
    /// `A4`.
    pub paper: &'static str,
    /// `portrait` or `landscape`.
    pub orientation: &'static str,
    /// The name of its printed sheets, for CSS's `page`.
    pub sheet: String,
    /// Its template's page, from the form's own page.
    pub template_href: Option<&'a str>,
    /// The JSON Schema of what the page exports, from a page of forms or templates.
    pub schema_href: String,
    /// Whether any field must be filled in.
    pub any_required: bool,
    /// Whether it has numbers that goes without saying are not negative.
    pub plain_numbers: bool,
    /// Its sections.
    pub sections: Vec<SectionView<'a>>,
    /// Its expressions for the script that computes them, as JSON that may stand in a `script` as it is;
    /// empty when there is nothing to compute.
    pub program: String,
}

/// Fields under one heading.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    /// Its heading; may be empty.
    pub title: &'a str,
    /// One line under the heading.
    pub hint: Option<&'a str>,
    /// The hint's id.
    pub hint_id: String,
    /// When it is shown, an expression.
    pub relevant: Option<&'a str>,
    /// The same in words, for a printed sheet.
    pub when: Option<String>,
    /// Its fields.
    pub fields: Vec<FieldView<'a>>,
}

/// One field, or one column of a table.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question that a layout asks by name"
)]
#[derive(Debug, Clone, Serialize)]
pub struct FieldView<'a> {
    /// Its name in what is sent.
    pub name: &'a str,
    /// Its id on the page.
    pub id: String,
    /// The word of its type: `text`, `select_one`.
    pub kind: &'static str,
    /// Its names in earlier versions of the form, with spaces between; may be empty.
    pub was: String,
    /// The `type` of its `input`, when it is one.
    pub input_type: &'static str,
    /// The `inputmode` of its `input`; may be empty.
    pub input_mode: &'static str,
    /// The `step` of a range or of a time; may be empty.
    pub input_step: String,
    /// What it asks for; of a note, the note.
    pub label: &'a str,
    /// How to fill it in.
    pub hint: Option<&'a str>,
    /// The ids of what describes it, for `aria-describedby`; may be empty.
    pub described_by: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown but not changed.
    pub read_only: bool,
    /// When it is shown, an expression.
    pub relevant: Option<&'a str>,
    /// What to say when the constraint does not hold.
    pub constraint_message: Option<&'a str>,
    /// When it is filled in, in words, for a printed sheet.
    pub when: Option<String>,
    /// What its value must be, in words, for a printed sheet.
    pub must: Option<String>,
    /// What it holds at first; may be empty.
    pub value: &'a str,
    /// Shown in the empty field.
    pub placeholder: Option<&'a str>,
    /// Stands after the field.
    pub unit: Option<Cow<'a, str>>,
    /// Of 12 columns of the sheet.
    pub width: u8,
    /// Whether it is the first in a row of the sheet.
    pub starts_row: bool,
    /// Whether it is the last in a row of the sheet.
    pub ends_row: bool,
    /// Lines of a multiline field.
    pub lines: u32,
    /// What can be chosen.
    pub choices: Vec<ChoiceView<'a>>,
    /// Whether the choices are shown one by one rather than in a list that opens.
    pub open: bool,
    /// A scale's least and greatest number and the numbers between, when they are few.
    pub scale: Option<ScaleView>,
    /// A table.
    pub table: Option<Box<TableView<'a>>>,
    /// A weighted rating.
    pub score: Option<Box<ScoreView<'a>>>,
    /// Whether a signature has a box for a seal.
    pub seal: bool,
    /// Whether a signature has a pad to draw on.
    pub drawn: bool,
}

/// One choice.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView<'a> {
    /// What is stored.
    pub name: &'a str,
    /// What is shown.
    pub label: &'a str,
    /// Whether it is chosen at first.
    pub chosen: bool,
}

/// A scale of numbers.
#[derive(Debug, Clone, Serialize)]
pub struct ScaleView {
    /// The least.
    pub start: String,
    /// The greatest.
    pub end: String,
    /// What the field holds at first.
    pub value: String,
    /// Every number of the scale; empty when they are more than eleven.
    pub marks: Vec<String>,
}

/// A table to fill in.
#[derive(Debug, Clone, Serialize)]
pub struct TableView<'a> {
    /// Its columns; the first is the row heads' when `fixed`.
    pub columns: Vec<ColumnView<'a>>,
    /// Its rows, as many as a blank form shows.
    pub rows: Vec<RowView<'a>>,
    /// Whether the rows are given by the form.
    pub fixed: bool,
    /// The least number of rows.
    pub min: u32,
    /// The greatest number of rows; `None` when there is no limit.
    pub max: Option<u32>,
    /// Whether any column has a total.
    pub totals: bool,
    /// What a printed sheet says of its columns.
    pub notes: Vec<String>,
    /// How wide the table must be to be usable, in rem.
    pub min_width: f64,
}

/// One column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView<'a> {
    /// The column as a field.
    pub field: FieldView<'a>,
    /// Its share of the table's width, in hundredths.
    pub share: f64,
    /// Whether the foot shows its total.
    pub total: bool,
    /// Its choices in one line, for the head on a printed sheet; empty when they are too long.
    pub printed_choices: String,
}

/// One row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct RowView<'a> {
    /// Counted from 0, as in the names of its fields.
    pub index: u32,
    /// Counted from 1, as people see it.
    pub number: u32,
    /// Its head, when the rows are fixed.
    pub head: Option<&'a str>,
}

/// A weighted rating.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreView<'a> {
    /// What is rated.
    pub items: Vec<ScoreItemView<'a>>,
    /// The most points that one item can get.
    pub points: String,
    /// What totals are called, best first, in one line: `≥ 85 可行`.
    pub grades: Vec<String>,
}

/// One rated item.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreItemView<'a> {
    /// Its name in what is sent.
    pub name: &'a str,
    /// Its names in earlier versions of the form, with spaces between; may be empty.
    pub was: String,
    /// What is rated.
    pub label: &'a str,
    /// Its weight in hundredths.
    pub weight: String,
    /// How to rate it.
    pub hint: Option<&'a str>,
}
