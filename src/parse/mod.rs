//! One source to one item, with every mistake that can be seen in that file alone.
//!
//! In: a `Source`. Out: an `Entry` whose references are still words, and findings. It must not know
//! any other file: whether a name exists is for `link` to look up and for `check` to say.

mod config;
mod document;
mod expression;
mod form;
mod form_values;
mod front_matter;
mod history;
mod markdown;
mod next;
mod passages;
mod procedure;
mod prose;
mod step;
mod submit;
mod tables;
mod toml_table;
mod toml_text;
mod toml_words;
mod value;
mod was;

use crate::diagnostic::allowance::without_allowances;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Entry;
use crate::source::{Source, Span, Trouble};

/// Reads one file. `None` with findings when it cannot be read at all or stands where nothing is read;
/// `None` without any for layouts, which `render` reads.
#[must_use]
pub fn parse(source: &Source) -> (Option<Entry>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    if let Some(trouble) = &source.trouble {
        findings.push(trouble_finding(source, trouble));
        if !matches!(trouble, Trouble::NotUtf8 { .. }) {
            return (None, findings);
        }
    }
    let plain = without_allowances(source);
    let source = plain.as_ref().unwrap_or(source);
    let path = source.path.as_str();
    let entry = if path == "handbook.toml" {
        Some(Entry::Config(config::parse(source, &mut findings)))
    } else if path.starts_with("layouts/") {
        None
    } else if path.starts_with("forms/") {
        Some(Entry::Form(form::parse(source, &mut findings)))
    } else if path.starts_with("content/procedures/") {
        Some(Entry::Procedure(procedure::parse(source, &mut findings)))
    } else if path.starts_with("content/roles/") {
        Some(Entry::Role(document::role(source, &mut findings)))
    } else if path.starts_with("content/templates/") {
        Some(Entry::Template(document::template(source, &mut findings)))
    } else if path.starts_with("content/reference/") {
        Some(Entry::Reference(document::reference(source, &mut findings)))
    } else if path.starts_with("content/packs/") {
        Some(Entry::Pack(document::pack(source, &mut findings)))
    } else {
        findings.push(misplaced(source));
        None
    };
    (entry, findings)
}

fn trouble_finding(source: &Source, trouble: &Trouble) -> Diagnostic {
    let at = |start| Span::new(start, start);
    match trouble {
        Trouble::NotUtf8 { at: offset } => {
            let span = Span::new(*offset, offset + '\u{fffd}'.len_utf8());
            let message = say!(
                "this file is not UTF-8 from here on",
                "从这里起，本文件不是 UTF-8 编码"
            );
            Diagnostic::error(&code::NOT_UTF8, &source.path, span, message)
                .label(say!("these bytes are no character", "这几个字节不是文字"))
                .help(say!(
                    "save the file as UTF-8 (editors call it the file's encoding)",
                    "把文件另存为 UTF-8（编辑器里叫“编码”）"
                ))
        }
        Trouble::TooLarge { bytes } => {
            let message = say!(
                "this file has {} MB",
                "本文件有 {} MB",
                bytes / (1024 * 1024)
            );
            Diagnostic::error(&code::TOO_LARGE, &source.path, at(0), message).help(say!(
                "a source may have 4 MB; split it, or move pictures and data beside it",
                "一个源文件最多 4 MB：把它拆开，或者把图片和数据移到旁边的文件里"
            ))
        }
        Trouble::Unreadable { reason } => {
            let message = say!("this file cannot be read: {}", "本文件读不出来：{}", reason);
            Diagnostic::error(&code::UNREADABLE, &source.path, at(0), message).help(say!(
                "make it readable for the user who builds the handbook",
                "让生成手册的用户有权读它"
            ))
        }
    }
}

fn misplaced(source: &Source) -> Diagnostic {
    let message = say!(
        "nothing is read from this folder",
        "这个文件夹里的文件不会被读取"
    );
    Diagnostic::error(&code::MISPLACED_FILE, &source.path, Span::new(0, 0), message).help(say!(
        "move the file to content/procedures, content/roles, content/templates, content/reference or content/packs",
        "把文件移到 content/procedures、content/roles、content/templates、content/reference 或 content/packs"
    ))
}
