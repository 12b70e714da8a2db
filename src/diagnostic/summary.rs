//! The last lines of what people read: how many findings there are, of which kinds, and where to begin.
//!
//! In: findings in their order. Out: text. It must not know the sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Language, Severity, Text, code, plain, say};

/// So many findings are read one by one; of more, a person is told where to begin.
const FEW: usize = 10;

/// A name that is missed so often is probably missing for one reason.
const OFTEN: usize = 3;

/// The file of the handbook's settings, on which every page depends.
const SETTINGS: &str = "handbook.toml";

/// The kinds of findings that keep a file, or the most of it, from being read. What such a file has is
/// missed elsewhere.
const UNREAD: [&Code; 7] = [
    &code::FRONT_MATTER,
    &code::MISPLACED_FILE,
    &code::NOT_UTF8,
    &code::TOML_SYNTAX,
    &code::TOO_DEEP,
    &code::TOO_LARGE,
    &code::UNREADABLE,
];

/// The kinds of findings that one page, once added or renamed, may mend all at once.
const UNKNOWN: [&Code; 6] = [
    &code::UNKNOWN_FORM,
    &code::UNKNOWN_NAME,
    &code::UNKNOWN_PART,
    &code::UNKNOWN_PROCEDURE,
    &code::UNKNOWN_ROLE,
    &code::UNKNOWN_TEMPLATE,
];

/// How many findings there are: `3 errors, 1 warning`; of many, each kind with its number and what to do
/// first. No line end after the last line.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], language: Language) -> String {
    let mut lines = vec![total(diagnostics, language)];
    if diagnostics.len() > FEW {
        let kinds = kinds(diagnostics);
        let most = kinds.iter().map(|kind| kind.count).max().unwrap_or(0);
        let width = most.to_string().len();
        lines.extend(kinds.iter().map(|kind| {
            let (count, word) = (kind.count, kind.severity.words(language));
            format!("  {count:>width$} {word}[{}]", kind.code)
        }));
        lines.extend(first(diagnostics, &kinds).map(|text| plain::line(text.words(language))));
    }
    lines.join("\n")
}

/// How many findings there are, alone: `3 errors, 1 warning`.
#[must_use]
pub fn total(diagnostics: &[Diagnostic], language: Language) -> String {
    counted(counts(diagnostics), language)
}

/// What to do first; of few findings nothing is said.
#[must_use]
pub fn advice(diagnostics: &[Diagnostic], language: Language) -> Option<String> {
    (diagnostics.len() > FEW)
        .then(|| first(diagnostics, &kinds(diagnostics)))
        .flatten()
        .map(|text| plain::line(text.words(language)))
}

fn counts(diagnostics: &[Diagnostic]) -> [usize; 3] {
    let mut counts = [0; 3];
    for found in diagnostics {
        counts[found.severity as usize] += 1;
    }
    counts
}

/// So many of each severity, errors first, in words.
pub(super) fn counted(counts: [usize; 3], language: Language) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .zip(counts)
        .filter_map(|(severity, count)| {
            let word = severity.words(language);
            (count > 0).then(|| match language {
                Language::English => format!("{count} {word}{}", if count == 1 { "" } else { "s" }),
                Language::Chinese => format!("{count} 个{word}"),
            })
        })
        .collect();
    match (parts.is_empty(), language) {
        (false, Language::English) => parts.join(", "),
        (false, Language::Chinese) => parts.join("，"),
        (true, Language::English) => "no errors".to_owned(),
        (true, Language::Chinese) => "没有错误".to_owned(),
    }
}

/// A kind of finding and how often it is found.
struct Kind {
    severity: Severity,
    code: &'static str,
    count: usize,
}

/// Errors before warnings, of each the most frequent first, then by name.
fn kinds(diagnostics: &[Diagnostic]) -> Vec<Kind> {
    let mut counts: BTreeMap<(Severity, &'static str), usize> = BTreeMap::new();
    for found in diagnostics {
        *counts.entry((found.severity, found.code.name)).or_default() += 1;
    }
    let kinds = (counts.into_iter()).map(|((severity, code), count)| Kind {
        severity,
        code,
        count,
    });
    let mut kinds: Vec<Kind> = kinds.collect();
    // A stable sort: the names stay in order.
    kinds.sort_by_key(|kind| (kind.severity, usize::MAX - kind.count));
    kinds
}

/// What to do first: causes before what follows from them, then what mends the most.
fn first(diagnostics: &[Diagnostic], kinds: &[Kind]) -> Option<Text> {
    (unread(diagnostics))
        .or_else(|| unknown(diagnostics))
        .or_else(|| {
            let most = kinds.first()?;
            Some(say!(
                "first: `{0}`, found {1} times; `procbook explain {0}` says what to write",
                "先改：`{0}`，共 {1} 处；怎么改见 `procbook explain {0}`",
                most.code,
                most.count
            ))
        })
}

fn unread(diagnostics: &[Diagnostic]) -> Option<Text> {
    let is_unread = |found: &&Diagnostic| UNREAD.contains(&found.code);
    let found: Vec<&Diagnostic> = diagnostics.iter().filter(is_unread).collect();
    let settings = (found.iter()).find(|found| found.primary.path.as_str() == SETTINGS);
    let first = settings.or(found.first())?;
    let files: BTreeSet<_> = found.iter().map(|found| &found.primary.path).collect();
    let (path, code) = (first.primary.path.as_str(), first.code.name);
    Some(match files.len() {
        1 => say!(
            "first: `{}`, which could not be read in full ({}); other findings may come of that",
            "先改：`{}` 没能读全（{}），别的问题可能由此而来",
            path,
            code
        ),
        count => say!(
            "first: the {0} files that could not be read in full, beginning with `{1}` ({2}); other \
             findings may come of that",
            "先改：{0} 个没能读全的文件，从 `{1}` 开始（{2}），别的问题可能由此而来",
            count,
            path,
            code
        ),
    })
}

/// The name that is missed most often, when it is often; of several the first.
fn unknown(diagnostics: &[Diagnostic]) -> Option<Text> {
    let mut counts: BTreeMap<&Text, usize> = BTreeMap::new();
    for found in diagnostics {
        if UNKNOWN.contains(&found.code) {
            *counts.entry(&found.message).or_default() += 1;
        }
    }
    let most = counts
        .values()
        .copied()
        .max()
        .filter(|most| *most >= OFTEN)?;
    let (message, _) = counts.iter().find(|(_, count)| **count == most)?;
    Some(say!(
        "first: {}, found {} times, perhaps for one reason",
        "先改：{}，共 {} 处，可能是同一个原因",
        message,
        most
    ))
}
