//! What a list of codes asks for, and what of it the handbook has: `procbook check --coverage FILE`.
//!
//! In: the list's text, and the book. Out: what is covered and by what, what is missing, what nobody asked for. It
//! must not know how this is printed. It is no rule: the list is no file of the handbook.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::names::quoted;
use crate::diagnostic::{Text, nearest, say};
use crate::model::{Book, Item, Kind};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The code, as it stands there.
    pub code: String,
    /// The rest of the line; may be empty.
    pub title: String,
    /// Counted from 1.
    pub line: usize,
}

/// A line of the list that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what to write.
    pub message: Text,
}

/// How a page comes to cover a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is its own.
    Code,
    /// It is one of its `aliases`.
    Alias,
    /// It says so with `covers`.
    Covers,
}

/// The list against the handbook.
#[derive(Debug, Default)]
pub struct Coverage<'a> {
    /// In the order of the list: what covers each code, at least one page.
    pub covered: Vec<(&'a Wanted, Vec<(Item, How)>)>,
    /// In the order of the list: what no page covers, with a name of the handbook that is nearly the same.
    pub missing: Vec<(&'a Wanted, Option<&'a str>)>,
    /// Pages that cover no code of the list, in the order of kinds and codes.
    pub not_asked_for: Vec<Item>,
    /// Codes that a page covers by its own word, and that the list does not have.
    pub not_in_list: Vec<(Item, &'a str)>,
}

/// Reads a list: one code a line, the rest of the line is its title; `#` begins a comment.
///
/// # Errors
/// Every line that cannot be read.
pub fn read_list(text: &str) -> Result<Vec<Wanted>, Vec<BadLine>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut bad = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line_number = at + 1;
        let words = without_comment(line);
        if words.is_empty() {
            continue;
        }
        let (code, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let message = if is_code(code) {
            let first = *known.entry(code).or_insert(line_number);
            (first != line_number).then(|| {
                say!(
                    "{0} stands on line {1} already; take one of the two out",
                    "第 {1} 行已经有 {0} ，删去其中一个",
                    quoted(code),
                    first
                )
            })
        } else {
            Some(say!(
                "{} is no code; write the code, a space and its title: `SM1.1 …`",
                "{} 不是编号；先写编号，空一格，再写名称：`SM1.1 …`",
                quoted(code)
            ))
        };
        match message {
            Some(message) => bad.push(BadLine {
                line: line_number,
                message,
            }),
            None => wanted.push(Wanted {
                code: code.to_owned(),
                title: title.trim().to_owned(),
                line: line_number,
            }),
        }
    }
    if bad.is_empty() { Ok(wanted) } else { Err(bad) }
}

/// What a line says before its comment, which begins the line or follows white space.
fn without_comment(line: &str) -> &str {
    let comment = line.char_indices().find(|(at, c)| {
        let before = line[..*at].chars().next_back();
        *c == '#' && before.is_none_or(char::is_whitespace)
    });
    line[..comment.map_or(line.len(), |(at, _)| at)].trim()
}

/// Letters and digits of any script, and the few signs that codes are written with.
fn is_code(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
}

/// Holds the list against the handbook.
#[must_use]
pub fn coverage<'a>(book: &'a Book, wanted: &'a [Wanted]) -> Coverage<'a> {
    // Each missing code is compared with all names, and nobody reads so many answers.
    const ENOUGH: usize = 500;
    let mut by_code: BTreeMap<&str, BTreeSet<(Item, How)>> = BTreeMap::new();
    // A form is its template's, by code and title.
    let pages = || book.items().filter(|item| item.kind() != Kind::Form);
    for (item, name, how) in pages().flat_map(|item| names(book, item)) {
        by_code.entry(name).or_default().insert((item, how));
    }
    let mut found = Coverage::default();
    for one in wanted {
        if let Some(by) = by_code.get(&*one.code) {
            found.covered.push((one, once_each(by)));
        } else {
            let near =
                (found.missing.len() < ENOUGH).then(|| nearest(&one.code, by_code.keys().copied()));
            found.missing.push((one, near.flatten()));
        }
    }
    let asked: BTreeSet<&str> = wanted.iter().map(|one| &*one.code).collect();
    let covering: BTreeSet<Item> = (found.covered.iter())
        .flat_map(|(_, by)| by.iter().map(|(item, _)| *item))
        .collect();
    found.not_asked_for = pages().filter(|item| !covering.contains(item)).collect();
    found.not_in_list = pages()
        .flat_map(|item| covers(book, item).iter().map(move |code| (item, &**code)))
        .filter(|(_, code)| !asked.contains(code))
        .collect();
    found
}

/// Every page once, by the nearest of its ways: its own code before its aliases.
fn once_each(by: &BTreeSet<(Item, How)>) -> Vec<(Item, How)> {
    let mut by: Vec<_> = by.iter().copied().collect();
    by.dedup_by_key(|(item, _)| *item);
    by.sort_by_key(|(item, how)| (*how, *item));
    by
}

/// Everything that a page covers.
fn names(book: &Book, item: Item) -> Vec<(Item, &str, How)> {
    let aliases = book.aliases(item).iter();
    let covers = covers(book, item).iter();
    std::iter::once((item, book.code(item), How::Code))
        .chain(aliases.map(|alias| (item, &*alias.value, How::Alias)))
        .chain(covers.map(|code| (item, &**code, How::Covers)))
        .collect()
}

fn covers(book: &Book, item: Item) -> &[String] {
    match item {
        Item::Procedure(at) => &book.procedure(at).covers,
        Item::Role(at) => &book.role(at).covers,
        Item::Template(at) => &book.template(at).covers,
        Item::Reference(at) => &book.reference(at).covers,
        Item::Pack(at) => &book.pack(at).covers,
        Item::Form(_) => &[],
    }
}
