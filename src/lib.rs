//! procbook compiles a process handbook — procedures, roles, templates and forms, written as Markdown
//! and TOML — into a set of plain HTML files, and checks that every step has its owner and its form.
//!
//! The modules in the order of the data: nouns, the stages of the pipeline, what stands around it.

pub mod cli;

pub mod source;
pub mod diagnostic;
pub mod model;
pub mod site;
pub mod workbook;

pub mod load;
pub mod parse;
pub mod link;
pub mod changes;
pub mod check;
pub mod chart;
pub mod render;
pub mod write;
pub mod pipeline;

pub mod acknowledgement;
pub mod edit;
pub mod rename;
pub mod watch;
pub mod serve;
pub mod pack;
pub mod browser;
pub mod export;
pub mod release;
pub mod notice;
pub mod publish;
