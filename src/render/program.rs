//! The expressions of a form as a program that `static/form-compute.js` runs in the browser.
//!
//! In: a form. Out: JSON that may stand in a `script` of a page. It must not know layouts, nor compute
//! a value. What has a mistake is left out, so that a page with findings still opens.
//!
//! `{"nodes": […]}` holds, in the order of computing, every section, field and column that has an
//! expression, a total or a score, or that another one names. A node says what it is
//! (`name`, `table`, `type`; a section its `section`), what it is computed from, and by their places in the
//! list: `in`, what it is hidden with; `feeds`, what is computed or shown anew when it changes; `checks`, whose
//! `constraint` names it. A field and a column of one table feed each other within a row; a column feeds
//! everything else with all its rows; a field outside feeds every row.
//!
//! A tree is an array that begins with a word: `["n", "12.50"]` a number, `["t", "x"]` a text, `["b", true]`,
//! `["f", name]` a field, `["c", name]` all rows of a column, `["."]` the own value, `["neg", x]`,
//! `["+", x, y]` and the other operators, `["round", x, y]` and the other functions. Comparisons, `min` and
//! `max` have the type of what they compare behind the word: `["<", "number", x, y]`; against `''` it is
//! `empty`, which asks whether anything is there.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::dependence::{self, Node};
use crate::model::expression::{Expression, ExpressionKind, Formula, Operator};
use crate::model::form::{Field, FieldKind, Form, Score};
use crate::model::value::{self, Types, ValueType};

/// More places than this no `round` asks for on purpose.
const MOST_PLACES: u8 = 20;

/// The program of a form, safe inside a `script`; empty when the form computes nothing.
pub(super) fn program(form: &Form) -> String {
    let nodes = nodes(form);
    if nodes.is_empty() {
        return String::new();
    }
    let json = json!({ "nodes": nodes }).to_string();
    // `</script>` and `<!--` would end the script or hide its end.
    json.replace('<', "\\u003c").replace('>', "\\u003e")
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<usize>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    within: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relevant: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraint: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calculation: Option<Value>,
    /// Decimal places that a computed number is shown with.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    total: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    feeds: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<usize>,
}

/// What a form's expressions can name.
struct Scope<'a> {
    types: Types<'a>,
    /// The table of each column.
    tables: BTreeMap<&'a str, &'a str>,
    /// The decimal places of what is computed before.
    places: BTreeMap<&'a str, u8>,
    /// The field that has the expression.
    own: Option<&'a str>,
}

fn nodes(form: &Form) -> Vec<Step<'_>> {
    let order = kept(form);
    let mut scope = Scope {
        types: value::types(form),
        tables: (order.iter())
            .filter_map(|node| Some((name_of(*node)?, table_of(*node)?)))
            .collect(),
        places: BTreeMap::new(),
        own: None,
    };
    let mut numbers = BTreeMap::new();
    for (number, node) in order.iter().enumerate() {
        if let Some(name) = name_of(*node) {
            numbers.entry(name).or_insert(number);
        }
    }
    let mut steps: Vec<Step<'_>> = (order.iter()).map(|node| step(*node, &mut scope)).collect();
    for (number, node) in order.iter().enumerate() {
        steps[number].within = within(*node, &order);
        let (values, constraint) = formulas(*node);
        for feeding in named(values, &numbers).chain(steps[number].within) {
            steps[feeding].feeds.push(number);
        }
        for checking in named([constraint], &numbers) {
            steps[checking].checks.push(number);
        }
    }
    for step in &mut steps {
        step.feeds.dedup();
        step.checks.dedup();
    }
    steps
}

/// What the program must know, in the order of computing.
fn kept(form: &Form) -> Vec<Node<'_>> {
    let mut order = dependence::order(form).nodes;
    let mut wanted = std::collections::BTreeSet::new();
    for node in &order {
        let (values, constraint) = formulas(*node);
        for tree in values.into_iter().chain([constraint]).flatten() {
            tree.each(&mut |piece| {
                if let ExpressionKind::Field(name) = &piece.kind {
                    wanted.insert(name.as_str());
                }
            });
        }
    }
    order.retain(|node| match node {
        Node::Section { section, .. } => tree_of(section.relevant.as_ref()).is_some(),
        Node::Field { field, .. } => {
            let (values, constraint) = formulas(*node);
            values
                .into_iter()
                .chain([constraint])
                .any(|tree| tree.is_some())
                || field.total
                || matches!(field.kind, FieldKind::Score(_))
                || wanted.contains(field.name.value.as_str())
        }
    });
    order
}

const fn name_of(node: Node<'_>) -> Option<&str> {
    match node {
        Node::Section { .. } => None,
        Node::Field { field, .. } => Some(field.name.value.as_str()),
    }
}

const fn table_of(node: Node<'_>) -> Option<&str> {
    match node {
        Node::Section { .. } => None,
        Node::Field { table, .. } => table,
    }
}

fn tree_of(formula: Option<&Formula>) -> Option<&Expression> {
    formula.and_then(|formula| formula.tree.as_ref())
}

/// What decides whether it is shown and which value it has; and what must hold.
fn formulas(node: Node<'_>) -> ([Option<&Expression>; 2], Option<&Expression>) {
    match node {
        Node::Section { section, .. } => ([tree_of(section.relevant.as_ref()), None], None),
        Node::Field { field, .. } => (
            [
                tree_of(field.relevant.as_ref()),
                tree_of(field.calculation.as_ref()),
            ],
            tree_of(field.constraint.as_ref()),
        ),
    }
}

fn named<'a>(
    trees: impl IntoIterator<Item = Option<&'a Expression>>,
    numbers: &BTreeMap<&str, usize>,
) -> impl Iterator<Item = usize> {
    let mut found = Vec::new();
    for tree in trees.into_iter().flatten() {
        tree.each(&mut |piece| {
            if let ExpressionKind::Field(name) = &piece.kind {
                found.extend(numbers.get(name.as_str()).copied());
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter()
}

/// What it is hidden with: its table or its section, when those have a node.
fn within(node: Node<'_>, order: &[Node<'_>]) -> Option<usize> {
    let Node::Field { table, section, .. } = node else {
        return None;
    };
    let at = |wanted: &dyn Fn(&Node<'_>) -> bool| order.iter().position(wanted);
    let around = table
        .and_then(|table| at(&|node| table_of(*node).is_none() && name_of(*node) == Some(table)));
    around
        .or_else(|| at(&|node| matches!(node, Node::Section { number, .. } if *number == section)))
}

fn step<'a>(node: Node<'a>, scope: &mut Scope<'a>) -> Step<'a> {
    let ([relevant, calculation], constraint) = formulas(node);
    scope.own = name_of(node);
    let table = table_of(node);
    let compiled = |tree: Option<&Expression>| tree.map(|tree| compiled(tree, scope, table));
    let mut step = Step {
        name: name_of(node),
        table,
        section: None,
        kind: None,
        within: None,
        relevant: compiled(relevant),
        constraint: compiled(constraint),
        calculation: compiled(calculation),
        places: None,
        total: false,
        score: None,
        feeds: Vec::new(),
        checks: Vec::new(),
    };
    match node {
        Node::Section { number, .. } => step.section = Some(number),
        Node::Field { field, .. } => of_field(&mut step, field, calculation, scope),
    }
    step
}

fn of_field<'a>(
    step: &mut Step<'a>,
    field: &'a Field,
    calculation: Option<&Expression>,
    scope: &mut Scope<'a>,
) {
    let name = field.name.value.as_str();
    let kind = scope.types.get(name).copied();
    step.kind = kind.map(ValueType::word);
    step.total = field.total;
    if let FieldKind::Score(score) = &field.kind {
        step.score = Some(score_of(score));
    }
    if kind == Some(ValueType::Number)
        && let Some(tree) = calculation
        && let Some(places) = places(tree, scope)
    {
        step.places = Some(places);
        scope.places.insert(name, places);
    }
}

fn score_of(score: &Score) -> Value {
    let items: Vec<_> = (score.items.iter())
        .map(|item| json!([item.name, item.weight.to_string()]))
        .collect();
    let grades: Vec<_> = (score.grades.iter())
        .map(|grade| json!([grade.min.to_string(), grade.label]))
        .collect();
    json!({ "points": score.points.to_string(), "items": items, "grades": grades })
}

fn compiled(piece: &Expression, scope: &Scope<'_>, table: Option<&str>) -> Value {
    let inner = |piece: &Expression| compiled(piece, scope, table);
    match &piece.kind {
        ExpressionKind::Number(digits) => json!(["n", digits]),
        ExpressionKind::Text(text) => json!(["t", text]),
        ExpressionKind::Boolean(truth) => json!(["b", truth]),
        ExpressionKind::Field(name) => {
            let of = scope.tables.get(name.as_str()).copied();
            json!([
                if of.is_some() && of != table {
                    "c"
                } else {
                    "f"
                },
                name
            ])
        }
        ExpressionKind::Own => json!(["."]),
        ExpressionKind::Negative(number) => json!(["neg", inner(number)]),
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } => match operator {
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                let kind = compared(left, right, scope);
                json!([operator.word(), kind, inner(left), inner(right)])
            }
            Operator::Or
            | Operator::And
            | Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => json!([operator.word(), inner(left), inner(right)]),
        },
        ExpressionKind::Call {
            function,
            arguments,
        } => {
            let mut call = vec![json!(function.value)];
            if let ("min" | "max", Some(first)) = (function.value.as_str(), arguments.first()) {
                call.push(json!(
                    kind_of(first, scope).map_or("number", ValueType::word)
                ));
            }
            call.extend(arguments.iter().map(inner));
            Value::Array(call)
        }
    }
}

fn kind_of(piece: &Expression, scope: &Scope<'_>) -> Option<ValueType> {
    if piece.kind == ExpressionKind::Own {
        return scope.types.get(scope.own?).copied();
    }
    value::type_of(piece, &scope.types)
}

/// As what two values are compared: a text in quotes is of the type of the other.
fn compared(left: &Expression, right: &Expression, scope: &Scope<'_>) -> &'static str {
    if [left, right].iter().any(|piece| piece.text() == Some("")) {
        return "empty";
    }
    let (first, second) = (kind_of(left, scope), kind_of(right, scope));
    let kind = if left.text().is_some() {
        second.or(first)
    } else {
        first.or(second)
    };
    kind.map_or("text", ValueType::word)
}

/// The decimal places of what `round` and written numbers give; `None` of anything else.
fn places(piece: &Expression, scope: &Scope<'_>) -> Option<u8> {
    match &piece.kind {
        ExpressionKind::Number(digits) => {
            let fraction = digits.split_once('.').map_or("", |(_, after)| after);
            u8::try_from(fraction.len()).ok()
        }
        ExpressionKind::Text(text) if text.is_empty() => Some(0),
        ExpressionKind::Field(name) => scope.places.get(name.as_str()).copied(),
        ExpressionKind::Negative(inner) => places(inner, scope),
        ExpressionKind::Binary {
            operator: Operator::Add | Operator::Subtract,
            left,
            right,
        } => Some(places(left, scope)?.max(places(right, scope)?)),
        ExpressionKind::Call {
            function,
            arguments,
        } => match (function.value.as_str(), &arguments[..]) {
            ("round", [_, digits]) => {
                let ExpressionKind::Number(digits) = &digits.kind else {
                    return None;
                };
                digits.parse().ok()
            }
            ("if", [_, yes, no]) => Some(places(yes, scope)?.max(places(no, scope)?)),
            ("sum", [column]) => places(column, scope),
            ("count" | "days-between", _) => Some(0),
            ("min" | "max", all) => {
                let mut most = 0;
                for piece in all {
                    most = most.max(places(piece, scope)?);
                }
                Some(most)
            }
            _ => None,
        },
        ExpressionKind::Text(_)
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Own
        | ExpressionKind::Binary { .. } => None,
    }
    .filter(|places| *places <= MOST_PLACES)
}
