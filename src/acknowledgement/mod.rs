//! “I have read”: what readers hand in, and who has read which version.
//!
//! In: files that pages made, or mails, as text; the documents in force; perhaps a list of people. Out: a report. It
//! must not know disks, nor how a handbook is read.

mod reading;
mod report;

pub use reading::{Acknowledgement, of_json, of_text};
pub use report::{Current, Extra, People, Person, Report, State, report};
