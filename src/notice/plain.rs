//! What every kind of notice says the same way: how many pages of a kind changed, and authors' words on one line, with
//! nothing in them that a terminal or a reader's program would obey.

use crate::render::view::changes::KindView;
use crate::render::words::Words;

/// `流程：新增 1、修改 4`
pub(super) fn counted(kind: &KindView, words: &Words) -> String {
    let counts: Vec<String> = (kind.counts.iter())
        .map(|counted| format!("{} {}", counted.words, counted.count))
        .collect();
    format!(
        "{}{}{}",
        kind.title,
        words.colon,
        counts.join(words.separator)
    )
}

/// Words on one line.
pub(super) fn line(text: &str) -> String {
    let safe = |c: char| {
        let steers = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match c {
            '\n' | '\t' | '\r' => ' ',
            c if steers || c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        }
    };
    text.chars().map(safe).collect()
}
