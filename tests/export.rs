//! `procbook export`: charts for other programs, and what it refuses.
#![expect(
    clippy::disallowed_methods,
    reason = "the test makes the folders that it needs"
)]

#[path = "chart/svg.rs"]
mod svg;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a run of the program went.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    exit: i32,
    out: String,
    err: String,
}

fn procbook(root: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .current_dir(root)
        .arg("export")
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

/// A small handbook: procedures P1, in Chinese, with a hand-over to P2.
fn handbook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/everything")
}

const SWIMLANE: &str = r#"swimlane-beta TD
  subgraph lane1["经办人"]
    s1(["1 提出申请"])
    s3["3 归档"]
    stop(["结束"])
  end
  subgraph lane2["经理"]
    s2{"2 审核"}
    p1[["P2#35;2 Payment #38; #60;receipt#62;"]]
  end
  s1 --> s2
  s2 -->|"同意"| s3
  s2 -->|"同意"| p1
  s2 -->|"不同意"| s1
  s2 -->|"作废"| stop
  s3 --> stop
"#;

#[test]
fn mermaid_text_is_printed_in_either_dialect() {
    let printed = |out: String| Run {
        exit: 0,
        out,
        err: String::new(),
    };
    let root = handbook();
    let swimlane = printed(SWIMLANE.to_owned());
    assert_eq!(procbook(&root, &["mermaid", "P1"]), swimlane);
    let named = ["mermaid", "P1", "--dialect", "swimlane"];
    assert_eq!(procbook(&root, &named), swimlane);
    let flowchart = SWIMLANE.replace("swimlane-beta", "flowchart");
    let named = ["mermaid", "P1", "--dialect", "flowchart"];
    assert_eq!(procbook(&root, &named), printed(flowchart));
}

#[test]
fn an_svg_stands_alone() {
    let run = procbook(&handbook(), &["svg", "P1"]);
    assert_eq!((run.exit, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("<svg ") && run.out.ends_with("</svg>\n"));
    svg::assert_safe(run.out.trim_end());
    let picture = svg::read(run.out.trim_end());
    let root = &picture[0];
    assert_eq!(root.get("xmlns"), Some("http://www.w3.org/2000/svg"));
    assert!(
        root.get("font-family")
            .is_some_and(|f| f.ends_with("sans-serif"))
    );
    assert!(root.get("viewBox").is_some() && root.get("width").is_some());
    for element in &picture {
        assert_eq!(element.get("href"), None, "it would lead nowhere");
        for (name, value) in &element.attributes {
            let is_plain = !["var(", "color-mix(", "currentColor"]
                .iter()
                .any(|page| value.contains(page));
            assert!(is_plain, "{name}=\"{value}\" needs a page");
        }
    }
    let steps = picture.iter().filter_map(|e| e.get("data-step"));
    assert_eq!(steps.collect::<Vec<_>>(), ["1", "2", "3"]);
    let words: String = picture.iter().map(|e| e.text.as_str()).collect();
    for title in ["提出申请", "审核", "归档", "经办人", "不同意"] {
        assert!(words.contains(title), "{title}");
    }
}

#[test]
fn a_file_is_written_where_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("图 1.mmd");
    let root = handbook().to_string_lossy().into_owned();
    let out = path.to_string_lossy().into_owned();
    let run = procbook(
        folder.path(),
        &["mermaid", "P1", "--root", &root, "--out", &out],
    );
    assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(&path).expect("the file"), SWIMLANE);

    let nowhere = folder.path().join("none/a.svg");
    let nowhere = nowhere.to_string_lossy();
    let run = procbook(&handbook(), &["svg", "P1", "--out", &nowhere]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .starts_with(&format!("error: cannot write {nowhere}: "))
    );
}

#[test]
fn an_unknown_procedure_is_told_the_nearest() {
    let refused = |err: &str| Run {
        exit: 2,
        out: String::new(),
        err: format!("error: {err}\n"),
    };
    let root = handbook();
    assert_eq!(
        procbook(&root, &["svg", "p1"]),
        refused("there is no procedure `p1`\ndid you mean P1?")
    );
    assert_eq!(
        procbook(&root, &["mermaid", "XYZ-100"]),
        refused("there is no procedure `XYZ-100`")
    );
}

/// A handbook of one role and one procedure.
fn begun(procedure: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let role = "+++\nid = \"clerk\"\ntitle = \"经办人\"\nkind = \"person\"\n+++\n";
    let settings =
        "title = \"手册\"\nlanguage = \"zh-CN\"\n[[part]]\nid = \"one\"\ntitle = \"篇\"\n";
    for (path, text) in [
        ("handbook.toml", settings),
        ("content/roles/clerk.md", role),
        ("content/procedures/A-1.md", procedure),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

const FRONT: &str = "+++\ncode = \"A-1\"\ntitle = \"甲\"\npart = \"one\"\nowner = \"clerk\"\nversion = \"1.0\"\n+++\n";

#[test]
fn nothing_is_exported_while_there_are_errors() {
    let folder = begun(&format!(
        "{FRONT}\n## 步骤\n\n### 1 登记\n\n- 责任：[[nobody]]\n- 表单：无\n"
    ));
    let english = "content/procedures/A-1.md:13:8: error[unknown-role]: unknown role `nobody`\n\
                   nothing was exported: mend the errors first\n";
    let chinese = "content/procedures/A-1.md:13:8: error[unknown-role]: 没有角色 `nobody`\n\
                   没有导出：请先改正错误\n";
    for (language, expected) in [("en", english), ("zh", chinese)] {
        let arguments = [
            "mermaid",
            "A-1",
            "--format",
            "short",
            "--language",
            language,
        ];
        let run = procbook(folder.path(), &arguments);
        assert_eq!(
            (run.exit, run.out.as_str(), run.err.as_str()),
            (1, "", expected)
        );
    }
}

#[test]
fn a_procedure_without_steps_has_no_chart() {
    let folder = begun(&format!("{FRONT}\n无步骤。\n"));
    for format in ["mermaid", "svg"] {
        let run = procbook(folder.path(), &[format, "A-1"]);
        let expected = "error: procedure A-1 has no steps to draw, or too many\n";
        assert_eq!(
            (run.exit, run.out.as_str(), run.err.as_str()),
            (2, "", expected)
        );
    }
}
