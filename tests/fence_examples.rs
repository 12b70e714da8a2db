//! One example of every kind of fence, `chart/fences`, with the exact picture. `UPDATE=1` rewrites that.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its folder and the switch that rewrites it"
)]

#[path = "chart/outline.rs"]
mod outline;
#[path = "chart/svg.rs"]
mod svg;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use outline::{Line, Outline, lines_of};
use procbook::chart::fence_chart;

fn examples() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chart/fences");
    let entries = fs::read_dir(&folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = (entries.map(|e| e.expect("an entry").path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "mmd"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a fence");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

fn picture(path: &Path, text: &str) -> String {
    let drawing = fence_chart(text, &[1, 2]);
    drawing
        .unwrap_or_else(|e| panic!("{}: {e:?}", path.display()))
        .svg
}

#[test]
fn every_kind_is_drawn_as_expected_and_safe_on_a_page() {
    let mut wrong = Vec::new();
    for (path, text) in examples() {
        let svg = picture(&path, &text);
        svg::assert_safe(&svg);
        // One element a line, so that a difference can be read.
        let lines = svg.replace("><", ">\n<") + "\n";
        let expected = path.with_extension("svg");
        if std::env::var("UPDATE").is_ok() {
            fs::write(&expected, &lines).expect("the file can be written");
        }
        if fs::read_to_string(&expected).unwrap_or_default() != lines {
            wrong.push(format!("{}:\n{lines}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

#[test]
fn no_picture_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chart/fences");
    let mut expected: BTreeSet<PathBuf> = BTreeSet::new();
    for (path, _) in examples() {
        expected.insert(path.with_extension("svg"));
        expected.insert(path);
    }
    let entries = fs::read_dir(folder).expect("the folder is there");
    let found: BTreeSet<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_kind_that_can_be_drawn_has_an_example() {
    let help = fence_chart("nothing\n", &[]).expect_err("no kind").help;
    let help = help.expect("the kinds").english;
    let (_, kinds) = help.rsplit_once(": ").expect("a list");
    let named: BTreeSet<&str> = kinds.split(", ").collect();
    let texts = examples();
    let shown: BTreeSet<&str> = (texts.iter())
        .filter_map(|(_, text)| {
            let body = text.rsplit_once("---\n").map_or(text.as_str(), |(_, t)| t);
            body.split_whitespace().next()
        })
        .collect();
    assert_eq!(shown, named);
}

/// The label of a node lies in the node's shape, and no text leaves the picture.
#[test]
fn no_text_is_clipped() {
    let mut wrong = Vec::new();
    let mut labels = 0;
    for (path, text) in examples() {
        let svg = svg::read(&picture(&path, &text));
        let name = path.file_stem().expect("a name").to_string_lossy();
        let picture = Outline::of_picture(&svg[0]);
        for line in lines_of(&svg) {
            if !line.is_rotated && !picture.holds(&line) {
                wrong.push(format!("{name}: {} leaves the picture", line.words));
            }
            let Some(node) = line.node else { continue };
            let shapes = Outline::of_node(&svg, node);
            // A label beside its shape, as a commit's is, has nothing to fit into.
            let around: Vec<_> = shapes.iter().filter(|s| s.has_middle_of(&line)).collect();
            if around.is_empty() {
                continue;
            }
            labels += 1;
            if !around.iter().any(|shape| shape.holds(&line)) {
                wrong.push(format!("{name}: {} leaves its shape", line.words));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(labels > 80, "only {labels} labels in shapes");
}

#[test]
fn a_text_that_is_too_long_would_be_found() {
    let shape = "<svg viewBox=\"0 0 90 40\" text-anchor=\"middle\"><g class=\"node\">\
                 <path d=\"M45,0L90,20L45,40L0,20Z\"/><text x=\"45\" y=\"25\" font-size=\"14\">WORDS</text></g></svg>";
    let fits = |words: &str| {
        let svg = svg::read(&shape.replace("WORDS", words));
        let lines: Vec<Line> = lines_of(&svg);
        Outline::of_node(&svg, 1)[0].holds(&lines[0])
    };
    assert!(fits("三字稿") && !fits("五字太长了"));
}

/// Some kinds take counts as numbers, and nest without brackets or subgraphs.
#[test]
fn large_numbers_and_deep_nesting_neither_hang_nor_overflow() {
    let parentheses = "(".repeat(20_000);
    let flow = |number: usize| format!("flow f{number}[\"x\"]\n");
    let flows: String = (0..2000).map(flow).collect();
    for text in [
        "packet-beta\n 0-1000000000: \"a\"\n".to_owned(),
        "block-beta\n columns 1000000000\n a:1000000000 b\n".to_owned(),
        "radar-beta\n axis a, b, c\n curve x{1,2,3}\n ticks 1000000000\n".to_owned(),
        "gantt\n dateFormat YYYY-MM-DD\n tickInterval 1day\n a : 2020-01-01, 10000000d\n"
            .to_owned(),
        format!(
            "railroad-peg-beta\nr <- {parentheses}\"a\"{} ;\n",
            ")".repeat(20_000)
        ),
        format!(
            "block-beta\n{}a\n{}",
            "block\n".repeat(4500),
            "end\n".repeat(4500)
        ),
        format!("agentflow-beta TB\n{flows}a\n{}", "end\n".repeat(2000)),
        format!("gitGraph\n{}", "commit\n".repeat(7000)),
    ] {
        let drawing = fence_chart(&text, &[]);
        let size = drawing.map(|drawing| drawing.svg.len());
        assert!(
            size.as_ref().is_ok_and(|size| *size < 10_000_000),
            "{text:.60}: {size:?}"
        );
    }
}
