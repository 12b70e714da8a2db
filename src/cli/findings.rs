//! `--format`, and findings through the printer that it names.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::check;
use crate::cli::export::write;
use crate::cli::repository::folder_in_repository;
use crate::cli::told::told;
use crate::cli::{Outcome, terminal};
use crate::diagnostic::summary::advice;
use crate::diagnostic::{
    Diagnostic, Language, Severity, github, html, human, json, sarif, short, summary,
};
use crate::model::{Book, Config, Entry};
use crate::pipeline::Build;
use crate::source::{CONFIG_FILE, Source, SourcePath};
use crate::{load, parse};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With a frame of the source, for people
    Human,
    /// One line each: path:line:column: error[code]: message
    Short,
    /// An array of objects, for programs
    Json,
    /// SARIF 2.1.0, for code hosts and viewers of findings
    Sarif,
    /// Workflow commands, shown beside the lines of a pull request on GitHub
    Github,
    /// A page by owner and file, for whoever does not work in a terminal
    Html,
}

impl Format {
    /// Whether it is text in which further lines do no harm.
    const fn takes_more_lines(self) -> bool {
        matches!(self, Self::Human | Self::Short)
    }
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
    /// Write what is found to a file instead of printing it
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
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
        self.language_in(&book.config.language)
    }

    /// The same for a handbook in this language.
    fn language_in(&self, language: &str) -> Language {
        match self.language {
            Some(Tongue::Zh) => Language::Chinese,
            Some(Tongue::En) => Language::English,
            None => Language::of(language),
        }
    }

    /// The language that was asked for, or that of the nearest handbook, for commands that build none.
    pub(super) fn language_here(&self) -> Language {
        match self.language {
            Some(Tongue::Zh) => Language::Chinese,
            Some(Tongue::En) => Language::English,
            None => of_the_nearest().unwrap_or_default(),
        }
    }
}

/// The language of the handbook that the command is run in; English outside of any.
#[expect(
    clippy::disallowed_methods,
    reason = "a command that needs no handbook looks for one where it is run"
)]
fn of_the_nearest() -> Option<Language> {
    let root = load::find_root(&std::env::current_dir().ok()?)?;
    let bytes = std::fs::read(root.join(CONFIG_FILE)).ok()?;
    let source = Source::of_bytes(SourcePath::new(CONFIG_FILE), bytes);
    let Entry::Config(config) = parse::parse(&source).0? else {
        return None;
    };
    Some(Language::of(&config.language))
}

impl Printing {
    /// The language that findings are told in.
    pub(super) fn language(&self, build: &Build) -> Language {
        self.telling.language(build)
    }

    /// The same for a handbook with these settings.
    pub(super) fn language_of(&self, settings: &Config) -> Language {
        self.telling.language_in(&settings.language)
    }

    /// Whether people read it, not programs.
    pub(super) fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Whether lines for people may follow the findings on stderr.
    pub(super) fn takes_more_lines(&self) -> bool {
        self.format.takes_more_lines() || self.report.is_some()
    }

    /// The file that takes what is printed.
    pub(super) fn report(&self) -> Option<&Path> {
        self.report.as_deref()
    }

    /// Whether it is for programs as JSON; `None` of what only findings can be printed as.
    pub(super) fn json_or_words(&self) -> Option<bool> {
        match self.format {
            Format::Human => Some(false),
            Format::Json => Some(true),
            Format::Short | Format::Sarif | Format::Github | Format::Html => None,
        }
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

    /// Prints the findings of a build and says whether there are errors among them. `root` is the handbook's folder.
    pub(super) fn print(&self, build: &Build, root: &Path) -> anyhow::Result<Outcome> {
        let mut found = Cow::Borrowed(&build.diagnostics);
        if !self.deny.is_empty() {
            self.raise(found.to_mut())?;
        }
        let language = self.language(build);
        let colour = self.report.is_none() && terminal::has_colour();
        let text = self.text(build, &found, root, colour);
        match &self.report {
            Some(path) => {
                write(path, text.as_bytes())?;
                let counted = summary::total(&found, language);
                terminal::error(&format!("{}: {counted}", path.display()));
            }
            None if text.is_empty() => {}
            None => terminal::error(text.trim_end()),
        }
        if found.iter().any(|d| d.severity == Severity::Error) {
            Ok(Outcome::Errors)
        } else {
            Ok(Outcome::Sound)
        }
    }

    /// The findings through the printer; empty, or with a line end after it.
    fn text(&self, build: &Build, found: &[Diagnostic], root: &Path, colour: bool) -> String {
        let (sources, language) = (&build.sources, self.language(build));
        match self.format {
            Format::Human if found.is_empty() => String::new(),
            Format::Human => {
                let text = human::print(found, sources, language, colour);
                format!("{text}{}\n", summary(found, language))
            }
            Format::Short => short::print(found, sources, language),
            Format::Json => json::print(found, sources, language),
            Format::Sarif => {
                let findings = sarif::Findings {
                    found,
                    allowed: &build.allowed,
                    sources,
                    folder: &folder_in_repository(root),
                };
                sarif::print(findings, language)
            }
            Format::Github => github::print(found, sources, &folder_in_repository(root), language),
            Format::Html => html::print(&html::Page {
                title: &build.book.config.title,
                language,
                first: advice(found, language).as_deref(),
                findings: &told(build, found, language),
                site: None,
            }),
        }
    }
}
