//! Capitals that the page does not spell out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::Rule;
use crate::check::glossary::{abbreviations, is_glossary, spelt_out};
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::prose::Passage;
use crate::model::{Book, Item, Kind};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::UNKNOWN_ABBREVIATION,
    run,
};

/// What everybody knows: files, units, money, what stands on every machine.
const KNOWN: [&str; 42] = [
    "AM", "APP", "CD", "CM", "CNY", "CSV", "DOC", "DOCX", "EUR", "FAQ", "GB", "GPS", "HKD", "HTML",
    "HTTP", "ID", "ISO", "JPG", "JSON", "KB", "KG", "MB", "MM", "OK", "PC", "PDF", "PIN", "PM",
    "PNG", "PPT", "QR", "RMB", "SMS", "SVG", "TB", "TEL", "URL", "USB", "USD", "VIP", "XLSX",
    "ZIP",
];

/// Words that English authors write in capitals to stress them.
const STRESSED: [&str; 26] = [
    "ALL", "ALWAYS", "AND", "ANY", "AT", "BEFORE", "BY", "DO", "EACH", "EVERY", "IF", "IN", "IS",
    "IT", "MUST", "NEVER", "NO", "NOT", "NOTE", "ON", "ONLY", "OR", "STOP", "THE", "TO", "YES",
];

fn run(book: &Book) -> Vec<Diagnostic> {
    let known = known(book);
    let pages: Vec<Item> = book
        .items()
        .filter(|item| item.kind() != Kind::Form)
        .collect();
    let findings = pages.par_iter();
    findings
        .flat_map_iter(|item| of_page(book, *item, &known))
        .collect()
}

/// What no page has to spell out.
fn known(book: &Book) -> BTreeSet<&str> {
    let mut known: BTreeSet<&str> = KNOWN.iter().chain(&STRESSED).copied().collect();
    known.extend(book.config.abbreviations.iter().map(String::as_str));
    for item in book.items() {
        let code = book.code(item);
        // `SC` of `SC-07` is what the handbook calls a family of its pages.
        let family = code.find(|c: char| !c.is_ascii_uppercase());
        known.insert(&code[..family.unwrap_or(code.len())]);
        known.insert(book.title(item));
        known.extend(book.aliases(item).iter().map(|alias| alias.value.as_str()));
    }
    let glossaries = book.references.iter().filter(|page| is_glossary(page));
    for page in glossaries {
        known.extend(page.body.passages.iter().flat_map(spelt_out));
    }
    known
}

/// Words of a page, and how to find the place of a part of them.
enum Words<'a> {
    Passage(&'a Passage),
    /// Of a field, only the place of the whole is known.
    Whole(&'a str, Span),
}

impl<'a> Words<'a> {
    fn text(&self) -> &'a str {
        match self {
            Self::Passage(passage) => &passage.text,
            Self::Whole(text, _) => text,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        match self {
            Self::Passage(passage) => passage.span(start, end),
            Self::Whole(_, span) => *span,
        }
    }
}

fn of_page(book: &Book, item: Item, known: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let stretches = words_of(book, item);
    let mut first_of: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for words in &stretches {
        let text = words.text();
        for (start, end) in abbreviations(text) {
            let word = &text[start..end];
            if !known.contains(word) && !is_roman(word) && !is_shouted(text, start, end) {
                let order = first_of.len();
                first_of
                    .entry(word)
                    .or_insert((order, words.span(start, end)));
            }
        }
    }
    if first_of.is_empty() {
        return Vec::new();
    }
    for words in &stretches {
        if let Words::Passage(passage) = words {
            for word in spelt_out(passage) {
                first_of.remove(word);
            }
        }
    }
    let mut left: Vec<_> = first_of.into_iter().collect();
    left.sort_by_key(|(_, (order, _))| *order);
    let findings = left.into_iter();
    findings
        .map(|(word, (_, span))| finding(book, item, word, span))
        .collect()
}

fn finding(book: &Book, item: Item, word: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        RULE.code,
        book.path(item),
        span,
        say!(
            "this page does not say what {} stands for",
            "本页没有说明 {} 是什么的缩写",
            quoted(word)
        ),
    )
    .warning()
    .help(say!(
        "spell it out once, as in: full name ({0}); explain it in the glossary; or, when every reader knows it, \
         write `abbreviations = [\"{0}\"]` under `[check]` in `handbook.toml`",
        "在本页写一次：全称（{0}），或者收进术语表；人人都懂的，在 `handbook.toml` 的 `[check]` 下写 \
         `abbreviations = [\"{0}\"]`",
        word
    ))
}

/// The words of a page from top to bottom.
fn words_of(book: &Book, item: Item) -> Vec<Words<'_>> {
    let mut words = Vec::new();
    if let Item::Procedure(at) = item {
        let procedure = book.procedure(at);
        words.extend(procedure.introduction.passages.iter().map(Words::Passage));
        words.extend(procedure.steps_preface.passages.iter().map(Words::Passage));
        for step in &procedure.steps {
            words.push(Words::Whole(&step.title, step.number.span));
            if let Some(due) = &step.due {
                words.push(Words::Whole(&due.value, due.span));
            }
            words.extend(step.prose.passages.iter().map(Words::Passage));
        }
        words.extend(procedure.closing.passages.iter().map(Words::Passage));
    } else {
        for prose in book.proses_of(item) {
            words.extend(prose.passages.iter().map(Words::Passage));
        }
    }
    words
}

/// `II`, `IX`, `XIV`: numbers of chapters and the like.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether a word is one of several capitals in a row, as in a line that is written to be seen.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let is_capital = |word: &str| word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    let letters = |c: char| c.is_ascii_alphanumeric();
    let before = text[..start].strip_suffix(' ').map(|rest| {
        let from = rest.rfind(|c| !letters(c)).map_or(0, |at| {
            at + rest[at..].chars().next().map_or(1, char::len_utf8)
        });
        &rest[from..]
    });
    let after = text[end..]
        .strip_prefix(' ')
        .map(|rest| &rest[..rest.find(|c| !letters(c)).unwrap_or(rest.len())]);
    before.is_some_and(is_capital) || after.is_some_and(is_capital)
}
