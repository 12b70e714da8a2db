//! `procbook build`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal, today};
use crate::pipeline::{self, Memory};
use crate::write;

/// Check the handbook and write its pages
#[derive(Args)]
#[command(after_help = "Example:\n  procbook build --out public")]
pub(super) struct Build {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
    /// Where the pages go [default: public in the handbook's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Build {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        if self.printing.print(&build) == Outcome::Errors {
            terminal::error("nothing was written: mend the errors first");
            return Ok(Outcome::Errors);
        }
        let out = self.out.clone().unwrap_or_else(|| root.join("public"));
        let written = write::write(&build.site, &out)?;
        terminal::error(&format!(
            "{}: {} files written, {} unchanged, {} removed",
            out.display(),
            written.written,
            written.unchanged,
            written.removed
        ));
        Ok(Outcome::Sound)
    }
}
