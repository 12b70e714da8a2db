//! What changed between two states of a handbook.
//!
//! `changes/after/` holds what differs from the small handbook of `tests/findings/base`, `removed.txt` names what
//! is gone; `expected.txt` is everything that changed. `UPDATE=1` writes it anew.

use std::fs;
use std::path::Path;

use procbook::changes::changes;
use procbook::diagnostic::{Diagnostic, Severity};
use procbook::model::{Book, Date};
use procbook::pipeline::{self, Memory};

use crate::Outcome;
use crate::repo::{Repo, lay};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/release/changes")
}

fn book(repo: &Repo) -> anyhow::Result<Book> {
    let day = Date {
        year: 2026,
        month: 1,
        day: 1,
    };
    let build = pipeline::run(&repo.root, day, &mut Memory::default())?;
    let errors = (build.diagnostics.iter()).filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&Diagnostic>::new());
    Ok(build.book)
}

#[test]
fn everything_that_changed_is_told_and_nothing_else() -> Outcome {
    let repo = Repo::without_git()?;
    let before = book(&repo)?;
    for gone in fs::read_to_string(folder().join("removed.txt"))?.lines() {
        repo.remove(gone)?;
    }
    lay(&folder().join("after"), &repo.root)?;
    let after = book(&repo)?;
    let told = format!("{:#?}\n", changes(&before, &after));
    let expected = folder().join("expected.txt");
    if std::env::var("UPDATE").is_ok() {
        fs::write(&expected, &told)?;
    }
    assert_eq!(told, fs::read_to_string(&expected)?);
    assert_eq!(changes(&before, &before), []);
    assert_eq!(changes(&after, &after), []);
    Ok(())
}
