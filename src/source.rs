//! The files of a handbook as they were read, and places in them.
//!
//! In: nothing; this is the bottom of the program. Out: `Source`, `Sources`, `Span`, `Spanned`.
//! It must not know what a file says, nor from where it was read: from a folder or from a tag.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A file's path relative to the handbook's root, with `/` between its parts on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as given; the caller has already made it relative.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as text, for example `content/roles/sales-director.md`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's name without its folder and its last extension: `SM1.1` of `content/SM1.1.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the last dot of the file's name, in the file's own letters; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The folder with its closing `/`, or an empty text at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..=at])
    }
}

impl fmt::Display for SourcePath {
    /// Control characters, which a file's name may hold, are shown as escapes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() {
                write!(f, "{}", c.escape_default())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

/// A range of bytes in one source's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last; never less than `start`.
    pub end: usize,
}

impl Span {
    /// From `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

/// A value and where its source says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is said.
    pub value: T,
    /// Where it stands, in the file of the item that holds it.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

/// Why a file's text is not, or not wholly, what stands on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The bytes from this offset of the file are not UTF-8; the text has U+FFFD in their place.
    NotUtf8 {
        /// Offset in `text` of the first replaced byte.
        at: usize,
    },
    /// The file is larger than a person's text can be; its text was left out.
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
    },
    /// The system refused to read it; its text is empty.
    Unreadable {
        /// The system's own words.
        reason: String,
    },
}

/// The file that marks a handbook's root.
pub const CONFIG_FILE: &str = "handbook.toml";

/// The folders of a handbook.
pub const FOLDERS: [&str; 4] = ["content", "forms", "layouts", "static"];

/// More bytes than this in one text file is a mistake: the longest novels are shorter.
pub const LARGEST_TEXT: u64 = 4 * 1024 * 1024;

/// Whether a file is one of the handbook's texts; all others are copied as they are.
#[must_use]
pub fn is_text(path: &SourcePath) -> bool {
    let (name, extension) = (path.as_str(), path.extension().to_lowercase());
    name == CONFIG_FILE
        || (name.starts_with("content/") && extension == "md")
        || (name.starts_with("forms/") && extension == "toml")
        || (name.starts_with("layouts/") && extension == "html")
}

/// Whether a file or folder is what editors and systems put beside a handbook's.
#[must_use]
pub fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

/// One text file of the handbook.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it stands under the root.
    pub path: SourcePath,
    /// Its text; spans are offsets into it.
    pub text: Arc<str>,
    /// What was wrong when it was read, if anything.
    pub trouble: Option<Trouble>,
}

impl Source {
    /// A source with nothing wrong.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: SourcePath::new(path),
            text: Arc::from(text),
            trouble: None,
        }
    }
}

impl Source {
    /// A text of any bytes.
    #[must_use]
    pub fn of_bytes(path: SourcePath, bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        let (text, trouble) = if length > LARGEST_TEXT {
            (String::new(), Some(Trouble::TooLarge { bytes: length }))
        } else {
            match String::from_utf8(bytes) {
                Ok(text) => (text, None),
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                    (text, Some(Trouble::NotUtf8 { at }))
                }
            }
        };
        Self {
            path,
            text: Arc::from(text),
            trouble,
        }
    }
}

/// Every file of one handbook.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// `handbook.toml`, `content/**/*.md`, `forms/**/*.toml`, `layouts/**/*.html`, by path.
    pub texts: BTreeMap<SourcePath, Source>,
    /// `static/**` and pictures beside the content, by path.
    pub assets: BTreeMap<SourcePath, Arc<[u8]>>,
    /// Places that could not be read at all (a folder, a loop of links), with the system's words.
    pub unread: Vec<(SourcePath, String)>,
}
