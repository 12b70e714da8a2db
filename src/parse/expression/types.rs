//! The type of an expression, and what in it does not fit.
//!
//! In: a tree and the names of its form. Out: a type, or `None` where a finding has said why there is
//! none, so that one mistake is told once.

use crate::diagnostic::{Code, Diagnostic, Text, code, nearest, say};
use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::form::{Field, FieldKind, Form};
use crate::parse::expression::fields::{self, Fields, Held, InWords as _, Known, Type};
use crate::parse::expression::wording::{
    bare, comparison_help, number_help, sides, truth_help, words,
};
use crate::parse::expression::{choices, functions};
use crate::source::{SourcePath, Span};

/// What an expression sees.
pub(super) struct Scope<'s> {
    path: &'s SourcePath,
    /// Every name of the form.
    pub(super) fields: &'s Fields<'s>,
    /// The field that has the expression; `None` for a section.
    pub(super) own: Option<&'s Field>,
    /// The table that the field is a column of.
    table: Option<&'s str>,
    findings: &'s mut Vec<Diagnostic>,
}

/// The type of an expression.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Of a value, or of each value of a column.
    pub(super) kind: Type,
    /// Whether it is a table's column seen from outside the table.
    pub(super) many: bool,
}

/// Checks an expression that must be true or false; `key` is its key in the file.
pub(super) fn condition(scope: &mut Scope<'_>, key: &str, tree: &Expression) {
    if let Some(found) = scope.single(tree)
        && found != Type::Truth
    {
        let message = say!(
            "`{}` is true or false, but {} is {}",
            "`{}` 要写条件，但 {} 是 {}",
            key,
            words(tree),
            found.words()
        );
        let help = scope.truth_help(tree, found);
        scope.wrong_type(tree.span, message, help);
    }
}

/// Checks what a field is computed from; the type of the value.
pub(super) fn calculation(scope: &mut Scope<'_>, field: &Field, tree: &Expression) -> Option<Type> {
    let found = scope.single(tree)?;
    let name = &field.name.value;
    match field.kind.held() {
        Held::Unknown => {}
        Held::Nothing => {
            let message = say!(
                "`{}` is a `{}`, which has no value to compute",
                "`{}` 是 `{}`，没有可以算的值",
                name,
                field.kind.word()
            );
            let help = say!(
                "use a field of `type = \"calculate\"`",
                "改用 `type = \"calculate\"` 的字段"
            );
            scope.wrong_type(tree.span, message, help);
        }
        Held::Value(wanted) if fits(tree, found, wanted) => choices::results(scope, field, tree),
        Held::Value(wanted) => {
            let message = say!(
                "`{}` holds {}, but {} is {}",
                "`{}` 里存的是 {} ，但 {} 是 {}",
                name,
                wanted.words(),
                words(tree),
                found.words()
            );
            let help = say!(
                "compute {}, or make `{}` a field of `type = \"calculate\"`",
                "让结果是 {} ，或者把 `{}` 改成 `type = \"calculate\"` 的字段",
                wanted.words(),
                name
            );
            scope.wrong_type(tree.span, message, help);
        }
    }
    Some(found)
}

/// Whether a piece of type `found` may stand for a value of type `wanted`.
pub(super) fn fits(piece: &Expression, found: Type, wanted: Type) -> bool {
    if found == wanted {
        return true;
    }
    let Some(text) = piece.text() else {
        return false;
    };
    // `''` is the empty field of any type; dates have no notation of their own.
    text.is_empty()
        || wanted
            .pattern()
            .is_some_and(|(pattern, _)| matches(text, pattern))
}

fn matches(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && (text.bytes().zip(pattern.bytes())).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

impl<'s> Scope<'s> {
    /// What the expression of a field sees; without a field, of a section.
    pub(super) fn new(
        form: &'s Form,
        fields: &'s Fields<'s>,
        own: Option<&'s Field>,
        table: Option<&'s str>,
        findings: &'s mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            path: &form.path,
            fields,
            own,
            table,
            findings,
        }
    }

    pub(super) fn report(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        let finding = Diagnostic::error(code, self.path, span, message).help(help);
        self.findings.push(finding);
    }

    pub(super) fn wrong_type(
        &mut self,
        span: Span,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        self.report(&code::EXPRESSION_WRONG_TYPE, span, message, help);
    }

    /// The field that a piece names.
    pub(super) fn field_of(&self, piece: &Expression) -> Option<&'s Field> {
        if let ExpressionKind::Field(name) = &piece.kind {
            return Some(self.fields.by_name.get(name.as_str())?.field);
        }
        self.own.filter(|_| piece.kind == ExpressionKind::Own)
    }

    /// Whether the expression is a column's.
    pub(super) const fn in_table(&self) -> bool {
        self.table.is_some()
    }

    /// The type of a piece that is one value.
    pub(super) fn single(&mut self, piece: &Expression) -> Option<Type> {
        let shape = self.shape(piece)?;
        if shape.many {
            let (name, bare) = (words(piece), bare(piece));
            let message = say!(
                "{} has a value in every row of its table",
                "{} 在表格的每一行都有一个值",
                name
            );
            let help = say!(
                "write `sum({})`, or `min`, `max`, `avg` or `count` of it",
                "写成 `sum({})`，或者改用 `min`、`max`、`avg`、`count`",
                bare
            );
            self.wrong_type(piece.span, message, help);
            return None;
        }
        Some(shape.kind)
    }

    /// Checks that a piece is one value of a type; `who` takes it.
    pub(super) fn wanted(&mut self, piece: &Expression, wanted: Type, who: &str) {
        let Some(found) = self.single(piece).filter(|found| *found != wanted) else {
            return;
        };
        let message = say!(
            "`{}` takes {}, but {} is {}",
            "`{}` 要用 {} ，但 {} 是 {}",
            who,
            wanted.words(),
            words(piece),
            found.words()
        );
        let help = if wanted == Type::Truth {
            self.truth_help(piece, found)
        } else if wanted == Type::Text {
            say!("write a text in quotes: `'…'`", "写一段加引号的文字：`'…'`")
        } else {
            number_help(piece, found)
        };
        self.wrong_type(piece.span, message, help);
    }

    fn truth_help(&self, piece: &Expression, found: Type) -> Text {
        let choices = self.field_of(piece).and_then(fields::choices);
        let choice = choices.as_ref().and_then(|all| all.first());
        truth_help(piece, found, choice.map(|(name, _)| *name))
    }

    /// The type of a piece.
    pub(super) fn shape(&mut self, piece: &Expression) -> Option<Shape> {
        let one = |kind| Some(Shape { kind, many: false });
        match &piece.kind {
            ExpressionKind::Number(_) => one(Type::Number),
            ExpressionKind::Text(_) => one(Type::Text),
            ExpressionKind::Boolean(_) => one(Type::Truth),
            ExpressionKind::Field(name) => self.named(piece, name),
            ExpressionKind::Own => self.own_value(piece),
            ExpressionKind::Negative(inner) => {
                self.wanted(inner, Type::Number, "-");
                one(Type::Number)
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => one(self.binary(piece, *operator, left, right)),
            ExpressionKind::Call {
                function,
                arguments,
            } => functions::call(self, function, arguments).and_then(one),
        }
    }

    fn named(&mut self, piece: &Expression, name: &str) -> Option<Shape> {
        let fields = self.fields;
        let Some(known) = fields.by_name.get(name) else {
            let message = say!("this form has no field `{}`", "这张表单没有字段 `{}`", name);
            let names = fields.by_name.keys().copied();
            let help = nearest(name, names.clone()).map_or_else(
                || {
                    let some = Text::list(names.take(12).map(|name| format!("`${{{name}}}`")));
                    say!("name a field of this form: {}", "写本表单的字段：{}", some)
                },
                |known| say!("write `${{{}}}`", "改成 `${{{}}}`", known),
            );
            self.report(&code::EXPRESSION_UNKNOWN_FIELD, piece.span, message, help);
            return None;
        };
        let many = known.table.is_some() && known.table != self.table;
        self.held(piece, known, many)
    }

    fn held(&mut self, piece: &Expression, known: &Known<'_>, many: bool) -> Option<Shape> {
        match known.held {
            Held::Value(kind) => Some(Shape { kind, many }),
            Held::Unknown => None,
            Held::Nothing => {
                let word = known.field.kind.word();
                let message = say!(
                    "{} is a `{}`, which has no value of its own",
                    "{} 是 `{}`，它本身没有值",
                    words(piece),
                    word
                );
                let help = if matches!(known.field.kind, FieldKind::Table(_)) {
                    say!(
                        "name one of its columns: `sum(${{amount}})`",
                        "写它的一列：`sum(${{amount}})`"
                    )
                } else {
                    say!("name another field", "换一个字段")
                };
                self.wrong_type(piece.span, message, help);
                None
            }
        }
    }

    fn own_value(&mut self, piece: &Expression) -> Option<Shape> {
        let Some(own) = self.own else {
            let message = say!(
                "`.` is a field's own value, and a section has none",
                "`.` 是字段自己的值，小节没有值"
            );
            let help = say!("write `${{name}}`", "写成 `${{name}}`");
            self.report(&code::EXPRESSION_UNKNOWN_FIELD, piece.span, message, help);
            return None;
        };
        let fields = self.fields;
        let known = fields.by_name.get(own.name.value.as_str())?;
        self.held(piece, known, false)
    }

    /// Checks what stands on both sides of an operator; the type of the whole.
    fn binary(
        &mut self,
        piece: &Expression,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Type {
        match operator {
            Operator::Or | Operator::And => {
                self.wanted(left, Type::Truth, operator.word());
                self.wanted(right, Type::Truth, operator.word());
                Type::Truth
            }
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                self.comparison(piece, operator, left, right);
                Type::Truth
            }
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => {
                self.wanted(left, Type::Number, operator.word());
                self.wanted(right, Type::Number, operator.word());
                Type::Number
            }
        }
    }

    fn comparison(
        &mut self,
        piece: &Expression,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) {
        let (first, second) = (self.single(left), self.single(right));
        let (Some(first), Some(second)) = (first, second) else {
            return;
        };
        let in_order = !matches!(operator, Operator::Equal | Operator::NotEqual);
        let fit = fits(left, first, second) || fits(right, second, first);
        if fit && !in_order {
            choices::compared(self, left, right);
            choices::compared(self, right, left);
            return;
        }
        // A text beside a date is a date; one beside a text is no value with an order.
        let empty = |piece: &Expression| piece.text() == Some("");
        let has_order = (first.has_order() || second.has_order()) && !empty(left) && !empty(right);
        if fit && has_order {
            return;
        }
        let sides = sides((left, first), (right, second));
        let message = if fit {
            say!(
                "`{}` compares numbers and dates; {}",
                "`{}` 只能比较数字或日期；{}",
                operator.word(),
                sides
            )
        } else {
            say!(
                "`{}` compares values of one type; {}",
                "`{}` 只能比较同一类型的值；{}",
                operator.word(),
                sides
            )
        };
        let help = comparison_help(fit, (left, first), (right, second));
        self.wrong_type(piece.span, message, help);
    }
}
