//! Whole handbooks against whole sites: every file of `tests/sites/*/expected`, byte for byte.
//!
//! `UPDATE=1 cargo test --test sites` rewrites what is expected. The built-in style sheets and scripts are
//! left out: they are the files of `static/`, which a test of `render` holds them to.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write their folders"
)]

#[path = "exports/sheets.rs"]
mod sheets;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use procbook::diagnostic::Severity;
use procbook::model::Date;
use procbook::pipeline::{self, Memory};
use procbook::site::Site;

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("tests/sites is there");
    let mut cases: Vec<_> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "tests/sites holds handbooks");
    cases
}

fn build(case: &Path, memory: &mut Memory) -> Site {
    build_on(TODAY, case, memory)
}

fn build_on(day: Date, case: &Path, memory: &mut Memory) -> Site {
    let build = pipeline::run(case, day, memory).expect("the handbook can be read");
    let errors = (build.diagnostics.iter()).filter(|d| d.severity == Severity::Error);
    let found: Vec<_> = errors.map(|d| &d.message).collect();
    assert!(found.is_empty(), "{}: {found:?}", case.display());
    build.site
}

/// The files that differ from handbook to handbook; workbooks as the text of their cells.
fn own(site: &Site, case: &Path) -> BTreeMap<String, Vec<u8>> {
    site.files
        .iter()
        .filter(|(path, _)| {
            !path.as_str().starts_with("static/") || case.join(path.as_str()).is_file()
        })
        .map(|(path, bytes)| {
            let path = path.as_str();
            if path
                .rsplit_once('.')
                .is_some_and(|(_, kind)| kind == "xlsx")
            {
                (format!("{path}.txt"), sheets::text(bytes).into_bytes())
            } else {
                (path.to_owned(), bytes.to_vec())
            }
        })
        .collect()
}

fn expected(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("expected files can be read; UPDATE=1 writes them");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("it is below");
            let name = path.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(entry.path()).expect("the file can be read"));
        }
    }
    files
}

fn update(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("old files can be removed");
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
}

#[test]
fn sites_are_as_expected() {
    for case in cases() {
        let files = own(&build(&case, &mut Memory::default()), &case);
        let folder = case.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            update(&folder, &files);
        }
        let expected = expected(&folder);
        let (have, want): (Vec<_>, Vec<_>) = (files.keys().collect(), expected.keys().collect());
        assert_eq!(have, want, "the files of {}", case.display());
        for (name, bytes) in &expected {
            let have = String::from_utf8_lossy(&files[name]);
            let want = String::from_utf8_lossy(bytes);
            assert!(
                have == want,
                "{name} of {} differs:\n{}",
                case.display(),
                first_difference(&have, &want)
            );
        }
    }
}

fn first_difference(have: &str, want: &str) -> String {
    let mut lines = have.lines().zip(want.lines()).enumerate();
    let different = lines.find(|(_, (have, want))| have != want);
    different.map_or_else(
        || "one ends before the other".to_owned(),
        |(at, (have, want))| format!("line {}\nhave: {have}\nwant: {want}", at + 1),
    )
}

#[test]
fn two_builds_give_the_same_bytes_on_any_day() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let later = Date {
        year: TODAY.year + 10,
        ..TODAY
    };
    for case in cases().into_iter().chain([root.to_owned()]) {
        let first = build(&case, &mut Memory::default());
        assert!(
            first == build_on(later, &case, &mut Memory::default()),
            "{}",
            case.display()
        );
    }
}

#[test]
fn a_build_that_remembers_equals_a_clean_one() {
    for case in cases() {
        let copy = tempfile::tempdir().expect("a folder for the copy");
        for (name, bytes) in expected(&case) {
            if !name.starts_with("expected/") {
                let path = copy.path().join(name);
                fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
                fs::write(path, bytes).expect("written");
            }
        }
        let mut memory = Memory::default();
        build(copy.path(), &mut memory);
        let role = copy.path().join("content/roles/clerk.md");
        let text = fs::read_to_string(&role).expect("the role is there");
        fs::write(&role, text.replace("经办人", "办事员")).expect("written");
        let remembering = build(copy.path(), &mut memory);
        assert!(remembering == build(copy.path(), &mut Memory::default()));
        let page =
            (remembering.files.iter()).find(|(path, _)| path.as_str() == "procedures/p1.html");
        let page = String::from_utf8_lossy(page.expect("the procedure's page is there").1);
        assert!(
            page.contains("办事员"),
            "the new title shows on other pages"
        );
    }
}
