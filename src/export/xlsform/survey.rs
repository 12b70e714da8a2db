//! The sheet `survey`: one row for each question, group and note, in the form's order.

use crate::export::words::Words;
use crate::export::xlsform::condition::Empty;
use crate::export::xlsform::expression::{Translation, full, quoted};
use crate::export::xlsform::lists::{Lists, choice_name, label};
use crate::export::xlsform::names::Names;
use crate::export::xlsform::row::Row;
use crate::model::expression::Formula;
use crate::model::form::{Field, FieldKind, Form, Scale, Section};
use crate::model::value::{self, Types, ValueType};

const WEEK: &str = "regex(., '^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$')";
const EMAIL: &str = "regex(., '^[^@ ]+@[^@ ]+$')";

/// The sheet while it is written.
pub(super) struct Survey<'a> {
    pub(super) form: &'a Form,
    pub(super) words: &'static Words,
    pub(super) names: Names<'a>,
    types: Types<'a>,
    /// How many groups there are for sections.
    sections: usize,
    pub(super) lists: Lists,
    pub(super) rows: Vec<Row>,
    pub(super) warnings: Vec<String>,
}

/// Which expression of a field, and the words to say it with.
struct Part<'w> {
    key: &'static str,
    empty: Empty,
    by_hand: &'w str,
}

impl<'a> Survey<'a> {
    pub(super) fn new(form: &'a Form, words: &'static Words) -> Self {
        Self {
            form,
            words,
            names: Names::of(form),
            types: value::types(form),
            sections: 0,
            lists: Lists::default(),
            rows: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A section: a group, when it has a heading or a condition.
    pub(super) fn section(&mut self, section: &Section) {
        if section.fields.is_empty() {
            return;
        }
        let is_group = !section.title.is_empty() || section.relevant.is_some();
        if is_group {
            let relevant = self.relevant(None, section.relevant.as_ref());
            self.sections += 1;
            let name = self.names.fresh(&format!("section_{}", self.sections));
            self.rows.push(Row {
                label: label(&section.title),
                relevant,
                ..Row::new("begin_group", name)
            });
        }
        if let Some(hint) = &section.hint {
            self.note("about", hint, "");
        }
        for field in &section.fields {
            self.field(field);
        }
        if is_group {
            self.rows.push(Row::new("end_group", ""));
        }
    }

    /// A field or a column.
    pub(super) fn field(&mut self, field: &Field) {
        if let FieldKind::Table(table) = &field.kind {
            self.table(field, table);
        } else if let FieldKind::Score(score) = &field.kind {
            self.score(field, score);
        } else if let FieldKind::Signature { seal, .. } = field.kind {
            self.signature(field, seal);
        } else if matches!(field.kind, FieldKind::Calculate) {
            self.calculate(field);
        } else if matches!(field.kind, FieldKind::Note) {
            let relevant = self.relevant(Some(field), field.relevant.as_ref());
            self.rows.push(Row {
                label: label(&field.label),
                relevant,
                ..Row::new("note", self.names.of_field(&field.name.value))
            });
        } else {
            self.question(field);
        }
    }

    /// A field that one question asks for.
    fn question(&mut self, field: &Field) {
        let relevant = self.relevant(Some(field), field.relevant.as_ref());
        let (kind, appearance, parameters) = self.kind_of(field);
        let by_hand = self.words.by_hand_constraint;
        let part = Part {
            key: "constraint",
            empty: Empty::Holds,
            by_hand,
        };
        let constraint = self.expression(Some(field), field.constraint.as_ref(), &part, &relevant);
        let by_hand = self.words.by_hand_calculation;
        let part = Part {
            key: "calculation",
            empty: Empty::Value,
            by_hand,
        };
        let calculation =
            self.expression(Some(field), field.calculation.as_ref(), &part, &relevant);
        let own = if let FieldKind::Range(scale) = &field.kind
            && kind == "decimal"
        {
            format!(". >= {} and . <= {}", scale.start, scale.end)
        } else if matches!(field.kind, FieldKind::Week) {
            WEEK.to_owned()
        } else if matches!(field.kind, FieldKind::Email) {
            EMAIL.to_owned()
        } else {
            String::new()
        };
        // What is lost of a calculation has to be filled in.
        let is_lost = field.calculation.is_some() && calculation.is_empty();
        self.rows.push(Row {
            label: label(&field.label),
            hint: self.hint(field),
            // What nobody can fill in would keep the form from being sent.
            required: field.required && (is_lost || !field.is_computed()),
            read_only: field.is_computed() && !is_lost,
            relevant,
            constraint: both(&constraint, &own),
            constraint_message: label(field.constraint_message.as_deref().unwrap_or_default()),
            default: if calculation.is_empty() {
                default(field)
            } else {
                String::new()
            },
            calculation,
            appearance,
            parameters,
            ..Row::new(kind, self.names.of_field(&field.name.value))
        });
    }

    /// Type, appearance and parameters.
    fn kind_of(&mut self, field: &Field) -> (String, String, String) {
        let of =
            |kind: &str, appearance: &str| (kind.to_owned(), appearance.to_owned(), String::new());
        match &field.kind {
            FieldKind::Integer => of("integer", ""),
            FieldKind::Decimal | FieldKind::Percent => of("decimal", ""),
            FieldKind::Money => of("decimal", "thousands-sep"),
            FieldKind::Date => of("date", ""),
            FieldKind::Month => of("date", "month-year"),
            FieldKind::Time => of("time", ""),
            FieldKind::DateTime => of("dateTime", ""),
            FieldKind::Multiline => of("text", "multiline"),
            FieldKind::SelectOne(_) | FieldKind::YesNo => {
                let list = self.lists.of_field(field, self.words);
                of(&format!("select_one {list}"), "")
            }
            FieldKind::SelectMultiple(_) => {
                let list = self.lists.of_field(field, self.words);
                of(&format!("select_multiple {list}"), "")
            }
            FieldKind::Range(scale) => match parameters(scale) {
                Some(parameters) => ("range".to_owned(), String::new(), parameters),
                None => of("decimal", ""),
            },
            FieldKind::Text
            | FieldKind::Tel
            | FieldKind::Email
            | FieldKind::Week
            | FieldKind::Table(_)
            | FieldKind::Score(_)
            | FieldKind::Signature { .. }
            | FieldKind::Note
            | FieldKind::Calculate => of("text", ""),
        }
    }

    /// Hint and unit.
    pub(super) fn hint(&self, field: &Field) -> String {
        let unit = match (&field.unit, &field.kind) {
            (Some(unit), _) => Some(unit.as_str()),
            (None, FieldKind::Percent) => Some("%"),
            (None, _) => None,
        };
        let unit = unit.map(|unit| format!("{}{}{unit}", self.words.unit, self.words.colon));
        let said: Vec<String> = field.hint.iter().cloned().chain(unit).collect();
        label(&said.join(self.words.separator))
    }

    /// A computed value: what computes it, and a note that shows it.
    fn calculate(&mut self, field: &Field) {
        let kind = match self.types.get(field.name.value.as_str()) {
            Some(ValueType::Date | ValueType::Month) => "date",
            Some(ValueType::DateTime) => "dateTime",
            Some(ValueType::Time) => "time",
            _ => "calculate",
        };
        let mut shown = field.clone();
        if kind != "calculate" {
            // A hidden value is a text, which no date can be compared with.
            shown.kind = match kind {
                "date" => FieldKind::Date,
                "time" => FieldKind::Time,
                _ => FieldKind::DateTime,
            };
            self.question(&shown);
            return;
        }
        let relevant = self.relevant(Some(field), field.relevant.as_ref());
        let part = Part {
            key: "calculation",
            empty: Empty::Value,
            by_hand: self.words.by_hand_calculation,
        };
        let calculation =
            self.expression(Some(field), field.calculation.as_ref(), &part, &relevant);
        if calculation.is_empty() {
            shown.kind = FieldKind::Text;
            shown.calculation = None;
            shown.relevant = None;
            self.question(&shown);
            return;
        }
        let name = self.names.of_field(&field.name.value);
        self.computed(&name, &field.label, calculation, &relevant);
    }

    /// A hidden value, and a note that shows it.
    pub(super) fn computed(
        &mut self,
        name: &str,
        shown: &str,
        calculation: String,
        relevant: &str,
    ) {
        self.rows.push(Row {
            calculation,
            relevant: relevant.to_owned(),
            ..Row::new("calculate", name)
        });
        let text = format!("{}{}${{{name}}}", label(shown), self.words.colon);
        let note = self.names.fresh(&format!("{name}_shown"));
        self.rows.push(Row {
            label: text,
            relevant: relevant.to_owned(),
            ..Row::new("note", note)
        });
    }

    /// Words to read.
    pub(super) fn note(&mut self, like: &str, text: &str, relevant: &str) {
        let name = self.names.fresh(&format!("note_{like}"));
        self.rows.push(Row {
            label: label(text),
            relevant: relevant.to_owned(),
            ..Row::new("note", name)
        });
    }

    /// When a field or section is shown.
    pub(super) fn relevant(&mut self, field: Option<&Field>, formula: Option<&Formula>) -> String {
        let part = Part {
            key: "relevant",
            empty: Empty::Fails,
            by_hand: self.words.by_hand_relevant,
        };
        self.expression(field, formula, &part, "")
    }

    /// An expression in the words of an XLSForm. What cannot be said there becomes a note above the question, and a
    /// warning.
    fn expression(
        &mut self,
        field: Option<&Field>,
        formula: Option<&Formula>,
        part: &Part<'_>,
        relevant: &str,
    ) -> String {
        let Some(formula) = formula else {
            return String::new();
        };
        let translation = Translation {
            form: self.form,
            names: &self.names,
            types: &self.types,
            own: field.map(|field| field.name.value.as_str()),
        };
        let said = match &formula.tree {
            Some(tree) => translation.text(tree, part.empty),
            None => Err("it is no expression".to_owned()),
        };
        match said {
            Ok(text) => text,
            Err(why) => {
                let text = &formula.text.value;
                let of = field.map_or_else(String::new, |f| format!(" of `{}`", f.name.value));
                let code = self.form.code.as_str();
                let warning = format!("{code}: `{}`{of} became a note: {why}: {text}", part.key);
                self.warnings.push(warning);
                let by_hand = part.by_hand.replace("{expression}", text);
                let like = field.map_or("section", |field| field.name.value.as_str());
                self.note(like, &by_hand, relevant);
                String::new()
            }
        }
    }
}

fn both(constraint: &str, own: &str) -> String {
    match (constraint, own) {
        ("", one) | (one, "") => one.to_owned(),
        (constraint, own) => format!("({constraint}) and {own}"),
    }
}

/// What a field holds at first. In quotes where the converter would otherwise compute it.
fn default(field: &Field) -> String {
    let text = field.default.as_deref().unwrap_or_default();
    let looks_computed = text.contains(['+', '-', '*', '(', '[', '{', '|', '$'])
        || [" div ", " mod "].iter().any(|word| text.contains(word));
    match &field.kind {
        FieldKind::YesNo if text == "true" => "yes".to_owned(),
        FieldKind::YesNo if text == "false" => "no".to_owned(),
        FieldKind::SelectOne(_) => choice_name(text),
        FieldKind::Month => full(ValueType::Month, text),
        FieldKind::DateTime => full(ValueType::DateTime, text),
        FieldKind::Time => full(ValueType::Time, text),
        FieldKind::Text | FieldKind::Multiline | FieldKind::Tel | FieldKind::Week
            if looks_computed =>
        {
            format!("concat({}, '')", quoted(text))
        }
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Date
        | FieldKind::Week
        | FieldKind::Tel
        | FieldKind::Email
        | FieldKind::SelectMultiple(_)
        | FieldKind::YesNo
        | FieldKind::Range(_)
        | FieldKind::Table(_)
        | FieldKind::Score(_)
        | FieldKind::Signature { .. }
        | FieldKind::Note
        | FieldKind::Calculate => text.to_owned(),
    }
}

/// The parameters of a scale; `None` when a scale cannot be made of it.
fn parameters(scale: &Scale) -> Option<String> {
    let Scale { start, end, step } = *scale;
    let marks = (end - start) / step;
    let sound = step > 0.0 && end > start && marks.is_finite() && marks >= 1.0;
    let whole = (marks - marks.round()).abs() < 1e-9;
    (sound && whole).then(|| format!("start={start} end={end} step={step}"))
}
