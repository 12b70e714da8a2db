//! A form: the fields that a person fills in. Its title, version and owner are its template's.

use crate::model::expression::Formula;
use crate::model::id::Id;
use crate::source::{SourcePath, Spanned};

/// The fields of one form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its file.
    pub path: SourcePath,
    /// The file's stem, which is its template's code.
    pub code: Id<Form>,
    /// The sheet it prints on.
    pub paper: Paper,
    /// How the sheet lies.
    pub orientation: Orientation,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Form {
    /// Every field, each table followed by its columns.
    pub fn fields_and_columns(&self) -> impl Iterator<Item = &Field> {
        (self.sections.iter().flat_map(|section| &section.fields))
            .flat_map(|field| std::iter::once(field).chain(field.kind.columns()))
    }
}

impl Field {
    /// Whether no person fills it in.
    #[must_use]
    pub const fn is_computed(&self) -> bool {
        self.read_only || self.calculation.is_some() || matches!(self.kind, FieldKind::Calculate)
    }

    /// Whether it is a table whose rows are given.
    #[must_use]
    pub fn is_fixed_table(&self) -> bool {
        matches!(&self.kind, FieldKind::Table(table) if !table.preset.is_empty())
    }
}

/// A sheet of ISO 216.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 297 × 420 mm.
    A3,
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
}

impl Paper {
    /// Its name, as CSS and the form's file spell it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A3 => "A3",
            Self::A4 => "A4",
            Self::A5 => "A5",
        }
    }
}

/// How a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

impl Orientation {
    /// Its name, as CSS and the form's file spell it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::Landscape => "landscape",
        }
    }
}

/// Fields under one heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its heading; may be empty.
    pub title: String,
    /// One line under the heading.
    pub hint: Option<String>,
    /// When it is shown, an expression.
    pub relevant: Option<Formula>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// One field, or one column of a table.
#[derive(Debug, Clone)]
pub struct Field {
    /// ASCII, unique in the form.
    pub name: Spanned<String>,
    /// Its names in earlier versions of the form, by which filled copies of those are taken in.
    pub was: Vec<Spanned<String>>,
    /// What it takes.
    pub kind: FieldKind,
    /// What it asks for, in words; of a note, the note.
    pub label: String,
    /// How to fill it in.
    pub hint: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown but not changed.
    pub read_only: bool,
    /// When it is shown, an expression.
    pub relevant: Option<Formula>,
    /// What must hold, an expression.
    pub constraint: Option<Formula>,
    /// What to say when the constraint does not hold.
    pub constraint_message: Option<String>,
    /// What it is computed from, an expression.
    pub calculation: Option<Formula>,
    /// What it holds at first.
    pub default: Option<String>,
    /// Shown in the empty field.
    pub placeholder: Option<String>,
    /// Stands after the field: `万元`.
    pub unit: Option<String>,
    /// Of 12 columns of the sheet; of a table's column, its share.
    pub width: Option<u8>,
    /// Lines (multiline) or rows (table).
    pub rows: Rows,
    /// Whether a table shows this column's total.
    pub total: bool,
}

/// How many rows or lines a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rows {
    /// At least.
    pub min: Option<u32>,
    /// At most.
    pub max: Option<u32>,
    /// On a blank print.
    pub print: Option<u32>,
}

/// What a field takes.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Multiline,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// An amount; the unit says of what.
    Money,
    /// A number of hundredths: 25 is 25 %.
    Percent,
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
    /// A telephone number.
    Tel,
    /// A mail address.
    Email,
    /// One of these.
    SelectOne(Vec<Choice>),
    /// Any of these.
    SelectMultiple(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// A number on a scale.
    Range(Scale),
    /// Rows of columns.
    Table(Table),
    /// Items × weight × points.
    Score(Score),
    /// Name, date and, when asked, a seal box.
    Signature {
        /// Whether there is a box for a seal.
        seal: bool,
        /// Whether there is a pad to draw the signature on.
        drawn: bool,
    },
    /// Words to read.
    Note,
    /// A value that is computed and not typed.
    Calculate,
}

impl FieldKind {
    /// The word in a form's file.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Multiline => "multiline",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Month => "month",
            Self::Week => "week",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::Tel => "tel",
            Self::Email => "email",
            Self::SelectOne(_) => "select_one",
            Self::SelectMultiple(_) => "select_multiple",
            Self::YesNo => "yes_no",
            Self::Range(_) => "range",
            Self::Table(_) => "table",
            Self::Score(_) => "score",
            Self::Signature { .. } => "signature",
            Self::Note => "note",
            Self::Calculate => "calculate",
        }
    }

    /// What may be chosen; empty where nothing is.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        if let Self::SelectOne(choices) | Self::SelectMultiple(choices) = self {
            choices
        } else {
            &[]
        }
    }

    /// A table's columns; empty for what is no table.
    #[must_use]
    pub fn columns(&self) -> &[Field] {
        if let Self::Table(table) = self {
            &table.columns
        } else {
            &[]
        }
    }

    /// Every word that `type` may be.
    pub const WORDS: [&'static str; 22] = [
        "text",
        "multiline",
        "integer",
        "decimal",
        "money",
        "percent",
        "date",
        "month",
        "week",
        "time",
        "datetime",
        "tel",
        "email",
        "select_one",
        "select_multiple",
        "yes_no",
        "range",
        "table",
        "score",
        "signature",
        "note",
        "calculate",
    ];
}

/// One choice of a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: String,
}

/// A scale of numbers, as XLSForm's range.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The least.
    pub start: f64,
    /// The greatest.
    pub end: f64,
    /// From one mark to the next.
    pub step: f64,
}

/// A table to fill in.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its columns, in order.
    pub columns: Vec<Field>,
    /// The first column's values when the rows are fixed; empty when a person adds rows.
    pub preset: Vec<String>,
}

/// A weighted rating.
#[derive(Debug, Clone)]
pub struct Score {
    /// What is rated.
    pub items: Vec<ScoreItem>,
    /// The most points that one item can get.
    pub points: f64,
    /// What a total is called, best first.
    pub grades: Vec<Grade>,
}

/// One rated item.
#[derive(Debug, Clone)]
pub struct ScoreItem {
    /// ASCII, unique in the field.
    pub name: String,
    /// Its names in earlier versions of the form.
    pub was: Vec<Spanned<String>>,
    /// What is rated, in words.
    pub label: String,
    /// Its weight in hundredths.
    pub weight: f64,
    /// How to rate it.
    pub hint: Option<String>,
}

/// A name for totals from `min` on.
#[derive(Debug, Clone)]
pub struct Grade {
    /// The least total.
    pub min: f64,
    /// The name.
    pub label: String,
}
