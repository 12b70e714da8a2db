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
mod exits;
mod fence;
mod fence_steps;
mod fences;
mod figure;
mod ink;
mod layout;
mod mark;
mod measure;
mod mermaid_text;
mod paint;
mod paper;
mod picture;
mod procedure;
mod shape;
mod strokes;
mod svg_text;
mod tags;
mod wrap;

pub use fence::{Arrow, Drawing, FenceError, fence_chart};
pub use fences::{DrawnFence, Fences, fences};
pub use graph::graph;
pub use mark::Mark;
pub use measure::text_width;
pub use mermaid_text::{Dialect, text as mermaid_text};
pub use paper::Paper;
pub use picture::{Addresses, Picture};
pub use procedure::{Chart, Print, arranged, marked_picture, procedure_chart};
pub use svg_text::without_links;
