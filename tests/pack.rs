//! `procbook pack`: manifests, what has changed since one was written, and what cannot be printed.
//!
//! `pack/compare/CASE/printed.json` is the manifest of an older state of `sites/everything`, `expected.txt` what
//! the program says of it. `UPDATE=1` writes `expected.txt` anew. Printing itself is tested in `browser/`.
#![expect(
    clippy::disallowed_methods,
    reason = "a test makes the folders that it needs and is told by the environment to update"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use procbook::model::Manifest;
use tempfile::TempDir;

/// How a run of the program went.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    exit: i32,
    out: String,
    err: String,
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs `procbook pack` in a folder. Its temporary files go to an empty folder, and none may be left there.
fn pack(root: &Path, arguments: &[&str]) -> Run {
    let temporary = TempDir::new().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(root)
        .arg("pack")
        .args(arguments)
        .env("TMPDIR", temporary.path())
        .env("PATH", temporary.path())
        .env_remove("PROCBOOK_BROWSER")
        .output()
        .expect("the program starts");
    let left: Vec<_> = fs::read_dir(temporary.path())
        .expect("the folder is there")
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run {
        exit: output.status.code().expect("the program ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn everything() -> PathBuf {
    tests().join("sites/everything")
}

fn refused(why: &str) -> Run {
    Run {
        exit: 2,
        out: String::new(),
        err: format!("error: {why}\n"),
    }
}

/// A copy of the handbook that a test may change.
fn copy() -> TempDir {
    let folder = TempDir::new().expect("a folder for the copy");
    for entry in walkdir::WalkDir::new(everything()) {
        let entry = entry.expect("the handbook can be read");
        let path = entry
            .path()
            .strip_prefix(everything())
            .expect("it is below");
        if entry.file_type().is_dir() {
            fs::create_dir_all(folder.path().join(path)).expect("a folder is made");
        } else if !path.starts_with("expected") {
            fs::copy(entry.path(), folder.path().join(path)).expect("a file is copied");
        }
    }
    folder
}

fn change(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("the file is there");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).expect("the file is written");
}

fn manifest(root: &Path, arguments: &[&str]) -> Manifest {
    let run = pack(root, &[&["course", "--manifest"], arguments].concat());
    assert_eq!((run.exit, run.err.as_str()), (0, ""));
    serde_json::from_str(&run.out).expect("a manifest")
}

#[test]
fn a_pack_is_listed_in_printing_order() {
    let listed = "P1\t采购申请\t1.1\t1 ×\nF-1\t申请单\t2.0\t3 ×\nM-1\t模型\t\t1 ×\nF-2\t归档目录\t1.0\t1 ×\n";
    let run = pack(&everything(), &["course"]);
    assert_eq!((run.exit, run.out.as_str()), (0, listed));
    let some = pack(
        &everything(),
        &["course", "--items", "F-2,F-1", "--copies", "12"],
    );
    assert_eq!(
        some.out,
        "F-1\t申请单\t2.0\t12 ×\nF-2\t归档目录\t1.0\t12 ×\n"
    );
}

#[test]
fn a_manifest_is_that_of_the_site_and_names_the_choice() {
    let printed = pack(&everything(), &["course", "--manifest"]).out;
    let built = fs::read_to_string(everything().join("expected/packs/course.json"));
    assert_eq!(printed, built.expect("the site has a manifest"));
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("m.json");
    let path = file.to_str().expect("a UTF-8 path");
    let run = pack(
        &everything(),
        &["course", "--items", "F-1", "--manifest", path],
    );
    assert_eq!((run.exit, run.out.as_str()), (0, ""));
    let text = fs::read_to_string(&file).expect("the manifest is written");
    let chosen: Manifest = serde_json::from_str(&text).expect("a manifest");
    assert_eq!(chosen.sheets, manifest(&everything(), &[]).sheets[1..2]);
}

#[test]
fn a_hash_tells_what_is_printed_of_its_item_alone() {
    let before = manifest(&everything(), &[]);
    let hash = |manifest: &Manifest, code: &str| {
        let sheet = manifest.sheets.iter().find(|sheet| sheet.code == code);
        sheet.expect("the pack holds it").sha256.clone()
    };
    let folder = copy();
    let root = folder.path();
    change(root, "forms/F-2.toml", "目录", "清单");
    change(root, "content/packs/course.md", "  \"P1\",\n", "");
    change(
        root,
        "content/packs/course.md",
        "  \"模型\",\n",
        "\"模型\", \"P2\",",
    );
    let after = manifest(root, &[]);
    assert_eq!(
        hash(&before, "F-1"),
        hash(&after, "F-1"),
        "its place and its neighbours do not matter"
    );
    assert_eq!(hash(&before, "M-1"), hash(&after, "M-1"));
    assert_ne!(
        hash(&before, "F-2"),
        hash(&after, "F-2"),
        "a label is printed"
    );
    assert_ne!(before.sha256, after.sha256, "the contents are printed");

    change(
        root,
        "forms/F-1.toml",
        "${t_integer} * ${t_money}",
        "${t_money} * ${t_integer}",
    );
    let computed = manifest(root, &[]);
    assert_eq!(
        hash(&after, "F-1"),
        hash(&computed, "F-1"),
        "an expression that is not shown"
    );
    change(root, "forms/F-1.toml", "paper = \"A5\"", "paper = \"A4\"");
    assert_ne!(
        hash(&computed, "F-1"),
        hash(&manifest(root, &[]), "F-1"),
        "other paper"
    );
}

#[test]
fn what_has_changed_since_is_named() {
    let cases = fs::read_dir(tests().join("pack/compare")).expect("the cases are there");
    let mut complaints = Vec::new();
    for case in cases {
        let case = case.expect("an entry").path();
        let printed = case.join("printed.json");
        let run = pack(
            &everything(),
            &[
                "course",
                "--compare",
                printed.to_str().expect("a UTF-8 path"),
            ],
        );
        assert_eq!((run.exit, run.err.as_str()), (0, ""), "{}", case.display());
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &run.out).expect("expected.txt is written");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if run.out != wanted {
            complaints.push(format!(
                "{}\nexpected:\n{wanted}\nfound:\n{}",
                case.display(),
                run.out
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_is_no_manifest_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("m.json");
    let path = file.to_str().expect("a UTF-8 path");
    let compare = || pack(&everything(), &["course", "--compare", path]);
    let missing = compare();
    assert_eq!(missing.exit, 2);
    assert!(
        missing
            .err
            .starts_with(&format!("error: cannot read {path}: ")),
        "{}",
        missing.err
    );
    for odd in ["", "{}", "[]", "\u{0}", "{\"format\": \"1\"}"] {
        fs::write(&file, odd).expect("written");
        let why = format!("{path} is not a manifest\nwrite one: procbook pack ID --manifest FILE");
        assert_eq!(compare(), refused(&why));
    }
    let printed = fs::read_to_string(everything().join("expected/packs/course.json"));
    let printed = printed.expect("the site has a manifest");
    fs::write(&file, printed.replace("\"format\": 1", "\"format\": 2")).expect("written");
    assert_eq!(
        compare(),
        refused(&format!("{path} was written by a later procbook"))
    );
    fs::write(
        &file,
        printed.replace("\"pack\": \"course\"", "\"pack\": \"other\""),
    )
    .expect("written");
    assert_eq!(
        compare(),
        refused("the manifest is of pack `other`, not of `course`")
    );
}

#[test]
fn unknown_packs_and_items_are_refused() {
    let root = everything();
    let cases = [
        (
            ["curse", "--copies", "1"],
            "there is no pack `curse`\ndid you mean course?",
        ),
        (
            ["P1", "--copies", "1"],
            "there is no pack `P1`\nthe packs are: course, filled",
        ),
        (
            ["course", "--items", "F-3"],
            "the pack does not hold `F-3`\ndid you mean F-1?",
        ),
        (
            ["course", "--items", "F-1,manager"],
            "the pack does not hold `manager`\nits items are: P1, F-1, M-1, F-2",
        ),
    ];
    for (arguments, why) in cases {
        assert_eq!(pack(&root, &arguments), refused(why));
    }
    for copies in ["0", "1000", "-1", "x"] {
        assert_eq!(
            pack(&root, &["course", "--copies", copies]).exit,
            2,
            "{copies}"
        );
    }
}

#[test]
fn a_handbook_with_errors_is_not_printed() {
    let folder = copy();
    change(folder.path(), "content/packs/course.md", "\"P1\"", "\"P9\"");
    let run = pack(
        folder.path(),
        &["course", "--pdf", "course.pdf", "--format", "short"],
    );
    assert_eq!(run.exit, 1);
    assert!(run.err.contains("error[unknown-item]"), "{}", run.err);
    assert!(
        run.err
            .ends_with("nothing was printed: mend the errors first\n"),
        "{}",
        run.err
    );
    assert!(!folder.path().join("course.pdf").exists());
}

#[test]
fn a_browser_that_is_not_there_is_told() {
    let folder = copy();
    let print = |arguments: &[&str]| {
        let run = pack(
            folder.path(),
            &[&["course", "--pdf", "course.pdf"], arguments].concat(),
        );
        assert!(!folder.path().join("course.pdf").exists());
        run
    };
    let why = "there is no browser at /nowhere/chrome\nname the program's file with --browser PATH";
    assert_eq!(print(&["--browser", "/nowhere/chrome"]), refused(why));
}

/// Programs that are no browsers, or such as have broken down.
#[cfg(unix)]
#[test]
fn a_browser_that_prints_nothing_is_told() {
    let folder = copy();
    let print = |script: &str, timeout: &str| {
        use std::os::unix::fs::PermissionsExt;
        let browser = folder.path().join("browser");
        fs::write(&browser, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("made a program");
        let path = browser.to_str().expect("a UTF-8 path");
        let run = pack(
            folder.path(),
            &[
                "course",
                "--pdf",
                "course.pdf",
                "--browser",
                path,
                "--timeout",
                timeout,
            ],
        );
        assert!(!folder.path().join("course.pdf").exists());
        assert_eq!(run.exit, 2, "{}", run.err);
        run.err.replace(path, "BROWSER")
    };
    assert_eq!(
        print("exit 0", "60"),
        "error: BROWSER printed nothing (exit status: 0)\n"
    );
    assert_eq!(
        print("echo no dbus >&2; echo out of memory >&2; exit 3", "60"),
        "error: BROWSER printed nothing (exit status: 3); its last words: out of memory\n"
    );
    assert_eq!(
        print("kill -SEGV $$", "60"),
        "error: BROWSER printed nothing (signal: 11 (SIGSEGV))\n"
    );
    assert_eq!(
        print("exec /bin/sleep 600", "1"),
        "error: printing with BROWSER failed: it did not end within 1 seconds; give it more with --timeout SECONDS\n"
    );
}
