//! `handbook.toml` to `Config`.

use crate::diagnostic::{Diagnostic, code};
use crate::model::config::{Config, Part};
use crate::model::id::Id;
use crate::parse::toml_table::{self, Findings, Table};
use crate::source::{Source, Span, Spanned};

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
    let (abbreviations, retired_codes) = checking(&top);
    let config = Config {
        path: source.path.clone(),
        title: title.map_or_else(String::new, |title| title.value),
        summary: top.text("summary").map_or_else(String::new, |t| t.value),
        language: language(&top),
        allow_html: top.truth("allow_html"),
        parts: top.tables("part").into_iter().filter_map(part).collect(),
        abbreviations,
        retired_codes,
    };
    top.finish();
    findings.append(&mut shared.into_inner());
    config
}

/// What `[check]` says of the handbook's own abbreviations and of codes that were given up.
fn checking(top: &Table<'_>) -> (Vec<String>, Vec<Spanned<String>>) {
    let Some(table) = top.table("check") else {
        return Default::default();
    };
    let read = (
        table.plain_texts("abbreviations"),
        table.texts("retired_codes"),
    );
    table.finish();
    read
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
        let message = format!("`{}` is not a language tag", language.value);
        let help = "write `language = \"zh-CN\"` or `language = \"en\"`";
        top.report(&code::WRONG_VALUE, language.span, message, help);
        return "en".to_owned();
    }
    language.value
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
