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
use procbook::chart::{Addresses, Chart, Dialect, Print, graph, mermaid_text, procedure_chart};
use procbook::model::Book;
use procbook::model::procedure::StepKind;

fn chart(book: &Book) -> Chart {
    let procedure = |to: &HandOver| {
        let step = to
            .step
            .map_or(String::new(), |step| format!("#step-{step}"));
        format!("{}.html{step}", to.code.to_lowercase())
    };
    let addresses = Addresses {
        procedure: &procedure,
        form: &|form| format!("form-{}.html", form.at),
        page: "",
    };
    procedure_chart(book, &book.procedures[0], &addresses)
}

fn svg_of(chart: Chart) -> String {
    chart.picture.expect("a picture").svg
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
        let (flowchart, swimlane) = (Dialect::Flowchart, Dialect::Swimlane);
        assert_expected(&expected.join("chart.mmd"), &mermaid(&book, flowchart));
        assert_expected(&expected.join("swimlane.mmd"), &mermaid(&book, swimlane));
        let svg = svg_of(chart);
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
        let svg = svg::read(&svg_of(chart(&book)));

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
        // Arrows that leave a step by one answer share its label.
        let answers: BTreeSet<_> = graph.edges.iter().map(|e| (e.from, e.label)).collect();
        let mut expected: Vec<String> = (answers.iter())
            .filter_map(|(_, label)| *label)
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
        svg::assert_safe(&svg_of(chart(&book)));
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
    assert_eq!(chart(&none).picture, None);
    assert_eq!(mermaid(&none, Dialect::Flowchart), "flowchart TD\n");
    let steps = (1..=10_000).map(|n| format!("{n}|task|a||第 {n} 步|\n"));
    let many = notation::book(&format!("role a 甲\n{}", steps.collect::<String>()));
    let chart = chart(&many);
    assert_eq!(chart.picture, None);
    let text = mermaid(&many, Dialect::Flowchart);
    assert!(text.contains("s10000[\"10000 第 10000 步\"]"));
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
    assert!(chart(&notation::book(&text)).picture.is_some());
}

#[test]
fn a_title_without_end_is_cut_off() {
    let title = "很长的标题".repeat(20_000);
    let book = notation::book(&format!("role a 甲\n1|task|a||{title}|\n"));
    let svg = svg_of(chart(&book));
    assert!(svg.len() < 5000 && svg.contains('…'), "{}", svg.len());
}

#[test]
fn an_address_that_runs_script_is_no_link() {
    let book = notation::book("role a 甲\nprocedure SC-07 签约\n1|task|a|||→ SC-07\n");
    let drawn = |address: &str| {
        let addresses = Addresses {
            procedure: &|_| address.to_owned(),
            form: &|_| address.to_owned(),
            page: "",
        };
        svg_of(procedure_chart(&book, &book.procedures[0], &addresses))
    };
    assert!(drawn("sc-07.html").contains("href=\"sc-07.html\""));
    assert!(!drawn("javascript:alert(1)").contains("javascript"));
}

#[test]
fn a_procedure_too_large_for_a_sheet_is_cut_between_phases() {
    let phases: Vec<String> = (1..=6).map(|n| format!("第 {n} 阶段")).collect();
    let roles: Vec<String> = (0..9).map(|n| format!("role r{n} 第 {n} 部门\n")).collect();
    let steps: Vec<String> = (1..=240)
        .map(|n| {
            let phase = &phases[(n - 1) / 40];
            format!("{n}|task|r{}|{phase}|完成第 {n} 项工作|\n", (n * 5) % 9)
        })
        .collect();
    let text = format!(
        "phases {}\n{}{}",
        phases.join("；"),
        roles.concat(),
        steps.concat()
    );
    let Print::Parts(sheets) = chart(&notation::book(&text)).print else {
        panic!("one sheet holds it");
    };
    let mut seen = Vec::new();
    for (number, (picture, paper)) in sheets.iter().enumerate() {
        let (wide, high) = paper.room();
        let millimetre = 96.0 / 25.4;
        let scale = (wide * millimetre / picture.width).min(high * millimetre / picture.height);
        assert!(
            scale * 11.0 >= 7.0 * 96.0 / 72.0,
            "sheet {number} is too small: {scale}"
        );
        let note = format!("（第 {}/{} 张）", number + 1, sheets.len());
        assert!(picture.svg.contains(&note), "{}", &picture.svg[..300]);
        let drawn = svg::read(&picture.svg);
        let steps = drawn.iter().filter_map(|e| e.get("data-step"));
        seen.extend(steps.map(|step| step.parse::<u32>().expect("a number")));
    }
    assert!(sheets.len() > 1);
    assert_eq!(
        seen,
        (1..=240).collect::<Vec<_>>(),
        "each step stands on one sheet"
    );
    // The last step of a sheet leads to a connector, and the first of the next names where it comes from.
    let first = svg::read(&sheets[0].0.svg);
    let connector = first.iter().find(|e| e.class() == "node connector");
    let next = connector.and_then(|e| e.get("href")).expect("a connector");
    let second = svg::read(&sheets[1].0.svg);
    let step = next.trim_start_matches("#step-");
    assert!(
        second.iter().any(|e| e.get("data-step") == Some(step)),
        "{next}"
    );
    let back = second
        .iter()
        .find(|e| e.class() == "chart-tag chart-tag-arrival");
    assert!(back.is_some_and(|e| e.text.contains('自')));
}

#[test]
fn a_turned_chart_has_its_lanes_as_rows() {
    let mut book = notation::book("role a 甲\nrole b 乙\n1|task|a||起草|\n2|task|b||审核|\n");
    let shape = |book: &Book| {
        let picture = chart(book).picture.expect("a picture");
        (picture.width, picture.height)
    };
    let upright = shape(&book);
    book.procedures[0].orientation = procbook::model::procedure::Orientation::Horizontal;
    let turned = shape(&book);
    assert!(
        turned.0 > turned.1 && turned.1 < upright.1,
        "{upright:?} {turned:?}"
    );
}

#[test]
fn a_join_waits_for_parallel_branches_alone() {
    let bars = |steps: &str| {
        let text = format!("role a 甲\nrole b 乙\nrole c 丙\n{steps}");
        let drawn = svg::read(&svg_of(chart(&notation::book(&text))));
        drawn.iter().filter(|e| e.class() == "bar").count()
    };
    // A fork and its join.
    assert_eq!(
        bars("1|task|a||甲|→ 2、3\n2|task|b||乙|→ 4\n3|task|c||丙|→ 4\n4|task|a||丁|\n"),
        2
    );
    // A decision's branches meet without waiting.
    assert_eq!(
        bars(
            "1|decision|a||甲|是 → 2；否 → 3\n2|task|b||乙|→ 4\n3|task|c||丙|→ 4\n4|task|a||丁|\n"
        ),
        0
    );
}
