//! How findings name a piece of an expression, and what they tell the author to type.

use crate::model::expression::{Expression, ExpressionKind};
use crate::parse::expression::fields::Type;

/// The piece as typed when it is short: `${amount}`, `'yes'`; else `this`.
pub(super) fn words(piece: &Expression) -> String {
    match &piece.kind {
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
        ExpressionKind::Negative(_) | ExpressionKind::Binary { .. } => "this".to_owned(),
    }
}

/// The same without its backticks, to be put into an example.
pub(super) fn bare(piece: &Expression) -> String {
    let words = words(piece);
    let typed = words
        .strip_prefix('`')
        .and_then(|words| words.strip_suffix('`'));
    typed.unwrap_or("…").to_owned()
}

/// What to write where a number is wanted.
pub(super) fn number_help(piece: &Expression, found: Type) -> String {
    if found == Type::Truth {
        return format!("write `if({}, 1, 0)`", bare(piece));
    }
    if matches!(found, Type::Date | Type::DateTime) {
        return "write `days-between(${from}, ${to})` for the days from one date to another"
            .to_owned();
    }
    match piece.text() {
        Some(text) if text.parse::<f64>().is_ok() => format!("write `{text}` without quotes"),
        _ => "name a field of `type = \"decimal\"`, `integer` or `money`".to_owned(),
    }
}

/// What to write instead of a comparison; `fit` says that the types are one, but without an order.
pub(super) fn comparison_help(
    fit: bool,
    left: (&Expression, Type),
    right: (&Expression, Type),
) -> String {
    if fit {
        return "write `=` or `!=`".to_owned();
    }
    for ((piece, kind), (other, other_kind)) in [(left, right), (right, left)] {
        if kind == Type::Choices && other_kind == Type::Text {
            return format!("write `selected({}, {})`", bare(piece), bare(other));
        }
        let literal = matches!(
            other.kind,
            ExpressionKind::Text(_) | ExpressionKind::Number(_)
        );
        if let Some((_, example)) = kind.pattern().filter(|_| literal) {
            return format!("write {} as `'{example}'`", kind.words());
        }
        if let Some(text) = other.text()
            && kind == Type::Number
            && text.parse::<f64>().is_ok()
        {
            return format!("write `{text}` without quotes");
        }
        if let ExpressionKind::Number(digits) = &other.kind
            && kind == Type::Text
        {
            return format!("write `'{digits}'`, a text in quotes");
        }
        if let ExpressionKind::Boolean(truth) = &other.kind
            && kind == Type::Text
        {
            let word = if *truth { "yes" } else { "no" };
            return format!("write `'{word}'`, which is what a `yes_no` field holds");
        }
    }
    "compare two values of one type".to_owned()
}
