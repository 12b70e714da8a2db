//! `procbook check --coverage FILE` against `sites/everything`.
//!
//! `coverage/CASE/list.txt` is a list; `expected.txt`, `expected.zh.txt` and `expected.json` hold the exit code, what
//! goes to stdout and what to stderr. `UPDATE=1` writes them anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its folder and is told by the environment to update it"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs `procbook check` in a folder: the exit code, what goes to stdout and what to stderr.
fn check(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(folder)
        .args(["check", "--root"])
        .arg(tests().join("sites/everything"))
        .args(["--today", "2026-11-01"])
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let exit = output.status.code().expect("the program ends by itself");
    let (out, err) = (text(output.stdout), text(output.stderr));
    format!("exit {exit}\n{out}---\n{err}")
}

#[test]
fn lists_are_held_against_the_handbook() {
    let cases = fs::read_dir(tests().join("coverage")).expect("the cases");
    let mut cases: Vec<PathBuf> = cases.map(|case| case.expect("a case").path()).collect();
    cases.sort();
    assert!(cases.len() > 3, "{cases:?}");
    for case in cases {
        for (name, arguments) in [
            ("expected.txt", ["--language", "en"]),
            ("expected.zh.txt", ["--language", "zh"]),
            ("expected.json", ["--format", "json"]),
        ] {
            let path = case.join(name);
            let list = ["--coverage", "list.txt"];
            let text = check(&case, &[list, arguments].concat());
            if std::env::var("UPDATE").is_ok() {
                fs::write(&path, &text).expect("the expected text is written");
            }
            let wanted = fs::read_to_string(&path).unwrap_or_default();
            let path = path.display();
            assert!(
                text == wanted,
                "{path}: expected:\n{wanted}\nfound:\n{text}"
            );
        }
    }
}

#[test]
fn what_cannot_be_compared_says_why() {
    let folder = TempDir::new().expect("a folder");
    let text = check(folder.path(), &["--coverage", "none.txt"]);
    assert!(
        text.starts_with("exit 2\n---\nerror: cannot read none.txt: "),
        "{text}"
    );
    fs::write(folder.path().join("list.txt"), "P1\n").expect("a list");
    let list = ["--coverage", "list.txt"];
    assert_eq!(
        check(folder.path(), &[list, ["--format", "sarif"]].concat()),
        "exit 2\n---\nerror: --coverage is printed for people or, with --format json, for programs\n"
    );
}

#[test]
fn a_report_takes_what_would_be_printed() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("list.txt"), "P1\nP3\n").expect("a list");
    let list = ["--coverage", "list.txt", "--language", "en"];
    let printed = check(folder.path(), &list);
    let text = check(
        folder.path(),
        &[&list[..], &["--report", "out.txt"]].concat(),
    );
    assert_eq!(text, "exit 1\n---\n");
    let report = fs::read_to_string(folder.path().join("out.txt")).expect("the report");
    assert_eq!(printed, format!("exit 1\n{report}---\n"));
    assert!(
        report.contains("missing: 1\n  list.txt:2: P3 (the handbook has `P1`)\n"),
        "{report}"
    );
}
