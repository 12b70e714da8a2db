//! The front matter of the page that gets another code: the code, and the old one among its aliases.

use toml::de::DeTable;

use crate::diagnostic::{Edit, Text, say};
use crate::model::Kind;
use crate::rename::{Wanted, places};
use crate::source::{SourcePath, Span};

/// What is replaced in the page's own front matter.
pub(super) fn edits(
    path: &SourcePath,
    text: &str,
    kind: Kind,
    wanted: Wanted<'_>,
) -> Result<Vec<Edit>, Text> {
    let key = match kind {
        Kind::Role | Kind::Pack => "id",
        Kind::Procedure | Kind::Template | Kind::Form | Kind::Reference => "code",
    };
    let unclear = || {
        say!(
            "the front matter of `{0}` does not say `{1} = \"{2}\"` on a line of its own\nwrite it so first",
            "`{0}` 的文件头里没有单独一行 `{1} = \"{2}\"`\n先这样写上",
            path.as_str(),
            key,
            wanted.old
        )
    };
    let (front, at) = front_matter(text).ok_or_else(unclear)?;
    let table = DeTable::parse(front).map_err(|_| unclear())?;
    let span = |key: &str| {
        let span = table.get_ref().get(key)?.span();
        Some(Span::new(span.start, span.end).shifted(at))
    };
    let own = span(key).and_then(|span| places::code(text, span, wanted.old));
    let own = own.ok_or_else(unclear)?;
    let mut edits = vec![Edit::whole(path, own, wanted.new)];
    let Some(aliases) = table.get_ref().get("aliases") else {
        let after = span("title").unwrap_or(own).end;
        let end = text[after..]
            .find(['\r', '\n'])
            .map_or(after, |end| after + end);
        let line = format!("\naliases = [\"{}\"]", wanted.old);
        edits.push(Edit::whole(path, Span::new(end, end), line));
        return Ok(edits);
    };
    let list = aliases.get_ref().as_array().ok_or_else(unclear)?;
    let place = |span: std::ops::Range<usize>| Span::new(span.start, span.end).shifted(at);
    let alias = |name: &str| {
        list.iter()
            .find(|alias| alias.get_ref().as_str() == Some(name))
    };
    let quoted = format!("\"{}\"", wanted.old);
    if let Some(again) = alias(wanted.new) {
        // The page goes back to a name that it had.
        edits.push(Edit::whole(path, place(again.span()), quoted));
    } else if alias(wanted.old).is_none() {
        edits.push(match list.iter().last() {
            Some(end) => {
                let end = place(end.span()).end;
                Edit::whole(path, Span::new(end, end), format!(", {quoted}"))
            }
            None => Edit::whole(path, place(aliases.span()), format!("[{quoted}]")),
        });
    }
    Ok(edits)
}

/// The TOML between the `+++` lines, and where it begins.
pub(super) fn front_matter(text: &str) -> Option<(&str, usize)> {
    let start = text.find('\n')? + 1;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((&text[start..end], start));
        }
        end += line.len();
    }
    None
}
