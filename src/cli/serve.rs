//! `procbook serve`: builds in memory, shows it, and builds again whenever a file is saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use crate::cli::findings::Telling;
use crate::cli::told::told;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::summary::advice;
use crate::diagnostic::{Diagnostic, Language, Text, human, say, summary};
use crate::pipeline::{self, Build, Memory};
use crate::serve::{Heading, Server, State};
use crate::watch;

/// Long enough for the few writes of one save, short enough not to be noticed.
const DEBOUNCE: Duration = Duration::from_millis(20);

/// Build, serve on this machine, and reload the browser when a file is saved
#[derive(Args)]
#[command(after_help = "Example:\n  procbook serve --open")]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// The port; the next free one when it is taken
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Open the handbook in the browser
    #[arg(long)]
    open: bool,
    /// Look at every file again and again, for network drives that tell of no changes
    #[arg(long)]
    poll: bool,
    /// A folder under the handbook's that builds write to, which is not watched
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    #[command(flatten)]
    telling: Telling,
}

impl Serve {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let options = watch::Options {
            poll: self.poll,
            debounce: DEBOUNCE,
            ignore: vec![self.out.clone()],
        };
        // The watch begins before the first build, so that no save falls between the two.
        let watch = watch::watch(&root, &options)?;
        let stopper = watch.stopper();
        ctrlc::set_handler(move || stopper.stop()).context("cannot listen for Ctrl-C")?;
        let mut memory = Memory::default();
        let build = pipeline::run(&root, today::today()?, &mut memory)?;
        let server = Server::start(self.port)?;
        let title = build.book.config.title.clone();
        let mut language = self.telling.language(&build);
        let mut shown = report(&build, &[], language);
        server.publish(state(build, language));
        terminal::result(&format!("{title}: {}\n", server.address()));
        let watching = say!(
            "watching for changes; Ctrl-C stops",
            "保存文件后网页会自动更新；按 Ctrl-C 停止"
        );
        terminal::error(watching.words(language));
        let findings = say!(
            "findings by owner: {}",
            "按负责人查看检查结果：{}",
            server.findings_address()
        );
        terminal::error(findings.words(language));
        if self.open {
            open::that_detached(server.address())
                .with_context(|| format!("cannot open a browser; go to {}", server.address()))?;
        }
        for batch in watch {
            match batch {
                Ok(paths) => match rebuild(&root, &paths, &mut memory, language) {
                    Ok(build) => {
                        language = self.telling.language(&build);
                        shown = report(&build, &shown, language);
                        server.publish(state(build, language));
                    }
                    Err(error) => terminal::error(&format!("error: {error:#}")),
                },
                Err(error) => terminal::error(&format!("warning: {error:#}")),
            }
        }
        server.stop();
        Ok(Outcome::Sound)
    }
}

fn rebuild(
    root: &Path,
    changed: &[PathBuf],
    memory: &mut Memory,
    language: Language,
) -> anyhow::Result<Build> {
    let names: Vec<_> = changed
        .iter()
        .take(3)
        .map(|path| path.display().to_string())
        .collect();
    let more = if changed.len() > 3 { " …" } else { "" };
    let names = Text::list(names);
    let changed = say!("changed: {}{}", "有改动：{}{}", names, more);
    terminal::error(changed.words(language));
    pipeline::run(root, today::today()?, memory)
}

/// Prints the findings when they are others than those shown last.
fn report(build: &Build, shown: &[Diagnostic], language: Language) -> Vec<Diagnostic> {
    let found = &build.diagnostics;
    if found.is_empty() && !shown.is_empty() {
        let mended = say!("all findings are mended", "问题都改好了");
        terminal::error(mended.words(language));
    } else if found != shown {
        let text = human::print(found, &build.sources, language, terminal::has_colour());
        terminal::error(&format!("{}\n", text.trim_end()));
        terminal::error(&summary(found, language));
    }
    found.clone()
}

/// What the server shows of a build.
fn state(build: Build, language: Language) -> State {
    State {
        findings: told(&build, &build.diagnostics, language),
        heading: Heading {
            title: build.book.config.title,
            language,
            first: advice(&build.diagnostics, language),
        },
        site: Arc::new(build.site),
    }
}
