//! `procbook check`.

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal};
use crate::pipeline::{self, Memory};

/// Check the handbook and write nothing
#[derive(Args)]
#[command(after_help = "Example:\n  procbook check --format short")]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
}

impl Check {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let build = pipeline::run(&root, &mut Memory::default())?;
        let outcome = self.printing.print(&build)?;
        if build.diagnostics.is_empty() {
            let book = &build.book;
            let counted = [
                counted(book.procedures.len(), "procedure"),
                counted(book.roles.len(), "role"),
                counted(book.templates.len(), "template"),
                counted(book.forms.len(), "form"),
                counted(book.references.len(), "reference"),
                counted(book.packs.len(), "pack"),
            ];
            terminal::error(&format!("nothing found in {}", counted.join(", ")));
        }
        Ok(outcome)
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
