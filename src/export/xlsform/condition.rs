//! Comparisons in the `XPath` of an XLSForm.
//!
//! `JavaRosa` compares days alone, knows no weeks, and finds everything that is compared with nothing false.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::export::xlsform::expression::{Piece, Refusal, Translation, full, quoted};
use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::value::ValueType;

/// What an expression gives when a number or date that it compares is empty: here a comparison with it
/// is neither true nor false, in `XPath` it is false.
#[derive(Clone, Copy)]
pub(super) enum Empty {
    /// It is a value, which is empty too.
    Value,
    /// A constraint forbids nothing then.
    Holds,
    /// What is relevant only sometimes is not shown then.
    Fails,
}

impl Translation<'_> {
    /// What is true or false, and `empty` where a field that it compares is empty.
    pub(super) fn condition(&self, piece: &Expression, empty: bool) -> Result<Piece, Refusal> {
        if let ExpressionKind::Call {
            function,
            arguments,
        } = &piece.kind
            && let ("not", [inner]) = (function.value.as_str(), &arguments[..])
        {
            let inner = self.condition(inner, !empty)?.text;
            return Ok(Piece::whole(format!("not({inner})")));
        }
        let ExpressionKind::Binary {
            operator,
            left,
            right,
        } = &piece.kind
        else {
            return self.piece(piece);
        };
        let strength = operator.strength();
        if matches!(operator, Operator::And | Operator::Or) {
            let first = self.condition(left, empty)?.within(strength);
            let second = self.condition(right, empty)?.within(strength + 1);
            return Ok(Piece {
                text: format!("{first} {} {second}", operator.word()),
                strength,
            });
        }
        let found = self.piece(piece)?;
        // `XPath` says of everything that it is not equal to nothing.
        let fields = self.compared_fields(left, right);
        if fields.is_empty() || empty == (*operator == Operator::NotEqual) {
            return Ok(found);
        }
        let (test, outer) = if empty {
            (Operator::Equal, Operator::Or)
        } else {
            (Operator::NotEqual, Operator::And)
        };
        let mut words = String::new();
        for name in fields {
            // Writing to a string cannot fail.
            let _ = write!(words, "${{{name}}} {} '' {} ", test.word(), outer.word());
        }
        words.push_str(&found.within(outer.strength() + 1));
        Ok(Piece {
            text: words,
            strength: outer.strength(),
        })
    }

    /// The fields without which a comparison says nothing: numbers and dates that may be empty. The own field has
    /// something in it when its constraint is asked.
    fn compared_fields(&self, left: &Expression, right: &Expression) -> BTreeSet<String> {
        let is_empty = |piece: &Expression| piece.text() == Some("");
        let mut names = BTreeSet::new();
        if !is_empty(left) && !is_empty(right) {
            self.gather(left, &mut names);
            self.gather(right, &mut names);
        }
        names
    }

    fn gather(&self, piece: &Expression, names: &mut BTreeSet<String>) {
        match &piece.kind {
            ExpressionKind::Field(name) => {
                let kind = self.types.get(name.as_str());
                if kind.is_some_and(|kind| kind.has_order()) {
                    names.insert(self.names.of_field(name));
                }
            }
            ExpressionKind::Negative(inner) => self.gather(inner, names),
            ExpressionKind::Binary { left, right, .. } => {
                self.gather(left, names);
                self.gather(right, names);
            }
            ExpressionKind::Call {
                function,
                arguments,
            } if ["round", "days-between"].contains(&function.value.as_str()) => {
                for argument in arguments {
                    self.gather(argument, names);
                }
            }
            ExpressionKind::Call { .. }
            | ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Own => {}
        }
    }

    /// Both sides of a comparison, as values that can be compared.
    pub(super) fn compared(
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
    pub(super) fn comparable(
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
