//! The bounds that a constraint plainly sets: `. >= 0 and . <= 100`.

use serde_json::Number;

use crate::export::schema::json::Bounds;
use crate::model::expression::{Expression, ExpressionKind, Operator};

/// The bounds that every value has for which the expression is true; it may ask for more.
pub(super) fn bounds(tree: &Expression) -> Bounds {
    let mut found = Bounds::default();
    gather(tree, &mut found);
    found
}

fn gather(piece: &Expression, found: &mut Bounds) {
    let ExpressionKind::Binary {
        operator,
        left,
        right,
    } = &piece.kind
    else {
        return;
    };
    if *operator == Operator::And {
        gather(left, found);
        gather(right, found);
    } else if left.kind == ExpressionKind::Own {
        if let Some(bound) = number(right) {
            set(found, *operator, bound);
        }
    } else if right.kind == ExpressionKind::Own
        && let Some(bound) = number(left)
        && let Some(turned) = turned(*operator)
    {
        set(found, turned, bound);
    }
}

/// The operator with its sides changed: `0 <= .` is `. >= 0`.
const fn turned(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        Operator::Equal => Operator::Equal,
        Operator::Or
        | Operator::And
        | Operator::NotEqual
        | Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::Remainder => return None,
    })
}

fn set(found: &mut Bounds, operator: Operator, bound: Number) {
    let least = |place: &mut Option<Number>, bound| keep(place, bound, |old, new| new > old);
    let most = |place: &mut Option<Number>, bound| keep(place, bound, |old, new| new < old);
    match operator {
        Operator::Greater => least(&mut found.exclusive_minimum, bound),
        Operator::GreaterOrEqual => least(&mut found.minimum, bound),
        Operator::Less => most(&mut found.exclusive_maximum, bound),
        Operator::LessOrEqual => most(&mut found.maximum, bound),
        Operator::Equal => {
            least(&mut found.minimum, bound.clone());
            most(&mut found.maximum, bound);
        }
        Operator::Or
        | Operator::And
        | Operator::NotEqual
        | Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::Remainder => {}
    }
}

/// Of two bounds on one side the closer one stays.
fn keep(place: &mut Option<Number>, bound: Number, closer: impl Fn(f64, f64) -> bool) {
    let old = place.as_ref().and_then(Number::as_f64);
    let is_closer = match (old, bound.as_f64()) {
        (Some(old), Some(new)) => closer(old, new),
        _ => true,
    };
    if is_closer {
        *place = Some(bound);
    }
}

fn number(piece: &Expression) -> Option<Number> {
    if let ExpressionKind::Number(digits) = &piece.kind {
        return parsed(digits);
    }
    if let ExpressionKind::Negative(inner) = &piece.kind
        && let ExpressionKind::Number(digits) = &inner.kind
    {
        return parsed(&format!("-{digits}"));
    }
    None
}

/// Digits as JSON writes them; whole numbers without a point.
pub(super) fn parsed(digits: &str) -> Option<Number> {
    match digits.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => Number::from_f64(digits.parse().ok()?),
    }
}

/// A number of the model as JSON; whole numbers without a point.
pub(super) fn of(value: f64) -> Option<Number> {
    parsed(&value.to_string())
}
