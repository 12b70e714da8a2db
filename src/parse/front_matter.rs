//! Finds the TOML between `+++` lines and the Markdown after it.

use crate::diagnostic::{Diagnostic, code, say};
use crate::source::{Source, Span};

/// Where a page's two halves stand in its source.
pub(super) struct Halves {
    /// The TOML, without the lines around it.
    pub(super) front: Span,
    /// The Markdown.
    pub(super) body: Span,
    /// The first `+++`, to point at what is missing.
    pub(super) head: Span,
    /// Whether there was front matter at all.
    pub(super) found: bool,
}

/// Splits a page. A page without front matter is all body, with a finding.
pub(super) fn split(source: &Source, findings: &mut Vec<Diagnostic>) -> Halves {
    let text = &*source.text;
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = LineSpans { text, at: start };
    let first = lines.next().unwrap_or(Span::new(start, start));
    if text[first.start..first.end].trim_end() != "+++" {
        findings.push(missing(source, first));
        return Halves {
            front: Span::new(start, start),
            body: Span::new(start, text.len()),
            head: Span::new(start, first.end),
            found: false,
        };
    }
    let front_start = lines.at;
    for line in &mut lines {
        if text[line.start..line.end].trim_end() == "+++" {
            return Halves {
                front: Span::new(front_start, line.start),
                body: Span::new(lines.at, text.len()),
                head: first,
                found: true,
            };
        }
    }
    let message = say!("the front matter has no end", "文件头没有结束");
    let finding = Diagnostic::error(&code::FRONT_MATTER, &source.path, first, message)
        .label(say!("begins here", "从这里开始"))
        .help(say!(
            "write a line `+++` under its last key",
            "在文件头最后一个键的下面单写一行 `+++`"
        ));
    findings.push(finding);
    Halves {
        front: Span::new(front_start, front_start),
        body: Span::new(text.len(), text.len()),
        head: first,
        found: false,
    }
}

fn missing(source: &Source, first: Span) -> Diagnostic {
    let line = source.text[first.start..first.end].trim_end();
    let (message, help) = if line == "---" {
        let help = say!(
            "procbook reads TOML: put `+++` in the place of both `---`, and write `title = \"…\"` in the place of `title: …`",
            "procbook 读 TOML：用 `+++` 换掉两处 `---`，用 `title = \"…\"` 换掉 `title: …`"
        );
        (say!("this front matter is YAML", "文件头写成了 YAML"), help)
    } else {
        let help = say!(
            "begin the file with a line `+++`, the keys (`title = \"…\"`), and a line `+++`",
            "文件头写一行 `+++`，再写各个键（`title = \"…\"`），再写一行 `+++`"
        );
        (
            say!("this page has no front matter", "本页没有文件头"),
            help,
        )
    };
    Diagnostic::error(
        &code::FRONT_MATTER,
        &source.path,
        Span::new(first.start, first.start + line.len()),
        message,
    )
    .help(help)
}

/// The lines of a text with their ends, as spans.
struct LineSpans<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for LineSpans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |at| start + at + 1);
        self.at = end;
        Some(Span::new(start, end))
    }
}
