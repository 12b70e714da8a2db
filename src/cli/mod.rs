//! Flags to options, one short file per subcommand. The only module that prints.

mod acknowledgements;
mod build;
mod check;
mod coverage;
mod diff;
mod explain;
mod export;
mod export_xlsform;
mod findings;
mod init;
mod mend;
mod new;
mod pack;
mod publish;
mod readers;
mod release;
mod rename;
mod repository;
mod review;
mod scaffold;
mod serve;
mod terminal;
mod today;
mod told;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};

use crate::load;

/// Compiles a process handbook — procedures, roles, templates and forms — into static HTML, and checks it.
#[derive(Parser)]
#[command(name = "procbook", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Check(check::Check),
    Build(build::Build),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Export(export::Export),
    Init(init::Init),
    New(new::New),
    Pack(Box<pack::Pack>),
    Publish(publish::Publish),
    Release(release::Release),
    Review(review::Review),
    Rename(rename::Rename),
    Acknowledgements(acknowledgements::Acknowledgements),
}

/// What every command on a handbook takes.
#[derive(Args)]
struct Place {
    /// The handbook's folder [default: the nearest one upward that has handbook.toml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Place {
    /// The handbook's folder, absolute.
    #[expect(
        clippy::disallowed_methods,
        reason = "where a command begins is the environment's to say"
    )]
    fn find(&self) -> anyhow::Result<PathBuf> {
        let here = std::env::current_dir().context("cannot tell the current folder")?;
        let Some(root) = &self.root else {
            return match load::find_root(&here) {
                Some(root) => Ok(root),
                None => bail!(
                    "no handbook.toml in {} or in a folder above it\n\
                     go to a handbook's folder, name it with --root DIR, or begin one: procbook init DIR",
                    here.display()
                ),
            };
        };
        let root = here.join(root);
        if load::find_root(&root).as_deref() != Some(root.as_path()) {
            bail!(
                "no handbook.toml in {}\nbegin a handbook there: procbook init {}",
                root.display(),
                shown(&root)
            );
        }
        Ok(root)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// How a command went, where it could run at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing that keeps the handbook from being published.
    Sound,
    /// Errors in the handbook.
    Errors,
}

/// Runs the program. Exit code 0: no errors; 1: errors in the handbook; 2: it could not run.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let outcome = match cli.command {
        Command::Serve(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Pack(command) => command.run(),
        Command::Publish(command) => command.run(),
        Command::Release(command) => command.run(),
        Command::Review(command) => command.run(),
        Command::Rename(command) => command.run(),
        Command::Acknowledgements(command) => command.run(),
    };
    match outcome {
        Ok(Outcome::Sound) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(error) => {
            terminal::error(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
