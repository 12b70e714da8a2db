//! What changed, as a notice in Markdown that a process owner can send.
//!
//! In: `ChangesView`. Out: a heading for each part, a point for each change; words that went are ~~struck~~, words
//! that came are **bold**. What authors wrote is escaped, so that it shows as they wrote it.

use std::fmt::Write;

use crate::notice::human::{tags, versions};
use crate::notice::plain::{counted, line};
use crate::render::view::changes::{ChangesView, FactView, PageChangeView, PieceView, TextView};
use crate::render::words::Words;

/// The notice, with a line end after the last line.
#[must_use]
pub fn markdown(changes: &ChangesView<'_>, words: &Words, handbook: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# {}{}{}\n",
        escaped(handbook),
        words.colon,
        escaped(&changes.title)
    );
    if changes.groups.is_empty() {
        let _ = writeln!(out, "{}", words.changes.changes_nothing);
        return out;
    }
    let kinds: Vec<String> = (changes.summary.iter())
        .map(|kind| counted(kind, words))
        .collect();
    let _ = writeln!(out, "{}", kinds.join(words.clause));
    for group in &changes.groups {
        let _ = write!(out, "\n## {}\n\n", escaped(group.title));
        for page in &group.pages {
            one(&mut out, page, words);
        }
    }
    out
}

fn one(out: &mut String, page: &PageChangeView<'_>, words: &Words) {
    let mut about = vec![page.fate_words.to_owned()];
    about.extend(versions(page, words));
    about.extend(page.remarks.iter().cloned());
    let code = page
        .code
        .map_or_else(String::new, |code| format!("{} ", escaped(code)));
    let name = format!("{} {code}{}", page.kind_words, escaped(page.title));
    point(
        out,
        0,
        &format!(
            "{name}{}",
            remark(&escaped(&about.join(words.clause)), words)
        ),
    );
    if page.kind != "role" && !page.roles.is_empty() {
        let roles: Vec<String> = page.roles.iter().map(|role| escaped(role.title)).collect();
        let named = words.changes.changes_roles;
        point(
            out,
            1,
            &format!("{named}{}{}", words.colon, roles.join(words.separator)),
        );
    }
    facts(out, 1, &page.facts, words);
    for step in &page.steps {
        let mut about = tags(&step.tags);
        about.extend(step.was.clone());
        let (word, number, title) = (words.step, step.number, escaped(step.title));
        let remark = remark(&about.join(words.clause), words);
        point(out, 1, &format!("{word} {number} {title}{remark}"));
        facts(out, 2, &step.facts, words);
        texts(out, 2, &step.texts, words);
    }
    for field in &page.fields {
        let remark = remark(&tags(&field.tags).join(words.clause), words);
        let (word, label) = (words.matrices.field, escaped(field.label));
        point(out, 1, &format!("{word} {label}{remark}"));
        facts(out, 2, &field.facts, words);
    }
    texts(out, 1, &page.texts, words);
}

fn remark(said: &str, words: &Words) -> String {
    words.changes.remark.replace("{words}", said)
}

fn facts(out: &mut String, depth: usize, facts: &[FactView], words: &Words) {
    for fact in facts {
        let said = if fact.list.is_empty() {
            let (before, after) = (escaped(&fact.before), escaped(&fact.after));
            format!("{} → {}", mark("~~", &before), mark("**", &after))
        } else {
            let item = |item: &PieceView| pieces(std::slice::from_ref(item));
            let items: Vec<String> = fact.list.iter().map(item).collect();
            items.join(words.separator)
        };
        point(out, depth, &format!("{}{}{said}", fact.name, words.colon));
    }
}

fn texts(out: &mut String, depth: usize, texts: &[TextView<'_>], words: &Words) {
    for text in texts {
        let heading = match text.heading {
            "" => words.changes.change_text.to_owned(),
            heading => escaped(heading),
        };
        match text.lines.as_slice() {
            [line] => {
                let said = pieces(line);
                point(out, depth, &format!("{heading}{}{said}", words.colon));
            }
            lines => {
                point(out, depth, &format!("{heading}{}", words.colon.trim_end()));
                for line in lines {
                    point(out, depth + 1, &pieces(line));
                }
            }
        }
    }
}

fn point(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}- {}", "  ".repeat(depth), text.trim());
}

/// A line word by word.
fn pieces(pieces: &[PieceView]) -> String {
    let mut out = String::new();
    // Behind marks: whether a sign ends what they mark.
    let mut marked = None;
    for piece in pieces {
        let text = escaped(&piece.text);
        let marks = match piece.side {
            "before" => "~~",
            "after" => "**",
            _ => {
                // After marks that a sign ends, a letter would make stars of them.
                if marked == Some(true) && text.chars().next().is_some_and(char::is_alphanumeric) {
                    out.push(' ');
                }
                out.push_str(&text);
                marked = None;
                continue;
            }
        };
        let words = text.trim();
        if words.is_empty() {
            out.push_str(&text);
            continue;
        }
        out.push_str(&text[..text.len() - text.trim_start().len()]);
        open(&mut out, marks, words);
        let _ = write!(out, "{marks}{words}{marks}");
        out.push_str(&text[text.trim_end().len()..]);
        marked = Some(words.chars().next_back().is_some_and(is_sign));
    }
    out.trim_end().to_owned()
}

/// CommonMark takes marks between a letter and a sign for stars: a space parts them. What went and what came are
/// parted too.
fn open(out: &mut String, marks: &str, words: &str) {
    let last = out.chars().next_back();
    let sign = words.chars().next().is_some_and(is_sign);
    let parted = (marks == "**" && out.ends_with("~~"))
        || (sign && last.is_some_and(char::is_alphanumeric))
        || out.ends_with(marks);
    if parted {
        out.push(' ');
    }
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn mark(marks: &str, words: &str) -> String {
    format!("{marks}{words}{marks}")
}

/// An author's words as Markdown that shows them as they are.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
