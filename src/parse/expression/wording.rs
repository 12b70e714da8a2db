//! How findings name a piece of an expression.

use crate::model::expression::{Expression, ExpressionKind};

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
