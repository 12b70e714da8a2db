//! Fields that an XLSForm has no single question for: tables, scores, signatures.

use crate::export::xlsform::expression::quoted;
use crate::export::xlsform::lists::label;
use crate::export::xlsform::row::Row;
use crate::export::xlsform::survey::Survey;
use crate::model::form::{Field, Score, Table};

impl Survey<'_> {
    /// A table: a repeat, as often as it has fixed rows, or as a person adds some.
    pub(super) fn table(&mut self, field: &Field, table: &Table) {
        let relevant = self.relevant(Some(field), field.relevant.as_ref());
        if let Some(hint) = &field.hint {
            self.note(&field.name.value, hint, &relevant);
        }
        let fixed = !table.preset.is_empty();
        let count = if fixed {
            table.preset.len().to_string()
        } else {
            String::new()
        };
        self.rows.push(Row {
            label: label(&format!("{}{}", field.label, self.limits(field, fixed))),
            relevant: relevant.clone(),
            repeat_count: count,
            ..Row::new("begin_repeat", self.names.of_field(&field.name.value))
        });
        for (at, column) in table.columns.iter().enumerate() {
            if fixed && at == 0 {
                self.heads(column, &table.preset);
            } else {
                self.field(column);
            }
        }
        self.rows.push(Row::new("end_repeat", ""));
        for column in table.columns.iter().filter(|column| column.total) {
            let name = self.names.of_field(&column.name.value);
            let total = self.names.fresh(&format!("{name}_total"));
            let words = self.words;
            let shown = format!("{} {} {}", field.label, column.label, words.total);
            let unit = column.unit.as_deref().map(|unit| words.bracketed(unit));
            let shown = format!("{shown}{}", unit.unwrap_or_default());
            self.computed(&total, &shown, format!("sum(${{{name}}})"), &relevant);
        }
    }

    /// How many rows a person may add; an XLSForm can say it in words alone.
    fn limits(&self, field: &Field, fixed: bool) -> String {
        let least = field.rows.min.max(field.required.then_some(1));
        let said = [
            (
                least.filter(|least| *least > 0),
                "{min}",
                self.words.rows_least,
            ),
            (field.rows.max, "{max}", self.words.rows_most),
        ];
        let said: Vec<String> = (said.into_iter())
            .filter_map(|(count, key, words)| Some(words.replace(key, &count?.to_string())))
            .collect();
        if fixed || said.is_empty() {
            String::new()
        } else {
            self.words.bracketed(&said.join(self.words.separator))
        }
    }

    /// What stands at the head of each fixed row.
    fn heads(&mut self, column: &Field, preset: &[String]) {
        let mut text = "''".to_owned();
        for (at, head) in preset.iter().enumerate().rev() {
            text = format!("if(position(..) = {}, {}, {text})", at + 1, quoted(head));
        }
        let name = self.names.of_field(&column.name.value);
        self.computed(&name, &column.label, text, "");
    }

    /// A score: a number for each item, the weighted total and its grade.
    pub(super) fn score(&mut self, field: &Field, score: &Score) {
        let relevant = self.relevant(Some(field), field.relevant.as_ref());
        let name = self.names.of_field(&field.name.value);
        let group = self.names.fresh(&format!("{name}_items"));
        self.rows.push(Row {
            label: label(&field.label),
            relevant,
            appearance: "field-list".to_owned(),
            ..Row::new("begin_group", group)
        });
        if let Some(hint) = &field.hint {
            self.note(&field.name.value, hint, "");
        }
        let (mut terms, mut empty) = (Vec::new(), Vec::new());
        for item in &score.items {
            let own = self.names.fresh(&format!("{name}_{}", item.name));
            let words = self.words;
            let weight = format!("{}{}{} %", words.weight, words.colon, item.weight);
            let hint: Vec<String> = item.hint.iter().cloned().chain([weight]).collect();
            empty.push(format!("${{{own}}} = ''"));
            terms.push(format!("${{{own}}} * {}", item.weight));
            self.rows.push(Row {
                label: label(&item.label),
                hint: label(&hint.join(words.separator)),
                required: field.required,
                constraint: format!(". >= 0 and . <= {}", score.points),
                ..Row::new("decimal", own)
            });
        }
        // An unfinished score is no score: its sum would be taken for a bad one.
        let total = format!(
            "if({}, '', round(({}) div 100, 2))",
            empty.join(" or "),
            terms.join(" + ")
        );
        self.computed(&name, self.words.total, total, "");
        if !score.grades.is_empty() {
            let mut text = "''".to_owned();
            for grade in score.grades.iter().rev() {
                let label = quoted(&grade.label);
                text = format!("if(${{{name}}} >= {}, {label}, {text})", grade.min);
            }
            let text = format!("if(${{{name}}} = '', '', {text})");
            let grade = self.names.fresh(&format!("{name}_grade"));
            self.computed(&grade, self.words.grade, text, "");
        }
        self.rows.push(Row::new("end_group", ""));
    }

    /// A signature: name, day, a drawing, and the seal as a picture.
    pub(super) fn signature(&mut self, field: &Field, seal: bool) {
        let relevant = self.relevant(Some(field), field.relevant.as_ref());
        let name = self.names.of_field(&field.name.value);
        self.rows.push(Row {
            label: label(&field.label),
            relevant,
            appearance: "field-list".to_owned(),
            ..Row::new("begin_group", name.clone())
        });
        if let Some(hint) = &field.hint {
            self.note(&field.name.value, hint, "");
        }
        let words = self.words;
        let parts = [
            ("text", "name", words.signature_name, ""),
            ("date", "date", words.signature_date, ""),
            ("image", "drawn", words.signature_drawn, "signature"),
            ("image", "seal", words.signature_seal, ""),
        ];
        for (kind, part, said, appearance) in &parts[..if seal { 4 } else { 3 }] {
            let own = self.names.fresh(&format!("{name}_{part}"));
            let is_picture = *kind == "image";
            // A telephone's camera makes pictures of several megabytes.
            let parameters = if is_picture { "max-pixels=1024" } else { "" };
            self.rows.push(Row {
                label: (*said).to_owned(),
                required: field.required && !is_picture,
                appearance: (*appearance).to_owned(),
                parameters: parameters.to_owned(),
                ..Row::new(*kind, own)
            });
        }
        self.rows.push(Row::new("end_group", ""));
    }
}
