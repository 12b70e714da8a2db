//! What changed, for a terminal.
//!
//! In: `ChangesView`. Out: lines; words that went stand as `[-…-]`, words that came as `{+…+}`, and in red and green
//! where colours can be shown.

use std::fmt::Write;

use crate::notice::plain::{counted, line};
use crate::render::view::changes::{
    ChangesView, FactView, PageChangeView, PieceView, TagView, TextView,
};
use crate::render::words::Words;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const PLAIN: &str = "\u{1b}[0m";

/// What changed, with a line end after the last line.
#[must_use]
pub fn human(changes: &ChangesView<'_>, words: &Words, colour: bool) -> String {
    let mut printer = Printer {
        out: String::new(),
        words,
        colour,
    };
    printer.all(changes);
    printer.out
}

struct Printer<'a> {
    out: String,
    words: &'a Words,
    colour: bool,
}

impl Printer<'_> {
    fn all(&mut self, changes: &ChangesView<'_>) {
        let heading = self.styled(BOLD, &line(&changes.title));
        self.line(0, &heading);
        if changes.groups.is_empty() {
            self.line(0, self.words.changes.changes_nothing);
        }
        for kind in &changes.summary {
            self.line(0, &counted(kind, self.words));
        }
        for group in &changes.groups {
            let title = self.styled(BOLD, &line(group.title));
            let _ = write!(self.out, "\n{title}\n");
            for page in &group.pages {
                self.page(page);
            }
        }
    }

    fn page(&mut self, page: &PageChangeView<'_>) {
        let mut about = vec![page.fate_words.to_owned()];
        about.extend(versions(page, self.words));
        about.extend(page.remarks.iter().cloned());
        let name = match page.code {
            Some(code) => format!("{} {code} {}", page.kind_words, page.title),
            None => format!("{} {}", page.kind_words, page.title),
        };
        let sign = sign(page.fate);
        let name = self.styled(BOLD, &line(&name));
        let about = self.remark(&line(&about.join(self.words.clause)));
        self.line(1, &format!("{sign} {name}{about}"));
        self.facts(3, &page.facts);
        for step in &page.steps {
            let mut tags = tags(&step.tags);
            tags.extend(step.was.clone());
            let (step_word, number) = (self.words.step, step.number);
            let remark = self.remark(&tags.join(self.words.clause));
            let title = line(step.title);
            let sign = step.tags.first().map_or("~", |tag| sign_of(tag));
            self.line(2, &format!("{sign} {step_word} {number} {title}{remark}"));
            self.facts(4, &step.facts);
            self.texts(4, &step.texts);
        }
        for field in &page.fields {
            let remark = self.remark(&tags(&field.tags).join(self.words.clause));
            let sign = field.tags.first().map_or("~", |tag| sign_of(tag));
            let (label, name) = (line(field.label), line(field.name));
            let fields = self.words.matrices.field;
            self.line(2, &format!("{sign} {fields} {label} `{name}`{remark}"));
            self.facts(4, &field.facts);
        }
        self.texts(2, &page.texts);
    }

    fn facts(&mut self, indent: usize, facts: &[FactView]) {
        for fact in facts {
            let said = if fact.list.is_empty() {
                let before = self.styled(RED, &line(&fact.before));
                let after = self.styled(GREEN, &line(&fact.after));
                format!("{before} → {after}")
            } else {
                let items: Vec<String> = fact.list.iter().map(|item| self.piece(item)).collect();
                items.join(self.words.separator)
            };
            let (name, colon) = (fact.name, self.words.colon);
            self.line(indent, &format!("{name}{colon}{said}"));
        }
    }

    fn texts(&mut self, indent: usize, texts: &[TextView<'_>]) {
        for text in texts {
            let mut heading = self.words.changes.change_text.to_owned();
            if !text.heading.is_empty() {
                let _ = write!(heading, " · {}", line(text.heading));
            }
            self.line(indent, &format!("{heading}{}", self.words.colon.trim_end()));
            for pieces in &text.lines {
                let words: String = pieces.iter().map(|piece| self.piece(piece)).collect();
                self.line(indent + 1, &words);
            }
        }
    }

    fn piece(&self, piece: &PieceView) -> String {
        let text = line(&piece.text);
        match piece.side {
            "before" => self.styled(RED, &format!("[-{text}-]")),
            "after" => self.styled(GREEN, &format!("{{+{text}+}}")),
            _ => text,
        }
    }

    fn remark(&self, words: &str) -> String {
        if words.is_empty() {
            return String::new();
        }
        self.words.changes.remark.replace("{words}", words)
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{PLAIN}")
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(indent));
    }
}

/// What became of a step or field, in words.
pub(super) fn tags(tags: &[TagView]) -> Vec<String> {
    tags.iter().map(|tag| tag.words.to_owned()).collect()
}

/// The versions of a page, when it has any.
pub(super) fn versions(page: &PageChangeView<'_>, words: &Words) -> Option<String> {
    let said = match (page.version_before, page.version_after) {
        ("", "") => return None,
        (before, "") => before.to_owned(),
        ("", after) => after.to_owned(),
        (before, after) if before == after => after.to_owned(),
        (before, after) => format!("{before} → {after}"),
    };
    Some(format!("{} {said}", words.version))
}

fn sign(fate: &str) -> &'static str {
    match fate {
        "added" => "+",
        "removed" | "withdrawn" => "-",
        _ => "~",
    }
}

fn sign_of(tag: &TagView) -> &'static str {
    sign(tag.fate)
}
