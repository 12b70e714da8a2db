//! Names and values in a form's file that no field could have.
//!
//! In: what a field, a choice or a rated item is called, holds at first or weighs. Out: findings. It must
//! not know expressions.

use std::collections::BTreeSet;

use crate::diagnostic::{Text, code, nearest, say};
use crate::model::form::{FieldKind, ScoreItem};
use crate::model::value::{Held, ValueType};
use crate::parse::expression::InWords as _;
use crate::parse::toml_table::Table;
use crate::source::Spanned;

/// Names that every object of a script has already; a name without capitals can be no other.
const RESERVED: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// What the weights of a rating add up to.
const WHOLE: f64 = 100.0;

fn is_reserved(name: &Spanned<String>) -> bool {
    RESERVED.contains(&name.value.as_str())
}

fn reserved(table: &Table<'_>, name: &Spanned<String>) {
    let message = say!(
        "`{}` is a word of the browser's own",
        "`{}` 是浏览器自己用的词",
        name.value
    );
    let plain = name.value.trim_matches('_');
    let help = say!("give it another name: `{}_1`", "换个名字：`{}_1`", plain);
    table.report(&code::WRONG_VALUE, name.span, message, help);
}

/// Checks the name of a field or of a rated item, which is a key of what is exported.
pub(super) fn check_name(table: &Table<'_>, name: &Spanned<String>) {
    if is_reserved(name) {
        return reserved(table, name);
    }
    let mut characters = name.value.chars();
    let sound = characters.next().is_some_and(|c| c.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !sound {
        let message = say!("`{}` cannot be a name", "`{}` 不能作名字", name.value);
        let help = say!(
            "write small letters, digits and `_`, a letter first: `plan_year`",
            "只用小写字母、数字和 `_`，以字母开头：`plan_year`"
        );
        table.report(&code::WRONG_VALUE, name.span, message, help);
    }
}

/// Checks that no two of these have one name.
pub(super) fn check_unique(table: &Table<'_>, names: &[Spanned<String>]) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.value.as_str()) {
            let message = say!("two are named `{}`", "有两个叫 `{}`", name.value);
            let help = say!("give one another name", "给其中一个换个名字");
            table.report(&code::DUPLICATE_FIELD, name.span, message, help);
        }
    }
}

/// Checks the names of choices, which may be of any language; `several` when more than one can be chosen.
pub(super) fn check_choices(table: &Table<'_>, names: &[Spanned<String>], several: bool) {
    for name in names {
        if is_reserved(name) {
            reserved(table, name);
        } else if several && name.value.contains(char::is_whitespace) {
            let message = say!("`{}` has a space in it", "`{}` 里有空格", name.value);
            let help = say!(
                "several chosen names are kept in one text with spaces between them: write `_`, and the words as the choice's `label`",
                "选中的几个名字之间用空格隔开：名字里用 `_`，要显示的话写在 `label` 里"
            );
            table.report(&code::WRONG_VALUE, name.span, message, help);
        }
    }
    check_unique(table, names);
}

/// Checks that the weights of a rating are hundredths of a whole.
pub(super) fn check_weights(table: &Table<'_>, items: &[ScoreItem]) {
    let sum: f64 = items.iter().map(|item| item.weight).sum();
    if items.is_empty() || (sum - WHOLE).abs() < 1e-6 {
        return;
    }
    // 33.3 three times is 99.9, not 99.89999999999999.
    let shown = (sum * 1e6).round() / 1e6;
    let message = say!(
        "the weights of these items add up to {}, not to 100",
        "各项权重加起来是 {}，不是 100",
        shown
    );
    let help = say!(
        "change a `weight`: the total is counted in hundredths of the most points",
        "改一改 `weight`：总分按满分的百分之几计算"
    );
    table.report(&code::SCORE_WEIGHTS, table.head(), message, help);
}

/// Checks that a field can hold what it holds at first.
pub(super) fn check_default(table: &Table<'_>, kind: &FieldKind, default: &Spanned<String>) {
    if default.value.is_empty() {
        return;
    }
    if let Some(help) = misfit(kind, &default.value) {
        let word = kind.word();
        let message = say!(
            "`type = \"{}\"` cannot hold `{}`",
            "`type = \"{}\"` 不能填 `{}`",
            word,
            default.value
        );
        table.report(&code::WRONG_DEFAULT, default.span, message, help);
    }
}

/// What to write instead of a text that a field cannot hold.
fn misfit(kind: &FieldKind, text: &str) -> Option<Text> {
    match kind {
        FieldKind::SelectOne(_) => no_choice(kind, text),
        FieldKind::SelectMultiple(_) => {
            (text.split_whitespace()).find_map(|name| no_choice(kind, name))
        }
        FieldKind::YesNo => (!["yes", "no", "true", "false"].contains(&text)).then(|| {
            say!(
                "write `default = \"yes\"` or `\"no\"`",
                "写 `default = \"yes\"` 或 `\"no\"`"
            )
        }),
        FieldKind::Integer if text.parse::<i64>().is_err() => Some(say!(
            "write a whole number: `default = 1`",
            "写整数：`default = 1`"
        )),
        FieldKind::Range(scale) => (number(text))
            .is_none_or(|number| number < scale.start || number > scale.end)
            .then(|| {
                say!(
                    "write a number from {} to {}",
                    "写 {} 到 {} 之间的数",
                    scale.start,
                    scale.end
                )
            }),
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

fn unreadable(kind: &FieldKind, text: &str) -> Option<Text> {
    let leave = say!("leave `default` out", "不要写 `default`");
    let held = match kind.held() {
        Held::Value(held) if !matches!(kind, FieldKind::Score(_)) => held,
        Held::Value(_) | Held::Nothing => return Some(leave),
        Held::Unknown => {
            return Some(say!(
                "{}: the field is computed",
                "{}：这个字段由公式计算",
                leave
            ));
        }
    };
    if held == ValueType::Number {
        return (number(text).is_none()).then(|| {
            say!(
                "write a number, without its unit: `default = 1.5`",
                "写数字，不带单位：`default = 1.5`"
            )
        });
    }
    let (pattern, example) = held.pattern()?;
    (!is_moment(text, pattern)).then(|| {
        say!(
            "write {} as `\"{}\"`",
            "{}写成 `\"{}\"` 的样子",
            held.words(),
            example
        )
    })
}

/// A number as a field holds it: no exponent, nothing infinite.
fn number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    text.chars().all(plain).then(|| text.parse().ok())?
}

fn no_choice(kind: &FieldKind, name: &str) -> Option<Text> {
    let choices = kind.choices();
    if choices.is_empty() || choices.iter().any(|choice| choice.name == name) {
        return None;
    }
    let labelled = choices.iter().find(|choice| choice.label == name);
    let names = choices.iter().map(|choice| choice.name.as_str());
    let meant = labelled
        .map(|choice| choice.name.as_str())
        .or_else(|| nearest(name, names.clone()));
    if let Some(meant) = meant {
        return Some(say!("write `{}`", "写成 `{}`", meant));
    }
    let quoted: Vec<Text> = names.map(|name| Text::same(format!("`{name}`"))).collect();
    let all = Text::join(&quoted, ", ", "、");
    Some(say!("write one of: {}", "从中选一个：{}", all))
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
