//! `procbook check --fix`: mends what the program knows to mend, and shows what it changes.

mod rounds;

use std::path::Path;

use clap::Args;

use crate::cli::check::counted;
use crate::cli::mend::rounds::Rounds;
use crate::cli::terminal;
use crate::diagnostic::{Certainty, Diagnostic, Language, Text, say, short};
use crate::edit::{self, Draft};
use crate::model::Date;
use crate::pipeline::{self, Build, Memory};

/// What is to be mended, and how.
#[derive(Args)]
pub(super) struct Mending {
    /// Mend what is certain, ask about what is likely, and show the changes
    #[arg(long)]
    fix: bool,
    /// With --fix: show the changes and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// With --fix: mend what is likely without asking
    #[arg(long, requires = "fix")]
    yes: bool,
}

/// What a person says to one fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    /// Yes to this and all others.
    All,
    /// No to this and all others.
    Quit,
}

impl Mending {
    /// Whether anything is to be mended.
    pub(super) const fn is_wanted(&self) -> bool {
        self.fix
    }

    /// Mends the handbook of a build, where that was asked for, and builds it again when files were changed.
    pub(super) fn run(
        &self,
        root: &Path,
        build: Build,
        (today, mut memory): (Date, Memory),
        (language, in_lines): (Language, bool),
    ) -> anyhow::Result<Build> {
        if !self.fix {
            return Ok(build);
        }
        let mut rounds = Rounds::begin(root, &build.sources, today, &mut memory);
        let can_ask = terminal::can_ask() && !self.dry_run;
        let mut asking = self.yes || can_ask;
        let mut all = self.yes;
        rounds.run(|finding, draft| {
            let answer = match (asking, all) {
                (false, _) => return false,
                (true, true) => Answer::Yes,
                (true, false) => ask(finding, draft, language),
            };
            all |= answer == Answer::All;
            asking &= answer != Answer::Quit;
            matches!(answer, Answer::Yes | Answer::All)
        });
        let changes = rounds.draft.changes(&build.sources);
        terminal::result(&edit::diff(&changes, terminal::result_has_colour()));
        if !self.dry_run {
            edit::write(root, &changes)?;
        }
        if in_lines {
            self.tell(&rounds, changes.len(), language);
            if !self.yes && !can_ask {
                tell_of_likely(&rounds.found, language);
            }
        }
        if self.dry_run || changes.is_empty() {
            return Ok(build);
        }
        pipeline::run(root, today, &mut memory)
    }

    /// What was done, and what was not.
    fn tell(&self, rounds: &Rounds<'_>, files: usize, language: Language) {
        let tell = |text: Text| terminal::error(text.words(language));
        for (finding, why) in &rounds.left {
            let line = |found: &Diagnostic, language| {
                let found = std::slice::from_ref(found);
                let line = short::print(found, &rounds.draft.sources, language);
                line.trim_end().to_owned()
            };
            let line = |found| Text {
                english: line(found, Language::English),
                chinese: line(found, Language::Chinese),
            };
            let (finding, why) = (line(finding), line(why));
            tell(say!(
                "not mended: {}\n  it would bring {}",
                "没有改：{}\n  改了会出现 {}",
                finding,
                why
            ));
        }
        let mended = counted(rounds.mended, "finding", "处问题");
        let files = counted(files, "file", "个文件");
        tell(match (rounds.mended, self.dry_run) {
            (0, _) => say!("nothing was mended", "没有改动"),
            (_, true) => say!(
                "would mend {0} in {1}; nothing was written",
                "可以改好 {1} 里的 {0} ；没有写入文件",
                mended,
                files
            ),
            (_, false) => say!("mended {0} in {1}", "改好了 {1} 里的 {0}", mended, files),
        });
    }
}

/// What was left because nobody could be asked.
fn tell_of_likely(found: &[Diagnostic], language: Language) {
    let asked = found.iter().filter(|found| is(found, Certainty::Asked));
    let count = asked.count();
    if count > 0 {
        let text = say!(
            "{} more can be mended when you agree: run `procbook check --fix` on a terminal to be asked, or with `--yes`",
            "另有 {} 处要您同意才改：在终端里运行 `procbook check --fix` 逐条确认，或者加 `--yes` 全部同意",
            count
        );
        terminal::error(text.words(language));
    }
}

/// Says how many findings `--fix` would mend.
pub(super) fn offer(found: &[Diagnostic], language: Language) {
    let count = |certainty| found.iter().filter(|found| is(found, certainty)).count();
    let (certain, asked) = (count(Certainty::Certain), count(Certainty::Asked));
    let text = match (certain, asked) {
        (0, 0) => return,
        (_, 0) => say!(
            "`procbook check --fix` can mend {} of them",
            "`procbook check --fix` 能改好其中 {} 处",
            certain
        ),
        (0, _) => say!(
            "`procbook check --fix` can mend {} of them after asking",
            "`procbook check --fix` 问过之后能改好其中 {} 处",
            asked
        ),
        _ => say!(
            "`procbook check --fix` can mend {} of them, and {} after asking",
            "`procbook check --fix` 能改好其中 {} 处，另有 {} 处先问再改",
            certain,
            asked
        ),
    };
    terminal::error(text.words(language));
}

fn is(finding: &Diagnostic, certainty: Certainty) -> bool {
    finding
        .fix
        .as_ref()
        .is_some_and(|fix| fix.certainty == certainty)
}

fn ask(finding: &Diagnostic, draft: &Draft, language: Language) -> Answer {
    let Some(fix) = &finding.fix else {
        return Answer::No;
    };
    let found = std::slice::from_ref(finding);
    terminal::error("");
    terminal::error(short::print(found, &draft.sources, language).trim_end());
    if let Some(help) = &finding.help {
        terminal::error(help.words(language));
    }
    let (then, _) = draft.with(&[fix]);
    let changes = then.changes(&draft.sources);
    terminal::error(edit::diff(&changes, terminal::has_colour()).trim_end());
    let question = say!(
        "mend it so? y yes, n no, a yes to all, q no to all:",
        "这样改吗？y 改，n 不改，a 全部改，q 都不改："
    );
    loop {
        match terminal::ask(question.words(language)).as_deref() {
            Some("y" | "yes" | "是") => return Answer::Yes,
            Some("n" | "no" | "否") => return Answer::No,
            Some("a" | "all") => return Answer::All,
            Some("q" | "quit") | None => return Answer::Quit,
            Some(_) => {}
        }
    }
}
