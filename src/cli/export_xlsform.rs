//! `procbook export xlsform`.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::cli::export::write;
use crate::cli::findings::Printing;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::nearest;
use crate::export;
use crate::model::{Book, Form, Index};
use crate::pipeline::{self, Memory};

/// A form as an XLSForm workbook: for ODK, Kobo and Enketo
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook export xlsform F-012\n  procbook export xlsform F-012 --out contract.xlsx\n  \
                  procbook export xlsform --all forms-xlsx"
)]
pub(super) struct Xlsform {
    /// The form's code: F-012
    #[arg(required_unless_present = "all")]
    code: Option<String>,
    /// The file to write [default: CODE.xlsx]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write every form into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["code", "out"])]
    all: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    printing: Printing,
}

impl Xlsform {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        let wanted = match &self.code {
            Some(code) => vec![find(&build.book, code)?],
            None => (0..build.book.forms.len()).map(Index::new).collect(),
        };
        if self.printing.print(&build, &root)? == Outcome::Errors {
            terminal::error("nothing was exported: mend the errors first");
            return Ok(Outcome::Errors);
        }
        if let Some(folder) = &self.all {
            make(folder)?;
        }
        for at in &wanted {
            let code = build.book.form(*at).code.as_str();
            let made = export::xlsform(&build.book, *at)
                .with_context(|| format!("form {code} cannot be written as an XLSForm"))?;
            for warning in &made.warnings {
                terminal::error(&format!("warning: {warning}"));
            }
            let path = self.path(code);
            write(&path, &made.bytes)?;
            terminal::result(&format!("{}\n", path.display()));
        }
        Ok(Outcome::Sound)
    }

    fn path(&self, code: &str) -> PathBuf {
        let name = format!("{code}.xlsx");
        match (&self.all, &self.out) {
            (Some(folder), _) => folder.join(name),
            (None, Some(path)) => path.clone(),
            (None, None) => PathBuf::from(name),
        }
    }
}

fn find(book: &Book, wanted: &str) -> anyhow::Result<Index<Form>> {
    let codes = || book.forms.iter().map(|form| form.code.as_str());
    if let Some(at) = codes().position(|code| code == wanted) {
        return Ok(Index::new(at));
    }
    match nearest(wanted, codes()) {
        Some(near) => bail!("there is no form `{wanted}`\ndid you mean {near}?"),
        None => bail!("there is no form `{wanted}`"),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "one folder, at the place that the person names"
)]
fn make(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
