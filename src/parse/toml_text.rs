//! TOML text to `toml`'s own table, and what is wrong with the text.
//!
//! In: the TOML of a source. Out: a table of all that can be read, and findings. It must not know keys.

use toml::de::DeTable;

use crate::diagnostic::near::half_width;
use crate::diagnostic::{Diagnostic, Edit, Fix, code};
use crate::parse::toml_table::Findings;
use crate::parse::toml_words;
use crate::source::{Source, Span};

/// Parses TOML that begins at byte `offset` of the source. What follows a syntax error is read as far as it can be.
pub(super) fn parse<'a>(
    source: &Source,
    text: &'a str,
    offset: usize,
    findings: &Findings,
) -> DeTable<'a> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for (at, error) in errors.into_iter().enumerate() {
        let span = error.span().unwrap_or(0..0);
        let words = text.get(span.clone()).unwrap_or("");
        let place = Span::new(span.start, span.end).shifted(offset);
        let is_date = words.len() >= 8
            && words.starts_with(|c: char| c.is_ascii_digit())
            && words.matches('-').count() == 2;
        let code = if is_date {
            &code::BAD_DATE
        } else {
            &code::TOML_SYNTAX
        };
        let said = error.message().lines().next().unwrap_or("");
        let (message, help) = toml_words::syntax(said, is_date);
        let finding = Diagnostic::error(code, &source.path, place, message).help(help);
        // The whole text is read again for it, so that only the first is tried; the next run sees the next.
        let mended = (at == 0).then(|| half_width_line(text, span.start));
        let fix = mended.flatten().map(|(line, new)| {
            let edit = Edit::whole(&source.path, line.shifted(offset), new);
            Fix::certain(edit)
        });
        findings.borrow_mut().push(finding.fix(fix));
    }
    table.into_inner()
}

/// The line of an error with the signs of TOML as an English keyboard writes them, when nothing is wrong up to its end then:
/// `title ＝ “计划”` is `title = "计划"`.
fn half_width_line(text: &str, at: usize) -> Option<(Span, String)> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find(['\r', '\n']);
    let line = Span::new(start, end.map_or(text.len(), |end| start + end));
    let old = &text[line.start..line.end];
    let mut found = [&['"'][..], &['"', '“', '”', '＂']].into_iter();
    let new = found.find_map(|quotes| {
        let new = signs(old, quotes)?;
        let whole = [&text[..line.start], &new, &text[line.end..]].concat();
        let left = DeTable::parse_recoverable(&whole).1;
        let end = line.start + new.len();
        let later = |error: &toml::de::Error| error.span().is_some_and(|span| span.start > end);
        (new != old && left.iter().all(later)).then_some(new)
    })?;
    Some((line, new))
}

/// A line whose signs outside of texts are half-width. Any of `closing` ends a text; `None` when one has no end.
fn signs(line: &str, closing: &[char]) -> Option<String> {
    let mut new = String::new();
    let mut inside = false;
    for c in line.chars() {
        let quote = matches!(c, '"' | '“' | '”' | '＂');
        if inside && !(quote && closing.contains(&c)) {
            new.push(c);
        } else if quote {
            inside = !inside;
            new.push('"');
        } else if c == '：' {
            new.push_str(" =");
        } else if c == '\u{3000}' {
            new.push(' ');
        } else if c == ' ' || c == '\t' {
            new.push(c);
        } else {
            new.push_str(&half_width(c.encode_utf8(&mut [0; 4])));
        }
    }
    (!inside).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::half_width_line;

    fn mended(text: &str) -> Option<String> {
        let at = text
            .find("＝")
            .or_else(|| text.find(['“', '，', '：', '２']));
        half_width_line(text, at.unwrap_or(0)).map(|(_, line)| line)
    }

    #[test]
    fn signs_of_chinese_keyboards_become_those_of_toml() {
        for (text, line) in [
            ("title ＝ “年度计划”\n", "title = \"年度计划\""),
            ("title：“年度计划”\n", "title =\"年度计划\""),
            (
                "aliases = [\"甲，乙\"，\"丙\"]\r\n",
                "aliases = [\"甲，乙\",\"丙\"]",
            ),
            ("effective = ２０２６-10-01", "effective = 2026-10-01"),
            ("title = \"年度计划”\n", "title = \"年度计划\""),
        ] {
            assert_eq!(mended(text).as_deref(), Some(line), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_for_another_reason_stays() {
        assert_eq!(mended("title = ＝\n"), None);
        assert_eq!(mended("title = [\"甲\"\n"), None);
    }
}
