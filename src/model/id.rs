//! Names, and references to things by name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::model::pack::PageRef;
use crate::model::prose::Target;

/// The id or code of a `T`, as its file gives it. Ids compare exactly: `SM1.11` is not `SM11.1`.
pub struct Id<T> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id with this text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: Arc::from(text),
            of: PhantomData,
        }
    }

    /// The id's text, as its author wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name of the id's files in the site: the id in lower case.
    #[must_use]
    pub fn file_stem(&self) -> String {
        self.text.to_lowercase()
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self {
            text: Arc::clone(&self.text),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.text, &other.text)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The order people expect of codes: runs of digits by their number, `F-9` before `F-10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, other) = (run(left), run(right));
        if one.is_empty() || other.is_empty() {
            return one.len().cmp(&other.len()).then_with(|| a.cmp(b));
        }
        let order = if is_digits(one) && is_digits(other) {
            let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            one.cmp(other)
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[one.len()..], &right[other.len()..]);
    }
}

fn run(text: &str) -> &str {
    let Some(first) = text.chars().next() else {
        return text;
    };
    let digits = first.is_ascii_digit();
    let end = text.find(|c: char| c.is_ascii_digit() != digits);
    &text[..end.unwrap_or(text.len())]
}

fn is_digits(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The place of a `T` in the book's list of `T`s (of a step: in its procedure's steps).
pub struct Index<T> {
    /// Counted from 0.
    pub at: usize,
    of: PhantomData<fn() -> T>,
}

impl<T> Index<T> {
    /// The place counted from 0.
    #[must_use]
    pub const fn new(at: usize) -> Self {
        Self {
            at,
            of: PhantomData,
        }
    }
}

impl<T> Clone for Index<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Index<T> {}

impl<T> PartialEq for Index<T> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<T> Eq for Index<T> {}

impl<T> PartialOrd for Index<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Index<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at)
    }
}

impl<T> fmt::Debug for Index<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.at)
    }
}

/// What an author's words name, looked up once, in `link`.
pub enum Ref<T> {
    /// The thing.
    To(Index<T>),
    /// Nothing of that kind.
    Missing(Missing),
}

impl<T> Ref<T> {
    /// The thing's place, when it was found.
    #[must_use]
    pub const fn found(&self) -> Option<Index<T>> {
        match self {
            Self::To(index) => Some(*index),
            Self::Missing(_) => None,
        }
    }
}

/// Words that name nothing, kept so that a page can show them and the checker can report them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The author's words.
    pub text: String,
    /// Why they name nothing here.
    pub why: Why,
}

/// Why words name nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing has that id, title or alias.
    Unknown,
    /// It is the id of a thing of another kind, whose kind in words this is: `template`.
    OtherKind(&'static str),
    /// Several things have that title or alias: their ids.
    Ambiguous(Vec<String>),
}

/// How far the references of an item have come.
pub trait Stage {
    /// A reference to a `T`.
    type To<T>;
    /// A reference to a form, a procedure or a reference page.
    type Page;
    /// Where a link in prose leads.
    type Target;
}

/// References are the author's words.
#[derive(Debug, Clone, Copy)]
pub enum Parsed {}

impl Stage for Parsed {
    type To<T> = String;
    type Page = String;
    type Target = Destination;
}

/// References are what the words name.
#[derive(Debug, Clone, Copy)]
pub enum Linked {}

impl Stage for Linked {
    type To<T> = Ref<T>;
    type Page = PageRef;
    type Target = Target;
}

/// A link in prose as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// `[[name]]`, `[[name#fragment]]`.
    Name(String),
    /// The address of an ordinary Markdown link or picture, percent-decoded when relative.
    Address(String),
}
