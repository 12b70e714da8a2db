//! What changed, as text: for a terminal, for other programs, and as a notice that is sent to people.
//!
//! In: what changed, in words or as it was found. Out: text. It must not know how the two states were read.

mod human;
mod json;
mod markdown;
mod plain;
mod summary;

pub use human::human;
pub use json::json;
pub use markdown::markdown;
pub use summary::summary_html;
