//! Every kind of finding: a handbook that has it, with the exact words, and a near miss that has nothing.
//!
//! `findings/base/` is a small clean handbook. `findings/<code>/fail/` and `pass/` hold the files that
//! differ from it; `fail/expected.txt` is what a person reads, `expected.zh.txt` the same in Chinese. What a repository cannot hold is made as
//! `generate.txt` says, a line each: `repeat PATH BYTES` is a file of so many bytes, `link PATH TARGET`
//! a symbolic link. `UPDATE=1` writes `expected.txt` anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the test lays fixtures out on the disk and is told by the environment to update them"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use procbook::diagnostic::usual::usual;
use procbook::diagnostic::{Code, Language, Text, code, human};
use procbook::model::Date;
use procbook::pipeline::{self, Build, Memory};
use tempfile::TempDir;

/// What describes a fixture and is no file of its handbook.
const NOTES: [&str; 3] = ["expected.txt", "expected.zh.txt", "generate.txt"];

/// What of a fixture was released before the rest was laid over it.
const RELEASED: &str = "released";

/// What a person reads, by language.
const EXPECTED: [(Language, &str); 2] = [
    (Language::English, "expected.txt"),
    (Language::Chinese, "expected.zh.txt"),
];

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a UTF-8 name")
        })
        .collect()
}

/// A handbook made of the base and what a fixture puts over it.
fn handbook(overlay: Option<&Path>) -> TempDir {
    let root = TempDir::new().expect("a temporary folder");
    lay(&fixtures().join("base"), root.path());
    if let Some(overlay) = overlay {
        release(&overlay.join(RELEASED), root.path());
        lay(overlay, root.path());
        generate(overlay, root.path());
    }
    root
}

/// Commits and tags the base with this over it, when a fixture says what was released.
fn release(overlay: &Path, root: &Path) {
    if !overlay.exists() {
        return;
    }
    lay(overlay, root);
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &["commit", "--quiet", "-m", "x"],
        &["tag", "-a", "handbook/2026.1", "-m", "x"],
    ] {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(root);
        // Neither the machine's nor the person's own settings.
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_AUTHOR_NAME", "x"),
            ("GIT_AUTHOR_EMAIL", "x@example.com"),
            ("GIT_COMMITTER_NAME", "x"),
            ("GIT_COMMITTER_EMAIL", "x@example.com"),
        ] {
            git.env(name, value);
        }
        let output = git.output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    }
}

fn lay(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for name in names(from) {
        let (source, target) = (from.join(&name), to.join(&name));
        if source.is_dir() {
            if name != RELEASED {
                lay(&source, &target);
            }
        } else if !NOTES.contains(&name.as_str()) {
            fs::copy(&source, &target).expect("a copy");
        }
    }
}

fn generate(overlay: &Path, root: &Path) {
    let Ok(lines) = fs::read_to_string(overlay.join("generate.txt")) else {
        return;
    };
    for line in lines.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [action, path, what] = words[..] else {
            panic!("{}: `{line}` is not three words", overlay.display());
        };
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        // Git's own files cannot be written over.
        drop(fs::remove_file(&path));
        match action {
            "repeat" => fs::write(path, vec![b'x'; what.parse().expect("a number of bytes")]),
            "link" => std::os::unix::fs::symlink(what, path),
            _ => panic!("{}: nothing is called `{action}`", overlay.display()),
        }
        .expect("a generated file");
    }
}

fn run(root: &Path, memory: &mut Memory) -> Build {
    pipeline::run(root, TODAY, memory).expect("a run")
}

fn printed(build: &Build, language: Language) -> String {
    human::print(&build.diagnostics, &build.sources, language, false)
}

/// Calls `check` for each code; what it complains of is told for all codes together.
fn for_each_code(check: impl Fn(&Code, &Path) -> Result<(), String>) {
    let complaints: Vec<String> = code::ALL
        .iter()
        .filter_map(|code| {
            let complaint = check(code, &fixtures().join(code.name)).err()?;
            Some(format!("--- {}\n{complaint}", code.name))
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_code_has_a_fixture_and_nothing_is_left_over() {
    let mut wanted: BTreeSet<String> = code::ALL.iter().map(|c| c.name.to_owned()).collect();
    wanted.insert("base".to_owned());
    assert_eq!(names(&fixtures()), wanted);
    for_each_code(|_, folder| {
        let sides: Vec<String> = names(folder).into_iter().collect();
        if sides != ["fail", "pass"] {
            return Err(format!("holds {sides:?}, not `fail` and `pass`"));
        }
        let (fail, pass) = (names(&folder.join("fail")), names(&folder.join("pass")));
        for (_, name) in EXPECTED {
            if !fail.contains(name) || pass.contains(name) {
                return Err(format!("`{name}` belongs into `fail`, and only there"));
            }
        }
        if fail.len() <= EXPECTED.len() || pass.is_empty() {
            return Err("a side holds no files, so it shows nothing".to_owned());
        }
        Ok(())
    });
}

#[test]
fn the_base_has_no_finding() {
    let root = handbook(None);
    assert_eq!(
        printed(&run(root.path(), &mut Memory::default()), Language::English),
        ""
    );
}

#[test]
fn failing_handbooks_read_as_expected() {
    for_each_code(|code, folder| {
        let folder = folder.join("fail");
        let root = handbook(Some(&folder));
        let build = run(root.path(), &mut Memory::default());
        if let Some(other) = build.diagnostics.iter().find(|d| d.code != code) {
            return Err(format!(
                "has `{}` too:\n{}",
                other.code.name,
                printed(&build, Language::English)
            ));
        }
        if build.diagnostics.is_empty() {
            return Err("has no finding".to_owned());
        }
        for (language, name) in EXPECTED {
            let text = printed(&build, language);
            let expected = folder.join(name);
            if std::env::var("UPDATE").is_ok() {
                fs::write(&expected, &text).expect("the expected text is written");
            }
            let wanted = fs::read_to_string(&expected).unwrap_or_default();
            if text != wanted {
                return Err(format!("expected:\n{wanted}\nfound:\n{text}"));
            }
        }
        Ok(())
    });
}

#[test]
fn near_misses_have_no_finding() {
    for_each_code(|_, folder| {
        let root = handbook(Some(&folder.join("pass")));
        let text = printed(&run(root.path(), &mut Memory::default()), Language::English);
        if text.is_empty() { Ok(()) } else { Err(text) }
    });
}

/// A Markdown text without its examples and without what stands in backticks.
fn words_alone(markdown: &str) -> String {
    let mut fence = 0;
    let mut words = String::new();
    for line in markdown.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 && (fence == 0 || ticks == fence) {
            fence = if fence == 0 { ticks } else { 0 };
        } else if fence == 0 {
            words.push_str(line);
        }
    }
    words.split('`').step_by(2).collect()
}

#[test]
fn explanations_are_told_in_both_languages() {
    for_each_code(|code, _| {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| code.explanation(language));
        let heading = format!("# {}\n\n", code.name);
        let fences = |text: &str| text.matches("\n```").count();
        if !english.starts_with(&heading) || !chinese.starts_with(&heading) {
            Err(format!("an explanation does not begin with {heading:?}"))
        } else if words_alone(english).contains(is_chinese) {
            Err("there is Chinese in the English words".to_owned())
        } else if !chinese.contains(is_chinese) || !chinese.contains('。') {
            Err("there is no Chinese sentence".to_owned())
        } else if fences(english) % 2 == 1 || fences(english) != fences(chinese) {
            Err("the two have other examples".to_owned())
        } else {
            Ok(())
        }
    });
}

#[test]
fn a_second_run_finds_the_same() {
    for_each_code(|_, folder| {
        let root = handbook(Some(&folder.join("fail")));
        let mut memory = Memory::default();
        let first = run(root.path(), &mut memory).diagnostics;
        let again = run(root.path(), &mut memory).diagnostics;
        if first == again {
            Ok(())
        } else {
            Err(format!("{} findings, then {}", first.len(), again.len()))
        }
    });
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The words of a text, and the pieces of it that are the same in every language, in any order: what
/// stands in backticks, and the lines of an example that follow the first.
fn words_and_pieces(text: &str) -> (String, Vec<&str>) {
    let (sentence, example) = text.split_once('\n').unwrap_or((text, ""));
    let parts: Vec<&str> = sentence.split('`').collect();
    let words = parts.iter().step_by(2).copied().collect();
    let quoted = parts.iter().skip(1).step_by(2).copied();
    let mut pieces: Vec<&str> = quoted.chain(example.lines()).collect();
    pieces.sort_unstable();
    (words, pieces)
}

/// What is wrong with a text of a finding, told in both languages.
fn not_told_twice(text: &Text) -> Option<String> {
    let (english, pieces) = words_and_pieces(&text.english);
    let (chinese, same_pieces) = words_and_pieces(&text.chinese);
    let why = if text.english.matches('`').count() % 2 == 1 {
        "a backtick stands alone"
    } else if english.contains(is_chinese) {
        "there is Chinese in the English words"
    } else if !chinese.contains(is_chinese) {
        "there is no Chinese in the Chinese words"
    } else if pieces != same_pieces {
        "what is to be typed is not the same"
    } else {
        return None;
    };
    Some(format!("{why}:\n  {}\n  {}", text.english, text.chinese))
}

#[test]
fn findings_say_the_same_in_both_languages() {
    for_each_code(|_, folder| {
        let root = handbook(Some(&folder.join("fail")));
        let build = run(root.path(), &mut Memory::default());
        let texts = build.diagnostics.iter().flat_map(|found| {
            let labels = std::iter::once(&found.primary).chain(&found.related);
            let labels = labels.map(|label| &label.text);
            labels
                .filter(|text| !text.is_empty())
                .chain([&found.message])
                .chain(&found.help)
        });
        let complaints: Vec<String> = texts.filter_map(not_told_twice).collect();
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(complaints.join("\n"))
        }
    });
}

#[test]
fn the_usual_weight_of_a_code_is_the_heaviest_of_its_findings() {
    for_each_code(|code, folder| {
        let root = handbook(Some(&folder.join("fail")));
        let found = run(root.path(), &mut Memory::default()).diagnostics;
        let heaviest = found.iter().map(|found| found.severity).min();
        if heaviest == Some(usual(code)) {
            Ok(())
        } else {
            Err(format!(
                "is {heaviest:?}, but {:?} in src/diagnostic/usual.rs",
                usual(code)
            ))
        }
    });
}
