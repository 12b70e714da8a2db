//! An expression of a form as the `XPath` of an XLSForm.
//!
//! In: a tree and the types of the form's values. Out: text, or why it cannot be said there. XLSForm's dates,
//! months, weeks and times are not our own: `JavaRosa` compares days alone, and knows no weeks.

use crate::export::xlsform::lists::choice_name;
use crate::export::xlsform::names::Names;
use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::form::{Field, FieldKind, Form};
use crate::model::{ValueType, ValueTypes};

/// Binds closer than any operator.
const CLOSEST: u8 = 7;

/// What an expression is translated with.
pub(super) struct Translation<'a> {
    pub(super) form: &'a Form,
    pub(super) names: &'a Names<'a>,
    pub(super) types: &'a ValueTypes<'a>,
    /// The field that has the expression; `None` for a section.
    pub(super) own: Option<&'a str>,
}

/// Why an expression cannot be carried over, as the end of a sentence.
pub(super) type Refusal = String;

/// A piece of text, and how closely its outermost operator binds.
struct Piece {
    text: String,
    strength: u8,
}

impl Piece {
    const fn whole(text: String) -> Self {
        Self {
            text,
            strength: CLOSEST,
        }
    }

    /// The text where an operator of this strength stands beside it.
    fn within(self, strength: u8) -> String {
        if self.strength < strength {
            format!("({})", self.text)
        } else {
            self.text
        }
    }
}

impl Translation<'_> {
    /// The whole expression.
    pub(super) fn text(&self, tree: &Expression) -> Result<String, Refusal> {
        Ok(self.piece(tree)?.text)
    }

    fn kind(&self, piece: &Expression) -> Option<ValueType> {
        self.types.of_expression(self.own, piece)
    }

    fn piece(&self, piece: &Expression) -> Result<Piece, Refusal> {
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
            && self.types.get(name) == Some(ValueType::Truth)
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

    /// Both sides of a comparison, as values that can be compared.
    fn compared(
        &self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Result<(Piece, Piece), Refusal> {
        let empty = |piece: &Expression| piece.text() == Some("");
        if empty(left) || empty(right) {
            return Ok((self.piece(left)?, self.piece(right)?));
        }
        let kind = match (self.kind(left), self.kind(right)) {
            (Some(ValueType::Text) | None, other) => other,
            (kind, _) => kind,
        };
        let is_order = operator.strength() == Operator::Less.strength();
        let of = |side: &Expression, other: &Expression| match (kind, side.text()) {
            (Some(ValueType::Text | ValueType::Choices) | None, Some(text)) => {
                Ok(Piece::whole(quoted(&self.choice(other, text))))
            }
            (Some(kind), _) => self.comparable(kind, side, is_order),
            (None, None) => self.piece(side),
        };
        Ok((of(left, right)?, of(right, left)?))
    }

    /// A value that `XPath` compares as we do.
    fn comparable(
        &self,
        kind: ValueType,
        piece: &Expression,
        is_order: bool,
    ) -> Result<Piece, Refusal> {
        let call = |function: &str, text: String| Piece::whole(format!("{function}({text})"));
        Ok(match (kind, piece.text()) {
            // Equal days are equal texts; only an order needs the day itself.
            (ValueType::Date | ValueType::Month, Some(text)) => {
                let day = Piece::whole(quoted(&full(kind, text)));
                if is_order {
                    call("date", day.text)
                } else {
                    day
                }
            }
            (ValueType::DateTime, Some(text)) => {
                call("decimal-date-time", quoted(&full(kind, text)))
            }
            (ValueType::DateTime, None) => call("decimal-date-time", self.piece(piece)?.text),
            (ValueType::Time, Some(text)) => minutes(text)?,
            (ValueType::Time, None) => call("decimal-time", self.piece(piece)?.text),
            (ValueType::Week, Some(text)) if is_order => Piece::whole(text.replace("-W", "")),
            (ValueType::Week, None) if is_order => {
                let text = self.piece(piece)?.text;
                call(
                    "number",
                    format!("concat(substr({text}, 0, 4), substr({text}, 6))"),
                )
            }
            _ => self.piece(piece)?,
        })
    }

    /// A text beside a field with choices, as the name of a choice.
    fn choice(&self, piece: &Expression, text: &str) -> String {
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
                arguments.iter().map(|it| self.text(it)).collect();
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
                format!("if({}, {yes}, {no})", self.text(condition)?)
            }
            ("selected", [set, choice]) => {
                let text = match choice.text() {
                    Some(text) => quoted(&self.choice(set, text)),
                    None => self.text(choice)?,
                };
                format!("selected({}, {text})", self.text(set)?)
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
            _ => self.text(piece),
        }
    }

    fn midnight(&self, piece: &Expression) -> Result<String, Refusal> {
        let text = self.text(piece)?;
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
                _ => self.text(piece)?,
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

/// A time of day as its part of the day.
fn minutes(text: &str) -> Result<Piece, Refusal> {
    let parts = text.split_once(':');
    let parsed = parts.and_then(|(hours, minutes)| {
        Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?)
    });
    match parsed {
        Some(minutes) => Ok(Piece {
            text: format!("{minutes} div 1440"),
            strength: Operator::Divide.strength(),
        }),
        None => Err(format!("`{text}` is no time")),
    }
}
