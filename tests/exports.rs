//! Forms for other programs: every schema and workbook of the handbooks in `tests/exports`, against what is expected.
//!
//! `UPDATE=1 cargo test --test exports` rewrites what is expected. That pyxform takes the workbooks of the real
//! handbook, and ajv the schemas, stands in `tests/xlsform` and `tests/browser`.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write their folders"
)]

#[path = "exports/sheets.rs"]
mod sheets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a run of the program went.
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

fn handbook(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/exports/{language}"))
}

/// Compares a text with an expected file.
fn assert_expected(path: &Path, have: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, have).expect("the file can be written");
    }
    let want = fs::read_to_string(path).expect("the expected file is there; UPDATE=1 writes it");
    let different = have.lines().zip(want.lines()).find(|(a, b)| a != b);
    assert!(have == want, "{}: {different:?}", path.display());
}

#[test]
fn a_build_publishes_the_schema_of_each_form() {
    for language in ["zh", "en"] {
        let out = tempfile::tempdir().expect("a temporary folder");
        let folder = out.path().to_string_lossy().into_owned();
        let run = procbook(&handbook(language), &["build", "--out", &folder]);
        assert_eq!(run.exit, 0, "{}", run.err);
        let schema = fs::read_to_string(out.path().join("forms/f-1.schema.json"));
        let expected = handbook(language).join("expected/f-1.schema.json");
        assert_expected(&expected, &schema.expect("the schema is there"));
        for page in ["forms/f-1.html", "templates/f-1.html"] {
            let page = fs::read_to_string(out.path().join(page)).expect("the page is there");
            assert!(page.contains(
                "<link rel=\"describedby\" type=\"application/schema+json\" href=\"../forms/f-1.schema.json\">"
            ));
        }
    }
}

#[test]
fn a_workbook_has_survey_choices_and_settings() {
    for language in ["zh", "en"] {
        let out = tempfile::tempdir().expect("a temporary folder");
        let path = out.path().join("表.xlsx");
        let file = path.to_string_lossy().into_owned();
        let arguments = ["export", "xlsform", "F-1", "--out", &file];
        let run = procbook(&handbook(language), &arguments);
        assert_eq!((run.exit, run.out), (0, format!("{file}\n")));
        let bytes = fs::read(&path).expect("the workbook is there");
        let expected = handbook(language).join("expected");
        assert_expected(&expected.join("f-1.xlsx.txt"), &sheets::text(&bytes));
        assert_expected(&expected.join("warnings.txt"), &run.err);

        let again = procbook(&handbook(language), &arguments);
        assert_eq!(again.exit, 0);
        assert!(
            fs::read(&path).expect("it is there") == bytes,
            "the same form gives the same bytes"
        );
    }
}

#[test]
fn a_workbook_is_named_by_its_form() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let root = handbook("en").to_string_lossy().into_owned();
    let one = procbook(out.path(), &["export", "xlsform", "F-1", "--root", &root]);
    assert_eq!(
        (one.exit, one.out.as_str(), one.err.as_str()),
        (0, "F-1.xlsx\n", "")
    );
    let all = ["export", "xlsform", "--all", "a/b", "--root", &root];
    let all = procbook(out.path(), &all);
    assert_eq!((all.exit, all.err.as_str()), (0, ""));
    let read = |path: &str| fs::read(out.path().join(path)).expect("it is there");
    assert!(read("F-1.xlsx") == read("a/b/F-1.xlsx"));
}

#[test]
fn an_export_that_cannot_be_is_refused() {
    let refused = |arguments: &[&str], err: &str| {
        let run = procbook(&handbook("en"), arguments);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with(err), "{arguments:?}: {}", run.err);
    };
    let unknown = "error: there is no form `F-2`\ndid you mean F-1?\n";
    refused(&["export", "xlsform", "F-2"], unknown);
    refused(&["export", "xlsform", "Z"], "error: there is no form `Z`\n");
    refused(
        &["export", "xlsform"],
        "error: the following required arguments",
    );
    refused(
        &["export", "xlsform", "F-1", "--all", "x"],
        "error: the argument",
    );
    let nowhere = ["export", "xlsform", "F-1", "--out", "none/a.xlsx"];
    refused(&nowhere, "error: cannot write none/a.xlsx: ");

    let broken = tempfile::tempdir().expect("a temporary folder");
    fs::write(
        broken.path().join("handbook.toml"),
        "title = \"x\"\nlanguage = \"en\"\n",
    )
    .expect("a file");
    fs::create_dir(broken.path().join("forms")).expect("a folder");
    fs::write(
        broken.path().join("forms/F-1.toml"),
        "[[section]]\nfield = [{}]\n",
    )
    .expect("a file");
    let run = procbook(broken.path(), &["export", "xlsform", "F-1"]);
    assert_eq!((run.exit, run.out.as_str()), (1, ""));
    assert!(
        run.err
            .ends_with("nothing was exported: mend the errors first\n")
    );
    assert!(!broken.path().join("F-1.xlsx").exists());
}
