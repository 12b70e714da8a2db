//! `procbook check --fix` and `procbook rename`: what they say, what they write, and that they write nothing else.
//!
//! `fixes/CASE/` and `rename/CASE/` hold `before/`, files over `findings/base/`; `command.txt`, the arguments;
//! `expected.txt`, how the run ends, all that it prints, and which files go; `after/`, every file that is new or not as
//! it was. `UPDATE=1` writes the last two anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the test lays handbooks out on the disk and is told by the environment to update what it expects"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use procbook::edit::{self, Change};
use procbook::source::SourcePath;
use tempfile::TempDir;
use walkdir::WalkDir;

/// Files by their paths.
type Tree = BTreeMap<String, Vec<u8>>;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn tree(root: &Path) -> Tree {
    let files = WalkDir::new(root).into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(root).expect("below the root");
            let bytes = fs::read(entry.path()).expect("a file can be read");
            (name.to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

fn lay(files: &Tree, root: &Path) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

/// The handbook of a case: the base with what stands in `before`.
fn handbook(case: &Path) -> TempDir {
    let root = TempDir::new().expect("a temporary folder");
    lay(&tree(&tests().join("findings/base")), root.path());
    lay(&tree(&case.join("before")), root.path());
    root
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(tests().join(folder)).expect("a folder of cases");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    cases.sort();
    assert!(cases.len() > 8, "only {} cases in {folder}", cases.len());
    cases
}

fn command(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("command.txt")).expect("command.txt");
    text.split_whitespace().map(str::to_owned).collect()
}

/// Runs the program and tells how it ended and what it printed.
fn run(root: &Path, arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(root)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let mut told = format!("exit {}\n", output.status.code().expect("an exit code"));
    for (name, text) in [
        ("stdout", text(output.stdout)),
        ("stderr", text(output.stderr)),
    ] {
        if !text.is_empty() {
            let _ = write!(told, "== {name}\n{text}");
        }
    }
    told
}

/// What is new or changed, and what is gone.
fn difference(before: &Tree, after: &Tree) -> (Tree, Vec<String>) {
    let differs = |(name, bytes): &(&String, &Vec<u8>)| before.get(*name) != Some(*bytes);
    let changed = after.iter().filter(differs);
    let changed = changed.map(|(name, bytes)| (name.clone(), bytes.clone()));
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    (changed.collect(), gone.cloned().collect())
}

/// Runs a case, and again; what is not as expected.
fn complaint(case: &Path) -> Option<String> {
    let root = handbook(case);
    let before = tree(root.path());
    let mut told = run(root.path(), &command(case));
    let after = tree(root.path());
    let (changed, gone) = difference(&before, &after);
    for name in gone {
        let _ = writeln!(told, "== gone: {name}");
    }
    let (expected, folder) = (case.join("expected.txt"), case.join("after"));
    if std::env::var("UPDATE").is_ok() {
        fs::write(&expected, &told).expect("the expected text is written");
        let _ = fs::remove_dir_all(&folder);
        lay(&changed, &folder);
    }
    let wanted = fs::read_to_string(&expected).unwrap_or_default();
    if told != wanted {
        return Some(format!("expected:\n{wanted}\nfound:\n{told}"));
    }
    let wanted = tree(&folder);
    if changed != wanted {
        let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>().join(", ");
        return Some(format!(
            "`after` holds {}; changed were {}, or their bytes differ",
            names(&wanted),
            names(&changed)
        ));
    }
    run(root.path(), &command(case));
    (tree(root.path()) != after).then(|| "a second run changes files again".to_owned())
}

fn all_as_expected(folder: &str) {
    let complaints: Vec<String> = cases(folder)
        .iter()
        .filter_map(|case| Some(format!("--- {}\n{}", case.display(), complaint(case)?)))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_is_mended_is_as_expected_and_stays_so() {
    all_as_expected("fixes");
}

#[test]
fn what_is_renamed_is_as_expected() {
    all_as_expected("rename");
}

/// A role's file that is to say something else, and perhaps to be named otherwise.
fn change(root: &Path, to: &str) -> Change {
    let from = "content/roles/sales-director.md";
    let before = fs::read_to_string(root.join(from)).expect("the role's file");
    Change {
        from: SourcePath::new(from),
        to: SourcePath::new(to),
        after: format!("{before}\n新的一行。\n").into(),
        before: before.into(),
    }
}

/// Refuses to write a change, and leaves everything as it was; why it refuses.
fn refused(root: &Path, changes: &[Change]) -> String {
    let before = tree(root);
    let refused = edit::write(root, changes).expect_err("it is refused");
    assert!(tree(root) == before, "files were changed");
    format!("{refused:#}")
}

#[test]
fn what_others_changed_is_not_written_over() {
    let root = handbook(&tests().join("fixes/nothing"));
    let stale = change(root.path(), "content/roles/sales-director.md");
    let other = Change {
        from: SourcePath::new("content/reference/D-001.md"),
        to: SourcePath::new("content/reference/D-001.md"),
        before: fs::read_to_string(root.path().join("content/reference/D-001.md"))
            .expect("a page")
            .into(),
        after: "neu".into(),
    };
    fs::write(root.path().join(stale.from.as_str()), "von anderen").expect("a file");
    let why = refused(root.path(), &[other, stale]);
    assert!(why.contains("changed meanwhile"), "{why}");
}

#[cfg(unix)]
#[test]
fn links_lead_to_files_of_the_handbook_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (root, outside) = (
        handbook(&tests().join("fixes/nothing")),
        TempDir::new().expect("a folder"),
    );
    let place = root.path().join("content/roles/sales-director.md");
    let elsewhere = outside.path().join("role.md");
    fs::rename(&place, &elsewhere).expect("a move");
    symlink(&elsewhere, &place).expect("a link");
    let same = "content/roles/sales-director.md";
    let why = refused(root.path(), &[change(root.path(), same)]);
    assert!(why.contains("leads out of the handbook's folder"), "{why}");

    fs::remove_file(&place).expect("no link");
    let inside = root.path().join("static-role.md");
    fs::rename(&elsewhere, &inside).expect("a move");
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink(&inside, &place).expect("a link");
    let why = refused(
        root.path(),
        &[change(root.path(), "content/roles/other.md")],
    );
    assert!(why.contains("is a link"), "{why}");

    edit::write(root.path(), &[change(root.path(), same)]).expect("it is written");
    assert!(place.is_symlink(), "the link is gone");
    let written = fs::read_to_string(&inside).expect("the file");
    assert!(written.ends_with("新的一行。\n"), "{written}");
    let mode = fs::metadata(&inside)
        .expect("the file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// What is left of a handbook when a person at a terminal gives these answers.
fn answered(answers: &str) -> (Tree, String) {
    let root = handbook(&tests().join("fixes/asked-and-left"));
    let before = tree(root.path());
    let program = env!("CARGO_BIN_EXE_procbook");
    let line = format!("{program} check --fix --format short --language en --today 2026-11-01");
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(root.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a terminal");
    let mut typed = terminal.stdin.take().expect("its keyboard");
    typed.write_all(answers.as_bytes()).expect("answers");
    let output = terminal.wait_with_output().expect("the program ends");
    drop(typed);
    let (changed, gone) = difference(&before, &tree(root.path()));
    assert!(gone.is_empty(), "{gone:?}");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    (changed, shown)
}

#[test]
fn a_person_is_asked_about_what_is_likely() {
    let files = |answers: &str| {
        let (changed, shown) = answered(answers);
        let names: Vec<String> = changed.keys().cloned().collect();
        let questions = shown.matches("mend it so?").count();
        (names, questions)
    };
    let (one, other) = ("content/procedures/P1.1.md", "content/procedures/P1.2.md");
    let all = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(files("y\nn\n"), (all(&[one]), 2));
    assert_eq!(files("n\ny\n"), (all(&[other]), 2));
    assert_eq!(files("what\na\n"), (all(&[one, other]), 2));
    assert_eq!(files("q\n"), (all(&[]), 1));
}
