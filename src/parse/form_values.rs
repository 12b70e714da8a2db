//! Names and values in a form's file that no field could have.
//!
//! In: what a field, a choice or a rated item is called, holds at first or weighs. Out: findings. It must
//! not know expressions.

use std::collections::BTreeSet;

use crate::diagnostic::{code, nearest};
use crate::model::form::{FieldKind, ScoreItem};
use crate::model::value::{Held, ValueType};
use crate::parse::toml_table::Table;
use crate::source::Spanned;

/// Names that every object of a script has already; a name without capitals can be no other.
const RESERVED: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// What the weights of a rating add up to.
const WHOLE: f64 = 100.0;

fn is_reserved(name: &Spanned<String>) -> bool {
    RESERVED.contains(&name.value.as_str())
}

fn reserved(table: &Table<'_>, name: &Spanned<String>, what: &str) {
    let message = format!("`{}` is a word of the browser's own", name.value);
    let plain = name.value.trim_matches('_');
    let help = format!("give the {what} another name: `{plain}_1`");
    table.report(&code::WRONG_VALUE, name.span, message, &help);
}

/// Checks the name of a field or of a rated item, which is a key of what is exported.
pub(super) fn check_name(table: &Table<'_>, name: &Spanned<String>, what: &str) {
    if is_reserved(name) {
        return reserved(table, name, what);
    }
    let mut characters = name.value.chars();
    let sound = characters.next().is_some_and(|c| c.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !sound {
        let article = if what == "item" { "an item" } else { "a field" };
        let message = format!("`{}` cannot be {article}'s name", name.value);
        let help = "write small letters, digits and `_`, a letter first: `plan_year`";
        table.report(&code::WRONG_VALUE, name.span, message, help);
    }
}

/// Checks that no two of these have one name.
pub(super) fn check_unique(table: &Table<'_>, names: &[Spanned<String>], what: &str) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.value.as_str()) {
            let message = format!("two {what} are named `{}`", name.value);
            table.report(
                &code::DUPLICATE_FIELD,
                name.span,
                message,
                "give one another name",
            );
        }
    }
}

/// Checks the names of choices, which may be of any language; `several` when more than one can be chosen.
pub(super) fn check_choices(table: &Table<'_>, names: &[Spanned<String>], several: bool) {
    for name in names {
        if is_reserved(name) {
            reserved(table, name, "choice");
        } else if several && name.value.contains(char::is_whitespace) {
            let message = format!("`{}` has a space in it", name.value);
            let help = "several chosen names are kept in one text with spaces between them: write `_`, and the words as the choice's `label`";
            table.report(&code::WRONG_VALUE, name.span, message, help);
        }
    }
    check_unique(table, names, "choices");
}

/// Checks that the weights of a rating are hundredths of a whole.
pub(super) fn check_weights(table: &Table<'_>, items: &[ScoreItem]) {
    let sum: f64 = items.iter().map(|item| item.weight).sum();
    if items.is_empty() || (sum - WHOLE).abs() < 1e-6 {
        return;
    }
    // 33.3 three times is 99.9, not 99.89999999999999.
    let shown = (sum * 1e6).round() / 1e6;
    let message = format!("the weights of these items add up to {shown}, not to 100");
    let help = "change a `weight`: the total is counted in hundredths of the most points";
    table.report(&code::SCORE_WEIGHTS, table.head(), message, help);
}

/// Checks that a field can hold what it holds at first.
pub(super) fn check_default(table: &Table<'_>, kind: &FieldKind, default: &Spanned<String>) {
    if default.value.is_empty() {
        return;
    }
    if let Some(help) = misfit(kind, &default.value) {
        let word = kind.word();
        let message = format!("`type = \"{word}\"` cannot hold `{}`", default.value);
        table.report(&code::WRONG_DEFAULT, default.span, message, &help);
    }
}

/// What to write instead of a text that a field cannot hold.
fn misfit(kind: &FieldKind, text: &str) -> Option<String> {
    match kind {
        FieldKind::SelectOne(_) => no_choice(kind, text),
        FieldKind::SelectMultiple(_) => {
            (text.split_whitespace()).find_map(|name| no_choice(kind, name))
        }
        FieldKind::YesNo => (!["yes", "no", "true", "false"].contains(&text))
            .then(|| "write `default = \"yes\"` or `\"no\"`".to_owned()),
        FieldKind::Integer if text.parse::<i64>().is_err() => {
            Some("write a whole number: `default = 1`".to_owned())
        }
        FieldKind::Range(scale) => (number(text))
            .is_none_or(|number| number < scale.start || number > scale.end)
            .then(|| format!("write a number from {} to {}", scale.start, scale.end)),
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Date
        | FieldKind::Month
        | FieldKind::Week
        | FieldKind::Time
        | FieldKind::DateTime
        | FieldKind::Tel
        | FieldKind::Email
        | FieldKind::Table(_)
        | FieldKind::Score(_)
        | FieldKind::Signature { .. }
        | FieldKind::Note
        | FieldKind::Calculate => unreadable(kind, text),
    }
}

fn unreadable(kind: &FieldKind, text: &str) -> Option<String> {
    let leave = "leave `default` out";
    let held = match kind.held() {
        Held::Value(held) if !matches!(kind, FieldKind::Score(_)) => held,
        Held::Value(_) | Held::Nothing => return Some(leave.to_owned()),
        Held::Unknown => return Some(format!("{leave}: the field is computed")),
    };
    if held == ValueType::Number {
        return (number(text).is_none())
            .then(|| "write a number, without its unit: `default = 1.5`".to_owned());
    }
    let (pattern, example) = held.pattern()?;
    (!is_moment(text, pattern)).then(|| format!("write {} as `\"{example}\"`", held.words()))
}

/// A number as a field holds it: no exponent, nothing infinite.
fn number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    text.chars().all(plain).then(|| text.parse().ok())?
}

fn no_choice(kind: &FieldKind, name: &str) -> Option<String> {
    let choices = kind.choices();
    if choices.is_empty() || choices.iter().any(|choice| choice.name == name) {
        return None;
    }
    let labelled = choices.iter().find(|choice| choice.label == name);
    let names = choices.iter().map(|choice| choice.name.as_str());
    let meant = labelled
        .map(|choice| choice.name.as_str())
        .or_else(|| nearest(name, names.clone()));
    Some(match meant {
        Some(meant) => format!("write `{meant}`"),
        None => format!("write one of: {}", names.collect::<Vec<_>>().join(", ")),
    })
}

/// Whether a text is a date or time of the pattern, `d` for a digit, that a calendar or clock has.
fn is_moment(text: &str, pattern: &str) -> bool {
    let fits = text.len() == pattern.len()
        && (text.bytes().zip(pattern.bytes())).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            _ => byte == wanted,
        });
    let two = |at: usize| text.get(at..at + 2).and_then(|digits| digits.parse().ok());
    let between = |at, least: u32, most| two(at).is_none_or(|n| (least..=most).contains(&n));
    let day = || between(5, 1, 12) && between(8, 1, days(text));
    fits && match pattern.len() {
        5 => between(0, 0, 23) && between(3, 0, 59),
        7 => between(5, 1, 12),
        8 => between(6, 1, 53),
        10 => day(),
        _ => day() && between(11, 0, 23) && between(14, 0, 59),
    }
}

/// The days of the month of `2026-02-…`.
fn days(date: &str) -> u32 {
    let part = |from, to| date.get(from..to).and_then(|digits| digits.parse().ok());
    let year: u32 = part(0, 4).unwrap_or(0);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match part(5, 7) {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if leap => 29,
        Some(2) => 28,
        _ => 31,
    }
}
