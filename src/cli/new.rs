//! `procbook new`.

use anyhow::bail;
use clap::Args;

use crate::cli::scaffold::item::{self, Kind, Wanted};
use crate::cli::scaffold::{self, Language, code, writing};
use crate::cli::{Outcome, Place, shown, terminal, today};
use crate::diagnostic::nearest;
use crate::model::Book;
use crate::model::procedure::Status;
use crate::pipeline::{self, Build, Memory};
use crate::source::CONFIG_FILE;

/// Begin a procedure, role, template, reference page or pack
#[derive(Args)]
#[command(
    after_help = "Example:\n  procbook new procedure PU-02 --title \"Returning goods\" --part purchasing"
)]
pub(super) struct New {
    /// What to begin
    #[arg(value_enum)]
    kind: Kind,
    /// Its code, which is its file's name too: SM1.1, F-012, sales-director
    code: String,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// The part that a procedure stands in [default: the first]
    #[arg(long, value_name = "PART")]
    part: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl New {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        code::check(&self.code)?;
        let title = self.title.as_deref().map(scaffold::title).transpose()?;
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        refuse_unread_settings(&build)?;
        let book = &build.book;
        self.refuse_taken(book)?;
        refuse_alias(book, self.code.as_str(), "code")?;
        refuse_alias(book, title.unwrap_or_default(), "title")?;
        let wanted = Wanted {
            kind: self.kind,
            code: &self.code,
            title,
            part: self.part(book)?,
            owner: (book.roles.iter().map(|role| role.id.value.as_str()))
                .find(|id| code::is_sound(id)),
            item: first_item(book),
        };
        let files = item::files(&wanted, Language::of(&book.config.language));
        writing::create(&root, &files)?;
        for file in &files {
            let path = writing::from_here(&root.join(&file.path));
            terminal::result(&format!("{}\n", shown(&path)));
        }
        Ok(Outcome::Sound)
    }

    /// Codes are told apart without regard to case: the files of the site are in lower case.
    fn refuse_taken(&self, book: &Book) -> anyhow::Result<()> {
        let same = |code: &str| code.to_lowercase() == self.code.to_lowercase();
        let Some(item) = book.items().find(|item| same(book.code(*item))) else {
            return Ok(());
        };
        let kind = self.kind.word();
        let free = free_code(&self.code, book).unwrap_or_else(|| "CODE".to_owned());
        bail!(
            "the code {} is taken by {}\ngive another: procbook new {kind} {free}",
            book.code(item),
            book.path(item),
        );
    }

    fn part<'b>(&'b self, book: &'b Book) -> anyhow::Result<Option<&'b str>> {
        let parts = &book.config.parts;
        let Some(wanted) = &self.part else {
            let first = parts.first().map(|part| part.id.value.as_str());
            return Ok(first.filter(|_| self.kind == Kind::Procedure));
        };
        if self.kind != Kind::Procedure {
            bail!("a {} stands in no part\nleave --part out", self.kind.word());
        }
        let ids = || parts.iter().map(|part| part.id.value.as_str());
        let found =
            (parts.iter()).find(|part| part.id.value.as_str() == wanted || part.title == *wanted);
        if let Some(part) = found {
            return Ok(Some(part.id.value.as_str()));
        }
        if let Some(near) = nearest(wanted, ids()) {
            bail!("there is no part `{wanted}`\ndid you mean --part {near}?");
        }
        let known: Vec<_> = ids().collect();
        if known.is_empty() {
            bail!(
                "there is no part `{wanted}`\nwrite `[[part]]` with its id and title into {CONFIG_FILE}"
            );
        }
        bail!(
            "there is no part `{wanted}`\nthe parts are: {}",
            known.join(", ")
        );
    }
}

/// A page that a new pack can begin with: a form before a procedure before a reference page.
fn first_item(book: &Book) -> Option<&str> {
    let templates = book
        .templates
        .iter()
        .map(|template| template.code.value.as_str());
    let procedures = (book.procedures.iter())
        .filter(|procedure| procedure.status.value != Status::Retired)
        .map(|procedure| procedure.code.value.as_str());
    let references = book
        .references
        .iter()
        .map(|reference| reference.code.value.as_str());
    (templates.chain(procedures).chain(references)).find(|code| code::is_sound(code))
}

/// Without its settings a handbook's language and parts are not known.
fn refuse_unread_settings(build: &Build) -> anyhow::Result<()> {
    let mut findings = build.diagnostics.iter();
    if findings.any(|finding| finding.primary.path == build.book.config.path) {
        bail!(
            "{CONFIG_FILE} has errors, so that the handbook's language and parts are not known\n\
             mend them first: procbook check"
        );
    }
    Ok(())
}

/// An alias that is another page's name too would be a finding.
fn refuse_alias(book: &Book, name: &str, what: &str) -> anyhow::Result<()> {
    for item in book.items() {
        if book.aliases(item).iter().any(|alias| alias.value == name) {
            bail!(
                "the {what} {name} is an alias in {}\ngive another, or take the alias out there",
                book.path(item)
            );
        }
    }
    Ok(())
}

/// The next code of the same family that is free: after `F-009` comes `F-010`.
fn free_code(code: &str, book: &Book) -> Option<String> {
    let family = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &code[family.len()..];
    let number: u32 = digits.parse().ok()?;
    let taken: Vec<_> = (book.items())
        .map(|item| book.code(item).to_lowercase())
        .collect();
    // One more number than there are pages: at least one of them is free.
    (1..=u32::try_from(taken.len()).ok()? + 1)
        .map(|more| {
            format!(
                "{family}{:0width$}",
                number.saturating_add(more),
                width = digits.len()
            )
        })
        .find(|code| !taken.contains(&code.to_lowercase()))
}
