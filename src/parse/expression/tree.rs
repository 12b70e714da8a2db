//! Tokens of an expression to its tree, by the strength of the operators.
//!
//! In: the text of a TOML value. Out: a tree, or a finding that says what to type. It must not know
//! which fields and functions there are.

use crate::diagnostic::{Diagnostic, Text, say};
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
        let message = say!("this expression is empty", "表达式是空的");
        let help = say!(
            "write what it is, or leave the key out",
            "写上内容，或者去掉这个键"
        );
        return reader.refuse(0, text.len(), message, help);
    }
    let tree = reader.expression(1, 0)?;
    if reader.at == reader.tokens.len() {
        return Some(tree.expression);
    }
    let (from, to) = reader.here();
    if reader.peek() == Some(&Token::Close) {
        let message = say!("this bracket closes nothing", "这个右括号前面没有左括号");
        return reader.refuse(from, to, message, say!("leave it out", "去掉它"));
    }
    if reader.peek() == Some(&Token::Comma) {
        return reader.stray_comma(from, to);
    }
    let help = say!(
        "write an operator between two values: `and`, `or`, `=`, `+`, …",
        "两个值之间要写运算符：`and`、`or`、`=`、`+` 等"
    );
    reader.refuse(from, to, operator_missing(), help)
}

fn operator_missing() -> Text {
    say!("an operator is missing before this", "这前面缺一个运算符")
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
        let message = say!(
            "this expression has more than {} levels",
            "表达式超过 {} 层",
            DEEPEST
        );
        let help = say!(
            "compute a part of it in a field of its own, of `type = \"calculate\"`",
            "把其中一部分放到单独的 `type = \"calculate\"` 字段里算"
        );
        self.refuse(from, to, message, help)
    }

    fn stray_comma<T>(&mut self, from: usize, to: usize) -> Option<T> {
        let message = say!("this comma stands in no function", "这个逗号不在函数里");
        let help = say!(
            "commas stand between the values of a function: `max(1, 2)`; a number has none: `1000`",
            "逗号只用来隔开函数的几个值：`max(1, 2)`；数字里不写逗号：`1000`"
        );
        self.refuse(from, to, message, help)
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
                let message = say!("a value is missing before this", "这前面缺一个值");
                let help = say!(
                    "write a field `${{name}}`, a number, a text `'…'` or a function there",
                    "在那里写字段 `${{name}}`、数字、文字 `'…'` 或函数"
                );
                return self.refuse(from, to, message, help);
            }
            None => {
                let message = say!("this expression is not finished", "表达式没有写完");
                let help = say!(
                    "write a field `${{name}}`, a number, a text `'…'` or a function after it",
                    "在后面写字段 `${{name}}`、数字、文字 `'…'` 或函数"
                );
                return self.refuse(0, self.end, message, help);
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
                let message = say!("this bracket is not closed", "这个左括号后面没有右括号");
                let help = say!("write `)` where it ends", "在结束的地方写 `)`");
                self.refuse(opening.0, opening.1, message, help)
            }
            Some(Token::Comma) => self.stray_comma(from, to),
            Some(_) => {
                let help = say!(
                    "write an operator or a comma between two values, `)` after the last",
                    "两个值之间写运算符或逗号，最后一个值后面写 `)`"
                );
                self.refuse(from, to, operator_missing(), help)
            }
        }
    }

    fn call(&mut self, name: String, (from, to): (usize, usize), depth: usize) -> Option<Tree> {
        if self.peek() != Some(&Token::Open) {
            let message = say!("`{}` stands alone", "`{}` 不能单独写", name);
            let help = match name.as_str() {
                "true" | "false" => say!("write `{}()`", "写成 `{}()`", name),
                _ => say!(
                    "write a text in quotes: `'{0}'`, a field as `${{{0}}}`",
                    "是文字就加引号：`'{0}'`，是字段就写成 `${{{0}}}`",
                    name
                ),
            };
            return self.refuse(from, to, message, help);
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
