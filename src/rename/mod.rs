//! Another code for a page, or another id for a part, everywhere at once.
//!
//! In: the book, its files, what is to be called how. Out: the edits, or why it cannot be done whole. It must not know
//! the disk, nor whether the handbook is as sound after the edits as before: that is for the command line to see.

mod fences;
mod mentions;
mod own;
mod places;
mod refusals;

use crate::diagnostic::{Certainty, Diagnostic, Edit, Fix, Lines, Text, say};
use crate::model::{Book, Index, Item, Kind, Part};
use crate::source::{SourcePath, Sources};

pub use mentions::{Mention, mentions};
pub use places::witness;

/// What gets another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A page; a template stands for its form too.
    Page(Kind),
    /// A part of the handbook.
    Part,
}

/// A name that is to be changed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What bears it.
    pub named: Named,
    /// The code or id as it is.
    pub old: &'a str,
    /// The code or id as it is to be.
    pub new: &'a str,
}

/// What makes the change.
pub struct Plan {
    /// To be made all or none.
    pub fixes: Vec<Fix>,
    /// How many references are written with the new name.
    pub references: usize,
}

/// What is meant, in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Page(Item),
    Part(Index<Part>),
}

/// Everything that has to be replaced.
///
/// # Errors
/// Why it cannot be done whole, and what to do.
pub fn plan(
    book: &Book,
    sources: &Sources,
    found: &[Diagnostic],
    wanted: Wanted<'_>,
) -> Result<Plan, Text> {
    refusals::unread(found, sources)?;
    let thing = refusals::thing(book, wanted)?;
    refusals::taken(book, wanted, thing)?;
    let planner = Planner {
        book,
        sources,
        wanted,
        thing,
    };
    let mut edits = planner.own()?;
    let own = edits.len();
    edits.extend(planner.references()?);
    let references = edits.len() - own;
    edits.extend(fences::edits(book, sources, wanted));
    edits.extend(planner.settings());
    let mut fixes = vec![Fix {
        certainty: Certainty::Certain,
        edits,
        renamed: None,
    }];
    fixes.extend(planner.files()?);
    Ok(Plan { fixes, references })
}

struct Planner<'a> {
    book: &'a Book,
    sources: &'a Sources,
    wanted: Wanted<'a>,
    thing: Thing,
}

impl Planner<'_> {
    fn text(&self, path: &SourcePath) -> &str {
        let source = self.sources.texts.get(path);
        source.map_or("", |source| &source.text)
    }

    /// Where the thing itself says its name, and the old one among its aliases; a part has none.
    fn own(&self) -> Result<Vec<Edit>, Text> {
        let Wanted { old, new, .. } = self.wanted;
        match self.thing {
            Thing::Page(item) => {
                let path = self.book.path(item);
                own::edits(path, self.text(path), item.kind(), self.wanted)
            }
            Thing::Part(part) => {
                let (path, span) = (&self.book.config.path, self.book.part(part).id.span);
                Ok(vec![Edit::words(path, span, old, new)])
            }
        }
    }

    /// References that are written with the code; those by a title or alias stay.
    fn references(&self) -> Result<Vec<Edit>, Text> {
        let mut edits = Vec::new();
        for place in places::places(self.book) {
            let text = self.text(place.path);
            let names_it = place.thing == self.thing || self.is_form(place.thing);
            if !names_it {
                continue;
            }
            let span = match place.address {
                Some(address) => {
                    let file = self.file_of(place.thing);
                    let Some(span) = places::file_name(text, place.span, address, file) else {
                        return Err(self.unclear(&place));
                    };
                    // The name without its extension.
                    let stem = file.rfind('.').unwrap_or(file.len());
                    crate::source::Span::new(span.start, span.start + stem)
                }
                None => match places::code(text, place.span, self.wanted.old) {
                    Some(span) => span,
                    None => continue,
                },
            };
            edits.push(Edit::whole(place.path, span, self.wanted.new));
        }
        Ok(edits)
    }

    fn unclear(&self, place: &places::Place<'_>) -> Text {
        let (line, column) = Lines::new(self.sources).line_column(place.path, place.span.start);
        say!(
            "`{0}:{1}:{2}` leads to the page in a way that cannot be rewritten\nwrite it as `[[{3}]]` first",
            "`{0}:{1}:{2}` 处的链接无法改写\n先把它写成 `[[{3}]]`",
            place.path.as_str(),
            line,
            column,
            self.wanted.old
        )
    }

    /// The form of the template that gets another code.
    fn is_form(&self, thing: Thing) -> bool {
        matches!((thing, self.form()), (Thing::Page(at), Some(form)) if at == form)
    }

    fn form(&self) -> Option<Item> {
        let Thing::Page(Item::Template(at)) = self.thing else {
            return None;
        };
        self.book.uses.form_of_template[at.at].map(Item::Form)
    }

    /// The name of the file of a page, with its extension.
    fn file_of(&self, thing: Thing) -> &str {
        let path = match thing {
            Thing::Page(item) => self.book.path(item).as_str(),
            Thing::Part(_) => "",
        };
        path.rsplit('/').next().unwrap_or(path)
    }

    /// Paths in `handbook.toml` that name the page's file.
    fn settings(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut pages: Vec<Item> = self.form().into_iter().collect();
        if let Thing::Page(item) = self.thing {
            pages.push(item);
        }
        let globs = || (self.book.config.choices.iter()).flat_map(|choice| &choice.paths);
        for page in pages {
            let path = self.book.path(page);
            let file = path.as_str().rsplit('/').next().unwrap_or_default();
            let named = renamed(path, self.wanted);
            let new = named.as_str().rsplit('/').next().unwrap_or_default();
            for glob in globs() {
                let last = glob.value.rsplit('/').next();
                if glob.value == path.as_str() || (last == Some(file) && glob.value.contains('*')) {
                    edits.push(Edit::words(&self.book.config.path, glob.span, file, new));
                }
            }
        }
        edits
    }

    /// The files that are named by the code.
    fn files(&self) -> Result<Vec<Fix>, Text> {
        let Thing::Page(item) = self.thing else {
            return Ok(Vec::new());
        };
        let mut fixes = Vec::new();
        for item in [Some(item), self.form()].into_iter().flatten() {
            let path = self.book.path(item);
            if path.stem() != self.wanted.old {
                return Err(say!(
                    "the file {} is not named by the code `{}`\nname it so first: `procbook check --fix`",
                    "文件 {} 的名字与编号 `{}` 不一致\n先改文件名：`procbook check --fix`",
                    format!("`{path}`"),
                    self.wanted.old
                ));
            }
            let to = renamed(path, self.wanted);
            refusals::in_the_way(self.sources, path, &to)?;
            fixes.push(Fix::rename(path, to));
        }
        Ok(fixes)
    }
}

/// A file's path with the new name.
fn renamed(path: &SourcePath, wanted: Wanted<'_>) -> SourcePath {
    SourcePath::new(&format!(
        "{}{}.{}",
        path.folder(),
        wanted.new,
        path.extension()
    ))
}
