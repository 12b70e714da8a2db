//! A second reading of every page: what pulldown-cmark, which shares no code with comrak, sees in a
//! Markdown file is what procbook keeps of it. A heading, a row or a link that one of the two loses is
//! a mistake in the parser, or Markdown that other tools show otherwise.
#![expect(
    clippy::disallowed_methods,
    reason = "this test reads the handbook's files and the fixtures"
)]

use std::fs;
use std::path::{Path, PathBuf};

use procbook::model::id::Parsed;
use procbook::model::prose::{Piece, Prose};
use procbook::model::{Entry, Procedure};
use procbook::parse;
use procbook::source::Source;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

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
        let theirs = theirs(body(&text), matches!(entry, Entry::Procedure(_)));
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

fn theirs(body: &str, is_procedure: bool) -> Outline {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut reader = Reader::default();
    if is_procedure {
        reader.place = Place::OutsideSteps;
    }
    let events: Vec<_> = Parser::new_ext(body, options).collect();
    let mut at = 0;
    while at < events.len() {
        // The list right under a step's heading holds its fields, which are no prose.
        let is_field_list =
            matches!(&events[at], Event::Start(Tag::List(_))) && reader.is_after_step_heading;
        if is_field_list {
            at = end_of(&events, at);
            reader.is_after_step_heading = false;
            continue;
        }
        reader.read(&events[at]);
        at += 1;
    }
    let notes = std::mem::take(&mut reader.notes);
    reader.outline.words.push_str(&notes);
    reader.outline.words = normal(&reader.outline.words);
    reader.outline.links.sort();
    reader.outline
}

/// The place after the end of the element that begins at `start`.
fn end_of(events: &[Event<'_>], start: usize) -> usize {
    let mut depth = 0;
    for (at, event) in events.iter().enumerate().skip(start) {
        depth += i32::from(matches!(event, Event::Start(_)));
        depth -= i32::from(matches!(event, Event::End(_)));
        if depth == 0 {
            return at + 1;
        }
    }
    events.len()
}

/// Whether `### 1 …` opens a step here.
#[derive(Default, PartialEq, Eq)]
enum Place {
    #[default]
    NoProcedure,
    OutsideSteps,
    InSteps,
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    place: Place,
    is_after_step_heading: bool,
    /// The heading that is open: its level, its words, and where they begin among all words.
    heading: Option<(u8, String, usize)>,
    /// The pictures that are open, with their words.
    images: Vec<(String, String)>,
    /// The code block that is open.
    fence: Option<(String, String)>,
    /// How many links are open whose words are their target's title.
    titled: Vec<bool>,
    is_in_note: bool,
    /// The words of notes, which comrak puts at the end.
    notes: String,
}

impl Reader {
    fn read(&mut self, event: &Event<'_>) {
        let opens_list = matches!(
            event,
            Event::Start(Tag::List(_)) | Event::End(TagEnd::Heading(_))
        );
        if !opens_list {
            self.is_after_step_heading = false;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Code(text) => self.text(text),
            Event::Html(html) | Event::InlineHtml(html) => self.words(html),
            Event::Rule => self.outline.rules += 1,
            Event::TaskListMarker(_) => self.outline.tasks += 1,
            Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let outline = &mut self.outline;
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some((number(*level), String::new(), outline.words.len()));
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                self.fence = Some((language.to_owned(), String::new()));
            }
            Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                ..
            } => {
                // In a cell the bar before the words is written `\|`; pulldown-cmark keeps the backslash.
                let name = dest_url.trim_end_matches('\\').trim();
                outline.names.push(name.to_owned());
                self.titled.push(!has_pothole);
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let scheme = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                outline.links.push(format!("{scheme}{dest_url}"));
                self.titled.push(false);
            }
            Tag::Image { dest_url, .. } => {
                self.images.push((dest_url.to_string(), String::new()));
            }
            Tag::Table(_) => outline.tables += 1,
            Tag::TableHead | Tag::TableRow => outline.rows += 1,
            Tag::TableCell => outline.cells += 1,
            Tag::Item => outline.items += 1,
            Tag::BlockQuote(Some(_)) => outline.alerts += 1,
            Tag::BlockQuote(None) => outline.quotes += 1,
            Tag::DefinitionListTitle => outline.terms += 1,
            Tag::DefinitionListDefinition => outline.explanations += 1,
            Tag::FootnoteDefinition(_) => self.is_in_note = true,
            Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let Some((level, words, start)) = self.heading.take() else {
                    return;
                };
                let words = normal(&words);
                let is_step = self.place == Place::InSteps && level == 3;
                if level <= 2 && self.place != Place::NoProcedure {
                    let opens = matches!(words.to_lowercase().as_str(), "步骤" | "steps");
                    if opens {
                        // The words of this heading are the page's own, not prose.
                        self.outline.words.truncate(start);
                    }
                    self.place = if opens {
                        Place::InSteps
                    } else {
                        Place::OutsideSteps
                    };
                }
                self.is_after_step_heading = is_step;
                let words = if is_step { step_heading(&words) } else { words };
                if is_step {
                    self.outline.words.truncate(start);
                    self.outline.words.push_str(&words);
                }
                self.outline.headings.push((level, words));
            }
            TagEnd::CodeBlock => self.outline.fences.extend(self.fence.take()),
            TagEnd::Link => drop(self.titled.pop()),
            TagEnd::Image => {
                if let Some((address, words)) = self.images.pop() {
                    self.outline.images.push((address, normal(&words)));
                }
            }
            TagEnd::FootnoteDefinition => self.is_in_note = false,
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.fence {
            code.push_str(text);
        } else if let Some((_, words)) = self.images.last_mut() {
            words.push_str(text);
        } else {
            if let Some((_, words, _)) = &mut self.heading {
                words.push_str(text);
            }
            if !self.titled.contains(&true) {
                self.words(text);
            }
        }
    }

    fn words(&mut self, text: &str) {
        let words = if self.is_in_note {
            &mut self.notes
        } else {
            &mut self.outline.words
        };
        words.push_str(text);
    }
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
