//! Authors' words as a terminal may be given them: nothing in them that it would obey.

/// Characters of a message, label or help at most: authors' words in them may be of any length.
const LONGEST: usize = 1000;

/// A character of a source. Line ends and tabs are left to whoever draws.
pub(super) fn character(c: char) -> char {
    let steers = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if steers || (c.is_control() && !matches!(c, '\n' | '\t')) {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

/// A message, label or help.
pub(super) fn words(text: &str) -> String {
    let mut plain: String = text.chars().take(LONGEST).map(character).collect();
    if text.chars().nth(LONGEST).is_some() {
        plain.push('…');
    }
    plain.replace('\t', " ")
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    words(text).replace('\n', " ")
}
