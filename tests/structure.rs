//! A second reading of every page: what pulldown-cmark, which shares no code with comrak, sees in a
//! Markdown file is what procbook keeps of it. A heading, a row or a link that one of the two loses is
//! a mistake in the parser, or Markdown that other tools show otherwise.
#![expect(
    clippy::disallowed_methods,
    reason = "this test reads the handbook's files and the fixtures"
)]

#[path = "structure/reading.rs"]
mod reading;

use std::fs;
use std::path::{Path, PathBuf};

use procbook::diagnostic::allowance::without_allowances;
use procbook::model::id::Parsed;
use procbook::model::prose::{Piece, Prose};
use procbook::model::{Entry, Procedure};
use procbook::parse;
use procbook::source::Source;

use reading::theirs;

/// What two readings of one page can be held against each other by.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    /// Level and words.
    headings: Vec<(u8, String)>,
    /// Where ordinary links lead; addresses that stand bare in the text are only comrak's.
    links: Vec<String>,
    /// What `[[…]]` names.
    names: Vec<String>,
    /// Addresses and words of pictures.
    images: Vec<(String, String)>,
    /// Language and text of code.
    fences: Vec<(String, String)>,
    tables: usize,
    rows: usize,
    cells: usize,
    items: usize,
    tasks: usize,
    quotes: usize,
    alerts: usize,
    terms: usize,
    explanations: usize,
    rules: usize,
    /// All words, without white space and marks of emphasis: CJK emphasis is comrak's own.
    words: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown file of the handbook and of the tests, sorted.
fn pages() -> Vec<PathBuf> {
    let mut folders = vec![root().join("content"), root().join("tests")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "node_modules") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The file as a page of a handbook: its path from `content`, or as a reference when it stands in none.
fn source(path: &Path, text: &str) -> Source {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let content = parts.iter().rposition(|part| part == "content");
    let name = content.map_or_else(
        || format!("content/reference/{}", parts[parts.len() - 1]),
        |at| parts[at..].join("/"),
    );
    Source::new(&name, text)
}

#[test]
fn another_reader_sees_the_same() {
    let mut compared = 0;
    let mut of_the_handbook = 0;
    let mut differing = Vec::new();
    for path in pages() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let is_of_the_handbook = path.starts_with(root().join("content"));
        let source = source(&path, &text);
        let (entry, findings) = parse::parse(&source);
        // A page with mistakes is compared only when it is the handbook's own, where none may be.
        let Some(entry) = entry.filter(|_| findings.is_empty() || is_of_the_handbook) else {
            continue;
        };
        compared += 1;
        of_the_handbook += usize::from(is_of_the_handbook);
        let ours = ours(&source, &entry);
        // Allowances are said to the checker; no reader of the page sees them.
        let shown = without_allowances(&source).unwrap_or_else(|| source.clone());
        let theirs = theirs(body(&shown.text), matches!(entry, Entry::Procedure(_)));
        let (ours, theirs) = (format!("{ours:#?}"), format!("{theirs:#?}"));
        if ours != theirs {
            differing.push(format!(
                "{}\n{}",
                path.display(),
                difference(&ours, &theirs)
            ));
        }
    }
    assert!(differing.is_empty(), "\n{}\n", differing.join("\n"));
    assert!(
        of_the_handbook >= 42,
        "only {of_the_handbook} pages of the handbook"
    );
    assert!(compared >= of_the_handbook + 2, "only {compared} pages");
}

/// The lines in which two texts differ.
fn difference(ours: &str, theirs: &str) -> String {
    let (ours, theirs): (Vec<_>, Vec<_>) = (ours.lines().collect(), theirs.lines().collect());
    let same = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let after = |lines: &[&str]| {
        lines[same..]
            .iter()
            .take(6)
            .copied()
            .collect::<Vec<_>>()
            .join("\n    ")
    };
    format!(
        "  procbook:\n    {}\n  pulldown-cmark:\n    {}",
        after(&ours),
        after(&theirs)
    )
}

/// The Markdown after the front matter.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    let after = text.split_once("+++").map_or(text, |(_, rest)| rest);
    after.split_once("\n+++").map_or(after, |(_, rest)| rest)
}

fn normal(words: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '*' | '_' | '~');
    words.chars().filter(kept).collect()
}

/// A step's heading without what may stand between its number and its title.
fn step_heading(words: &str) -> String {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let title = words[digits..].trim_start_matches(['.', '、', '．', '：', ':']);
    format!("{}{title}", &words[..digits])
}

// ---- procbook's reading

fn ours(source: &Source, entry: &Entry) -> Outline {
    let mut outline = Outline::default();
    match entry {
        Entry::Procedure(procedure) => procedure_outline(source, procedure, &mut outline),
        Entry::Role(role) => prose(source, &role.body, &mut outline),
        Entry::Template(template) => prose(source, &template.body, &mut outline),
        Entry::Reference(reference) => prose(source, &reference.body, &mut outline),
        Entry::Pack(pack) => prose(source, &pack.body, &mut outline),
        Entry::Form(_) | Entry::Config(_) => {}
    }
    outline.words = normal(&outline.words);
    // comrak puts notes at the end, pulldown-cmark leaves them where they stand.
    outline.links.sort();
    outline
}

fn procedure_outline(source: &Source, procedure: &Procedure<Parsed>, outline: &mut Outline) {
    prose(source, &procedure.introduction, outline);
    if let Some(heading) = &procedure.steps_heading {
        outline
            .headings
            .push((heading.level, normal(&heading.text)));
    }
    prose(source, &procedure.steps_preface, outline);
    for step in &procedure.steps {
        let heading = format!("{}{}", step.number.value, step.title);
        outline.headings.push((3, normal(&heading)));
        outline.words.push_str(&heading);
        prose(source, &step.prose, outline);
    }
    prose(source, &procedure.closing, outline);
}

fn prose(source: &Source, prose: &Prose<Parsed>, outline: &mut Outline) {
    for heading in &prose.headings {
        outline
            .headings
            .push((heading.level, normal(&heading.text)));
    }
    for link in &prose.links {
        let written = &source.text[link.span.start..link.span.end];
        if written.starts_with("[[") {
            outline.names.push(link.written.clone());
        } else if written.starts_with(['[', '<']) {
            outline.links.push(link.written.clone());
        }
    }
    for image in &prose.images {
        outline
            .images
            .push((image.written.clone(), normal(&image.alt)));
    }
    for fence in &prose.fences {
        outline
            .fences
            .push((fence.language.clone(), fence.text.clone()));
    }
    for piece in &prose.pieces {
        match piece {
            Piece::Html(html) => html_outline(html, outline),
            Piece::RawHtml(number) => outline.words.push_str(&prose.raw_html[*number].text),
            Piece::Open(_)
            | Piece::Close(_)
            | Piece::Titled(_)
            | Piece::Image(_)
            | Piece::Fence(_) => {}
        }
    }
}

/// Counts the elements in finished HTML and keeps its words.
fn html_outline(html: &str, outline: &mut Outline) {
    let count = |opening: &str| html.matches(opening).count();
    outline.tables += count("<table>");
    outline.rows += count("<tr>");
    outline.cells += count("<td>") + count("<td ") + count("<th>") + count("<th ");
    outline.items += count("<li>") + count("<li class");
    outline.tasks += count("<input type=\"checkbox\"");
    outline.quotes += count("<blockquote>");
    outline.alerts += count("<div class=\"markdown-alert ");
    outline.terms += count("<dt>");
    outline.explanations += count("<dd>");
    outline.rules += count("<hr");
    // What comrak writes of itself: numbers of notes, the way back from a note, the kind of an alert.
    let html = without(html, "<sup class=\"footnote-ref\">", "</sup>");
    let html = without(&html, "<a href=\"#fnref", "</a>");
    let html = without(&html, "<p class=\"markdown-alert-title\">", "</p>");
    let text = without(&html, "<", ">");
    let decoded = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let text = decoded
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    outline.words.push_str(&text);
}

fn without(text: &str, from: &str, to: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        kept.push_str(before);
        rest = after.split_once(to).map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    kept
}

// ---- pulldown-cmark's reading
