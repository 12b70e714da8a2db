//! `procbook check`.

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{Text, say};
use crate::model::Date;
use crate::pipeline::{self, Memory};

/// Check the handbook and write nothing
#[derive(Args)]
#[command(
    after_help = "Example:\n  procbook check --format short\n  procbook check --today 2027-09-01"
)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
    /// Check as if it were this day, to see what will be due by then [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
}

impl Check {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let today = self.today.map_or_else(today::today, Ok)?;
        let build = pipeline::run(&root, today, &mut Memory::default())?;
        let outcome = self.printing.print(&build, &root)?;
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
}

fn counted(count: usize, english: &str, chinese: &str) -> Text {
    let plural = if count == 1 { "" } else { "s" };
    Text {
        english: format!("{count} {english}{plural}"),
        chinese: format!("{count} {chinese}"),
    }
}
