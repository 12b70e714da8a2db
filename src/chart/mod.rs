//! Pictures: a procedure as a graph, as Mermaid text and as SVG; a Mermaid fence as SVG.
//!
//! In: a linked book, or the text of a fence. Out: values; nothing here reads or writes a file. It must
//! not know how a page is laid out, nor where it stands: addresses come from the caller.

pub mod graph;
pub mod lanes;
pub mod maps;

mod boxes;
mod branches;
mod drawing;
mod fence;
mod figure;
mod ink;

mod layout;
mod measure;
mod mermaid_text;
mod paint;
mod picture;
mod procedure;
mod shape;
mod svg_text;
mod wrap;

pub use fence::{Drawing, FenceError, fence_chart};
pub use graph::graph;
pub use mermaid_text::mermaid_text;
pub use picture::{Addresses, Picture};
pub use procedure::{Chart, procedure_chart};
