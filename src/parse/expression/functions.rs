//! The functions of expressions: how many values each takes, of what types, and what it gives.

use crate::diagnostic::{Text, code, nearest, say};
use crate::model::expression::{Expression, ExpressionKind};
use crate::parse::expression::choices;
use crate::parse::expression::fields::{InWords as _, Type};
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
                let message = say!(
                    "`{}` takes numbers, but {} is {}",
                    "`{}` 只能算数字，但 {} 是 {}",
                    function.name,
                    words(values),
                    found.words()
                );
                let help = say!(
                    "name a column of `type = \"decimal\"`, `integer` or `money`; `count` counts any",
                    "写一个 `type = \"decimal\"`、`integer` 或 `money` 的列；`count` 什么都能数"
                );
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
    let message = say!("there is no function `{}`", "没有函数 `{}`", name.value);
    let lower = name.value.to_lowercase().replace('_', "-");
    let names = FUNCTIONS.iter().map(|known| known.name);
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower);
    let meant = other
        .map(|(_, name)| *name)
        .or_else(|| nearest(&lower, names.clone()));
    let known = meant.and_then(|name| FUNCTIONS.iter().find(|known| known.name == name));
    let help = match known {
        Some(known) => say!("write `{}`", "写成 `{}`", known.example),
        None => say!(
            "the functions are: {}",
            "可用的函数：{}",
            Text::list(names.clone())
        ),
    };
    scope.report(&code::EXPRESSION_UNKNOWN_FUNCTION, name.span, message, help);
}

fn wrong_count(scope: &mut Scope<'_>, function: &Function, span: Span, found: usize) {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let (least, most) = (function.least, function.most);
    let mut wanted = say!("{} value", "要 {} 个值", least);
    wanted.english.push_str(plural(least));
    if most == 0 {
        wanted = say!("no value", "不带值");
    } else if most > least {
        wanted = say!("at least {}", "至少 {}", wanted);
    }
    let message = say!(
        "`{}` takes {}, not {}",
        "`{}` {}，这里有 {} 个",
        function.name,
        wanted,
        found
    );
    let help = say!("write `{}`", "写成 `{}`", function.example);
    scope.report(&code::EXPRESSION_WRONG_ARGUMENTS, span, message, help);
}

/// The type of each value of a column, which is what the function takes.
fn column(scope: &mut Scope<'_>, function: &Function, piece: &Expression) -> Option<Type> {
    let name = function.name;
    if !matches!(piece.kind, ExpressionKind::Field(_) | ExpressionKind::Own) {
        let message = say!(
            "`{}` takes a table's column, not a computed value",
            "`{}` 要用表格的一列，不能用算出来的值",
            name
        );
        let help = say!(
            "compute it in a column of its own, and name that column here",
            "先用单独的一列把它算出来，再在这里写那一列"
        );
        scope.wrong_type(piece.span, message, help);
        return None;
    }
    let Shape { kind, many } = scope.shape(piece)?;
    if many {
        let ordered = matches!(name, "min" | "max");
        if ordered && !kind.has_order() {
            let message = say!(
                "`{}` compares numbers and dates, but {} is {}",
                "`{}` 只能比较数字或日期，但 {} 是 {}",
                name,
                words(piece),
                kind.words()
            );
            let help = say!("name a column of numbers or dates", "写一个数字或日期的列");
            scope.wrong_type(piece.span, message, help);
            return None;
        }
        return Some(kind);
    }
    let message = say!(
        "`{}` takes a table's column, but {} is one value here",
        "`{}` 要用表格的一列，但 {} 在这里只是一个值",
        name,
        words(piece)
    );
    let help = if scope.in_table() {
        say!(
            "in a row, a column is the value of that row: compute over all rows in a field outside the table",
            "在一行里，列就是本行的值；要算所有的行，请写在表格外的字段里"
        )
    } else {
        say!(
            "name a column of a table, or use the value itself",
            "写表格的一列，或者直接用这个值"
        )
    };
    scope.wrong_type(piece.span, message, help);
    None
}

fn day(scope: &mut Scope<'_>, piece: &Expression) {
    if let Some(found) = scope.single(piece)
        && found != Type::DateTime
        && !fits(piece, found, Type::Date)
    {
        let message = say!(
            "`days-between` takes dates, but {} is {}",
            "`days-between` 要用日期，但 {} 是 {}",
            words(piece),
            found.words()
        );
        let help = say!(
            "name a field of `type = \"date\"`, or write `today()`",
            "写一个 `type = \"date\"` 的字段，或者写 `today()`"
        );
        scope.wrong_type(piece.span, message, help);
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
    let message = say!(
        "`selected` takes a field with choices, but {} is {}",
        "`selected` 要用有选项的字段，但 {} 是 {}",
        words(set),
        found.words()
    );
    let help = say!(
        "name a field of `type = \"select_multiple\"`",
        "写一个 `type = \"select_multiple\"` 的字段"
    );
    scope.wrong_type(set.span, message, help);
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
    let message = say!(
        "`if` gives values of one type, but {} is {}, {} is {}",
        "`if` 的两个结果必须类型相同，但 {} 是 {} ，{} 是 {}",
        words(yes),
        first.words(),
        words(no),
        second.words()
    );
    let help = say!(
        "give values of one type on both sides, or `''` for nothing",
        "两边写同一类型的值，没有值的一边写 `''`"
    );
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
        let message = say!(
            "`{}` takes numbers alone or dates alone, but {} is {}",
            "`{}` 要么全用数字，要么全用日期，但 {} 是 {}",
            function.name,
            words(value),
            kind.words()
        );
        let help = say!("give it values of one type", "各个值写成同一类型");
        scope.wrong_type(value.span, message, help);
        return None;
    }
    all
}
