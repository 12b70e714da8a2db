//! Where the lines of a label break.
//!
//! In: a label's text. Out: its lines, about equally long. It must not know what it is the label of.
//! The diagram library breaks Chinese too, but fills each line before the next, which leaves a last
//! line of one character, and parts a closing `”` from its word.

use crate::chart::measure::is_full_width;

/// More lines than this hide the rest of a chart; what follows is cut off with `…`.
const MOST_LINES: usize = 8;

/// A line may not begin with these.
const CLOSING: &str = "、。，．：；！？）］｝〕〉》」』】〗”’…—·％‰℃,.:;!?)]}%";
/// A line may not end with these.
const OPENING: &str = "（［｛〔〈《「『【〖“‘([{#￥$";

/// The lines of a label, each of at most `widest` half-width characters, and more only where one
/// word is longer. White space of every kind is one space.
pub(super) fn wrap(text: &str, widest: usize) -> Vec<String> {
    // Twice what the lines can hold is enough to know that it is too much.
    let most = 2 * widest * MOST_LINES;
    let text: String = text.chars().take(most).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = pieces(&text);
    let full = fill(&pieces, widest);
    let whole: usize = pieces.iter().map(|piece| columns(piece)).sum();
    // The narrowest room that needs no more lines than the widest makes them most equal.
    let even = whole.div_ceil(full.len());
    let mut lines = (even..widest)
        .map(|room| fill(&pieces, room))
        .find(|lines| lines.len() <= full.len())
        .unwrap_or(full);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// Lines of at most this many columns, each as full as can be.
fn fill(pieces: &[&str], room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        let wide = columns(piece.trim_end());
        if used > 0 && used + wide > room {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += columns(piece);
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The text in pieces, between any two of which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || is_ideographic(before) || is_ideographic(after)
}

/// Full-width, and not one of the marks that Latin text uses too, as in `author’s`.
fn is_ideographic(c: char) -> bool {
    is_full_width(c) && !"‘’“”…—".contains(c)
}

/// A text's length in half-width characters.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| if is_full_width(c) { 2 } else { 1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_about_equal_and_break_by_the_rules() {
        for (text, expected) in [
            ("22 质询会", "22 质询会"),
            ("10 下达整体销售和利润目标", "10 下达整体销|售和利润目标"),
            (
                "2 填写《来访客户登记表》，当日交财务",
                "2 填写《来访客|户登记表》，当|日交财务",
            ),
            (
                "召开“五一”促销方案讨论会，确认预算",
                "召开“五一”|促销方案讨论|会，确认预算",
            ),
            (
                "Ask for the author’s position",
                "Ask for the|author’s|position",
            ),
            (
                "Donaudampfschifffahrtsgesellschaft 员工",
                "Donaudampfschifffahrtsgesellschaft|员工",
            ),
            (" \n\t ", ""),
            ("", ""),
        ] {
            assert_eq!(wrap(text, 16).join("|"), expected);
        }
    }

    #[test]
    fn no_line_is_too_wide_or_begins_or_ends_wrongly() {
        let text = "（甲）一二三，四五六“七八九”十；A-1、B-2：（乙）丙丁——戊己庚…辛壬癸！";
        for widest in 4..30 {
            for line in wrap(text, widest) {
                assert!(
                    !line.starts_with(['，', '”', '；', '、', '：', '）', '！', '…']),
                    "{line}"
                );
                assert!(!line.ends_with(['（', '“']), "{line}");
            }
        }
    }

    #[test]
    fn what_follows_the_last_line_is_cut_off() {
        let lines = wrap(&"一".repeat(100_000), 16);
        assert_eq!(lines.len(), 8);
        assert!(lines[7].ends_with('…'));
    }
}
