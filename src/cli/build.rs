//! `procbook build`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, shown, terminal, today};
use crate::diagnostic::say;
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
        let language = self.printing.language(&build);
        if self.printing.print(&build, &root)? == Outcome::Errors {
            let nothing = say!(
                "nothing was written: mend the errors first",
                "没有写出任何文件：请先改正错误"
            );
            terminal::error(nothing.words(language));
            return Ok(Outcome::Errors);
        }
        let out = self.out.clone().unwrap_or_else(|| root.join("public"));
        let written = write::write(&build.site, &out)?;
        let counted = say!(
            "{}: {} files written, {} unchanged, {} removed",
            "{}：写出 {} 个文件，{} 个没有变化，删除 {} 个",
            shown(&out),
            written.written,
            written.unchanged,
            written.removed
        );
        terminal::error(counted.words(language));
        Ok(Outcome::Sound)
    }
}
