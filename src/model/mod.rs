//! The handbook as plain data.
//!
//! Items come in two states that share one shape: `Parsed`, where a reference is the author's words,
//! and `Linked`, where it is what the words name, or a `Missing` that says why they name nothing.

pub mod book;
pub mod commit;
pub mod config;
pub mod date;
pub mod dependence;
pub mod document;
pub mod entry;
pub mod expression;
pub mod field_uses;
pub mod form;
pub mod history;
pub mod id;
pub mod manifest;
pub mod owners;
pub mod pack;
pub mod procedure;
pub mod prose;
pub mod reference;
pub mod role;
pub mod template;
pub mod uses;
pub mod value;

pub use book::{Book, Involvement, Item, Kind, StepAt};
pub use commit::Commit;
pub use config::{Config, Part};
pub use date::Date;
pub use document::Document;
pub use entry::Entry;
pub use expression::{Expression, Formula};
pub use form::Form;
pub use id::{Id, Index, Linked, Missing, Parsed, Ref, Stage, Why};
pub use manifest::Manifest;
pub use pack::{Pack, Sheet};
pub use procedure::{Procedure, Step};
pub use prose::{Prose, Target};
pub use reference::Reference;
pub use role::Role;
pub use template::Template;
pub use uses::Uses;
