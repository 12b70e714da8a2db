//! Charts of procedures: `chart/cases`, with what is expected of them. `UPDATE=1` rewrites that.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its folders and the switch that rewrites them"
)]

#[path = "chart/notation.rs"]
mod notation;
#[path = "chart/svg.rs"]
mod svg;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use procbook::chart::graph::{Edge, HandOver, LaneOwner, Target};
use procbook::chart::{Chart, Dialect, graph, mermaid_text, procedure_chart};
use procbook::model::Book;
use procbook::model::procedure::StepKind;

fn chart(book: &Book) -> Chart {
    let address = |to: &HandOver| {
        let step = to
            .step
            .map_or(String::new(), |step| format!("#step-{step}"));
        format!("{}.html{step}", to.code.to_lowercase())
    };
    procedure_chart(book, &book.procedures[0], &address)
}

fn mermaid(book: &Book, dialect: Dialect) -> String {
    mermaid_text(&graph(book, &book.procedures[0]), dialect)
}

fn folder(name: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/chart")
        .join(name);
    let entries = fs::read_dir(&root).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", root.display());
    paths
}

fn cases() -> Vec<(String, Book)> {
    let case = |path: PathBuf| {
        let text = fs::read_to_string(path.join("procedure.txt")).expect("a case");
        (path.display().to_string(), notation::book(&text))
    };
    folder("cases").into_iter().map(case).collect()
}

fn assert_expected(path: &Path, actual: &str) {
    if std::env::var("UPDATE").is_ok() {
        let parent = path.parent().expect("a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, actual).expect("the file can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; it is now:\n{actual}",
        path.display()
    );
}

/// One element a line, so that a difference can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<") + "\n"
}

#[test]
fn every_case_is_drawn_as_expected() {
    for (path, book) in cases() {
        let expected = Path::new(&path).join("expected");
        let chart = chart(&book);
        let svg = chart.svg.expect("a picture");
        let (flowchart, swimlane) = (Dialect::Flowchart, Dialect::Swimlane);
        assert_expected(&expected.join("chart.mmd"), &mermaid(&book, flowchart));
        assert_expected(&expected.join("swimlane.mmd"), &mermaid(&book, swimlane));
        assert_expected(&expected.join("chart.svg"), &lines(&svg));
        let names: BTreeSet<_> = (fs::read_dir(&expected).expect("expected files"))
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(
            names.len(),
            3,
            "something is left over in {}",
            expected.display()
        );
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one procedure with everything, and what is asked of it"
)]
fn every_step_and_arrow_has_its_hook() {
    for (path, book) in cases() {
        let procedure = &book.procedures[0];
        let graph = graph(&book, procedure);
        let svg = svg::read(&chart(&book).svg.expect("a picture"));

        let nodes = svg.iter().filter(|e| e.name == "a" && e.class() == "node");
        let mut steps: Vec<&str> = nodes.clone().filter_map(|e| e.get("data-step")).collect();
        let mut expected: Vec<String> = procedure
            .steps
            .iter()
            .map(|s| s.number.value.to_string())
            .collect();
        steps.sort_unstable();
        expected.sort_unstable();
        assert_eq!(steps, expected, "{path}");
        for node in nodes.filter(|e| e.get("data-step").is_some()) {
            let step = node.get("data-step").unwrap_or_default();
            assert_eq!(
                node.get("href"),
                Some(format!("#step-{step}").as_str()),
                "{path}"
            );
            assert!(
                node.text.starts_with(&format!("{step} ")),
                "{path}: {}",
                node.text
            );
        }

        let number = |at: usize| procedure.steps[at].number.value.to_string();
        let to = |edge: &Edge| match edge.to {
            Target::Step(at) => number(at),
            Target::End => "end".to_owned(),
            Target::Procedure(to) => to.name(),
            Target::Missing(words) => words.to_owned(),
        };
        let mut expected: Vec<_> = graph
            .edges
            .iter()
            .map(|e| (number(e.from), to(e)))
            .collect();
        let paths = svg
            .iter()
            .filter(|e| e.name == "path" && e.class() == "edge");
        let end = |e: &svg::Element, name| e.get(name).expect("an end").to_owned();
        let mut drawn: Vec<_> = paths
            .map(|e| (end(e, "data-from"), end(e, "data-to")))
            .collect();
        expected.sort();
        drawn.sort();
        assert_eq!(drawn, expected, "{path}");

        let labels = svg
            .iter()
            .filter(|e| e.name == "text" && e.class() == "edge-label");
        let without_space = |text: &str| text.split_whitespace().collect::<String>();
        let mut labels: Vec<String> = labels.map(|e| without_space(&e.text)).collect();
        let mut expected: Vec<String> = graph
            .edges
            .iter()
            .filter_map(|e| e.label)
            .map(without_space)
            .collect();
        labels.sort();
        expected.sort();
        assert_eq!(labels, expected, "{path}");
    }
}

#[test]
fn pictures_are_safe_to_stand_together_on_a_page() {
    for (_, book) in cases() {
        svg::assert_safe(&chart(&book).svg.expect("a picture"));
    }
}

#[test]
fn the_same_procedure_gives_the_same_bytes() {
    for ((path, first), (_, second)) in cases().iter().zip(&cases()) {
        assert_eq!(chart(first), chart(second), "{path}");
    }
}

#[test]
fn a_graph_has_its_lanes_and_phases_in_order() {
    let (_, book) = cases().remove(2);
    let graph = graph(&book, &book.procedures[0]);
    let lanes: Vec<&str> = graph.lanes.iter().map(|lane| lane.title).collect();
    assert_eq!(lanes, ["nobody", "甲部", "?"]);
    assert!(matches!(graph.lanes[0].owner, LaneOwner::Missing(_)));
    assert!(matches!(graph.lanes[2].owner, LaneOwner::Nobody));
    assert_eq!(graph.phases, ["甲", "乙"]);
    let phases: Vec<Option<usize>> = graph.nodes.iter().map(|node| node.phase).collect();
    assert_eq!(phases, [Some(1), None, Some(0), Some(0)]);
}

#[test]
fn in_a_swimlane_a_step_returns_to_itself_by_way_of_a_turn() {
    let book = notation::book("role a 甲\n1|decision|a||合格？|否 → 1；是 → 结束\n");
    let swimlane = mermaid(&book, Dialect::Swimlane);
    assert!(
        swimlane.contains("    again1((\"↻\"))\n  end\n"),
        "{swimlane}"
    );
    assert!(
        swimlane.contains("  s1 -->|\"否\"| again1 --> s1\n"),
        "{swimlane}"
    );
    let flowchart = mermaid(&book, Dialect::Flowchart);
    assert!(flowchart.contains("  s1 -->|\"否\"| s1\n"), "{flowchart}");
}

#[test]
fn an_end_step_needs_no_end_beside_it() {
    let book = notation::book("role a 甲\n1|task|a|||\n2|end|a|||\n");
    let graph = graph(&book, &book.procedures[0]);
    assert_eq!(graph.nodes[1].kind, StepKind::End);
    assert!(graph.edges.iter().all(|edge| edge.to == Target::Step(1)));
    assert!(!mermaid_text(&graph, Dialect::Swimlane).contains("stop"));
}

#[test]
fn a_procedure_without_steps_or_with_too_many_has_no_picture() {
    let none = notation::book("role a 甲\n");
    assert_eq!(chart(&none).svg, None);
    assert_eq!(chart(&none).mermaid, "flowchart TD\n");
    let steps = (1..=10_000).map(|n| format!("{n}|task|a||第 {n} 步|\n"));
    let many = notation::book(&format!("role a 甲\n{}", steps.collect::<String>()));
    let chart = chart(&many);
    assert_eq!(chart.svg, None);
    assert!(chart.mermaid.contains("s10000[\"10000 第 10000 步\"]"));
}

#[test]
fn a_large_tangled_procedure_is_drawn() {
    let step = |n: usize| {
        let to = |k: usize| 1 + (n * k + k) % 500;
        format!(
            "{n}|task|r{}||步骤|→ {}、{}、{}\n",
            n % 20,
            to(7),
            to(13),
            to(31)
        )
    };
    let roles = (0..20).map(|n| format!("role r{n} 部门{n}\n"));
    let text: String = roles.chain((1..=500).map(step)).collect();
    assert!(chart(&notation::book(&text)).svg.is_some());
}

#[test]
fn a_title_without_end_is_cut_off() {
    let title = "很长的标题".repeat(20_000);
    let book = notation::book(&format!("role a 甲\n1|task|a||{title}|\n"));
    let svg = chart(&book).svg.expect("a picture");
    assert!(svg.len() < 4000 && svg.contains('…'), "{}", svg.len());
}

#[test]
fn an_address_that_runs_script_is_no_link() {
    let book = notation::book("role a 甲\nprocedure SC-07 签约\n1|task|a|||→ SC-07\n");
    let drawn = |address: &str| {
        let chart = procedure_chart(&book, &book.procedures[0], &|_| address.to_owned());
        chart.svg.expect("a picture")
    };
    assert!(drawn("sc-07.html").contains("href=\"sc-07.html\""));
    assert!(!drawn("javascript:alert(1)").contains("javascript"));
}
