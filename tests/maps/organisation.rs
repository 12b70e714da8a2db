//! Who reports to whom.

use std::collections::BTreeSet;

use procbook::chart::maps::{Organisation, organisation};
use procbook::model::Book;

use crate::handbook::{book, config, role};
use crate::{svg, with_words};

fn reports(book: &Book) -> Organisation {
    with_words(book, |addresses, words| {
        organisation(book, addresses, words)
    })
}

/// `--id` for every role of the chart, with a dash for each one above it.
fn outline(book: &Book, organisation: &Organisation) -> Vec<String> {
    (organisation.reports.iter())
        .map(|report| {
            let id = book.role(report.role).id.value.as_str();
            format!("{}{id}", "-".repeat(report.depth))
        })
        .collect()
}

#[test]
fn roles_that_report_to_one_another_are_trees() {
    let book = book(&[
        config(&[]),
        role("board", "committee", ""),
        role("alone", "external", ""),
        role("agency", "external", "head"),
        role("head", "person", "board"),
        role("office", "unit", "head"),
        role("pair-a", "person", ""),
        role("pair-b", "person", "pair-a"),
        // Words that name nobody are a finding, and no relation.
        role("lost", "person", "nobody"),
    ]);
    let organisation = reports(&book);
    assert_eq!(
        outline(&book, &organisation),
        [
            "board", "-head", "--agency", "--office", "pair-a", "-pair-b"
        ]
    );
    let alone: Vec<&str> = (organisation.alone.iter())
        .map(|role| book.role(*role).id.value.as_str())
        .collect();
    assert_eq!(alone, ["alone", "lost"]);

    let picture = organisation.map.expect("a chart").svg;
    let elements = svg::read(&picture);
    let nodes: Vec<_> = elements
        .iter()
        .filter(|one| one.class() == "node")
        .collect();
    let get = |name| {
        nodes
            .iter()
            .map(|one| one.get(name).unwrap_or("?"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        get("data-role"),
        ["board", "head", "agency", "office", "pair-a", "pair-b"]
    );
    assert_eq!(
        get("data-kind"),
        [
            "committee",
            "person",
            "external",
            "unit",
            "person",
            "person"
        ]
    );
    assert_eq!(get("href")[3], "office.html");
    let edges = elements.iter().filter(|one| one.class() == "edge");
    let edges: Vec<_> = edges
        .map(|one| (one.get("data-from"), one.get("data-to")))
        .collect();
    assert_eq!(edges.len(), 4);
    assert!(edges.contains(&(Some("office"), Some("head"))), "{edges:?}");
    assert!(
        picture.contains("<title>角色head person、汇报给 角色board</title>"),
        "{picture}"
    );
}

#[test]
fn a_circle_of_reports_is_opened_at_its_first_role() {
    let book = book(&[
        config(&[]),
        role("a", "person", "c"),
        role("b", "person", "a"),
        role("c", "person", "b"),
        role("d", "person", "c"),
        role("self", "person", "self"),
    ]);
    let organisation = reports(&book);
    assert_eq!(outline(&book, &organisation), ["a", "-b", "--c", "---d"]);
    assert_eq!(organisation.alone.len(), 1);
}

/// The corners of a path that is made of straight and curved pieces with absolute coordinates.
fn extent(d: &str) -> (f64, f64, f64, f64) {
    let numbers: Vec<f64> = (d.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().expect("a number"))
        .collect();
    let corners = numbers.chunks(2);
    corners.fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |all, corner| {
        let (x, y) = (corner[0], corner[1]);
        (all.0.min(x), all.1.min(y), all.2.max(x), all.3.max(y))
    })
}

#[test]
fn nothing_overlaps_on_an_organisation_chart() {
    for seed in 0..20 {
        let mut random = fastrand::Rng::with_seed(seed);
        let count = random.usize(2..120);
        // Hexagons alone, whose outlines are told by their corners.
        let one = |at: usize| {
            let to = if random.f32() < 0.15 {
                String::new()
            } else {
                format!("r{}", random.usize(0..count))
            };
            role(&format!("r{at}"), "committee", &to)
        };
        let files: Vec<_> = std::iter::once(config(&[]))
            .chain((0..count).map(one))
            .collect();
        let book = book(&files);
        let organisation = reports(&book);
        let shown = organisation.reports.len() + organisation.alone.len();
        assert_eq!(shown, count, "every role stands in a tree or apart");
        let Some(map) = organisation.map else {
            continue;
        };
        let elements = svg::read(&map.svg);
        let shapes = elements.iter().filter(|one| one.class() == "shape");
        let shapes: Vec<_> = shapes
            .map(|one| extent(one.get("d").expect("an outline")))
            .collect();
        let distinct: BTreeSet<String> = shapes.iter().map(|one| format!("{one:?}")).collect();
        assert_eq!(distinct.len(), organisation.reports.len());
        let size: Vec<f64> = (elements[0].get("viewBox").expect("a size").split(' '))
            .map(|part| part.parse().expect("a number"))
            .collect();
        for (at, a) in shapes.iter().enumerate() {
            assert!(
                a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= size[2] && a.3 <= size[3],
                "{a:?} {size:?}"
            );
            for b in &shapes[at + 1..] {
                let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
                assert!(apart, "seed {seed}: {a:?} {b:?}");
            }
        }
    }
}
