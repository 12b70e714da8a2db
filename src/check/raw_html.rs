//! HTML in Markdown, in a handbook that does not allow it.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, code};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::RAW_HTML,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    if book.config.allow_html {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (path, prose) in proses(book) {
        let mut opened: Vec<String> = Vec::new();
        for html in &prose.raw_html {
            let text = html.text.trim();
            let name = element(text);
            if text.starts_with("</") && opened.contains(&name) {
                // Its opening is reported; the two are mended together.
                continue;
            }
            let first_line = text.lines().next().unwrap_or_default();
            let message = format!("raw HTML {}", quoted(first_line));
            findings.push(
                Diagnostic::error(RULE.code, path, html.span, message)
                    .label("shown to readers as text")
                    .help(instead(&name)),
            );
            opened.push(name);
        }
    }
    findings
}

/// The lower-case name of the element that a tag opens or closes; of a comment, `!--`.
fn element(tag: &str) -> String {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    if inner.starts_with("!--") {
        return "!--".to_owned();
    }
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    inner[..end.unwrap_or(inner.len())].to_lowercase()
}

/// What to type instead of an element.
fn instead(name: &str) -> &'static str {
    match name {
        "!--" => "take the comment out: what staff should not read does not belong in a page",
        "br" => "end the line with `\\` to break it, or leave an empty line for a new paragraph",
        "b" | "strong" => "write `**bold**`",
        "i" | "em" => "write `*emphasis*`",
        "s" | "del" | "strike" => "write `~~struck out~~`",
        "code" | "pre" => "write `` `code` ``, or a block between lines of three backticks",
        "a" => "write `[words](address)` or `[[code]]`",
        "img" => "write `![what it shows](file.png)`",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => {
            "write the table in Markdown: `| a | b |`"
        }
        "ul" | "ol" | "li" => "write the list in Markdown: `- item` or `1. item`",
        "p" => "leave an empty line between paragraphs",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write the heading in Markdown: `## heading`",
        "hr" => "write `---` on a line of its own",
        "blockquote" => "begin the line with `> `",
        _ => {
            "write it in Markdown; for the sign itself write `\\<`; \
             `allow_html = true` in `handbook.toml` allows HTML everywhere"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn elements_are_named() {
        let names = ["<br/>", "</B>", "<my-tag x>", "<!-- note -->", "<"].map(element);
        assert_eq!(names, ["br", "b", "my-tag", "!--", ""]);
    }
}
