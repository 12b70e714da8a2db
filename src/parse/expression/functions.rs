//! The functions of expressions: how many values each takes, of what types, and what it gives.

use crate::diagnostic::{code, nearest};
use crate::model::expression::{Expression, ExpressionKind};
use crate::parse::expression::choices;
use crate::parse::expression::fields::Type;
use crate::parse::expression::types::{Scope, Shape, fits};
use crate::parse::expression::wording::words;
use crate::source::{Span, Spanned};

struct Function {
    name: &'static str,
    least: usize,
    most: usize,
    /// What an author types.
    example: &'static str,
    /// `None` when it depends on what the function is given.
    gives: Option<Type>,
}

const fn function(
    name: &'static str,
    (least, most): (usize, usize),
    example: &'static str,
    gives: Option<Type>,
) -> Function {
    Function {
        name,
        least,
        most,
        example,
        gives,
    }
}

/// Every function, by name.
const FUNCTIONS: [Function; 13] = [
    function("avg", (1, 1), "avg(${score})", Some(Type::Number)),
    function("count", (1, 1), "count(${item})", Some(Type::Number)),
    function(
        "days-between",
        (2, 2),
        "days-between(${from}, ${to})",
        Some(Type::Number),
    ),
    function("false", (0, 0), "false()", Some(Type::Truth)),
    function("if", (3, 3), "if(${a} > 0, 'x', 'y')", None),
    function("max", (1, usize::MAX), "max(${a}, ${b})", None),
    function("min", (1, usize::MAX), "min(${a}, ${b})", None),
    function("not", (1, 1), "not(${a} > 0)", Some(Type::Truth)),
    function("round", (2, 2), "round(${amount}, 2)", Some(Type::Number)),
    function(
        "selected",
        (2, 2),
        "selected(${choices}, 'x')",
        Some(Type::Truth),
    ),
    function("sum", (1, 1), "sum(${amount})", Some(Type::Number)),
    function("today", (0, 0), "today()", Some(Type::Date)),
    function("true", (0, 0), "true()", Some(Type::Truth)),
];

/// What spreadsheets call some of them.
const OTHER_NAMES: [(&str, &str); 5] = [
    ("average", "avg"),
    ("mean", "avg"),
    ("counta", "count"),
    ("now", "today"),
    ("datedif", "days-between"),
];

/// Checks a call; the type of what it gives.
pub(super) fn call(
    scope: &mut Scope<'_>,
    name: &Spanned<String>,
    arguments: &[Expression],
) -> Option<Type> {
    let Some(function) = FUNCTIONS.iter().find(|known| known.name == name.value) else {
        unknown(scope, name);
        look_into(scope, arguments);
        return None;
    };
    if !(function.least..=function.most).contains(&arguments.len()) {
        wrong_count(scope, function, name.span, arguments.len());
        look_into(scope, arguments);
        return function.gives;
    }
    match (function.name, arguments) {
        ("not", [truth]) => scope.wanted(truth, Type::Truth, "not"),
        ("round", [number, places]) => {
            scope.wanted(number, Type::Number, "round");
            scope.wanted(places, Type::Number, "round");
        }
        ("sum" | "avg", [values]) => {
            if let Some(found) = column(scope, function, values)
                && found != Type::Number
            {
                let message = format!(
                    "`{}` takes numbers, but {} is {}",
                    function.name,
                    words(values),
                    found.words()
                );
                let help = "name a column of `type = \"decimal\"`, `integer` or `money`; `count` counts any";
                scope.wrong_type(values.span, message, help);
            }
        }
        ("count", [values]) => {
            column(scope, function, values);
        }
        ("days-between", [from, to]) => {
            day(scope, from);
            day(scope, to);
        }
        ("selected", [set, choice]) => selected(scope, set, choice),
        ("if", [condition, yes, no]) => return branches(scope, condition, yes, no),
        ("min" | "max", [values]) => return column(scope, function, values),
        ("min" | "max", values) => return extreme(scope, function, values),
        _ => {}
    }
    function.gives
}

/// Finds what is wrong inside values that nothing is known to be wanted of.
fn look_into(scope: &mut Scope<'_>, arguments: &[Expression]) {
    for argument in arguments {
        scope.shape(argument);
    }
}

fn unknown(scope: &mut Scope<'_>, name: &Spanned<String>) {
    let message = format!("there is no function `{}`", name.value);
    let lower = name.value.to_lowercase().replace('_', "-");
    let names = FUNCTIONS.iter().map(|known| known.name);
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower);
    let meant = other
        .map(|(_, name)| *name)
        .or_else(|| nearest(&lower, names.clone()));
    let known = meant.and_then(|name| FUNCTIONS.iter().find(|known| known.name == name));
    let help = match known {
        Some(known) => format!("write `{}`", known.example),
        None => format!(
            "the functions are: {}",
            names.collect::<Vec<_>>().join(", ")
        ),
    };
    scope.report(&code::EXPRESSION_UNKNOWN_FUNCTION, name.span, message, help);
}

fn wrong_count(scope: &mut Scope<'_>, function: &Function, span: Span, found: usize) {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let wanted = match (function.least, function.most) {
        (0, 0) => "no value".to_owned(),
        (least, most) if least == most => format!("{least} value{}", plural(least)),
        (least, _) => format!("at least {least} value{}", plural(least)),
    };
    let message = format!("`{}` takes {wanted}, not {found}", function.name);
    let help = format!("write `{}`", function.example);
    scope.report(&code::EXPRESSION_WRONG_ARGUMENTS, span, message, help);
}

/// The type of each value of a column, which is what the function takes.
fn column(scope: &mut Scope<'_>, function: &Function, piece: &Expression) -> Option<Type> {
    let name = function.name;
    if !matches!(piece.kind, ExpressionKind::Field(_) | ExpressionKind::Own) {
        let message = format!("`{name}` takes a table's column, not a computed value");
        let help = "compute it in a column of its own, and name that column here";
        scope.wrong_type(piece.span, message, help);
        return None;
    }
    let Shape { kind, many } = scope.shape(piece)?;
    if many {
        let ordered = matches!(name, "min" | "max");
        if ordered && !kind.has_order() {
            let message = format!(
                "`{name}` compares numbers and dates, but {} is {}",
                words(piece),
                kind.words()
            );
            scope.wrong_type(piece.span, message, "name a column of numbers or dates");
            return None;
        }
        return Some(kind);
    }
    let message = format!(
        "`{name}` takes a table's column, but {} is one value here",
        words(piece)
    );
    let help = if scope.in_table() {
        "in a row, a column is the value of that row: compute over all rows in a field outside the table"
    } else {
        "name a column of a table, or use the value itself"
    };
    scope.wrong_type(piece.span, message, help);
    None
}

fn day(scope: &mut Scope<'_>, piece: &Expression) {
    if let Some(found) = scope.single(piece)
        && found != Type::DateTime
        && !fits(piece, found, Type::Date)
    {
        let message = format!(
            "`days-between` takes dates, but {} is {}",
            words(piece),
            found.words()
        );
        scope.wrong_type(
            piece.span,
            message,
            "name a field of `type = \"date\"`, or write `today()`",
        );
    }
}

fn selected(scope: &mut Scope<'_>, set: &Expression, choice: &Expression) {
    scope.wanted(choice, Type::Text, "selected");
    let Some(found) = scope.single(set) else {
        return;
    };
    let field = scope.field_of(set);
    if field.is_some_and(|field| !field.kind.choices().is_empty()) {
        choices::compared(scope, set, choice);
        return;
    }
    let message = format!(
        "`selected` takes a field with choices, but {} is {}",
        words(set),
        found.words()
    );
    scope.wrong_type(
        set.span,
        message,
        "name a field of `type = \"select_multiple\"`",
    );
}

fn branches(
    scope: &mut Scope<'_>,
    condition: &Expression,
    yes: &Expression,
    no: &Expression,
) -> Option<Type> {
    scope.wanted(condition, Type::Truth, "if");
    let (first, second) = (scope.single(yes), scope.single(no));
    let (Some(first), Some(second)) = (first, second) else {
        return None;
    };
    if fits(yes, first, second) {
        return Some(second);
    }
    if fits(no, second, first) {
        return Some(first);
    }
    let message = format!(
        "`if` gives values of one type, but {} is {}, {} is {}",
        words(yes),
        first.words(),
        words(no),
        second.words()
    );
    let help = "give values of one type on both sides, or `''` for nothing";
    scope.wrong_type(no.span, message, help);
    None
}

/// The least or greatest of several values or columns.
fn extreme(scope: &mut Scope<'_>, function: &Function, values: &[Expression]) -> Option<Type> {
    let mut all = None;
    for value in values {
        let Some(Shape { kind, .. }) = scope.shape(value) else {
            continue;
        };
        let wanted = *all.get_or_insert(kind);
        if kind == wanted && kind.has_order() {
            continue;
        }
        let message = format!(
            "`{}` takes numbers alone or dates alone, but {} is {}",
            function.name,
            words(value),
            kind.words()
        );
        scope.wrong_type(value.span, message, "give it values of one type");
        return None;
    }
    all
}
