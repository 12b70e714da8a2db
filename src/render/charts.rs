//! The one place where pages ask for charts.
//!
//! In: a procedure, or the text of a Mermaid fence. Out: SVG, or why there is none.
//! It must not know pages.

use crate::model::{Book, Index, Procedure};

/// A mistake in a fence.
pub(crate) struct FenceMistake {
    /// The byte of the fence's text where it was noticed.
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) message: String,
}

/// A procedure's own chart as SVG, when it has steps to draw.
pub(crate) fn procedure_chart(_book: &Book, _procedure: Index<Procedure>) -> Option<String> {
    None
}

/// A Mermaid fence as SVG whose ids begin with `id_prefix`; `None` shows its code.
pub(crate) fn fence_chart(_text: &str, _id_prefix: &str) -> Result<Option<String>, FenceMistake> {
    Ok(None)
}
