//! Authors' words on one line, with nothing in them that a terminal or a reader's program would obey.

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
