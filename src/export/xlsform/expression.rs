//! An expression of a form as the `XPath` of an XLSForm.
//!
//! In: a tree and the types of the form's values. Out: text, or why it cannot be said there. XLSForm's dates,
//! months, weeks and times are not our own: `JavaRosa` compares days alone, and knows no weeks.

use crate::export::xlsform::condition::Empty;
use crate::export::xlsform::lists::choice_name;
use crate::export::xlsform::names::Names;
use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::form::{Field, FieldKind, Form};
use crate::model::value::{self, Types, ValueType};

/// Binds closer than any operator.
const CLOSEST: u8 = 7;

/// What an expression is translated with.
pub(super) struct Translation<'a> {
    pub(super) form: &'a Form,
    pub(super) names: &'a Names<'a>,
    pub(super) types: &'a Types<'a>,
    /// The field that has the expression; `None` for a section.
    pub(super) own: Option<&'a str>,
}

/// Why an expression cannot be carried over, as the end of a sentence.
pub(super) type Refusal = String;

/// A piece of text, and how closely its outermost operator binds.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) strength: u8,
}

impl Piece {
    pub(super) const fn whole(text: String) -> Self {
        Self {
            text,
            strength: CLOSEST,
        }
    }

    /// The text where an operator of this strength stands beside it.
    pub(super) fn within(self, strength: u8) -> String {
        if self.strength < strength {
            format!("({})", self.text)
        } else {
            self.text
        }
    }
}

impl Translation<'_> {
    /// The whole expression.
    pub(super) fn text(&self, tree: &Expression, empty: Empty) -> Result<String, Refusal> {
        Ok(match empty {
            Empty::Value => self.piece(tree)?.text,
            Empty::Holds => self.condition(tree, true)?.text,
            Empty::Fails => self.condition(tree, false)?.text,
        })
    }

    fn plain(&self, piece: &Expression) -> Result<String, Refusal> {
        Ok(self.piece(piece)?.text)
    }

    pub(super) fn kind(&self, piece: &Expression) -> Option<ValueType> {
        if piece.kind == ExpressionKind::Own {
            return self.types.get(self.own?).copied();
        }
        value::type_of(piece, self.types)
    }

    pub(super) fn piece(&self, piece: &Expression) -> Result<Piece, Refusal> {
        Ok(match &piece.kind {
            ExpressionKind::Number(digits) => Piece::whole(number(digits)),
            ExpressionKind::Text(text) => Piece::whole(quoted(text)),
            ExpressionKind::Boolean(truth) => Piece::whole(format!("{truth}()")),
            ExpressionKind::Field(name) => self.named(name),
            ExpressionKind::Own => Piece::whole(".".to_owned()),
            ExpressionKind::Negative(inner) => {
                Piece::whole(format!("-{}", self.piece(inner)?.within(CLOSEST)))
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => self.binary(*operator, left, right)?,
            ExpressionKind::Call {
                function,
                arguments,
            } => Piece::whole(self.call(&function.value, arguments)?),
        })
    }

    fn named(&self, name: &str) -> Piece {
        let reference = format!("${{{}}}", self.names.of_field(name));
        let field = self.field(name);
        // A computed truth is kept as a text, and any text counts as true.
        if field.is_some_and(|field| matches!(field.kind, FieldKind::Calculate))
            && self.types.get(name) == Some(&ValueType::Truth)
        {
            return Piece {
                text: format!("{reference} = 'true'"),
                strength: Operator::Equal.strength(),
            };
        }
        Piece::whole(reference)
    }

    fn field(&self, name: &str) -> Option<&Field> {
        (self.form.fields_and_columns()).find(|field| field.name.value == name)
    }

    fn binary(
        &self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Result<Piece, Refusal> {
        let strength = operator.strength();
        let (first, second) = if operator.strength() == Operator::Less.strength()
            || operator.strength() == Operator::Equal.strength()
        {
            self.compared(operator, left, right)?
        } else {
            (self.piece(left)?, self.piece(right)?)
        };
        // Operators of one strength are read from the left.
        let (first, second) = (first.within(strength), second.within(strength + 1));
        Ok(Piece {
            text: format!("{first} {} {second}", operator.word()),
            strength,
        })
    }

    /// A text beside a field with choices, as the name of a choice.
    pub(super) fn choice(&self, piece: &Expression, text: &str) -> String {
        let name = if let ExpressionKind::Field(name) = &piece.kind {
            Some(name.as_str())
        } else {
            self.own.filter(|_| piece.kind == ExpressionKind::Own)
        };
        let field = name.and_then(|name| self.field(name));
        if field.is_some_and(|field| !field.kind.choices().is_empty()) {
            choice_name(text)
        } else {
            text.to_owned()
        }
    }

    fn call(&self, function: &str, arguments: &[Expression]) -> Result<String, Refusal> {
        let all = || -> Result<String, Refusal> {
            let texts: Result<Vec<String>, Refusal> =
                arguments.iter().map(|it| self.plain(it)).collect();
            Ok(texts?.join(", "))
        };
        Ok(match (function, arguments) {
            ("sum" | "not" | "round" | "today" | "true" | "false", _) => {
                format!("{function}({})", all()?)
            }
            ("count", _) => format!("count-non-empty({})", all()?),
            ("avg", _) => {
                let values = all()?;
                format!("(sum({values}) div count-non-empty({values}))")
            }
            ("if", [condition, yes, no]) => {
                let kind = self.kind(if yes.text().is_some() { no } else { yes });
                let (yes, no) = (self.value(kind, yes)?, self.value(kind, no)?);
                let condition = self.condition(condition, false)?.text;
                format!("if({condition}, {yes}, {no})")
            }
            ("selected", [set, choice]) => {
                let text = match choice.text() {
                    Some(text) => quoted(&self.choice(set, text)),
                    None => self.plain(choice)?,
                };
                format!("selected({}, {text})", self.plain(set)?)
            }
            ("days-between", [from, to]) => {
                // Between two midnights there can be an hour more or less.
                format!(
                    "round({} - {}, 0)",
                    self.midnight(to)?,
                    self.midnight(from)?
                )
            }
            ("min" | "max", [first, ..]) => self.extreme(function, first, arguments)?,
            _ => return Err(format!("`{function}` is unknown there")),
        })
    }

    /// A value of a type, where a text may stand for it.
    fn value(&self, kind: Option<ValueType>, piece: &Expression) -> Result<String, Refusal> {
        match (kind, piece.text()) {
            (Some(kind), Some(text)) => Ok(quoted(&full(kind, text))),
            _ => self.plain(piece),
        }
    }

    fn midnight(&self, piece: &Expression) -> Result<String, Refusal> {
        let text = self.plain(piece)?;
        Ok(if self.kind(piece) == Some(ValueType::DateTime) {
            format!("decimal-date-time(format-date({text}, '%Y-%m-%d'))")
        } else {
            format!("decimal-date-time({text})")
        })
    }

    fn extreme(
        &self,
        function: &str,
        first: &Expression,
        arguments: &[Expression],
    ) -> Result<String, Refusal> {
        let kinds = arguments.iter().map(|it| self.kind(it));
        let kind = kinds
            .flatten()
            .find(|kind| *kind != ValueType::Text)
            .or_else(|| self.kind(first));
        let is_one = arguments.len() == 1;
        let mut texts = Vec::new();
        for piece in arguments {
            texts.push(match kind {
                Some(kind) if !is_one => self.comparable(kind, piece, true)?.text,
                _ => self.plain(piece)?,
            });
        }
        let values = texts.join(", ");
        match kind {
            Some(ValueType::Date | ValueType::Month) => Ok(format!("date({function}({values}))")),
            Some(ValueType::DateTime) if !is_one => Ok(format!("date-time({function}({values}))")),
            Some(ValueType::DateTime | ValueType::Time | ValueType::Week) => Err(format!(
                "`{function}` of times, weeks or dates with a time is unknown there"
            )),
            _ => Ok(format!("{function}({values})")),
        }
    }
}

/// Digits as `XPath` writes them.
fn number(digits: &str) -> String {
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    if digits.starts_with('.') {
        format!("0{digits}")
    } else {
        digits.to_owned()
    }
}

/// A text in quotes, which `XPath` cannot escape.
pub(super) fn quoted(text: &str) -> String {
    // Even in quotes, `${x}` would be taken for a field.
    if !text.contains("${") {
        if !text.contains('\'') {
            return format!("'{text}'");
        }
        if !text.contains('"') {
            return format!("\"{text}\"");
        }
    }
    let parts: Vec<String> = (text.split_inclusive('$'))
        .flat_map(|part| part.split_inclusive('\''))
        .flat_map(|part| match part.strip_suffix('\'') {
            Some(before) => vec![format!("'{before}'"), "\"'\"".to_owned()],
            None => vec![format!("'{part}'")],
        })
        .filter(|part| part != "''")
        .collect();
    format!("concat({})", parts.join(", "))
}

/// A day, month or time as an XLSForm keeps it.
pub(super) fn full(kind: ValueType, text: &str) -> String {
    let rest = match (kind, text.len()) {
        (ValueType::Month, 7) => "-01",
        (ValueType::DateTime, 16) | (ValueType::Time, 5) => ":00",
        _ => "",
    };
    format!("{text}{rest}")
}
