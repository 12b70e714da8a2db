//! Who may import whom, and the shape of the source files.
//!
//! The table is the architecture: arrows only point up it, and stages never import each other. An
//! import that is not in it fails here with its file and line. A new module gets a line of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "this test reads the program's own source files"
)]

#[path = "layering/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use imports::imports;

/// What a module may import, in the order of the data; `cli` may import anything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("model", &["source"]),
    ("site", &[]),
    // What a spreadsheet opens; registers and XLSForms are written with it.
    ("workbook", &[]),
    ("load", &["source"]),
    ("parse", &["source", "diagnostic", "model"]),
    ("link", &["source", "diagnostic", "model"]),
    ("changes", &["source", "model"]),
    ("check", &["source", "diagnostic", "model", "changes"]),
    ("chart", &["source", "diagnostic", "model"]),
    (
        "render",
        &[
            "source",
            "diagnostic",
            "model",
            "chart",
            "site",
            "workbook",
            "changes",
        ],
    ),
    ("search", &["site", "model"]),
    ("write", &["site"]),
    ("cache", &["source", "site"]),
    // `export` stands among the stages here: handbook.json is a file of every site.
    (
        "pipeline",
        &[
            "source",
            "diagnostic",
            "model",
            "site",
            "load",
            "parse",
            "link",
            "check",
            "chart",
            "render",
            "search",
            "cache",
            "export",
            "changes",
            "release",
        ],
    ),
    // What readers handed in is wrong in two languages.
    ("acknowledgement", &["diagnostic"]),
    ("edit", &["source", "diagnostic"]),
    ("rename", &["source", "diagnostic", "model"]),
    ("watch", &[]),
    // A panel of findings needs the text that they point into.
    ("serve", &["source", "site", "diagnostic"]),
    // Commits are shown on pages, which know the model alone.
    ("release", &["source", "model"]),
    // What changed, as text; its words are those of the pages.
    ("notice", &["changes", "render"]),
    (
        "publish",
        &[
            "source",
            "diagnostic",
            "model",
            "site",
            "load",
            "changes",
            "render",
            "write",
            "pipeline",
            "release",
            "export",
            "notice",
        ],
    ),
    ("pack", &["site", "model"]),
    ("browser", &[]),
    // `Spanned` values of the model are opened in handbook.json.
    ("export", &["source", "model", "chart", "workbook"]),
];

/// Files of more lines are split; STYLE.md says why.
const MOST_LINES: usize = 400;

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file under `src`, with its path from there, sorted.
fn files() -> Vec<(String, String)> {
    let mut folders = vec![source_folder()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src can be listed") {
            let path = entry.expect("an entry of src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(source_folder()).expect("below src");
                let name = name.to_string_lossy().replace('\\', "/");
                found.push((
                    name,
                    fs::read_to_string(&path).expect("a file of src is text"),
                ));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "only {} files under src", found.len());
    found
}

/// The module of the crate's root that a file belongs to.
fn module_of(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules a file stands below the crate's root: 1 for `link/mod.rs` and `load.rs`.
fn depth_of(file: &str) -> usize {
    if file == "lib.rs" || file == "main.rs" {
        return 0;
    }
    let parts = file.split('/').count();
    parts - usize::from(file.ends_with("/mod.rs"))
}

fn allowed(importer: &str) -> Option<&'static [&'static str]> {
    match importer {
        "main" => Some(&["cli"]),
        "lib" => Some(&[]),
        _ => MAY_IMPORT
            .iter()
            .find(|(name, _)| *name == importer)
            .map(|(_, allowed)| *allowed),
    }
}

#[test]
fn every_import_is_in_the_table() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (file, text) in files() {
        let importer = module_of(&file);
        for import in imports(&text, depth_of(&file)) {
            if import.module == importer || importer == "cli" {
                continue;
            }
            seen += 1;
            let Some(allowed) = allowed(importer) else {
                wrong.push(format!("src/{file}: `{importer}` is not in the table"));
                break;
            };
            if !allowed.contains(&import.module.as_str()) {
                wrong.push(format!(
                    "src/{file}:{}: `{importer}` imports `{}`, but may import only: {}",
                    import.line,
                    import.module,
                    if allowed.is_empty() {
                        "nothing".to_owned()
                    } else {
                        allowed.join(", ")
                    },
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(seen > 50, "only {seen} imports between modules were found");
}

#[test]
fn the_table_has_no_circle() {
    let names: BTreeSet<_> = MAY_IMPORT.iter().map(|(name, _)| *name).collect();
    let mut done = BTreeSet::new();
    while done.len() < names.len() {
        let ready: Vec<_> = MAY_IMPORT
            .iter()
            .filter(|(name, allowed)| {
                !done.contains(name) && allowed.iter().all(|a| done.contains(a))
            })
            .map(|(name, _)| *name)
            .collect();
        assert!(
            !ready.is_empty(),
            "a circle, or a name that has no line, among: {:?}",
            names.difference(&done).collect::<Vec<_>>()
        );
        done.extend(ready);
    }
}

#[test]
fn the_library_lists_its_modules_one_a_line() {
    let text = fs::read_to_string(source_folder().join("lib.rs")).expect("src/lib.rs is text");
    let mut listed = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("//!") {
            continue;
        }
        let name = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'));
        listed.push(name.unwrap_or_else(|| panic!("src/lib.rs holds more than its list: {line}")));
    }
    let there: BTreeSet<String> = files()
        .iter()
        .map(|(file, _)| module_of(file).to_owned())
        .filter(|module| module != "lib" && module != "main")
        .collect();
    assert_eq!(
        listed
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>(),
        there,
        "the modules in src/lib.rs (left) and the files under src (right)"
    );
    let without_line: Vec<_> = listed
        .iter()
        .filter(|name| **name != "cli" && !MAY_IMPORT.iter().any(|(known, _)| known == *name))
        .collect();
    assert!(
        without_line.is_empty(),
        "not in the table: {without_line:?}"
    );
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    let mut wrong = Vec::new();
    for (file, text) in files() {
        let lines = text.lines().count();
        if !text.starts_with("//! ") {
            wrong.push(format!(
                "src/{file}:1: does not begin with `//!`: what comes in, what goes out"
            ));
        }
        if lines > MOST_LINES {
            wrong.push(format!(
                "src/{file}:{lines}: has {lines} lines; split it at {MOST_LINES}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn imports_are_found_in_every_notation() {
    let text = r##"
//! See crate::nothing.
use crate::a::{x, y::z};
use crate::{b, c::{d, e}, f as g};
/* crate::nothing */ const TEXT: &str = "crate::nothing \" crate::nothing";
const RAW: &str = r#"crate::nothing"#;
fn f<'a>(x: &'a str) -> char { crate::h::i(); super::j::k(); super::super::l(); 'x' }
pub(super) const QUOTE: char = '"';
mod tests { use super::super::m; use super::n; }
"##;
    let names: Vec<_> = imports(text, 1)
        .into_iter()
        .map(|i| (i.module, i.line))
        .collect();
    let expected = [
        ("a", 3),
        ("b", 4),
        ("c", 4),
        ("f", 4),
        ("h", 7),
        ("j", 7),
        ("l", 7),
        ("m", 9),
    ];
    assert_eq!(names, expected.map(|(name, line)| (name.to_owned(), line)));
}
