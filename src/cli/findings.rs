//! `--format`, and findings through the printer that it names.

use clap::{Args, ValueEnum};

use crate::cli::{Outcome, terminal};
use crate::diagnostic::{Severity, human, json, short};
use crate::pipeline::Build;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With a frame of the source, for people
    Human,
    /// One line each: path:line:column: error[code]: message
    Short,
    /// An array of objects, for programs
    Json,
}

/// How findings are printed.
#[derive(Args)]
pub(super) struct Printing {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Printing {
    /// Prints the findings of a build and says whether there are errors among them.
    pub(super) fn print(&self, build: &Build) -> Outcome {
        let (found, sources) = (&build.diagnostics, &build.sources);
        match self.format {
            Format::Human => {
                let text = human::print(found, sources, terminal::has_colour());
                if !text.is_empty() {
                    terminal::error(&format!("{}\n", text.trim_end()));
                    terminal::error(&human::summary(found));
                }
            }
            Format::Short => {
                let text = short::print(found, sources);
                if !text.is_empty() {
                    terminal::error(text.trim_end());
                }
            }
            Format::Json => terminal::error(json::print(found, sources).trim_end()),
        }
        if found.iter().any(|d| d.severity == Severity::Error) {
            Outcome::Errors
        } else {
            Outcome::Sound
        }
    }
}
