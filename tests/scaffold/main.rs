//! `procbook init` and `procbook new`: what they write is sound, and what they refuse is refused in words.
#![expect(
    clippy::disallowed_methods,
    reason = "a test makes the folders that it needs"
)]

mod init;
mod new;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// How a run of the program went.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    exit: i32,
    out: String,
    err: String,
}

fn procbook(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run {
        exit: output.status.code().expect("the program ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn refused(err: &str) -> Run {
    Run {
        exit: 2,
        out: String::new(),
        err: format!("error: {err}\n"),
    }
}

fn printed(out: &str) -> Run {
    Run {
        exit: 0,
        out: out.to_owned(),
        err: String::new(),
    }
}

/// A folder with nothing above it that is a handbook.
fn empty() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A folder with a new handbook in `book`.
fn begun(language: &str) -> TempDir {
    let folder = empty();
    let run = procbook(folder.path(), &["init", "book", "--language", language]);
    assert_eq!(run.exit, 0, "{run:?}");
    folder
}

/// A handbook of nothing but its settings.
fn bare(settings: &str) -> TempDir {
    let folder = empty();
    write(folder.path(), "handbook.toml", settings);
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder to write into");
    fs::write(path, text).expect("a file to begin with");
}

/// Every file of a folder by its path.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = WalkDir::new(folder).into_iter().map(|e| e.expect("a file"));
    let file = |path: &Path| {
        let name = path
            .strip_prefix(folder)
            .expect("a path below")
            .to_string_lossy();
        (
            name.replace('\\', "/"),
            fs::read_to_string(path).expect("a text"),
        )
    };
    (entries.filter(|entry| entry.file_type().is_file()))
        .map(|entry| file(entry.path()))
        .collect()
}

fn check(folder: &Path) -> Run {
    procbook(
        folder,
        &[
            "check",
            "--root",
            "book",
            "--format",
            "short",
            "--language",
            "en",
        ],
    )
}

fn nothing_found(counts: [usize; 6]) -> Run {
    let words = ["procedure", "role", "template", "form", "reference", "pack"];
    let counted = counts.iter().zip(words).map(|(count, word)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {word}{plural}")
    });
    let counted: Vec<_> = counted.collect();
    let err = format!("nothing found in {}\n", counted.join(", "));
    Run {
        exit: 0,
        out: String::new(),
        err,
    }
}
