//! How findings about the keys and values of a TOML table are worded.

use toml::de::DeValue;

use crate::diagnostic::{Text, say};

/// What the parser says, which is quoted in its own language, and what to type instead.
pub(super) fn syntax(said: &str, is_date: bool) -> (Text, Text) {
    if is_date {
        let help = say!(
            "write a date as `2026-10-01`: year, month, day, without quotes",
            "日期写成 `2026-10-01`：年、月、日，不加引号"
        );
        return (say!("{}", "日期有误：{}", said), help);
    }
    let help = say!(
        "texts stand in quotes: `title = \"…\"`; several values in brackets: `[\"a\", \"b\"]`",
        "文字写在引号里：`title = \"…\"`；几个值写在方括号里：`[\"a\", \"b\"]`"
    );
    let chinese = KNOWN.iter().find(|(begin, _)| said.starts_with(begin));
    let message = match chinese {
        Some((_, chinese)) => say!("{}", "TOML 写法有误：{}", in_each(said, chinese)),
        None => say!("{}", "TOML 写法有误：{}", said),
    };
    if said.starts_with(TWICE) {
        let help = say!(
            "keep one of them; several values stand in one pair of brackets: `[\"a\", \"b\"]`",
            "只留一处；几个值写在同一对方括号里：`[\"a\", \"b\"]`"
        );
        return (message, help);
    }
    (message, help)
}

const TWICE: &str = "duplicate key";

/// What the TOML parser says most often, by how it begins, in Chinese.
const KNOWN: [(&str, &str); 7] = [
    (TWICE, "同一个键写了两次"),
    ("string values must be quoted", "文字要写在引号里"),
    ("invalid basic string", "文字的引号没有配对"),
    ("invalid literal string", "文字的引号没有配对"),
    ("key with no value", "键的后面没有写值"),
    ("unclosed array", "方括号没有配对"),
    ("unclosed inline table", "花括号没有配对"),
];

/// The same in each language, with the sign that was expected.
fn in_each(english: &str, chinese: &str) -> Text {
    let sign = english.split_once("expected ").map(|(_, sign)| sign);
    let chinese = match sign.filter(|sign| sign.starts_with('`')) {
        Some(sign) => format!("{chinese}，缺少 {sign}"),
        None => chinese.to_owned(),
    };
    let english = english.to_owned();
    Text { english, chinese }
}

/// What is no day, and what to type instead.
pub(super) fn date(key: &str, value: &DeValue<'_>) -> (Text, Text) {
    let message = if value.is_datetime() {
        say!(
            "`{}` is a day without a time",
            "`{}` 只写日期，不写时间",
            key
        )
    } else {
        say!(
            "`{}` is a date, not {}",
            "`{}` 应当是日期，不是 {}",
            key,
            type_word(value)
        )
    };
    let help = say!(
        "write `{} = 2026-10-01`: year, month, day, without quotes",
        "写成 `{} = 2026-10-01`：年、月、日，不加引号",
        key
    );
    (message, help)
}

/// What to type for a key.
pub(super) fn write(key: &str, example: &str) -> Text {
    say!("write `{} = {}`", "写成 `{} = {}`", key, example)
}

/// What a switch may be.
pub(super) fn truth_words() -> Text {
    say!("`true` or `false`", "`true` 或 `false`")
}

/// What stands under `[key]`.
pub(super) fn table_words() -> Text {
    say!("a table", "一组键和值")
}

/// What a value is.
pub(super) fn type_word(value: &DeValue<'_>) -> Text {
    if value.is_str() {
        say!("a text", "文字")
    } else if value.is_integer() || value.is_float() {
        say!("a number", "数字")
    } else if value.is_bool() {
        truth_words()
    } else if value.is_array() {
        say!("a list", "一列值")
    } else if value.is_table() {
        table_words()
    } else {
        say!("a date or time", "日期或时间")
    }
}
