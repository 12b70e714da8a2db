//! `--format`, and findings through the printer that it names.

use std::borrow::Cow;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::check;
use crate::cli::{Outcome, terminal};
use crate::diagnostic::{Diagnostic, Language, Severity, human, json, short, summary};
use crate::model::Book;
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

/// The language that findings are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    /// Chinese
    Zh,
    /// English
    En,
}

/// How findings are printed.
#[derive(Args)]
pub(super) struct Printing {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    telling: Telling,
    /// Make an error of a kind of finding, or of all warnings
    #[arg(long, value_name = "CODE|warnings")]
    deny: Vec<String>,
}

/// In which language findings are told.
#[derive(Args)]
pub(super) struct Telling {
    /// The language of findings [default: the handbook's]
    #[arg(long, value_enum)]
    language: Option<Tongue>,
}

impl Telling {
    /// The language that was asked for, or that of the handbook.
    pub(super) fn language(&self, build: &Build) -> Language {
        self.language_of(&build.book)
    }

    /// The same for a handbook that has no pages yet.
    pub(super) fn language_of(&self, book: &Book) -> Language {
        match self.language {
            Some(Tongue::Zh) => Language::Chinese,
            Some(Tongue::En) => Language::English,
            None => Language::of(&book.config.language),
        }
    }
}

impl Printing {
    /// The language that findings are told in.
    pub(super) fn language(&self, build: &Build) -> Language {
        self.telling.language(build)
    }

    /// Whether people read it, not programs.
    pub(super) fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Whether other lines may stand among the findings.
    pub(super) fn is_in_lines(&self) -> bool {
        matches!(self.format, Format::Human | Format::Short)
    }

    /// Makes errors of the findings that are denied.
    fn raise(&self, found: &mut [Diagnostic]) -> anyhow::Result<()> {
        let Err((name, near)) = check::deny(&self.deny, found) else {
            return Ok(());
        };
        match near {
            Some(near) => bail!("--deny: no finding is called `{name}`; did you mean `{near}`?"),
            None => bail!(
                "--deny: no finding is called `{name}`; findings show their codes in brackets"
            ),
        }
    }

    /// Prints the findings of a build and says whether there are errors among them.
    pub(super) fn print(&self, build: &Build) -> anyhow::Result<Outcome> {
        let mut found = Cow::Borrowed(&build.diagnostics);
        if !self.deny.is_empty() {
            self.raise(found.to_mut())?;
        }
        let (found, sources) = (&*found, &build.sources);
        let language = self.language(build);
        match self.format {
            Format::Human => {
                let text = human::print(found, sources, language, terminal::has_colour());
                if !text.is_empty() {
                    terminal::error(&format!("{}\n", text.trim_end()));
                    terminal::error(&summary(found, language));
                }
            }
            Format::Short => {
                let text = short::print(found, sources, language);
                if !text.is_empty() {
                    terminal::error(text.trim_end());
                }
            }
            Format::Json => terminal::error(json::print(found, sources, language).trim_end()),
        }
        if found.iter().any(|d| d.severity == Severity::Error) {
            Ok(Outcome::Errors)
        } else {
            Ok(Outcome::Sound)
        }
    }
}
