//! Three releases of the real handbook in a repository that `tests/history/make` makes: what it promises to those
//! who test with it. In: the script, its patches, the handbook of this checkout. Out: nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests run a script that makes a repository, and git on it"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, ensure};
use procbook::changes::{Fate, PageChange, changes};
use procbook::check::{self, Since};
use procbook::diagnostic::{Diagnostic, Language};
use procbook::model::{Book, Date, Kind};
use procbook::pipeline::{self, Memory};
use procbook::release::{Release, Repository};
use procbook::source::Sources;
use tempfile::TempDir;

type Outcome = anyhow::Result<()>;

fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run_script(of: &Path, folder: &Path) -> anyhow::Result<Output> {
    let script = of.join("tests/history/make");
    // As a person with settings of their own would run it, from within another repository.
    Ok(Command::new(script)
        .arg(folder)
        .current_dir(checkout())
        .env("GIT_AUTHOR_NAME", "another")
        .env("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z")
        .output()?)
}

/// The repository, and its releases as they were read.
fn made(home: &TempDir, name: &str) -> anyhow::Result<(Repository, Vec<Release>)> {
    let folder = home.path().join(name);
    let done = run_script(checkout(), &folder)?;
    ensure!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let repository = Repository::find(&folder)?.context("no repository was found")?;
    let releases = repository.releases("handbook/")?;
    Ok((repository, releases))
}

/// The handbook of each release, with what is found in it.
fn read(repository: &Repository, releases: &[Release]) -> anyhow::Result<Vec<Read>> {
    let read = |release: &Release| {
        let day = (release.date.parse().ok()).context("a release without a day")?;
        let sources = repository.sources(release)?;
        let (book, findings) = pipeline::examine(&sources, None, day, &mut Memory::default());
        Ok(Read {
            version: release.version.clone(),
            day,
            sources,
            book,
            findings,
        })
    };
    releases.iter().map(read).collect()
}

struct Read {
    version: String,
    day: Date,
    sources: Sources,
    book: Book,
    findings: Vec<Diagnostic>,
}

fn told(findings: &[Diagnostic]) -> Vec<String> {
    let told = findings.iter();
    told.map(|of| {
        format!(
            "{}: {}: {}",
            of.primary.path,
            of.code.name,
            of.message.words(Language::English)
        )
    })
    .collect()
}

/// The changes of a later release, each as `kind code fate`, with the code of before when it was another.
fn lines(of: &[PageChange]) -> Vec<String> {
    let line = |change: &PageChange| {
        let before = change.renamed_from.as_deref().unwrap_or(&change.code);
        let before = if before == change.code { "" } else { before };
        format!(
            "{:?} {} {:?} {before}",
            change.kind, change.code, change.fate
        )
        .trim_end()
        .to_owned()
    };
    of.iter().map(line).collect()
}

#[test]
fn two_runs_make_the_same_three_releases() -> Outcome {
    let home = TempDir::new()?;
    let (_, one) = made(&home, "one")?;
    let (_, other) = made(&home, "other")?;
    assert_eq!(one, other);
    let told: Vec<_> = (one.iter())
        .map(|of| (of.version.as_str(), of.date.as_str(), of.note.is_empty()))
        .collect();
    let days = ["2026-10-01", "2026-11-02", "2026-12-01"];
    assert_eq!(
        told,
        [
            ("2026.1", days[0], false),
            ("2026.2", days[1], false),
            ("2026.3", days[2], false)
        ]
    );
    Ok(())
}

#[test]
fn no_release_has_a_finding_not_even_of_change_control() -> Outcome {
    let home = TempDir::new()?;
    let (repository, releases) = made(&home, "repository")?;
    let read = read(&repository, &releases)?;
    for now in &read {
        assert_eq!(told(&now.findings), [""; 0], "{}", now.version);
    }
    for two in read.windows(2) {
        let since = Since {
            release: &two[0].version,
            book: &two[0].book,
            changes: &changes(&two[0].book, &two[1].book),
        };
        let findings = check::check(&two[1].book, two[1].day, Some(&since));
        let left = check::weigh(&two[1].book.config, &two[1].sources, findings).left;
        assert_eq!(told(&left), [""; 0], "since {}", since.release);
    }
    let newest = releases.last().context("no release")?;
    let sources = repository.sources(newest)?;
    let build = pipeline::build(sources, read[2].day, &mut Memory::default())?;
    assert_eq!(told(&build.diagnostics), [""; 0]);
    Ok(())
}

#[test]
fn the_releases_hold_every_kind_of_change_that_the_script_tells_of() -> Outcome {
    let home = TempDir::new()?;
    let (repository, releases) = made(&home, "repository")?;
    let read = read(&repository, &releases)?;
    let second = changes(&read[0].book, &read[1].book);
    let third = changes(&read[1].book, &read[2].book);
    for wanted in ["Template F-301 Added", "Template F-116 Changed"] {
        assert!(lines(&second).iter().any(|line| line == wanted), "{wanted}");
    }
    let find = |of: &'_ [PageChange], kind: Kind, code: &str| {
        let found = of
            .iter()
            .find(|change| change.kind == kind && change.code == code);
        found.cloned().context(code.to_owned())
    };
    let steps = find(&second, Kind::Procedure, "AU-01")?.steps;
    let added = steps.iter().filter(|step| step.fate == Fate::Added);
    assert_eq!(
        added.map(|step| step.numbers.1).collect::<Vec<_>>(),
        [Some(9)]
    );
    assert!(!find(&second, Kind::Template, "F-090")?.fields.is_empty());
    let withdrawn = find(&second, Kind::Template, "F-116")?;
    assert_eq!(withdrawn.successor.as_deref(), Some("F-301"));
    let wanted = [
        "Procedure AD-21 Added",
        "Procedure AD-22 Added",
        "Procedure SC-32 Changed SC-12",
        "Role stock-transfer-supervisor Changed stock-transfer-manager",
        "Reference D-003 Removed",
    ];
    for wanted in wanted {
        assert!(
            lines(&third).iter().any(|line| line == wanted),
            "{wanted}: {:#?}",
            lines(&third)
        );
    }
    let split = find(&third, Kind::Procedure, "AD-11")?;
    assert_eq!(split.successor.as_deref(), Some("AD-21"));
    Ok(())
}

#[test]
fn a_patch_that_no_longer_fits_is_named_and_the_release_before_it_stays() -> Outcome {
    let home = TempDir::new()?;
    let other = home.path().join("checkout");
    for folder in ["content", "forms", "layouts", "static", "tests/history"] {
        lay(&checkout().join(folder), &other.join(folder))?;
    }
    fs::copy(
        checkout().join("handbook.toml"),
        other.join("handbook.toml"),
    )?;
    let page = other.join("content/procedures/WH-01.md");
    let text = fs::read_to_string(&page)?.replace("签收后 3 个工作日", "签收后 5 个工作日");
    fs::write(&page, text)?;
    let folder = home.path().join("repository");
    let done = run_script(&other, &folder)?;
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8(done.stderr)?;
    assert!(said.contains("tests/history/2026.2.patch"), "{said}");
    assert!(said.contains("content/procedures/WH-01.md"), "{said}");
    let repository = Repository::find(&folder)?.context("no repository was found")?;
    assert_eq!(repository.releases("handbook/")?.len(), 1);
    Ok(())
}

fn lay(from: &Path, to: &PathBuf) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            lay(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
