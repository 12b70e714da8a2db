//! How findings name a piece of an expression, and what they tell the author to type.

use crate::diagnostic::{Text, say};
use crate::model::expression::{Expression, ExpressionKind};
use crate::parse::expression::fields::{InWords as _, Type};

/// The piece as typed when it is short: `${amount}`, `'yes'`; else `this`.
pub(super) fn words(piece: &Expression) -> Text {
    let typed = match &piece.kind {
        ExpressionKind::Number(digits) => format!("`{digits}`"),
        ExpressionKind::Text(text) => format!("`'{text}'`"),
        ExpressionKind::Boolean(truth) => format!("`{truth}()`"),
        ExpressionKind::Field(name) => format!("`${{{name}}}`"),
        ExpressionKind::Own => "`.`".to_owned(),
        ExpressionKind::Call {
            function,
            arguments,
        } => {
            let inside = if arguments.is_empty() { "" } else { "…" };
            format!("`{}({inside})`", function.value)
        }
        ExpressionKind::Negative(_) | ExpressionKind::Binary { .. } => {
            return say!("this", "这部分");
        }
    };
    Text::same(typed)
}

/// The same without its backticks, to be put into an example.
pub(super) fn bare(piece: &Expression) -> String {
    let words = words(piece);
    let typed = (words.english)
        .strip_prefix('`')
        .and_then(|words| words.strip_suffix('`'));
    typed.unwrap_or("…").to_owned()
}

/// What to write where a number is wanted.
pub(super) fn number_help(piece: &Expression, found: Type) -> Text {
    if found == Type::Truth {
        return say!("write `if({}, 1, 0)`", "写成 `if({}, 1, 0)`", bare(piece));
    }
    if matches!(found, Type::Date | Type::DateTime) {
        return say!(
            "write `days-between(${{from}}, ${{to}})` for the days from one date to another",
            "要算两个日期相差几天，写 `days-between(${{from}}, ${{to}})`"
        );
    }
    match piece.text() {
        Some(text) if text.parse::<f64>().is_ok() => without_quotes(text),
        _ => say!(
            "name a field of `type = \"decimal\"`, `integer` or `money`",
            "写一个 `type = \"decimal\"`、`integer` 或 `money` 的字段"
        ),
    }
}

fn without_quotes(text: &str) -> Text {
    say!("write `{}` without quotes", "去掉引号，写 `{}`", text)
}

/// What to write where true or false is wanted; `choice` is one that the piece's field has.
pub(super) fn truth_help(piece: &Expression, found: Type, choice: Option<&str>) -> Text {
    let name = bare(piece);
    match (found, choice) {
        (Type::Choices, Some(choice)) => say!(
            "write `selected({}, '{}')`",
            "写成 `selected({}, '{}')`",
            name,
            choice
        ),
        (_, Some(choice)) => say!("write `{} = '{}'`", "写成 `{} = '{}'`", name, choice),
        (Type::Number, None) => say!("compare it: `{} > 0`", "写成比较：`{} > 0`", name),
        _ => say!(
            "compare it: `{} != ''` where it must be filled in",
            "写成比较，例如要求已填写：`{} != ''`",
            name
        ),
    }
}

/// What stands on either side of an operator.
pub(super) fn sides(left: (&Expression, Type), right: (&Expression, Type)) -> Text {
    let (one, other) = (words(left.0), words(right.0));
    if left.1 == right.1 {
        return say!(
            "{} and {} are both {}",
            "{} 和 {} 都是 {}",
            one,
            other,
            left.1.words()
        );
    }
    say!(
        "{} is {}, {} is {}",
        "{} 是 {} ，{} 是 {}",
        one,
        left.1.words(),
        other,
        right.1.words()
    )
}

/// What to write instead of a comparison; `fit` says that the types are one, but without an order.
pub(super) fn comparison_help(
    fit: bool,
    left: (&Expression, Type),
    right: (&Expression, Type),
) -> Text {
    if fit {
        return say!("write `=` or `!=`", "改成 `=` 或 `!=`");
    }
    for ((piece, kind), (other, other_kind)) in [(left, right), (right, left)] {
        if kind == Type::Choices && other_kind == Type::Text {
            return say!(
                "write `selected({}, {})`",
                "写成 `selected({}, {})`",
                bare(piece),
                bare(other)
            );
        }
        let literal = matches!(
            other.kind,
            ExpressionKind::Text(_) | ExpressionKind::Number(_)
        );
        if let Some((_, example)) = kind.pattern().filter(|_| literal) {
            return say!(
                "write {} as `'{}'`",
                "{} 写成 `'{}'`",
                kind.words(),
                example
            );
        }
        if let Some(text) = other.text()
            && kind == Type::Number
            && text.parse::<f64>().is_ok()
        {
            return without_quotes(text);
        }
        if let ExpressionKind::Number(digits) = &other.kind
            && kind == Type::Text
        {
            return say!(
                "write `'{}'`, a text in quotes",
                "写成加引号的文字：`'{}'`",
                digits
            );
        }
        if let ExpressionKind::Boolean(truth) = &other.kind
            && kind == Type::Text
        {
            let word = if *truth { "yes" } else { "no" };
            return say!(
                "write `'{}'`, which is what a `yes_no` field holds",
                "改成 `'{}'`，`yes_no` 字段里存的就是它",
                word
            );
        }
    }
    say!("compare two values of one type", "比较两个同一类型的值")
}
