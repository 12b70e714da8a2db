//! `procbook check`.

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::mend::{self, Mending};
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{Text, say};
use crate::model::Date;
use crate::pipeline::{self, Memory};

/// Check the handbook; write nothing, unless it is to be mended
#[derive(Args)]
#[command(
    after_help = "Example:\n  procbook check --format short\n  procbook check --today 2027-09-01\n  procbook check --fix --dry-run"
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
}

impl Check {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let today = self.today.map_or_else(today::today, Ok)?;
        let mut memory = Memory::default();
        let build = pipeline::run(&root, today, &mut memory)?;
        let language = self.printing.language(&build);
        let telling = (language, self.printing.is_in_lines());
        let build = self.mending.run(&root, build, (today, memory), telling)?;
        let outcome = self.printing.print(&build)?;
        if self.printing.is_for_people() && !self.mending.is_wanted() {
            mend::offer(&build.diagnostics, language);
        }
        if build.diagnostics.is_empty() && self.printing.is_in_lines() {
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
}

/// A number of things: `2 roles`, `2 个角色`.
pub(super) fn counted(count: usize, english: &str, chinese: &str) -> Text {
    let plural = if count == 1 { "" } else { "s" };
    Text {
        english: format!("{count} {english}{plural}"),
        chinese: format!("{count} {chinese}"),
    }
}
