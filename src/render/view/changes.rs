//! What `changes.html` sees: what changed between two states of the handbook, in words. Notices and terminals are
//! given the same.

use serde::Serialize;

use crate::render::view::procedure::PictureView;

/// What changed, as `changes`.
#[derive(Debug, Serialize)]
pub struct ChangesView<'a> {
    /// The earlier state: `2026.1`.
    pub before: &'a str,
    /// The later state: `2026.2`, or the word for the working files.
    pub after: &'a str,
    /// What is compared with what, as a heading.
    pub title: String,
    /// The same as a sentence.
    pub lead: String,
    /// How many pages changed.
    pub count: usize,
    /// The kinds of pages among them, with how many there are of each fate.
    pub summary: Vec<KindView>,
    /// The fates among them.
    pub fates: Vec<Choice<'a>>,
    /// The roles that have a part in any of them.
    pub roles: Vec<Choice<'a>>,
    /// By part, then by kind.
    pub groups: Vec<GroupView<'a>>,
}

/// What became of the pages of one kind.
#[derive(Debug, Serialize)]
pub struct KindView {
    /// `procedure`
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// How many of each fate; none is left out that is not 0.
    pub counts: Vec<CountView>,
}

/// How many pages met one fate.
#[derive(Debug, Serialize)]
pub struct CountView {
    /// `added`, `changed`, `withdrawn` or `removed`.
    pub fate: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// How many.
    pub count: usize,
}

/// Something to choose by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Choice<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its value in data attributes.
    pub value: &'a str,
}

/// The procedures of a part, or the pages of a kind.
#[derive(Debug, Serialize)]
pub struct GroupView<'a> {
    /// An id for its heading.
    pub id: String,
    /// Its heading.
    pub title: &'a str,
    /// The pages.
    pub pages: Vec<PageChangeView<'a>>,
}

/// What changed on one page.
#[derive(Debug, Serialize)]
pub struct PageChangeView<'a> {
    /// `procedure.sm1.1`: its kind and the name of its file.
    pub id: String,
    /// `procedure`
    pub kind: &'static str,
    /// The kind in words.
    pub kind_words: &'static str,
    /// Its code; `None` of roles and packs, whose ids people do not use.
    pub code: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// The page, of the earlier state when it is gone; `None` where links lead nowhere.
    pub href: Option<String>,
    /// `added`, `changed`, `withdrawn` or `removed`.
    pub fate: &'static str,
    /// The same in words.
    pub fate_words: &'static str,
    /// Its code before, when that was another, and what replaces it: remarks in words.
    pub remarks: Vec<String>,
    /// Its version before; may be empty.
    pub version_before: &'a str,
    /// Its version now; may be empty.
    pub version_after: &'a str,
    /// The roles that have a part in it.
    pub roles: Vec<Choice<'a>>,
    /// What its head says.
    pub facts: Vec<FactView>,
    /// A procedure's steps.
    pub steps: Vec<StepChangeView<'a>>,
    /// A form's fields.
    pub fields: Vec<FieldChangeView<'a>>,
    /// Its text.
    pub texts: Vec<TextView<'a>>,
    /// Its chart before and after, when it goes another way.
    pub charts: Option<ChartsView>,
}

/// A line of a head that changed.
#[derive(Debug, Serialize)]
pub struct FactView {
    /// What the line is called.
    pub name: &'static str,
    /// What it said, of a line with one thing to say.
    pub before: String,
    /// What it says now.
    pub after: String,
    /// Of a line that lists things, each of them; empty when there is but one.
    pub list: Vec<PieceView>,
}

/// Words, or one thing of a list.
#[derive(Debug, Serialize)]
pub struct PieceView {
    /// `both`, `before` or `after`: in which of the two states it is.
    pub side: &'static str,
    /// The words.
    pub text: String,
}

/// What became of a step or field, in a word.
#[derive(Debug, Serialize)]
pub struct TagView {
    /// `added`, `removed`, `changed`, `moved`, `reworded` or `retyped`.
    pub fate: &'static str,
    /// The same in words.
    pub words: &'static str,
}

/// A step that changed.
#[derive(Debug, Serialize)]
pub struct StepChangeView<'a> {
    /// What became of it.
    pub tags: Vec<TagView>,
    /// Its number now, or before when it is gone.
    pub number: u32,
    /// Says its number before, when that was another.
    pub was: Option<String>,
    /// Its title.
    pub title: &'a str,
    /// Its place on the procedure's page.
    pub href: Option<String>,
    /// The lines that changed.
    pub facts: Vec<FactView>,
    /// Its text.
    pub texts: Vec<TextView<'a>>,
}

/// A field that changed.
#[derive(Debug, Serialize)]
pub struct FieldChangeView<'a> {
    /// What became of it.
    pub tags: Vec<TagView>,
    /// Its name in the form's file.
    pub name: &'a str,
    /// What it asks for.
    pub label: &'a str,
    /// What changed of it.
    pub facts: Vec<FactView>,
}

/// Paragraphs that changed, under one heading.
#[derive(Debug, Serialize)]
pub struct TextView<'a> {
    /// The words of the heading; empty above the first.
    pub heading: &'a str,
    /// Paragraph by paragraph, word by word.
    pub lines: Vec<Vec<PieceView>>,
}

/// A procedure's chart before and after.
#[derive(Debug, Serialize)]
pub struct ChartsView {
    /// Before; `None` when it cannot be drawn.
    pub before: Option<PictureView>,
    /// After.
    pub after: Option<PictureView>,
    /// The page before; `None` where links lead nowhere.
    pub before_href: Option<String>,
    /// The page after.
    pub after_href: Option<String>,
    /// Whether they are left out, because so many procedures changed.
    pub left_out: bool,
}
