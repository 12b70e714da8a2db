//! The values of expressions in words: fields, texts, arithmetic and functions.

use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::form::{Field, FieldKind};
use crate::render::speech::language::{fill, sign};
use crate::render::speech::{Speaker, Voice, is_time};

/// How closely what is said holds together when nothing in it can come apart.
const WHOLE: u8 = 9;

impl<'a> Speaker<'a> {
    /// A value in words; `beside` is the field that it is compared with, which gives texts their labels.
    pub(super) fn value(
        &self,
        piece: &Expression,
        beside: Option<&Field>,
        voice: Voice<'a>,
    ) -> String {
        self.spoken(piece, beside, voice).0
    }

    /// The words, and how closely they hold together.
    fn spoken(&self, piece: &Expression, beside: Option<&Field>, voice: Voice<'a>) -> (String, u8) {
        let language = self.language;
        let words = match &piece.kind {
            ExpressionKind::Number(digits) => digits.clone(),
            ExpressionKind::Text(text) => self.text(text, beside),
            ExpressionKind::Boolean(truth) => {
                (if *truth { language.yes } else { language.no }).to_owned()
            }
            ExpressionKind::Field(name) => {
                let label = self.fields.get(name.as_str()).map(|field| &field.label);
                self.quoted(label.unwrap_or(name))
            }
            ExpressionKind::Own => language.own.to_owned(),
            ExpressionKind::Negative(inner) => {
                return (format!("−{}", self.within(inner, WHOLE, voice)), WHOLE);
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => {
                return self.arithmetic(piece, *operator, (left, right), voice);
            }
            ExpressionKind::Call { function, .. }
                if matches!(function.value.as_str(), "not" | "selected") =>
            {
                let said = self.condition(
                    piece,
                    Voice {
                        must: false,
                        ..voice
                    },
                );
                fill(language.brackets, &[&said])
            }
            ExpressionKind::Call {
                function,
                arguments,
            } => self.call(&function.value, arguments, beside, voice),
        };
        (words, WHOLE)
    }

    fn arithmetic(
        &self,
        piece: &Expression,
        operator: Operator,
        (left, right): (&Expression, &Expression),
        voice: Voice<'a>,
    ) -> (String, u8) {
        let strength = operator.strength();
        if operator == Operator::Remainder {
            let (left, right) = (
                self.within(left, strength, voice),
                self.within(right, strength + 1, voice),
            );
            return (fill(self.language.remainder, &[&left, &right]), strength);
        }
        if sign(operator).is_empty() || strength <= Operator::Less.strength() {
            let said = self.condition(
                piece,
                Voice {
                    must: false,
                    ..voice
                },
            );
            return (fill(self.language.brackets, &[&said]), WHOLE);
        }
        let left = self.within(left, strength, voice);
        let right = self.within(right, strength + 1, voice);
        (format!("{left} {} {right}", sign(operator)), strength)
    }

    /// A piece of arithmetic, in brackets when it would come apart.
    fn within(&self, piece: &Expression, strength: u8, voice: Voice<'a>) -> String {
        let (said, own) = self.spoken(piece, None, voice);
        if own < strength {
            fill(self.language.brackets, &[&said])
        } else {
            said
        }
    }

    fn call(
        &self,
        name: &str,
        arguments: &[Expression],
        beside: Option<&Field>,
        voice: Voice<'a>,
    ) -> String {
        let language = self.language;
        let said = |piece: &Expression| self.value(piece, beside, voice);
        match (name, arguments) {
            ("today", []) => language.today.to_owned(),
            ("round", [number, places]) => {
                let number = self.within(number, WHOLE, voice);
                if places.kind == ExpressionKind::Number("0".to_owned()) {
                    fill(language.whole, &[&number])
                } else {
                    fill(language.rounded, &[&number, &said(places)])
                }
            }
            ("sum", [column]) => fill(language.sum, &[&said(column)]),
            ("avg", [column]) => fill(language.average, &[&said(column)]),
            ("count", [column]) => fill(language.count, &[&said(column)]),
            ("min", [column]) => fill(language.least, &[&said(column)]),
            ("max", [column]) => fill(language.greatest, &[&said(column)]),
            ("min", values) => fill(language.least_of, &[&self.list(values, voice)]),
            ("max", values) => fill(language.greatest_of, &[&self.list(values, voice)]),
            ("days-between", [from, to]) => {
                let day = |piece: &Expression| self.value(piece, None, voice);
                fill(language.days, &[&day(from), &day(to)])
            }
            ("if", [condition, yes, no]) => {
                let condition = self.condition(
                    condition,
                    Voice {
                        must: false,
                        ..voice
                    },
                );
                fill(language.branches, &[&condition, &said(yes), &said(no)])
            }
            // A function that there is not has its finding.
            _ => language.nothing.to_owned(),
        }
    }

    fn list(&self, values: &[Expression], voice: Voice<'a>) -> String {
        let said: Vec<String> = (values.iter())
            .map(|value| self.value(value, None, voice))
            .collect();
        said.join(self.language.list)
    }

    /// A text: the label of the choice that it names, a day as it is, or itself.
    fn text(&self, text: &str, beside: Option<&Field>) -> String {
        let language = self.language;
        if text.is_empty() {
            return language.nothing.to_owned();
        }
        let Some(field) = beside else {
            return self.quoted(text);
        };
        if is_time(&field.kind) {
            return text.replacen('T', " ", 1);
        }
        if matches!(field.kind, FieldKind::YesNo) {
            let label = match text {
                "yes" => language.yes,
                "no" => language.no,
                other => other,
            };
            return self.quoted(label);
        }
        let choice = (field.kind.choices().iter()).find(|choice| choice.name == text);
        self.quoted(choice.map_or(text, |choice| &choice.label))
    }

    fn quoted(&self, text: &str) -> String {
        fill(self.language.quoted, &[text.trim_end_matches([':', '：'])])
    }
}
