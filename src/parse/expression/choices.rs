//! Texts that must be among the choices of a field.

use crate::diagnostic::{Text, code, nearest, say};
use crate::model::expression::{Expression, ExpressionKind};
use crate::model::form::Field;
use crate::parse::expression::fields;
use crate::parse::expression::types::Scope;

/// Checks `${field} = 'text'`, and the choice in `selected(${field}, 'text')`.
pub(super) fn compared(scope: &mut Scope<'_>, piece: &Expression, text: &Expression) {
    if let Some(field) = scope.field_of(piece) {
        one(scope, field, text);
    }
}

/// Checks every text that an expression can give as the value of a field.
pub(super) fn results(scope: &mut Scope<'_>, field: &Field, tree: &Expression) {
    one(scope, field, tree);
    if let ExpressionKind::Call {
        function,
        arguments,
    } = &tree.kind
        && function.value == "if"
    {
        for argument in arguments.iter().skip(1) {
            results(scope, field, argument);
        }
    }
}

fn one(scope: &mut Scope<'_>, field: &Field, piece: &Expression) {
    let Some(text) = piece.text() else {
        return;
    };
    let Some(choices) = fields::choices(field) else {
        return;
    };
    if text.is_empty() || choices.iter().any(|(name, _)| *name == text) {
        return;
    }
    let message = say!(
        "`{}` is no choice of `{}`",
        "`{}` 不是 `{}` 的选项",
        text,
        field.name.value
    );
    let labelled = choices.iter().find(|(_, label)| *label == text);
    let names = choices.iter().map(|(name, _)| *name);
    let meant = labelled
        .map(|(name, _)| *name)
        .or_else(|| nearest(text, names.clone()));
    let help = match meant {
        Some(name) => say!("write `'{}'`", "改成 `'{}'`", name),
        None => say!(
            "write one of: {}",
            "写其中一个：{}",
            Text::list(names.clone().map(|name| format!("`'{name}'`")))
        ),
    };
    scope.report(&code::EXPRESSION_UNKNOWN_CHOICE, piece.span, message, help);
}
