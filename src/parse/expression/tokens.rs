//! An expression's text as tokens.
//!
//! In: the text and where it stands. Out: tokens with their byte ranges in the text. What people type
//! for a sign that they mean – full-width signs of a Chinese keyboard, `==`, `&&` – is a finding and
//! read as what is meant, so that the rest is still understood.

use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::expression::Operator;
use crate::source::{SourcePath, Span};

/// What people write for the operators that are words.
const FOREIGN_WORDS: [(&str, Operator); 7] = [
    ("AND", Operator::And),
    ("OR", Operator::Or),
    ("DIV", Operator::Divide),
    ("MOD", Operator::Remainder),
    ("且", Operator::And),
    ("并且", Operator::And),
    ("或", Operator::Or),
];

/// Where an expression's text stands in its file.
pub(super) struct Place<'a> {
    /// The file.
    pub(super) path: &'a SourcePath,
    /// The whole TOML value, quotes included.
    pub(super) whole: Span,
    /// The text's first byte; `None` when the TOML text has escapes, so that its bytes are not the file's.
    pub(super) start: Option<usize>,
}

impl Place<'_> {
    /// A range of the text as a range of the file.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.start
            .map_or(self.whole, |start| Span::new(from, to).shifted(start))
    }

    /// A finding about a range of the text.
    pub(super) fn finding(
        &self,
        from: usize,
        to: usize,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) -> Diagnostic {
        let span = self.span(from, to);
        Diagnostic::error(&code::EXPRESSION_SYNTAX, self.path, span, message.into()).help(help)
    }
}

/// A smallest piece of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `12.5`
    Number(String),
    /// `'x'`
    Text(String),
    /// `${x}`
    Field(String),
    /// A word: of a function, or one that should have been something else.
    Name(String),
    /// `.`
    Own,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `+`, `and`, …
    Operator(Operator),
}

/// A token and its byte range in the text.
pub(super) struct Placed {
    /// The token.
    pub(super) token: Token,
    /// Its first byte.
    pub(super) from: usize,
    /// The byte after it.
    pub(super) to: usize,
}

/// The tokens of a text; `None` with a finding when a part of it cannot be read at all.
pub(super) fn tokens(
    text: &str,
    place: &Place<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Vec<Placed>> {
    let mut reader = Reader {
        text,
        at: 0,
        place,
        findings,
    };
    let mut tokens = Vec::new();
    while reader.at < text.len() {
        let from = reader.at;
        let Some(first) = reader.take() else { break };
        if first.is_whitespace() {
            continue;
        }
        let token = reader.token(from, first)?;
        let to = reader.at;
        tokens.push(Placed { token, from, to });
    }
    Some(tokens)
}

fn meaningless(typed: &Text) -> Text {
    say!(
        "{} means nothing in an expression",
        "表达式里不能用 {}",
        typed
    )
}

/// The sign that a Chinese keyboard's sign stands for.
const fn meant(c: char) -> Option<char> {
    match c {
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '。' => Some('.'),
        '、' => Some(','),
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '「' | '」' => Some('\''),
        '\u{3000}' => Some(' '),
        '\u{2212}' | '\u{2013}' | '\u{2014}' => Some('-'),
        '×' => Some('*'),
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Byte of the next character.
    at: usize,
    place: &'a Place<'a>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next character, as it was meant.
    fn take(&mut self) -> Option<char> {
        let typed = self.rest().chars().next()?;
        let from = self.at;
        self.at += typed.len_utf8();
        let Some(meant) = meant(typed) else {
            return Some(typed);
        };
        if matches!(meant, '&' | '|' | '%' | '/') {
            // These mean nothing in ASCII either, and are reported as that.
            return Some(meant);
        }
        let help = match meant {
            '\'' => say!(
                "write `'` before and after a text: `'yes'`",
                "文字前后都写 `'`：`'yes'`"
            ),
            ' ' => say!("write a plain space", "改成半角空格"),
            _ => say!("write `{}`", "改成 `{}`", meant),
        };
        let name = if typed.is_whitespace() {
            say!("a full-width space", "全角空格")
        } else {
            Text::same(format!("`{typed}`"))
        };
        self.report(from, meaningless(&name), help);
        Some(meant)
    }

    /// Passes over the next character when it is meant to be this one.
    fn takes(&mut self, wanted: char) -> bool {
        let next = self.rest().chars().next();
        let found = next.is_some_and(|typed| meant(typed).unwrap_or(typed) == wanted);
        if found {
            self.take();
        }
        found
    }

    fn report(&mut self, from: usize, message: impl Into<Text>, help: impl Into<Text>) {
        let finding = self.place.finding(from, self.at, message, help);
        self.findings.push(finding);
    }

    /// Reports what other languages write for `operator`.
    fn foreign(&mut self, from: usize, operator: Operator) -> Token {
        let typed = &self.text[from..self.at];
        let message = meaningless(&Text::same(format!("`{typed}`")));
        let help = say!("write `{}`", "改成 `{}`", operator.word());
        self.report(from, message, help);
        Token::Operator(operator)
    }

    fn token(&mut self, from: usize, first: char) -> Option<Token> {
        let operator = Token::Operator;
        Some(match first {
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '+' => operator(Operator::Add),
            '-' => operator(Operator::Subtract),
            '*' => operator(Operator::Multiply),
            '/' | '÷' => self.foreign(from, Operator::Divide),
            '%' => self.foreign(from, Operator::Remainder),
            '≠' => self.foreign(from, Operator::NotEqual),
            '≤' => self.foreign(from, Operator::LessOrEqual),
            '≥' => self.foreign(from, Operator::GreaterOrEqual),
            '&' => {
                self.takes('&');
                self.foreign(from, Operator::And)
            }
            '|' => {
                self.takes('|');
                self.foreign(from, Operator::Or)
            }
            '=' if self.takes('=') => self.foreign(from, Operator::Equal),
            '=' if self.takes('>') => self.foreign(from, Operator::GreaterOrEqual),
            '=' if self.takes('<') => self.foreign(from, Operator::LessOrEqual),
            '=' => operator(Operator::Equal),
            '!' if self.takes('=') => operator(Operator::NotEqual),
            '<' if self.takes('=') => operator(Operator::LessOrEqual),
            '<' if self.takes('>') => self.foreign(from, Operator::NotEqual),
            '<' => operator(Operator::Less),
            '>' if self.takes('=') => operator(Operator::GreaterOrEqual),
            '>' => operator(Operator::Greater),
            '\'' | '"' => return self.quoted(from),
            '$' => return self.field(from),
            '.' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => Token::Own,
            '.' | '0'..='9' => self.number(first),
            _ if first.is_alphabetic() || first == '_' => self.word(from),
            _ => {
                let message = meaningless(&Text::same(format!("`{first}`")));
                let help = if first == '!' {
                    say!(
                        "write `not(…)`, or `!=` between two values",
                        "写 `not(…)`，或者在两个值之间写 `!=`"
                    )
                } else {
                    say!(
                        "write a text in quotes: `'…'`, a field as `${{name}}`",
                        "文字写在引号里：`'…'`，字段写成 `${{name}}`"
                    )
                };
                self.report(from, message, help);
                return None;
            }
        })
    }

    /// A text; its closing quote is the opening one, or any when a keyboard has made the opening one.
    fn quoted(&mut self, from: usize) -> Option<Token> {
        let opening = self.text[from..self.at].chars().next();
        let plain = opening.filter(char::is_ascii);
        let start = self.at;
        let end = self.rest().find(|c: char| match plain {
            Some(quote) => c == quote,
            None => c == '\'' || meant(c) == Some('\''),
        });
        let Some(end) = end else {
            self.at = self.text.len();
            self.report(
                from,
                say!("this text has no closing quote", "这段文字缺后面的引号"),
                say!(
                    "close it with the sign that opens it: `'yes'`",
                    "前后用同样的引号：`'yes'`"
                ),
            );
            return None;
        };
        let text = self.rest()[..end].to_owned();
        self.at = start + end;
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        Some(Token::Text(text))
    }

    fn field(&mut self, from: usize) -> Option<Token> {
        if !self.takes('{') {
            let start = self.at;
            self.at += self.word_length();
            let name = self.text[start..self.at].to_owned();
            let message = say!("a field stands in braces", "字段要写在花括号里");
            if name.is_empty() {
                self.report(from, message, say!("write `${{name}}`", "写成 `${{name}}`"));
                return None;
            }
            let help = say!("write `${{{}}}`", "写成 `${{{}}}`", name);
            self.report(from, message, help);
            return Some(Token::Field(name));
        }
        let start = self.at;
        let Some(length) = self.rest().find(['}', '｝']) else {
            self.at = self.text.len();
            self.report(
                from,
                say!(
                    "this field's name has no closing brace",
                    "字段名后面缺右花括号"
                ),
                say!("write `${{name}}`", "写成 `${{name}}`"),
            );
            return None;
        };
        self.at = start + length;
        let typed = self.text[start..self.at].to_owned();
        self.takes('}');
        let name = typed.trim();
        if name.len() < typed.len() || name.is_empty() {
            let help = if name.is_empty() {
                say!(
                    "write the field's name in the braces: `${{name}}`",
                    "在花括号里写字段名：`${{name}}`"
                )
            } else {
                say!("write `${{{}}}`", "写成 `${{{}}}`", name)
            };
            let message = say!(
                "spaces do not belong into a field's braces",
                "字段的花括号里不能有空格"
            );
            self.report(from, message, help);
        }
        (!name.is_empty()).then(|| Token::Field(name.to_owned()))
    }

    fn number(&mut self, first: char) -> Token {
        let mut digits = String::from(first);
        let mut point = first == '.';
        while let Some(next) = self.rest().chars().next() {
            let next = meant(next).unwrap_or(next);
            if !(next.is_ascii_digit() || (next == '.' && !point)) {
                break;
            }
            point |= next == '.';
            self.take();
            digits.push(next);
        }
        if digits.starts_with('.') {
            digits.insert(0, '0');
        }
        if digits.ends_with('.') {
            digits.pop();
        }
        Token::Number(digits)
    }

    /// Bytes of the word that begins here. A word may hold `-`, as `XPath`'s may: `days-between`.
    fn word_length(&self) -> usize {
        let rest = self.rest();
        let inside = |c: char| (c.is_alphanumeric() || c == '_' || c == '-') && meant(c).is_none();
        rest.find(|c: char| !inside(c)).unwrap_or(rest.len())
    }

    fn word(&mut self, from: usize) -> Token {
        self.at += self.word_length();
        match &self.text[from..self.at] {
            "and" => Token::Operator(Operator::And),
            "or" => Token::Operator(Operator::Or),
            "div" => Token::Operator(Operator::Divide),
            "mod" => Token::Operator(Operator::Remainder),
            word => {
                let upper = word.to_uppercase();
                let operator = FOREIGN_WORDS.iter().find(|(name, _)| *name == upper);
                match operator.copied() {
                    Some((_, operator)) => self.foreign(from, operator),
                    None => Token::Name(word.to_owned()),
                }
            }
        }
    }
}
