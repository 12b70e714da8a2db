//! `procbook acknowledgements FOLDER` against `sites/everything`.
//!
//! `acknowledgements/CASE/inbox/` holds what readers handed in, made as static/acknowledge.js makes it, and spoilt in
//! one way each; `expected.*` hold the exit code, what goes to stdout and what to stderr. `UPDATE=1` writes them anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its folder and is told by the environment to update it"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use procbook::acknowledgement::{Acknowledgement, of_json, of_text};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs the command in a folder: the exit code, what goes to stdout and what to stderr.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(folder)
        .args(["acknowledgements", "--root"])
        .arg(tests().join("sites/everything"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let exit = output.status.code().expect("the program ends by itself");
    let (out, err) = (text(output.stdout), text(output.stderr));
    format!("exit {exit}\n{out}---\n{err}")
}

#[test]
fn what_readers_handed_in_is_told() {
    for case in ["empty", "mixed"] {
        let case = tests().join("acknowledgements").join(case);
        for (name, arguments) in [
            ("expected.txt", &["--language", "en"] as &[&str]),
            ("expected.zh.txt", &["--language", "zh"]),
            (
                "expected.people.txt",
                &["--language", "zh", "--people", "people.csv"],
            ),
            ("expected.json", &["--format", "json", "--language", "en"]),
            ("expected.csv", &["--format", "csv", "--language", "en"]),
        ] {
            if arguments.contains(&"people.csv") && !case.join("people.csv").exists() {
                continue;
            }
            let path = case.join(name);
            let text = run(&case, &[&["inbox"], arguments].concat());
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
fn what_cannot_be_read_stops_the_command() {
    let case = tests().join("acknowledgements/mixed");
    for (arguments, why) in [
        (&["nowhere"] as &[&str], "nowhere is not a folder"),
        (
            &["inbox", "--people", "nobody.csv"],
            "cannot read nobody.csv",
        ),
        (
            &["inbox", "--people", "inbox/empty.txt"],
            "nobody stands in inbox/empty.txt",
        ),
        (
            &["inbox", "--people", "inbox/not-utf8.txt"],
            "inbox/not-utf8.txt is not UTF-8",
        ),
    ] {
        let told = run(&case, arguments);
        assert!(
            told.starts_with("exit 2\n---\nerror: ") && told.contains(why),
            "{told}"
        );
    }
}

/// Any prefix of an acknowledgement, and any one byte changed, is told and never taken.
#[test]
fn nothing_but_the_whole_counts() {
    let read = Acknowledgement {
        handbook: "手册".to_owned(),
        code: "P1".to_owned(),
        title: "采购：申请".to_owned(),
        version: "1.0".to_owned(),
        release: "2026.1".to_owned(),
        name: "张三".to_owned(),
        number: String::new(),
        department: "sha256: x".to_owned(),
        read_at: "2026-11-22T09:00:00+08:00".to_owned(),
        statement: "我已阅读".to_owned(),
    };
    let mail = format!(
        "procbook acknowledgement 1\nhandbook: 手册\ncode: P1\ntitle: 采购：申请\nversion: 1.0\nrelease: 2026.1\nname: 张三\n\
         number: \ndepartment: sha256: x\nread_at: {}\nstatement: 我已阅读\nsha256: {}\n",
        read.read_at,
        read.checksum()
    );
    let whole = of_text(&mail).expect("there is one");
    assert_eq!(whole, [Ok(read.clone())]);
    let end = mail.trim_end().len();
    for at in (0..end).filter(|at| mail.is_char_boundary(*at)) {
        let taken = of_text(&mail[..at]).is_ok_and(|found| found.iter().any(Result::is_ok));
        assert!(!taken, "{}", &mail[..at]);
        assert!(of_json(&mail[..at]).is_err());
        // What stands before the first line, and at the ends of lines, says nothing.
        let next = mail[at..].chars().next().unwrap_or(' ');
        if !next.is_whitespace() {
            let changed = format!("{}¿{}", &mail[..at], &mail[at + next.len_utf8()..]);
            let taken = of_text(&changed).is_ok_and(|found| found.iter().any(Result::is_ok));
            assert!(!taken, "{changed}");
        }
    }
}
