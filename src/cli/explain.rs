//! `procbook explain`.

use anyhow::bail;
use clap::Args;

use crate::cli::findings::Telling;
use crate::cli::{Outcome, terminal};
use crate::diagnostic::{code, nearest};

/// Say what a kind of finding means, and what to write instead
#[derive(Args)]
#[command(after_help = "Example:\n  procbook explain step-without-owner")]
pub(super) struct Explain {
    /// The code in the brackets of a finding; all codes are listed without one
    code: Option<String>,
    #[command(flatten)]
    telling: Telling,
}

impl Explain {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let Some(name) = &self.code else {
            for code in code::ALL {
                terminal::result(&format!("{}\n", code.name));
            }
            return Ok(Outcome::Sound);
        };
        let Some(code) = code::find(name) else {
            match nearest(name, code::ALL.iter().map(|code| code.name)) {
                Some(known) => bail!("there is no finding `{name}`; did you mean `{known}`?"),
                None => bail!("there is no finding `{name}`; procbook explain lists them all"),
            }
        };
        terminal::result(code.explanation(self.telling.language_here()));
        Ok(Outcome::Sound)
    }
}
