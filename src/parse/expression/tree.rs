//! Tokens of an expression to its tree, by the strength of the operators.
//!
//! In: the text of a TOML value. Out: a tree, or a finding that says what to type. It must not know
//! which fields and functions there are.

use crate::diagnostic::{Diagnostic, Text};
use crate::model::expression::{DEEPEST, Expression, ExpressionKind, Operator};
use crate::parse::expression::tokens::{Place, Placed, Token, tokens};
use crate::source::Spanned;

/// The tree of a text; `None` with a finding when it is no expression.
pub(super) fn tree(
    text: &str,
    place: &Place<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Expression> {
    let tokens = tokens(text, place, findings)?;
    let mut reader = Reader {
        end: text.len(),
        tokens,
        at: 0,
        place,
        findings,
    };
    if reader.tokens.is_empty() {
        let help = "write what it is, or leave the key out";
        return reader.refuse(0, text.len(), "this expression is empty", help);
    }
    let tree = reader.expression(1, 0)?;
    if reader.at == reader.tokens.len() {
        return Some(tree.expression);
    }
    let (from, to) = reader.here();
    if reader.peek() == Some(&Token::Close) {
        return reader.refuse(from, to, "this bracket closes nothing", "leave it out");
    }
    if reader.peek() == Some(&Token::Comma) {
        return reader.stray_comma(from, to);
    }
    let help = "write an operator between two values: `and`, `or`, `=`, `+`, …";
    reader.refuse(from, to, "an operator is missing before this", help)
}

/// A tree with its byte range in the text.
struct Tree {
    expression: Expression,
    from: usize,
    to: usize,
    /// Its levels.
    height: usize,
}

struct Reader<'a> {
    tokens: Vec<Placed>,
    at: usize,
    /// Bytes of the text.
    end: usize,
    place: &'a Place<'a>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    /// The byte range of the next token, or the end of the text.
    fn here(&self) -> (usize, usize) {
        let next = self.tokens.get(self.at);
        next.map_or((self.end, self.end), |placed| (placed.from, placed.to))
    }

    fn refuse<T>(
        &mut self,
        from: usize,
        to: usize,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) -> Option<T> {
        let finding = self.place.finding(from, to, message, help);
        self.findings.push(finding);
        None
    }

    fn built(
        &mut self,
        kind: ExpressionKind,
        (from, to): (usize, usize),
        below: usize,
    ) -> Option<Tree> {
        let height = below + 1;
        if height > DEEPEST {
            return self.too_deep(from, to);
        }
        let span = self.place.span(from, to);
        let expression = Expression { kind, span };
        Some(Tree {
            expression,
            from,
            to,
            height,
        })
    }

    fn too_deep<T>(&mut self, from: usize, to: usize) -> Option<T> {
        let message = format!("this expression has more than {DEEPEST} levels");
        let help = "compute a part of it in a field of its own, of `type = \"calculate\"`";
        self.refuse(from, to, &message, help)
    }

    fn stray_comma<T>(&mut self, from: usize, to: usize) -> Option<T> {
        let help =
            "commas stand between the values of a function: `max(1, 2)`; a number has none: `1000`";
        self.refuse(from, to, "this comma stands in no function", help)
    }

    /// A value and what operators of at least this strength join to it.
    fn expression(&mut self, least: u8, depth: usize) -> Option<Tree> {
        let mut left = self.value(depth)?;
        while let Some(operator) = self.operator(least) {
            self.at += 1;
            let right = self.expression(operator.strength() + 1, depth + 1)?;
            let range = (left.from, right.to);
            let below = left.height.max(right.height);
            let kind = ExpressionKind::Binary {
                operator,
                left: Box::new(left.expression),
                right: Box::new(right.expression),
            };
            left = self.built(kind, range, below)?;
        }
        Some(left)
    }

    fn operator(&self, least: u8) -> Option<Operator> {
        match self.peek() {
            Some(Token::Operator(operator)) if operator.strength() >= least => Some(*operator),
            _ => None,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Tree> {
        let (from, to) = self.here();
        if depth > DEEPEST {
            return self.too_deep(from, to);
        }
        let kind = match self.peek().cloned() {
            Some(Token::Number(digits)) => ExpressionKind::Number(digits),
            Some(Token::Text(text)) => ExpressionKind::Text(text),
            Some(Token::Field(name)) => ExpressionKind::Field(name),
            Some(Token::Own) => ExpressionKind::Own,
            Some(Token::Name(name)) => {
                self.at += 1;
                return self.call(name, (from, to), depth);
            }
            Some(Token::Open) => {
                self.at += 1;
                let mut inner = self.expression(1, depth + 1)?;
                let end = self.close((from, to))?;
                // What is said of it later is said of its brackets too.
                (inner.from, inner.to) = (from, end);
                inner.expression.span = self.place.span(from, end);
                return Some(inner);
            }
            Some(Token::Operator(Operator::Subtract)) => {
                self.at += 1;
                let inner = self.value(depth + 1)?;
                let kind = ExpressionKind::Negative(Box::new(inner.expression));
                return self.built(kind, (from, inner.to), inner.height);
            }
            Some(Token::Operator(_) | Token::Close | Token::Comma) => {
                let help = "write a field `${name}`, a number, a text `'…'` or a function there";
                return self.refuse(from, to, "a value is missing before this", help);
            }
            None => {
                let help = "write a field `${name}`, a number, a text `'…'` or a function after it";
                return self.refuse(0, self.end, "this expression is not finished", help);
            }
        };
        self.at += 1;
        self.built(kind, (from, to), 0)
    }

    /// Passes over `)`; the byte after it.
    fn close(&mut self, opening: (usize, usize)) -> Option<usize> {
        let (from, to) = self.here();
        match self.peek() {
            Some(Token::Close) => {
                self.at += 1;
                Some(to)
            }
            None => {
                let help = "write `)` where it ends";
                self.refuse(opening.0, opening.1, "this bracket is not closed", help)
            }
            Some(Token::Comma) => self.stray_comma(from, to),
            Some(_) => {
                let help = "write an operator or a comma between two values, `)` after the last";
                self.refuse(from, to, "an operator is missing before this", help)
            }
        }
    }

    fn call(&mut self, name: String, (from, to): (usize, usize), depth: usize) -> Option<Tree> {
        if self.peek() != Some(&Token::Open) {
            let message = format!("`{name}` stands alone");
            let help = match name.as_str() {
                "true" | "false" => format!("write `{name}()`"),
                _ => format!("write a text in quotes: `'{name}'`, a field as `${{{name}}}`"),
            };
            return self.refuse(from, to, &message, &help);
        }
        let opening = self.here();
        self.at += 1;
        let mut arguments = Vec::new();
        let mut below = 0;
        if self.peek() != Some(&Token::Close) {
            loop {
                let argument = self.expression(1, depth + 1)?;
                below = below.max(argument.height);
                arguments.push(argument.expression);
                if self.peek() != Some(&Token::Comma) {
                    break;
                }
                self.at += 1;
            }
        }
        let end = self.close(opening)?;
        let kind = match name.as_str() {
            "true" | "false" if arguments.is_empty() => ExpressionKind::Boolean(name == "true"),
            _ => ExpressionKind::Call {
                function: Spanned::new(name, self.place.span(from, to)),
                arguments,
            },
        };
        self.built(kind, (from, end), below)
    }
}
