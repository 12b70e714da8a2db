//! `handbook.toml` to `Config`.

use crate::diagnostic::{Diagnostic, code, say};
use crate::model::config::{self, Choice, Config, Part, Print, Weight};
use crate::model::id::Id;
use crate::parse::submit;
use crate::parse::toml_table::{self, Findings, Table};
use crate::source::{Source, Span, Spanned};

/// A longer address makes a code too fine to be scanned from paper.
const LONGEST_ADDRESS: usize = 120;

/// Reads the handbook's settings; what is missing gets a neutral value and a finding.
pub(super) fn parse(source: &Source, findings: &mut Vec<Diagnostic>) -> Config {
    let shared = Findings::default();
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let table = toml_table::parse(source, text, offset, &shared);
    let top = Table::new(source, offset, &table, &shared, Span::new(0, 0));
    let broken = !shared.borrow().is_empty();
    let title = if broken {
        top.text("title")
    } else {
        top.needed_text("title", "\"…\"")
    };
    let (choices, abbreviations, retired_codes) = checking(&top);
    let config = Config {
        path: source.path.clone(),
        title: title.map_or_else(String::new, |title| title.value),
        summary: top.text("summary").map_or_else(String::new, |t| t.value),
        language: language(&top),
        allow_html: top.truth("allow_html"),
        tags: tags(&top),
        choices,
        submit: top.table("submit").and_then(submit::submit),
        acknowledge_mail: top.table("acknowledge").and_then(submit::acknowledge),
        address: address(&top),
        print: top.table("print").map_or_else(Print::default, print),
        parts: top.tables("part").into_iter().filter_map(part).collect(),
        abbreviations,
        retired_codes,
    };
    top.finish();
    findings.append(&mut shared.into_inner());
    config
}

/// `[release] tags = "handbook/*"`, without the star.
fn tags(top: &Table<'_>) -> String {
    let Some(release) = top.table("release") else {
        return config::TAGS.to_owned();
    };
    let tags = release.text("tags");
    release.finish();
    let Some(tags) = tags else {
        return config::TAGS.to_owned();
    };
    let prefix = tags.value.strip_suffix('*').unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if prefix.is_empty() || prefix.starts_with('/') || !prefix.chars().all(plain) {
        let message = say!(
            "`{}` is no pattern of tags",
            "`{}` 不是标签样式",
            tags.value
        );
        let help = say!(
            "write what the tags begin with and a star: `tags = \"handbook/*\"`",
            "写标签的开头加星号：`tags = \"handbook/*\"`"
        );
        top.report(&code::WRONG_VALUE, tags.span, message, help);
        return config::TAGS.to_owned();
    }
    prefix.to_owned()
}

/// What `[check]` says: how findings weigh, the handbook's own abbreviations, codes that were given up.
fn checking(top: &Table<'_>) -> (Vec<Choice>, Vec<String>, Vec<Spanned<String>>) {
    let Some(table) = top.table("check") else {
        return Default::default();
    };
    let rules = table.tables("rule").into_iter();
    let read = (
        rules.filter_map(choice).collect(),
        table.plain_texts("abbreviations"),
        table.texts("retired_codes"),
    );
    table.finish();
    read
}

fn choice(table: Table<'_>) -> Option<Choice> {
    const WEIGHTS: [(&str, Weight); 4] = [
        ("error", Weight::Error),
        ("warning", Weight::Warning),
        ("hint", Weight::Hint),
        ("off", Weight::Off),
    ];
    let codes = table.texts("codes");
    if codes.is_empty() {
        table.missing("codes", "[\"…\"]");
    }
    if table.needed_text("severity", "\"hint\"").is_none() {
        table.finish();
        return None;
    }
    let weight = table.word("severity", &WEIGHTS);
    let paths = table.texts("paths");
    table.finish();
    Some(Choice {
        codes,
        weight: weight?,
        paths,
    })
}

fn language(top: &Table<'_>) -> String {
    let Some(language) = top.text("language") else {
        return "en".to_owned();
    };
    let sound = !language.value.is_empty()
        && (language.value.split('-')).all(|part| {
            !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
    if !sound {
        let message = say!(
            "`{}` is not a language tag",
            "`{}` 不是语言代码",
            language.value
        );
        let help = say!(
            "write `language = \"zh-CN\"` or `language = \"en\"`",
            "写 `language = \"zh-CN\"` 或 `language = \"en\"`"
        );
        top.report(&code::WRONG_VALUE, language.span, message, help);
        return "en".to_owned();
    }
    language.value
}

/// The published address, always with a `/` at its end, so that a page's path can follow.
fn address(top: &Table<'_>) -> Option<String> {
    let address = top.text("address")?;
    let rest =
        (address.value.strip_prefix("https://")).or_else(|| address.value.strip_prefix("http://"));
    let sound = rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && rest.len() <= LONGEST_ADDRESS
            && (rest.chars()).all(|c| c.is_ascii_alphanumeric() || "-._~/:%[]+".contains(c))
    });
    if !sound {
        let message = say!(
            "`{}` is not the address of a folder",
            "`{}` 不是文件夹的地址",
            address.value
        );
        let help = say!(
            "write `address = \"https://handbook.example/sales/\"`, without `?` and `#`",
            "写 `address = \"https://handbook.example/sales/\"`，不带 `?` 和 `#`"
        );
        top.report(&code::WRONG_VALUE, address.span, message, help);
        return None;
    }
    Some(format!("{}/", address.value.trim_end_matches('/')))
}

fn print(table: Table<'_>) -> Print {
    let print = Print {
        controlled: table.truth("controlled"),
        mark: table.text("mark").map(|mark| mark.value),
    };
    table.finish();
    print
}

fn part(table: Table<'_>) -> Option<Part> {
    let id = table.needed_text("id", "\"…\"");
    let title = table.needed_text("title", "\"…\"");
    let summary = table.text("summary").map_or_else(String::new, |t| t.value);
    table.finish();
    let id = id?;
    Some(Part {
        title: title.map_or_else(|| id.value.clone(), |title| title.value),
        id: Spanned::new(Id::new(&id.value), id.span),
        summary,
    })
}
