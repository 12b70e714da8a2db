//! A page as pulldown-cmark reads it.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::{Outline, normal, step_heading};

pub(crate) fn theirs(body: &str, is_procedure: bool) -> Outline {
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
