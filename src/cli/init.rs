//! `procbook init`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::cli::scaffold::{self, Language, writing};
use crate::cli::today;
use crate::cli::{Outcome, shown, terminal};
use crate::load;

/// Begin a handbook: a small one that builds, to be replaced page by page
#[derive(Args)]
#[command(after_help = "Example:\n  procbook init handbook --title \"How we work\"")]
pub(super) struct Init {
    /// A folder that is new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The language of its pages
    #[arg(long, value_enum, default_value_t = Language::English, ignore_case = true)]
    language: Language,
    /// The handbook's title
    #[arg(long)]
    title: Option<String>,
}

impl Init {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let title = self.title.as_deref().map(scaffold::title).transpose()?;
        let root = writing::real(&self.folder)?;
        self.refuse_handbook(&root)?;
        writing::refuse_filled(&root, &self.folder)?;
        let files = scaffold::handbook::handbook(self.language, title, today::today()?);
        writing::create(&root, &files)?;
        let folder = shown(&self.folder);
        terminal::error(&format!("{} files in {folder}", files.len()));
        let typed = as_typed(&self.folder);
        let code = scaffold::handbook::free_code(self.language);
        terminal::result(&format!(
            "procbook serve --root {typed}\nprocbook new procedure {code} --root {typed}\n"
        ));
        Ok(Outcome::Sound)
    }

    fn refuse_handbook(&self, root: &Path) -> anyhow::Result<()> {
        let Some(other) = load::find_root(root) else {
            return Ok(());
        };
        if other == root {
            bail!(
                "{} is a handbook already\nadd to it: procbook new procedure CODE --root {}",
                shown(&self.folder),
                as_typed(&self.folder)
            );
        }
        bail!(
            "{} is inside the handbook {}\nname a folder outside it: no handbook holds another",
            shown(&self.folder),
            other.display()
        );
    }
}

/// A folder as it is typed into a shell.
fn as_typed(folder: &Path) -> String {
    let text = shown(folder);
    let plain = |c: char| c.is_alphanumeric() || "/\\._-+:".contains(c);
    if !text.is_empty() && text.chars().all(plain) && (cfg!(windows) || !text.contains('\\')) {
        return text;
    }
    if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::as_typed;

    #[test]
    #[cfg(unix)]
    fn folders_are_quoted_for_the_shell() {
        let typed = ["../手册", "my book", "it's", "a$b"].map(|name| as_typed(Path::new(name)));
        assert_eq!(typed, ["../手册", "'my book'", r"'it'\''s'", "'a$b'"]);
    }
}
