//! Pictures: a procedure as a graph, as Mermaid text and as SVG; a Mermaid fence as SVG.
//!
//! In: a linked book, or the text of a fence. Out: values; nothing here reads or writes a file. It must
//! not know how a page is laid out, nor where it stands: addresses come from the caller.

pub mod fence;
pub mod graph;
pub mod measure;
pub mod mermaid_text;

mod drawing;
mod layout;
mod paint;
mod procedure;
mod svg_text;
mod wrap;

pub use fence::{Drawing, FenceError, fence_chart};
pub use graph::graph;
pub use procedure::{Chart, procedure_chart};
