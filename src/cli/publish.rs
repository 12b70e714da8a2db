//! `procbook publish`: every release as one site.

use std::path::PathBuf;

use clap::Args;

use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, shown, terminal, today};
use crate::diagnostic::{Language, Text, say};
use crate::pipeline;
use crate::publish::{self, Mode, Options, Report, State};

/// Publish the newest release, every older one beside it, and what changed between them
#[derive(Args)]
#[command(after_help = "Example:\n  procbook publish --out /srv/handbook")]
pub(super) struct Publish {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
    /// The folder that is replaced, whole and in one step [default: public in the handbook's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Publish the working files too, under next/
    #[arg(long)]
    next: bool,
    /// Build everything and write nothing; say what would be built anew
    #[arg(long)]
    dry_run: bool,
    /// Look at every byte of the releases that stand in the folder; exit code 1 when one is damaged or missing
    #[arg(long, conflicts_with_all = ["next", "dry_run"])]
    check_only: bool,
}

impl Publish {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let out = self.out.clone().unwrap_or_else(|| root.join("public"));
        if self.check_only {
            return self.look(&root, &out);
        }
        let options = Options {
            out,
            next: self.next,
            mode: if self.dry_run { Mode::Dry } else { Mode::Write },
        };
        let report = publish::publish(&root, &options, today::today()?)?;
        if let Some(build) = &report.refused {
            let language = self.printing.language(build);
            self.printing.print(build, &root)?;
            let nothing = say!(
                "nothing was published: mend the errors first, and make another release",
                "没有发布：请先改正错误，再做一次发布版本"
            );
            terminal::error(nothing.words(language));
            return Ok(Outcome::Errors);
        }
        let settings = pipeline::settings(&root)?;
        let language = self.printing.language_of(&settings);
        tell(&report, &options, language);
        Ok(Outcome::Sound)
    }

    fn look(&self, root: &std::path::Path, out: &std::path::Path) -> anyhow::Result<Outcome> {
        let language = self.printing.language_of(&pipeline::settings(root)?);
        let mut outcome = Outcome::Sound;
        for found in publish::look(root, out)? {
            if matches!(found.state, State::Damaged | State::Missing) {
                outcome = Outcome::Errors;
            }
            let said = match found.state {
                State::Whole => say!("whole", "完好"),
                State::Damaged => say!(
                    "damaged: files are missing or were changed; publish again",
                    "已损坏：文件缺失或被改动；请重新发布"
                ),
                State::Missing => say!("not published yet", "尚未发布"),
                State::Outdated => say!(
                    "whole, and will be built anew: the program or the tag has changed",
                    "完好；程序或标签有变，下次发布时重建"
                ),
            };
            terminal::result(&format!("{}\t{}\n", found.version, said.words(language)));
        }
        Ok(outcome)
    }
}

fn tell(report: &Report, options: &Options, language: Language) {
    for release in &report.releases {
        let version = &release.version;
        let state = if release.kept {
            say!("{}: as it was", "{}：照旧", version)
        } else {
            say!("{}: built", "{}：已构建", version)
        };
        let findings = release.findings;
        let with: Text = if findings == 0 {
            state
        } else {
            let state = state.words(language);
            say!(
                "{}, {} findings of today's program",
                "{}，按现在的程序有 {} 个问题",
                state,
                findings
            )
        };
        terminal::error(with.words(language));
    }
    let out = shown(&options.out);
    let counted = match &report.written {
        Some(written) => say!(
            "{}: {} files written, {} as they were, {} removed",
            "{}：写出 {} 个文件，{} 个照旧，删除 {} 个",
            out,
            written.written,
            written.unchanged,
            written.removed
        ),
        None => say!("nothing was written", "没有写出任何文件"),
    };
    terminal::error(counted.words(language));
}
