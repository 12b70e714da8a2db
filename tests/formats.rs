//! Findings for other programs and for people without a terminal: SARIF, workflow commands, a page.
//!
//! `formats/handbook/` has findings of every kind of place; `formats/expected/` holds what each printer says of
//! them, in English and Chinese. `UPDATE=1` writes it anew. What is the same for every handbook is left out there:
//! explanations of codes that are not found, the page's style and script. The published schema of SARIF is held to
//! by `browser/sarif.test.mjs`.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its folder and is told by the environment to update it"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use procbook::diagnostic::told::{File, Told};
use procbook::diagnostic::{Diagnostic, Language, Severity, Text, code, github, html, sarif};
use procbook::model::Date;
use procbook::pipeline::{self, Build, Memory};
use procbook::source::{Source, SourcePath, Sources, Span};
use serde_json::Value;

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

/// Where the handbook stands in its repository.
const FOLDER: &str = "手册/a b/";

const LANGUAGES: [(Language, &str); 2] = [(Language::English, "en"), (Language::Chinese, "zh")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn build() -> Build {
    pipeline::run(&folder().join("handbook"), TODAY, &mut Memory::default()).expect("a run")
}

/// Holds a text against the expected one of this name.
fn hold(name: &str, text: &str) {
    let path = folder().join("expected").join(name);
    if std::env::var("UPDATE").is_ok() {
        fs::write(&path, text).expect("the expected text is written");
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == wanted,
        "{name}: expected:\n{wanted}\nfound:\n{text}"
    );
}

fn log(build: &Build, language: Language) -> String {
    let findings = sarif::Findings {
        found: &build.diagnostics,
        allowed: &build.allowed,
        sources: &build.sources,
        folder: FOLDER,
    };
    sarif::print(findings, language)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The results of a log.
fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

/// A log without the rules of which it has no result, and without the program's version.
fn shortened(log: &str) -> String {
    let mut log = json(log);
    let found: BTreeSet<String> = (results(&log).iter())
        .map(|result| result["ruleId"].as_str().expect("a rule").to_owned())
        .collect();
    let driver = &mut log["runs"][0]["tool"]["driver"];
    driver["semanticVersion"] = Value::from("…");
    let rules = driver["rules"].as_array_mut().expect("rules");
    rules.retain(|rule| found.contains(rule["id"].as_str().expect("an id")));
    for result in log["runs"][0]["results"].as_array_mut().expect("results") {
        result["ruleIndex"] = Value::from("…");
    }
    serde_json::to_string_pretty(&log).expect("JSON") + "\n"
}

#[test]
fn the_formats_read_like_this() {
    let build = build();
    for (language, name) in LANGUAGES {
        let (found, sources) = (&build.diagnostics, &build.sources);
        let commands = github::print(found, sources, FOLDER, language);
        hold(&format!("github.{name}.txt"), &commands);
        let log = log(&build, language);
        hold(&format!("{name}.sarif"), &shortened(&log));
    }
}

#[test]
fn every_kind_of_finding_is_a_rule_of_the_log_and_results_name_theirs() {
    let log = json(&log(&build(), Language::Chinese));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    let rules = rules.expect("rules");
    let ids: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    let codes: Vec<&str> = code::ALL.iter().map(|code| code.name).collect();
    assert_eq!(ids, codes);
    for rule in rules {
        let id = &rule["id"];
        let text = |key: &str| rule[key]["text"].as_str().expect("a text").to_owned();
        let (what, why, help) = (
            text("shortDescription"),
            text("fullDescription"),
            text("help"),
        );
        assert!(
            what.ends_with('。') && why.starts_with(&what),
            "{id}: {what}"
        );
        assert!(!why.contains('\n') && why.len() <= 1024, "{id}: {why}");
        assert!(!help.starts_with('#') && help.len() > why.len(), "{id}");
    }
    for result in results(&log) {
        let index = result["ruleIndex"].as_u64().expect("an index");
        let index = usize::try_from(index).expect("a small number");
        assert_eq!(result["ruleId"], rules[index]["id"]);
    }
}

#[test]
fn what_a_file_allows_is_suppressed_with_its_reason_and_nothing_else_is() {
    let log = json(&log(&build(), Language::English));
    let (mut suppressed, mut open) = (Vec::new(), 0);
    for result in results(&log) {
        let suppressions = result["suppressions"].as_array().expect("said of each");
        suppressed.extend(suppressions.iter().map(|one| {
            let place = &one["location"]["physicalLocation"]["region"];
            (
                result["ruleId"].as_str().expect("a rule"),
                one["justification"].as_str().expect("a reason"),
                place["startLine"].as_u64(),
                result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64(),
            )
        }));
        open += usize::from(suppressions.is_empty());
    }
    let line = Some(20);
    assert_eq!(
        suppressed,
        [("unused-output", "只存档，不再使用", line, line)]
    );
    assert_eq!(open, build().diagnostics.len());
}

/// The fingerprints of findings at `[[x]]` in a text, in order.
fn fingerprints(text: &str, language: Language) -> Vec<String> {
    let path = SourcePath::new("content/roles/a.md");
    let mut sources = Sources::default();
    let source = Source::new(path.as_str(), text);
    sources.texts.insert(path.clone(), source);
    let found: Vec<Diagnostic> = (text.match_indices("[[x]]"))
        .map(|(at, _)| {
            let message = Text {
                english: "odd".to_owned(),
                chinese: "奇怪".to_owned(),
            };
            Diagnostic::error(&code::UNKNOWN_ROLE, &path, Span::new(at, at + 5), message)
        })
        .collect();
    let findings = sarif::Findings {
        found: &found,
        allowed: &[],
        sources: &sources,
        folder: "",
    };
    let log = json(&sarif::print(findings, language));
    let prints = results(&log).iter().map(|result| {
        let print = &result["partialFingerprints"]["procbook/v1"];
        print.as_str().expect("a fingerprint").to_owned()
    });
    prints.collect()
}

#[test]
fn fingerprints_outlive_a_shift_of_lines_and_tell_findings_apart() {
    let before = fingerprints(
        "- 责任：[[x]]\n- 协助：[[x]]\n- 协助：[[x]]\n",
        Language::English,
    );
    let apart: BTreeSet<&String> = before.iter().collect();
    assert_eq!(apart.len(), 3, "{before:?}");
    let after = "新的一行\r\n\r\n  - 责任：[[x]]\r\n\n- 协助：[[x]]\n- 协助：[[x]]";
    assert_eq!(fingerprints(after, Language::Chinese), before);
    let other = fingerprints("- 审批：[[x]]\n", Language::English);
    assert!(!before.contains(&other[0]));
}

#[test]
fn columns_of_the_log_are_code_points() {
    let log = json(&log(&build(), Language::English));
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let name = results(&log)
        .iter()
        .find(|result| result["ruleId"] == "unknown-name")
        .expect("the unknown name");
    let place = &name["locations"][0]["physicalLocation"];
    let uri = "%E6%89%8B%E5%86%8C/a%20b/content/procedures/P1.1.md";
    assert_eq!(place["artifactLocation"]["uri"], uri);
    let region = &place["region"];
    let file = folder().join("handbook/content/procedures/P1.1.md");
    let text = fs::read_to_string(file).expect("the page");
    let number = |key: &str| usize::try_from(region[key].as_u64().expect(key)).expect(key);
    let line = text.lines().nth(number("startLine") - 1).expect("the line");
    // The emoji before it is one code point and two units of UTF-16.
    let from = number("startColumn") - 1;
    let marked: String = (line.chars().skip(from))
        .take(number("endColumn") - 1 - from)
        .collect();
    assert_eq!((marked.as_str(), number("endLine")), ("[[<b>\"A&B\"]]", 12));
}

#[test]
fn what_a_workflow_command_would_end_at_is_escaped() {
    let path = SourcePath::new("content/a,b:c%.md");
    let message = Text::same("100%: a, b\nand c");
    let found = Diagnostic::error(&code::UNREADABLE, &path, Span::default(), message)
        .hint()
        .help(Text::same("::error::x\r\n"));
    let text = github::print(&[found], &Sources::default(), "", Language::English);
    assert_eq!(
        text,
        "::notice file=content/a%2Cb%3Ac%25.md,title=unreadable::100%25: a, b%0Aand c%0A::error::x\u{fffd}%0A\n"
    );
}

fn told(path: &str, owner: Option<&str>, severity: Severity, message: &str) -> Told {
    Told {
        path: path.to_owned(),
        line: 5,
        column: 14,
        severity,
        code: "unknown-role".to_owned(),
        message: message.to_owned(),
        frame: " --> content/a.md:5:14\n  |\n5 | - 责任：→[[x]] <i>\n  |           ^^^^^ 没有\n  |\n ::: b.md:1:2\n  |\n1 | b\n  | - here".to_owned(),
        help: Some("write:\n- <b>".to_owned()),
        file: File {
            owner: owner.map(str::to_owned),
            title: Some("<标题>".to_owned()),
            page: Some("roles/a.html".to_owned()),
        },
    }
}

/// The page without what every page has.
fn page(findings: &[Told], language: Language, site: Option<&str>) -> String {
    let page = html::print(&html::Page {
        title: "手册 & \"更多\"",
        language,
        first: Some("先改：`unknown-role`；见 `procbook explain unknown-role`"),
        findings,
        site,
    });
    let mut text = String::new();
    let mut rest = page.as_str();
    for (open, close) in [
        ("<style>", "</style>"),
        ("<script>\n", "</script>"),
        ("lang=\"en\">\n<", "</details>"),
    ] {
        let Some((before, after)) = rest.split_once(open) else {
            continue;
        };
        text.push_str(before);
        text.push_str(open);
        rest = &after[after.find(close).expect("it is closed")..];
    }
    text + rest
}

#[test]
fn the_page_groups_findings_by_owner_and_file() {
    let findings = [
        told(
            "content/a.md",
            Some("计划部"),
            Severity::Hint,
            "odd `a < b`",
        ),
        told("content/b.md", None, Severity::Error, "no owner"),
        told("content/c.md", Some("总经理"), Severity::Warning, "one"),
        told("content/c.md", Some("总经理"), Severity::Hint, "two"),
    ];
    hold("page.en.html", &page(&findings, Language::English, None));
    hold(
        "page.zh.html",
        &page(&findings, Language::Chinese, Some("/")),
    );
    hold(
        "page.nothing.html",
        &page(&[], Language::Chinese, Some("/")),
    );
}
