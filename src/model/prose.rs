//! Markdown after parsing: HTML with numbered openings for what only later stages can fill in.

use std::sync::Arc;

use crate::model::book::Item;
use crate::model::id::{Index, Linked, Missing, Stage};
use crate::model::procedure::Step;
use crate::source::{SourcePath, Span};

/// A stretch of Markdown.
pub struct Prose<S: Stage = Linked> {
    /// What stands one after the other.
    pub pieces: Vec<Piece>,
    /// Links, in order; `Piece::Open` and its like count into this.
    pub links: Vec<Link<S>>,
    /// Pictures, in order.
    pub images: Vec<Image<S>>,
    /// Fenced and indented code, in order.
    pub fences: Vec<Fence>,
    /// Raw HTML, in order.
    pub raw_html: Vec<RawHtml>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// The author's words as people read them, block by block.
    pub passages: Arc<[Passage]>,
    /// Rows of tables that have not as many cells as their head.
    pub uneven_rows: Arc<[UnevenRow]>,
}

/// A row of a table with more cells than the head, which are not shown, or with fewer, which are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnevenRow {
    /// Its line.
    pub span: Span,
    /// The cells that it has.
    pub cells: usize,
    /// The cells that the head has.
    pub columns: usize,
    /// The row as it must be meant, when that is plain.
    pub mended: Option<String>,
}

impl<S: Stage> Prose<S> {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

impl<S: Stage> Default for Prose<S> {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            fences: Vec::new(),
            raw_html: Vec::new(),
            headings: Vec::new(),
            passages: Arc::default(),
            uneven_rows: Arc::default(),
        }
    }
}

/// What stands in a passage for code, pictures, and names that the author only refers to.
pub const ELSEWHERE: &str = "\u{fffc}";

/// The words of one block without marks, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What the block is.
    pub kind: PassageKind,
    /// Its words; a line break of the source is one here too.
    pub text: String,
    /// Of what it is put together, in order.
    pieces: Vec<PassagePiece>,
}

/// Words of a passage that stand together in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PassagePiece {
    /// Where they begin in the passage's text.
    begins: usize,
    /// Their place in the file.
    span: Span,
    /// Whether the file has them byte for byte, which escapes are not.
    verbatim: bool,
}

/// What a passage is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph, also one of a list, quote or note.
    Text,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// What a description list explains.
    Term,
}

impl Passage {
    /// A passage without words yet.
    #[must_use]
    pub const fn new(kind: PassageKind) -> Self {
        Self {
            kind,
            text: String::new(),
            pieces: Vec::new(),
        }
    }

    /// Adds words that stand at a place of the file; `verbatim` when they stand there byte for byte.
    pub fn push(&mut self, words: &str, span: Span, verbatim: bool) {
        self.pieces.push(PassagePiece {
            begins: self.text.len(),
            span,
            verbatim,
        });
        self.text.push_str(words);
    }

    /// The place in the file of a range of the text's bytes that lies in one piece; of a piece that is
    /// written otherwise than it reads, as escapes are, the whole piece.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let next = (self.pieces).partition_point(|piece| piece.begins <= start);
        let Some(piece) = next.checked_sub(1).map(|at| self.pieces[at]) else {
            return Span::default();
        };
        if !piece.verbatim {
            return piece.span;
        }
        let first = (piece.span.start + (start - piece.begins)).min(piece.span.end);
        let last = piece.span.start + end.saturating_sub(piece.begins);
        Span::new(first, last.clamp(first, piece.span.end))
    }
}

/// One piece of a stretch of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(String),
    /// Where the link of this number begins; its words follow as pieces of their own.
    Open(usize),
    /// Where that link ends.
    Close(usize),
    /// A link without words of its own: the target's title goes here, link and all.
    Titled(usize),
    /// The picture of this number.
    Image(usize),
    /// The code of this number.
    Fence(usize),
    /// The raw HTML of this number.
    RawHtml(usize),
}

/// A link of either notation.
pub struct Link<S: Stage = Linked> {
    /// The whole link in its file.
    pub span: Span,
    /// Where it leads.
    pub target: S::Target,
    /// The words as the author wrote the destination, for messages.
    pub written: String,
}

/// A picture.
pub struct Image<S: Stage = Linked> {
    /// The whole picture's Markdown in its file.
    pub span: Span,
    /// The picture's file.
    pub target: S::Target,
    /// The address as written, for messages.
    pub written: String,
    /// What it shows, in words; may be empty.
    pub alt: String,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The first word after the fence, `mermaid` say; empty for indented code.
    pub language: String,
    /// The code.
    pub text: String,
    /// The whole block in its file.
    pub span: Span,
    /// Where each line of `text` begins in the file.
    pub line_starts: Vec<usize>,
}

impl Fence {
    /// The place in the file of a byte offset of `text`.
    #[must_use]
    pub fn offset_in_file(&self, offset: usize) -> usize {
        let before = &self.text[..offset.min(self.text.len())];
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        self.line_starts
            .get(line)
            .map_or(self.span.start, |start| start + column)
    }
}

/// Raw HTML, block or inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawHtml {
    /// As written.
    pub text: String,
    /// Its place in the file.
    pub span: Span,
    /// Whether it stands as a block of its own, not inside a line.
    pub block: bool,
}

/// A heading in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words without marks.
    pub text: String,
    /// Its id on the page; Chinese stays Chinese.
    pub id: String,
    /// Its place in the file.
    pub span: Span,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the handbook, and the id on that page, when one is named.
    Page(Item, Option<String>),
    /// A step of a procedure.
    Step(Index<crate::model::Procedure>, Index<Step>),
    /// An id on the page that the link stands on.
    Here(String),
    /// A file that is copied into the site as it is.
    Asset(SourcePath),
    /// Another host, a mail address.
    Outside(String),
    /// Nothing.
    Missing(MissingTarget),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingTarget {
    /// `[[name]]` names nothing.
    Name(Missing),
    /// A relative address leads to no file; the path it was resolved to, from the root.
    File(String),
    /// The page is there, the id on it is not; the ids that are.
    Fragment {
        /// What stands after `#`.
        fragment: String,
        /// The ids that the page has.
        known: Vec<String>,
    },
    /// The procedure is there, the step is not; its numbers.
    Step {
        /// The procedure.
        procedure: Index<crate::model::Procedure>,
        /// What stands after `#`.
        number: String,
    },
    /// The address climbs out of the handbook or starts at the root of a host or disk.
    OutsideHandbook(String),
    /// A scheme that runs script or reads the disk: `javascript:`, `data:`, `file:`.
    Unsafe(String),
}

#[cfg(test)]
mod tests {
    use super::{Passage, PassageKind};
    use crate::source::Span;

    #[test]
    fn words_are_found_again_in_the_file() {
        let mut passage = Passage::new(PassageKind::Text);
        passage.push("按期", Span::new(10, 16), true);
        passage.push("&", Span::new(18, 23), false);
        passage.push("送达", Span::new(25, 31), true);
        assert_eq!(passage.span(3, 6), Span::new(13, 16));
        assert_eq!(passage.span(6, 7), Span::new(18, 23));
        assert_eq!(passage.span(7, 13), Span::new(25, 31));
        assert_eq!(passage.span(10, 99), Span::new(28, 31));
    }
}
