//! `procbook export`.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};

use crate::chart::Dialect;
use crate::cli::export_xlsform::Xlsform;
use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{nearest, say};
use crate::export;
use crate::model::{Book, Procedure};
use crate::pipeline::{self, Memory};

/// Write a procedure's chart or a form for another program
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook export svg SM1.1 --out SM1.1.svg\n  procbook export xlsform F-012\n\n\
                  The JSON Schema of each form, and the whole handbook as JSON, are files of every build:\n  \
                  public/forms/f-012.schema.json  public/handbook.json"
)]
pub(super) struct Export {
    #[command(subcommand)]
    format: Format,
}

#[derive(Subcommand)]
enum Format {
    /// As Mermaid text
    #[command(after_help = "Example:\n  procbook export mermaid SM1.1 --dialect flowchart")]
    Mermaid {
        #[command(flatten)]
        what: What,
        /// Which of Mermaid's diagrams
        #[arg(long, value_enum, default_value_t = Word::Swimlane)]
        dialect: Word,
    },
    /// As an SVG file with its own colours and fonts
    #[command(after_help = "Example:\n  procbook export svg SM1.1 --out SM1.1.svg")]
    Svg {
        #[command(flatten)]
        what: What,
    },
    Xlsform(Xlsform),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Owners as lanes
    Swimlane,
    /// A subgraph for each owner, which every tool with Mermaid draws
    Flowchart,
}

/// Which procedure, and where it goes.
#[derive(Args)]
struct What {
    /// The procedure's code: SM1.1
    code: String,
    /// The file to write [default: printed]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
}

impl Export {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        match &self.format {
            Format::Mermaid { what, dialect } => {
                let dialect = match dialect {
                    Word::Swimlane => Dialect::Swimlane,
                    Word::Flowchart => Dialect::Flowchart,
                };
                what.export(|book, procedure| export::mermaid(book, procedure, dialect))
            }
            Format::Svg { what } => what.export(export::svg),
            Format::Xlsform(command) => command.run(),
        }
    }
}

impl What {
    fn export(
        &self,
        chart: impl Fn(&Book, &Procedure) -> Option<String>,
    ) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        self.procedure(&build.book)?;
        if self.printing.print(&build, &root)? == Outcome::Errors {
            let nothing = say!(
                "nothing was exported: mend the errors first",
                "没有导出：请先改正错误"
            );
            terminal::error(nothing.words(self.printing.language(&build)));
            return Ok(Outcome::Errors);
        }
        let procedure = self.procedure(&build.book)?;
        let Some(text) = chart(&build.book, procedure) else {
            let code = procedure.code.value.as_str();
            bail!("procedure {code} has no steps to draw, or too many");
        };
        match &self.out {
            Some(path) => write(path, text.as_bytes())?,
            None => terminal::result(&text),
        }
        Ok(Outcome::Sound)
    }

    fn procedure<'a>(&self, book: &'a Book) -> anyhow::Result<&'a Procedure> {
        let wanted = self.code.as_str();
        let code = |procedure: &'a Procedure| procedure.code.value.as_str();
        if let Some(found) = book.procedures.iter().find(|p| code(p) == wanted) {
            return Ok(found);
        }
        match nearest(wanted, book.procedures.iter().map(code)) {
            Some(near) => bail!("there is no procedure `{wanted}`\ndid you mean {near}?"),
            None => bail!("there is no procedure `{wanted}`"),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "one file, at the place that the person names"
)]
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
