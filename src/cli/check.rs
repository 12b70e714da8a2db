//! `procbook check`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::cli::export::write;
use crate::cli::findings::Printing;
use crate::cli::mend::{self, Mending};
use crate::cli::{Outcome, Place, coverage, terminal, today};
use crate::diagnostic::{Severity, Text, say};
use crate::model::Date;
use crate::pipeline::{self, Build, Memory};

/// Check the handbook; write nothing, unless it is to be mended
#[derive(Args)]
#[command(
    after_help = "Example:\n  procbook check --format short\n  procbook check --today 2027-09-01\n  procbook check --fix --dry-run\n  procbook check --coverage codes.txt"
)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    mending: Mending,
    /// Check as if it were this day, to see what will be due by then [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Instead of findings, say which codes of a list the handbook covers: one code a line, then its title
    #[arg(long, value_name = "FILE")]
    coverage: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let today = self.today.map_or_else(today::today, Ok)?;
        let mut memory = Memory::default();
        let build = pipeline::run(&root, today, &mut memory)?;
        if let Some(list) = &self.coverage {
            return self.cover(&build, list);
        }
        let language = self.printing.language(&build);
        let telling = (language, self.printing.takes_more_lines());
        let build = self.mending.run(&root, build, (today, memory), telling)?;
        let outcome = self.printing.print(&build, &root)?;
        if self.printing.is_for_people() && !self.mending.is_wanted() {
            mend::offer(&build.diagnostics, language);
        }
        if build.diagnostics.is_empty() && self.printing.takes_more_lines() {
            let book = &build.book;
            let counted = [
                counted(book.procedures.len(), "procedure", "个流程"),
                counted(book.roles.len(), "role", "个角色"),
                counted(book.templates.len(), "template", "个模板"),
                counted(book.forms.len(), "form", "张表单"),
                counted(book.references.len(), "reference", "份资料"),
                counted(book.packs.len(), "pack", "个表单包"),
            ];
            let counted = Text::join(&counted, ", ", "、");
            let nothing = say!("nothing found in {}", "没有发现问题：{}", counted);
            terminal::error(nothing.words(self.printing.language(&build)));
        }
        Ok(outcome)
    }

    /// Holds a list of codes against the handbook.
    fn cover(&self, build: &Build, list: &Path) -> anyhow::Result<Outcome> {
        let Some(json) = self.printing.json_or_words() else {
            bail!("--coverage is printed for people or, with --format json, for programs");
        };
        let language = self.printing.language(build);
        let compared = coverage::compare(&build.book, list, json, language)?;
        match self.printing.report() {
            Some(file) => write(file, compared.text.as_bytes())?,
            None => terminal::result(&compared.text),
        }
        if build
            .diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error)
        {
            let errors = say!(
                "the handbook has errors, so that pages may be missing here; `procbook check` shows them",
                "手册里有错误，这里可能因此少算了页面；用 `procbook check` 查看"
            );
            terminal::error(errors.words(language));
        }
        Ok(if compared.is_whole {
            Outcome::Sound
        } else {
            Outcome::Errors
        })
    }
}

/// A number of things: `2 roles`, `2 个角色`.
pub(super) fn counted(count: usize, english: &str, chinese: &str) -> Text {
    let plural = if count == 1 { "" } else { "s" };
    Text {
        english: format!("{count} {english}{plural}"),
        chinese: format!("{count} {chinese}"),
    }
}
