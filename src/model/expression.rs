//! An expression of a form as a tree: what `relevant`, `constraint` and `calculation` say.
//!
//! The language is a subset of XLSForm's. What differs from it on purpose, because a blank form is printed
//! and a wrong amount costs money (`static/form-evaluate.js` does it, `tests/expressions/cases.json` shows it):
//!
//! - Numbers are decimals: 0.1 + 0.2 is 0.3, `round(1.005, 2)` is 1.01, a half goes away from zero, 10^15
//!   keeps its cents. A division keeps 40 places; what is compared or handed out is rounded to 20 first.
//! - What is computed of an empty or unreadable value is empty, never 0 and never `NaN`: a missing amount
//!   must not look like a known one. So is a division by zero. An author who means 0 writes
//!   `if(${a} = '', 0, ${a})` or gives the field the `default` 0.
//! - `sum`, `avg`, `min`, `max` and `count` pass over the empty cells of a column; the sum of none is 0.
//! - A row that nobody has filled in, and what is not relevant, count as empty.
//! - A result that nothing filled in has a part in is not shown and not exported, so that a blank form is
//!   blank; in other expressions it counts as what it is.
//! - Comparing a number or date with an empty one is neither true nor false: it does not show a field, and
//!   it does not make a constraint fail. Texts and choices compare as they are, `''` included.
//! - `today()` is the day of filling in: opening a draft or a file again does not change its results; the
//!   first change by hand does. In a constraint it is the day on the clock.
//!
//! A tree is at most `DEEPEST` levels high, so that whoever walks it may call itself.

use crate::source::{Span, Spanned};

/// Levels that a tree may have; `a + b + c` has three.
pub const DEEPEST: usize = 200;

/// An expression as it was typed and as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The author's words, with the place of the whole TOML value.
    pub text: Spanned<String>,
    /// `None` when the words are no expression; a finding has said why.
    pub tree: Option<Expression>,
}

/// A piece of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// What it says.
    pub kind: ExpressionKind,
    /// Where it stands in the form's file; of a TOML text with escapes, the whole text.
    pub span: Span,
}

/// What a piece of an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `12.50`, digit by digit as typed, so that no precision is lost.
    Number(String),
    /// `'x'`, without its quotes.
    Text(String),
    /// `true()` or `false()`.
    Boolean(bool),
    /// `${name}`: the value of a field or column.
    Field(String),
    /// `.`: the value of the field that has the expression.
    Own,
    /// `-x`.
    Negative(Box<Expression>),
    /// Two pieces with an operator between them.
    Binary {
        /// The operator.
        operator: Operator,
        /// What stands before it.
        left: Box<Expression>,
        /// What stands after it.
        right: Box<Expression>,
    },
    /// `round(x, 2)`.
    Call {
        /// The function's name, which may be of no function.
        function: Spanned<String>,
        /// What stands in its brackets, in order.
        arguments: Vec<Expression>,
    },
}

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `div`
    Divide,
    /// `mod`
    Remainder,
}

impl Operator {
    /// As an author types it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Remainder => "mod",
        }
    }

    /// Whether it makes a number of two numbers.
    #[must_use]
    pub const fn is_arithmetic(self) -> bool {
        matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder
        )
    }

    /// How closely it binds, from 1: `*` closer than `+`, as in `XPath`.
    #[must_use]
    pub const fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Remainder => 6,
        }
    }
}

impl Expression {
    /// The text, when this is one in quotes.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let ExpressionKind::Text(text) = &self.kind {
            Some(text)
        } else {
            None
        }
    }

    /// Calls `visit` for this piece and all below it, in the order of the text.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.kind {
            ExpressionKind::Negative(inner) => inner.each(visit),
            ExpressionKind::Binary { left, right, .. } => {
                left.each(visit);
                right.each(visit);
            }
            ExpressionKind::Call { arguments, .. } => {
                for argument in arguments {
                    argument.each(visit);
                }
            }
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Field(_)
            | ExpressionKind::Own => {}
        }
    }
}
