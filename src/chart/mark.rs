//! Steps that are marked on a chart: what became of them between two states of a procedure.
//!
//! In: a mark and where its box stands. Out: SVG. It must not know why a step is marked.

use std::fmt::Write;

use crate::chart::ink;
use crate::chart::shape::TEXT;
use crate::chart::strokes::text;
use crate::chart::svg_text::number;

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is new.
    Added,
    /// It is gone afterwards.
    Removed,
    /// Something of it is another.
    Changed,
}

impl Mark {
    /// The word in classes: `mark-added`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    /// What tells it apart where colours do not.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "−",
            Self::Changed => "≠",
        }
    }

    /// The sign in a disc on the upper left corner of a box of this size around its middle.
    pub(super) fn write(self, out: &mut String, middle: (f64, f64), size: (f64, f64)) {
        let (x, y) = (middle.0 - size.0 / 2.0 + 2.0, middle.1 - size.1 / 2.0 + 1.0);
        let _ = write!(
            out,
            "<g class=\"mark\" aria-hidden=\"true\"><circle cx=\"{}\" cy=\"{}\" r=\"8.5\" fill=\"{}\" \
             stroke=\"{}\" stroke-width=\"1.5\"/>",
            number(x),
            number(y),
            ink::TEXT,
            ink::BACKGROUND
        );
        let style = format!(
            " stroke=\"none\" font-weight=\"bold\" fill=\"{}\"",
            ink::BACKGROUND
        );
        let words = [self.sign().to_owned()];
        out.push_str(&text("", &words, (x, y), (TEXT, TEXT), &style));
        out.push_str("</g>");
    }
}
