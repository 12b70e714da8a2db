//! Findings for people: headline, the source with carets under the place, help.
//!
//! annotate-snippets draws; this file gives it the few lines that a finding needs, cleaned of what a
//! terminal would obey. A place that runs over several lines is shown by its first line, and a line
//! too long to read by a window around the place.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::lines::Lines;
use crate::diagnostic::{Diagnostic, Label, Language, Severity, plain};
use crate::source::{SourcePath, Sources, Span, Trouble};

/// Columns of the terminal that frames are cut to.
const WIDTH: usize = 100;
/// A line of more bytes gets a frame of its own that holds only a window of it.
const LONG_LINE: usize = 4096;
/// Characters of a long line that are shown on either side of a place.
const WINDOW: usize = 30;
/// Carets under one place at most.
const CARETS: usize = 60;
/// Two places of a file further apart than this many lines get a frame each.
const APART: usize = 100;

/// All findings, an empty line after each; `colour` adds ANSI escapes.
#[must_use]
pub fn print(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let mut lines = Lines::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let frames = frames(diagnostic, &mut lines, language);
        out.push_str(&renderer.render(&[group(diagnostic, frames, language)]));
        out.push_str("\n\n");
    }
    out
}

/// The frame of each finding alone, without its headline and help, in plain text.
#[must_use]
pub fn source_frames(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
) -> Vec<String> {
    let renderer = Renderer::plain().term_width(WIDTH);
    let mut lines = Lines::new(sources);
    let frame = |diagnostic: &Diagnostic| {
        let frames = frames(diagnostic, &mut lines, language);
        // A headline of one line, which is taken off again.
        let title = Level::ERROR.primary_title("");
        let group = Group::with_title(title).elements(frames.into_iter().map(Frame::element));
        let text = renderer.render(&[group]);
        let frame = text.split_once('\n').map_or("", |(_, frame)| frame);
        frame.trim_end().to_owned()
    };
    diagnostics.iter().map(frame).collect()
}

fn group(diagnostic: &Diagnostic, frames: Vec<Frame>, language: Language) -> Group<'static> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE,
    };
    let title = level
        .with_name(diagnostic.severity.words(language))
        .primary_title(plain::words(diagnostic.message.words(language)))
        .id(diagnostic.code.name);
    let mut group = Group::with_title(title).elements(frames.into_iter().map(Frame::element));
    if let Some(help) = &diagnostic.help {
        let name = match language {
            Language::English => "help",
            Language::Chinese => "改法",
        };
        let help = plain::words(help.words(language));
        group = group.element(Level::HELP.with_name(name).message(help));
    }
    group
}

/// One place on one line of a file.
struct Place<'a> {
    /// Counted from 0.
    line: usize,
    /// The line without its end.
    text: &'a str,
    /// The bytes of it that are meant.
    marked: Range<usize>,
}

impl<'a> Place<'a> {
    /// The first line of a span; a span beyond the end of the file stands at its end.
    fn of(lines: &mut Lines<'a>, path: &SourcePath, span: Span) -> Option<Self> {
        let (source, starts) = lines.of(path)?;
        if let Some(Trouble::TooLarge { .. } | Trouble::Unreadable { .. }) = source.trouble {
            // Its text is empty because it was not read, which a frame would belie.
            return None;
        }
        let text: &'a str = &source.text;
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end.max(start));
        let line = starts.partition_point(|first| *first <= start) - 1;
        let from = starts[line];
        let to = starts.get(line + 1).map_or(text.len(), |next| next - 1);
        let text = text[from..to].trim_end_matches('\r');
        let within = |at: usize| (at - from).min(text.len());
        Some(Place {
            line,
            text,
            marked: within(start)..within(end),
        })
    }
}

/// A line by its number from 0, or nothing beyond the last.
fn line<'a>(lines: &mut Lines<'a>, path: &SourcePath, number: usize) -> &'a str {
    let start = lines
        .of(path)
        .and_then(|(_, starts)| starts.get(number).copied());
    let place = start.and_then(|start| Place::of(lines, path, Span::new(start, start)));
    place.map_or("", |place| place.text)
}

/// Lines of one file with what is marked in them, ready to be drawn.
struct Frame {
    path: String,
    /// The number of the first line, from 1; 0 when there is no source to show.
    first_line: usize,
    source: String,
    marks: Vec<Mark>,
}

struct Mark {
    bytes: Range<usize>,
    label: String,
    kind: AnnotationKind,
}

impl Frame {
    fn element(self) -> Element<'static> {
        if self.first_line == 0 {
            return Origin::path(self.path).into();
        }
        let marks = self.marks.into_iter().map(|mark| {
            let label = Some(mark.label).filter(|label| !label.is_empty());
            mark.kind.span(mark.bytes).label(label)
        });
        Snippet::source(self.source)
            .path(self.path)
            .line_start(self.first_line)
            .annotations(marks)
            .into()
    }
}

/// The frames of a finding: one for what stands near its place, one for each place far from it.
fn frames(diagnostic: &Diagnostic, lines: &mut Lines<'_>, language: Language) -> Vec<Frame> {
    let primary = &diagnostic.primary;
    let mut together = Vec::new();
    let mut others = Vec::new();
    let first = Place::of(lines, &primary.path, primary.span);
    for related in &diagnostic.related {
        let place = Place::of(lines, &related.path, related.span);
        let near = match (&first, &place) {
            (Some(first), Some(place)) => {
                related.path == primary.path
                    && first.line.abs_diff(place.line) <= APART
                    && first.text.len().max(place.text.len()) <= LONG_LINE
            }
            _ => false,
        };
        match place {
            Some(place) if near => together.push((place, related, AnnotationKind::Context)),
            Some(place) => others.push(frame(
                vec![(place, related, AnnotationKind::Context)],
                lines,
                language,
            )),
            None => others.push(without_source(related)),
        }
    }
    let mut frames = Vec::new();
    match first {
        Some(place) => {
            together.push((place, primary, AnnotationKind::Primary));
            frames.push(frame(together, lines, language));
        }
        None => frames.push(without_source(primary)),
    }
    frames.extend(others);
    frames
}

fn without_source(label: &Label) -> Frame {
    Frame {
        path: label.path.to_string(),
        first_line: 0,
        source: String::new(),
        marks: Vec::new(),
    }
}

/// A frame of places of one file; there is at least one place.
fn frame(
    mut places: Vec<(Place<'_>, &Label, AnnotationKind)>,
    lines: &mut Lines<'_>,
    language: Language,
) -> Frame {
    places.sort_by_key(|(place, _, _)| (place.line, place.marked.start));
    let path = &places[0].1.path;
    let first_line = places[0].0.line;
    let last_line = places[places.len() - 1].0.line;
    let mut frame = Frame {
        path: path.to_string(),
        first_line: first_line + 1,
        source: String::new(),
        marks: Vec::new(),
    };
    for number in first_line..=last_line {
        let start = frame.source.len();
        let here = places.iter().filter(|(place, _, _)| place.line == number);
        let mut shown = false;
        for (place, label, kind) in here {
            let window = Window::of(place);
            if !shown {
                frame.source.push_str(&window.text);
                shown = true;
            }
            if window.cut > 0 {
                // The drawn column counts from the window; the true one has to be told as well.
                frame.path = match language {
                    Language::English => format!("{path} ({} characters left out)", window.cut),
                    Language::Chinese => format!("{path}（略去 {} 个字符）", window.cut),
                };
            }
            frame.marks.push(Mark {
                bytes: start + window.marked.start..start + window.marked.end,
                label: plain::line(label.text.words(language)),
                kind: *kind,
            });
        }
        let neighbour = |away: usize| {
            places
                .iter()
                .any(|(p, _, _)| p.line.abs_diff(number) == away)
        };
        if !shown && neighbour(1) {
            // Shown when it is the only line between two marked ones; else folded away, as all others.
            let line = line(lines, path, number);
            let end = line.floor_char_boundary(LONG_LINE);
            frame
                .source
                .extend(line[..end].chars().map(plain::character));
        }
        frame.source.push('\n');
    }
    frame.source.pop();
    frame
}

/// What is shown of a line.
struct Window {
    text: String,
    marked: Range<usize>,
    /// Characters left out before it.
    cut: usize,
}

impl Window {
    fn of(place: &Place<'_>) -> Self {
        let (text, marked) = (place.text, &place.marked);
        let (mut from, mut to, mut cut) = (0, text.len(), 0);
        if text.len() > LONG_LINE {
            let before = text[..marked.start].char_indices().rev();
            from = before
                .take(WINDOW)
                .last()
                .map_or(marked.start, |(at, _)| at);
            cut = text[..from].chars().count();
            let after = text[marked.start..].char_indices().nth(CARETS + WINDOW);
            to = after.map_or(text.len(), |(at, _)| marked.start + at);
        }
        let mut window = Self {
            text: String::new(),
            marked: 0..0,
            cut,
        };
        if cut > 0 {
            window.text.push('…');
            window.cut -= 1;
        }
        let caret_end = text[marked.clone()].char_indices().nth(CARETS);
        let caret_end = caret_end.map_or(marked.end, |(at, _)| marked.start + at);
        window
            .text
            .extend(text[from..marked.start].chars().map(plain::character));
        let start = window.text.len();
        window
            .text
            .extend(text[marked.start..caret_end].chars().map(plain::character));
        window.marked = start..window.text.len();
        window
            .text
            .extend(text[caret_end..to].chars().map(plain::character));
        if to < text.len() {
            window.text.push('…');
        }
        window
    }
}
