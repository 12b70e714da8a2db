//! Mermaid fences that name a page: in a node's words, or as the address of a `click`.
//!
//! In: the book. Out: edits in its fences. It must not know Mermaid beyond lines and words.

use crate::diagnostic::Edit;
use crate::model::prose::Fence;
use crate::model::{Book, Kind};
use crate::rename::mentions::words;
use crate::rename::{Named, Wanted};
use crate::source::{Sources, Span};

/// What is replaced in the fences of all pages.
pub(super) fn edits(book: &Book, sources: &Sources, wanted: Wanted<'_>) -> Vec<Edit> {
    let Named::Page(kind) = wanted.named else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    for (item, prose) in book.proses_by_item() {
        let path = book.path(item);
        let Some(source) = sources.texts.get(path) else {
            continue;
        };
        for fence in prose
            .fences
            .iter()
            .filter(|fence| fence.language == "mermaid")
        {
            for (place, new) in replacements(fence, kind, wanted) {
                let start = fence.offset_in_file(place.start);
                let span = Span::new(start, start + (place.end - place.start));
                if source.text.get(span.start..span.end) == fence.text.get(place.start..place.end) {
                    edits.push(Edit::whole(path, span, new));
                }
            }
        }
    }
    edits
}

/// Places in the fence's text, and what takes theirs.
fn replacements(fence: &Fence, kind: Kind, wanted: Wanted<'_>) -> Vec<(Span, String)> {
    let text = fence.text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let whole = Span::new(start, start + line.len());
        start = whole.end;
        if line.trim_start().starts_with("click ") {
            found.extend(
                address(line, kind, wanted).map(|(span, new)| (span.shifted(whole.start), new)),
            );
        } else if is_code(wanted.old) {
            let names = words(line, wanted.old);
            found.extend(names.map(|span| (span.shifted(whole.start), wanted.new.to_owned())));
        }
    }
    found
}

/// Whether a name cannot be an ordinary word, nor a node that is a step.
fn is_code(name: &str) -> bool {
    let is_step = name
        .strip_prefix('s')
        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    name.contains(|c: char| c.is_ascii_digit()) && !is_step
}

/// The name of the page in the address of a `click`: of its file, or of its page in the site.
fn address(line: &str, kind: Kind, wanted: Wanted<'_>) -> Option<(Span, String)> {
    let open = line.find('"')? + 1;
    let address = &line[open..open + line[open..].find('"')?];
    let path = address.split(['#', '?']).next()?;
    let begin = path.rfind('/').map_or(0, |at| at + 1);
    let (stem, extension) = path[begin..].rsplit_once('.')?;
    let of_site = stem == wanted.old.to_lowercase() && extension == "html";
    let of_sources = stem == wanted.old && extension == "md";
    // Roles and procedures may have one name; the folder tells them apart.
    let folder = path[..begin]
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or("");
    let folders = match kind {
        Kind::Procedure => ["procedures", "procedures"],
        Kind::Role => ["roles", "roles"],
        Kind::Template | Kind::Form => ["templates", "forms"],
        Kind::Reference => ["reference", "reference"],
        Kind::Pack => ["packs", "packs"],
    };
    let elsewhere = !matches!(folder, "" | "." | "..") && !folders.contains(&folder);
    if !(of_site || of_sources) || elsewhere {
        return None;
    }
    let new = if of_site {
        wanted.new.to_lowercase()
    } else {
        wanted.new.to_owned()
    };
    let start = open + begin;
    Some((Span::new(start, start + stem.len()), new))
}
