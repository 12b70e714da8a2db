//! One source to one item, with every mistake that can be seen in that file alone.
//!
//! In: a `Source`. Out: an `Entry` whose references are still words, and findings. It must not know
//! any other file: whether a name exists is for `link` to look up and for `check` to say.

mod config;
mod document;
mod expression;
mod form;
mod front_matter;
mod history;
mod markdown;
mod next;
mod passages;
mod procedure;
mod prose;
mod step;
mod toml_table;
mod value;

use crate::diagnostic::{Diagnostic, code};
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
            let message = "this file is not UTF-8 from here on".to_owned();
            Diagnostic::error(&code::NOT_UTF8, &source.path, span, message)
                .label("these bytes are no character")
                .help("save the file as UTF-8 (editors call it the file's encoding)")
        }
        Trouble::TooLarge { bytes } => {
            let message = format!("this file has {} MB", bytes / (1024 * 1024));
            Diagnostic::error(&code::TOO_LARGE, &source.path, at(0), message)
                .help("a source may have 4 MB; split it, or move pictures and data beside it")
        }
        Trouble::Unreadable { reason } => {
            let message = format!("this file cannot be read: {reason}");
            Diagnostic::error(&code::UNREADABLE, &source.path, at(0), message)
                .help("make it readable for the user who builds the handbook")
        }
    }
}

fn misplaced(source: &Source) -> Diagnostic {
    let message = "nothing is read from this folder".to_owned();
    Diagnostic::error(&code::MISPLACED_FILE, &source.path, Span::new(0, 0), message).help(
        "move the file to content/procedures, content/roles, content/templates or content/reference",
    )
}
