//! `procbook diff`.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::changes::changes;
use crate::cli::findings::Telling;
use crate::cli::{Outcome, Place, shown, terminal, today};
use crate::diagnostic::{Diagnostic, Language, Severity, Text, say};
use crate::model::{Book, Date};
use crate::pipeline::{self, Memory};
use crate::release::{Release, Repository};
use crate::render::words::Words;
use crate::render::{Compared, Layouts, changes_alone, changes_in_words};
use crate::source::Sources;
use crate::{load, notice};

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Human,
    /// For other programs
    Json,
    /// One page with charts, which needs no other file
    Html,
    /// A notice in Markdown
    Md,
}

/// Show what changed between two releases, or since one
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook diff                     from the newest release to the working files\n  \
                  procbook diff 2026.1              from that release to the working files\n  \
                  procbook diff 2026.1 2026.2 --format md > notice.md"
)]
pub(super) struct Diff {
    /// The release to begin with [default: the newest]
    #[arg(value_name = "A")]
    before: Option<String>,
    /// The release to end with [default: the working files]
    #[arg(value_name = "B")]
    after: Option<String>,
    /// How changes are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
}

/// One of the two states.
struct State {
    release: Option<String>,
    sources: Sources,
    book: Book,
}

impl Diff {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let today = today::today()?;
        let sources = load::load(&root)?;
        let (working, found) = pipeline::examine(&sources, None, today, &mut Memory::default());
        let language = self.telling.language_of(&working);
        let Some(repository) = Repository::find(&root)? else {
            let why = say!(
                "{} is not in a git repository, and a release is a git tag",
                "{} 不在 git 仓库里；发布就是 git 标签",
                shown(&root)
            );
            bail!("{}", why.words(language));
        };
        let releases = repository.releases(&working.config.tags)?;
        let before = chosen(&releases, self.before.as_deref(), language)?;
        let before = state(&repository, before, today)?;
        let after = if let Some(version) = &self.after {
            let release = chosen(&releases, Some(version), language)?;
            state(&repository, release, today)?
        } else {
            warn(&found, language);
            State {
                release: None,
                sources,
                book: working,
            }
        };
        let text = self.text(&before, &after, language)?;
        terminal::result(&text);
        Ok(Outcome::Sound)
    }

    fn text(&self, before: &State, after: &State, language: Language) -> anyhow::Result<String> {
        let words = Words::of(match language {
            Language::Chinese => "zh",
            Language::English => "en",
        });
        let changes = changes(&before.book, &after.book);
        let compared = Compared {
            from: before.release.as_deref().unwrap_or_default(),
            to: after.release.as_deref(),
            before: &before.book,
            after: &after.book,
            changes: &changes,
        };
        let in_words = || changes_in_words(&compared, words);
        Ok(match self.format {
            Format::Human => notice::human(&in_words(), words, terminal::result_has_colour()),
            Format::Json => notice::json(compared.from, compared.to, &changes)?,
            Format::Md => notice::markdown(&in_words(), words, &after.book.config.title),
            Format::Html => {
                let layouts = Layouts::of(&after.sources);
                let (html, wrong) = changes_alone(&compared, &layouts, words);
                if let Some(wrong) = wrong.first() {
                    terminal::error(wrong.message.words(language));
                }
                html
            }
        })
    }
}

/// The release of a version, the newest when none is named.
fn chosen<'a>(
    releases: &'a [Release],
    version: Option<&str>,
    language: Language,
) -> anyhow::Result<&'a Release> {
    let Some(newest) = releases.last() else {
        let why = say!(
            "there is no release yet\nmake one: procbook release 2026.1",
            "还没有发布过\n发布一次：procbook release 2026.1"
        );
        bail!("{}", why.words(language));
    };
    let Some(version) = version else {
        return Ok(newest);
    };
    if let Some(release) = releases.iter().find(|release| release.version == version) {
        return Ok(release);
    }
    let known = Text::list(releases.iter().map(|one| one.version.as_str()));
    let why = say!(
        "there is no release `{}`; there are: {}",
        "没有 `{}` 这一版；现有：{}",
        version,
        known
    );
    bail!("{}", why.words(language));
}

/// The handbook of a release. What is wrong with an old state is nobody's task now.
fn state(repository: &Repository, release: &Release, today: Date) -> anyhow::Result<State> {
    let sources = repository.sources(release)?;
    let (book, _) = pipeline::examine(&sources, None, today, &mut Memory::default());
    Ok(State {
        release: Some(release.version.clone()),
        sources,
        book,
    })
}

/// Says that the working files have errors: what cannot be read looks as if it were gone.
fn warn(found: &[Diagnostic], language: Language) {
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    let count = errors.count();
    if count > 0 {
        let told = say!(
            "the working files have errors ({}), and what cannot be read looks as if it were gone: procbook check",
            "工作稿有错误（{} 处），读不出来的内容会显示为撤销：procbook check",
            count
        );
        terminal::error(told.words(language));
    }
}
