//! Changed files as a unified diff for people.
//!
//! In: changes. Out: text. It must not know where it is shown.

use std::fmt::Write;

use similar::TextDiff;

use crate::edit::Change;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// The lines that differ, with three lines around them, file by file.
#[must_use]
pub fn diff(changes: &[Change], colour: bool) -> String {
    let mut out = String::new();
    for change in changes {
        if change.from != change.to {
            line(
                &mut out,
                &format!("rename from {}", change.from),
                BOLD,
                colour,
            );
            line(&mut out, &format!("rename to {}", change.to), BOLD, colour);
        }
        if change.before == change.after {
            continue;
        }
        line(&mut out, &format!("--- {}", change.from), BOLD, colour);
        line(&mut out, &format!("+++ {}", change.to), BOLD, colour);
        let lines = TextDiff::from_lines(&*change.before, &*change.after);
        let hunks = lines.unified_diff().context_radius(3).to_string();
        for hunk_line in hunks.split_terminator('\n') {
            let style = match hunk_line.chars().next() {
                Some('-') => RED,
                Some('+') => GREEN,
                Some('@') => CYAN,
                _ => "",
            };
            line(&mut out, hunk_line, style, colour);
        }
    }
    out
}

/// One line without what a terminal would obey or not show.
fn line(out: &mut String, text: &str, style: &str, colour: bool) {
    let shown = text.trim_end_matches('\r').replace('\u{feff}', "");
    let shown: String = (shown.chars())
        .map(|c| {
            if c.is_control() && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    let _ = if colour && !style.is_empty() {
        writeln!(out, "{style}{shown}{PLAIN}")
    } else {
        writeln!(out, "{shown}")
    };
}
