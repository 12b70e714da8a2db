//! A frame of source, drawn for a terminal, as HTML whose columns stand where the terminal's do.
//!
//! In: the plain text of a frame. Out: a `pre` with line numbers and carets set apart. Fonts give a Chinese
//! character the room of two Latin ones only by chance, so each character beyond ASCII gets a box of its width.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::escaped;

/// Writes the frame; nothing when it has no lines of source. `name` is what readers of screens call it.
pub(super) fn draw(out: &mut String, frame: &str, name: &str) {
    // The first place is told above the frame, and the empty line below it sets it apart there.
    let mut lines = frame
        .lines()
        .skip_while(|line| {
            matches!(line.trim_start(), "|" | "") || line.trim_start().starts_with("-->")
        })
        .peekable();
    if lines.peek().is_none() {
        return;
    }
    // What is too wide is scrolled, with the keyboard too.
    let _ = write!(
        out,
        "<pre class=\"frame\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\">"
    );
    for line in lines {
        let (gutter, rest) = parts(line);
        let _ = write!(out, "<span class=\"gutter\">{}</span>", escaped(gutter));
        if is_marks(gutter, rest) {
            // Dashes are under what has to do with the place, carets under the place itself.
            let is_place = rest.contains('^');
            let class = if is_place { "marks" } else { "marks also" };
            let _ = write!(out, "<span class=\"{class}\">");
            boxed(out, rest);
            out.push_str("</span>");
        } else {
            boxed(out, rest);
        }
        out.push('\n');
    }
    out.push_str("</pre>\n");
}

/// The line's number and bar, or all of a line that says where the next lines stand.
fn parts(line: &str) -> (&str, &str) {
    let bar = line.find('|').filter(|at| {
        let before = &line[..*at];
        before.chars().all(|c| c == ' ' || c.is_ascii_digit())
    });
    match bar {
        Some(at) => line.split_at(at + 1),
        None => (line, ""),
    }
}

/// Whether the line holds marks under the line before it, and what is said of them.
fn is_marks(gutter: &str, rest: &str) -> bool {
    !gutter.contains(|c: char| c.is_ascii_digit())
        && rest.trim_start().starts_with(['^', '-', '|', '_'])
}

fn boxed(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
            continue;
        }
        match c.width().unwrap_or(0) {
            2 => {
                let _ = write!(out, "<i>{c}</i>");
            }
            1 => {
                let _ = write!(out, "<b>{c}</b>");
            }
            // What has no width of its own belongs to the character before it.
            _ => out.push(c),
        }
    }
}
