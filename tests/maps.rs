//! The maps that are made from the model: who reports to whom, and which procedure hands what to which.

#[path = "chart/geometry.rs"]
#[expect(dead_code, reason = "crossings are counted elsewhere")]
mod geometry;
#[path = "maps/handbook.rs"]
mod handbook;
#[path = "maps/organisation.rs"]
mod organisation;
#[path = "chart/svg.rs"]
#[expect(dead_code, reason = "fences are checked elsewhere")]
mod svg;

use std::fmt::Write;
use std::path::Path;

use handbook::{book, config, procedure, template};
use procbook::chart::maps::{
    Handing, Landscape, Map, MapAddresses, MapWords, Scope, handings, landscape, landscape_picture,
};
use procbook::model::role::RoleKind;
use procbook::model::{Book, Date, Index};
use procbook::pipeline::{self, Memory};

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

/// Calls with addresses and words that tests recognise.
pub(crate) fn with_words<T>(book: &Book, make: impl FnOnce(&MapAddresses, &MapWords) -> T) -> T {
    let addresses = MapAddresses {
        procedure: &|at| format!("{}.html", book.procedure(at).code.value.as_str()),
        role: &|at| format!("{}.html", book.role(at).id.value.as_str()),
    };
    let words = MapWords {
        title: "图".to_owned(),
        no_part: "未归篇",
        other_parts: "其他各篇",
        hands_over: "转入",
        calls: "调用",
        forms: "表单",
        reports_to: "汇报给",
        separator: "、",
        colon: "：",
        kind: &RoleKind::word,
    };
    make(&addresses, &words)
}

fn draw(book: &Book, map: &Landscape) -> Map {
    with_words(book, |addresses, words| {
        landscape_picture(book, map, addresses, words)
    })
}

/// `A-1 > A-2: hand-over 1 2, call 3, form F-1`.
fn told(book: &Book) -> Vec<String> {
    let code = |at| book.procedure(at).code.value.as_str();
    let one = |handing: &Handing| {
        let steps = &book.procedure(handing.from).steps;
        let mut out = format!("{} > {}:", code(handing.from), code(handing.to));
        for (word, list) in [
            (" hand-over", &handing.hand_overs),
            (" call", &handing.calls),
        ] {
            for step in list {
                let _ = write!(out, "{word} {}", steps[step.at].number.value);
            }
        }
        for form in &handing.forms {
            let _ = write!(out, " form {}", book.template(*form).code.value.as_str());
        }
        out
    };
    handings(book).iter().map(one).collect()
}

#[test]
fn handings_are_hand_overs_calls_and_common_forms() {
    let book = book(&[
        config(&["a"]),
        template("F-1"),
        template("F-2"),
        procedure(
            "A-1",
            "a",
            &[
                "输出：[[F-1]]；纪要|下一步：\n  - 是 → A-2\n  - 否 → A-2#1、2",
                "输入：[[F-2]]|下一步：→ A-2",
            ],
        ),
        // Its own form, and what it takes in words, are handed to nobody.
        procedure("A-2", "a", &["输入：[[F-1]]；纪要|输出：[[F-2]]；[[F-1]]"]),
        // What the called one gives and takes at the step is not the caller's own.
        procedure(
            "A-3",
            "a",
            &["类型：子流程|输入：[[F-1]]；[[A-2]]|输出：[[F-2]]"],
        ),
        procedure("A-4", "a", &["下一步：→ A-4"]),
    ]);
    assert_eq!(
        told(&book),
        [
            "A-1 > A-2: hand-over 1 hand-over 2 form F-1",
            "A-2 > A-1: form F-2",
            "A-3 > A-2: call 1",
        ]
    );
}

#[test]
fn what_a_called_procedure_gives_back_is_part_of_the_call() {
    let book = book(&[
        config(&["a"]),
        template("F-1"),
        procedure("A-1", "a", &["类型：子流程|输入：[[A-2]]", "输入：[[F-1]]"]),
        procedure("A-2", "a", &["输出：[[F-1]]"]),
    ]);
    assert_eq!(told(&book), ["A-1 > A-2: call 1"]);
}

#[test]
fn a_form_that_everybody_uses_says_nothing() {
    let many = |count: usize| {
        let mut files = vec![config(&["a"]), template("F-1")];
        files.push(procedure("A-0", "a", &["输出：[[F-1]]"]));
        let user = |at: usize| procedure(&format!("A-{at}"), "a", &["输入：[[F-1]]"]);
        files.extend((1..=count).map(user));
        handings(&book(&files)).len()
    };
    assert_eq!(many(50), 50);
    assert_eq!(many(51), 0);
}

/// `from to way` of every arrow of a map, and the codes of its boxes.
fn arrows(map: &Map) -> (Vec<String>, Vec<String>) {
    let elements = svg::read(&map.svg);
    let mut way = String::new();
    let (mut arrows, mut boxes) = (Vec::new(), Vec::new());
    for element in &elements {
        let get = |name| element.get(name).unwrap_or_default();
        match element.class() {
            "handing" => get("data-way").clone_into(&mut way),
            "edge" => arrows.push(format!("{} {} {way}", get("data-from"), get("data-to"))),
            "node" => boxes.push(get("data-procedure").to_owned()),
            _ => {}
        }
    }
    arrows.sort();
    (arrows, boxes)
}

fn whole(book: &Book) -> (Vec<String>, Vec<String>) {
    let all = handings(book);
    let all: Vec<&Handing> = all.iter().collect();
    let map = landscape(book, &all, Scope::Whole).expect("a map");
    arrows(&draw(book, &map))
}

#[test]
fn forms_are_drawn_only_where_no_other_arrows_lead() {
    let book = book(&[
        config(&["a"]),
        template("F-1"),
        procedure("A-1", "a", &["输出：[[F-1]]|下一步：→ A-2"]),
        procedure("A-2", "a", &["下一步：→ A-3"]),
        procedure("A-3", "a", &["输入：[[F-1]]"]),
        procedure("A-4", "a", &["输入：[[F-1]]"]),
    ]);
    let (arrows, boxes) = whole(&book);
    assert_eq!(
        arrows,
        ["A-1 A-2 hand-over", "A-1 A-4 form", "A-2 A-3 hand-over"]
    );
    assert_eq!(boxes, ["A-1", "A-2", "A-3", "A-4"]);
    assert_eq!(handings(&book).len(), 4, "the table has them all");
}

#[test]
fn a_map_of_a_part_shows_whom_it_deals_with() {
    let book = book(&[
        config(&["a", "b", "c"]),
        procedure("A-1", "a", &["下一步：→ B-1"]),
        procedure("A-2", "a", &["下一步：结束"]),
        procedure("B-1", "b", &["下一步：→ B-2"]),
        procedure("B-2", "b", &["下一步：→ C-1"]),
        procedure("C-1", "c", &["下一步：结束"]),
        procedure("C-2", "c", &["下一步：结束"]),
    ]);
    let all = handings(&book);
    let all: Vec<&Handing> = all.iter().collect();
    let map = landscape(&book, &all, Scope::Part(Index::new(0))).expect("a map");
    let drawn = draw(&book, &map);
    let (found, boxes) = arrows(&drawn);
    assert_eq!(found, ["A-1 B-1 hand-over"]);
    assert_eq!(boxes, ["A-1", "A-2", "B-1"]);
    assert!(
        drawn.svg.contains("<title>B-1 流程B-1的名称：篇b</title>"),
        "{}",
        drawn.svg
    );
    assert!(drawn.titles.contains("其他各篇"));
    assert_eq!(
        whole(&book).1.len(),
        6,
        "those without links stand in their lanes too"
    );
}

#[test]
fn a_part_that_hands_nothing_on_has_no_map() {
    let book = book(&[config(&["a"]), procedure("A-1", "a", &["下一步：结束"])]);
    assert!(landscape(&book, &[], Scope::Part(Index::new(0))).is_none());
    assert!(landscape(&book, &[], Scope::Whole).is_some());
}

fn assert_sound(book: &Book, name: &str) -> usize {
    let all = handings(book);
    let all: Vec<&Handing> = all.iter().collect();
    let parts = (0..book.config.parts.len()).map(|part| Scope::Part(Index::new(part)));
    let mut maps = 0;
    for scope in parts.chain([Scope::Whole]) {
        let Some(map) = landscape(book, &all, scope) else {
            continue;
        };
        let faults = geometry::faults(&map.plan, &map.drawn);
        assert!(faults.is_empty(), "{name} {scope:?}: {}", faults.join("\n"));
        let drawn = draw(book, &map);
        let elements = svg::read(&drawn.svg);
        assert!(
            elements
                .iter()
                .all(|one| one.get("id").is_none() && one.name != "style")
        );
        let nodes = elements.iter().filter(|one| one.class() == "node").count();
        assert_eq!(nodes, map.plan.boxes.len(), "{name} {scope:?}");
        maps += 1;
    }
    maps
}

#[test]
fn nothing_overlaps_on_the_maps_of_the_handbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let build =
        pipeline::run(root, TODAY, &mut Memory::default()).expect("the handbook can be read");
    assert!(assert_sound(&build.book, "the handbook") >= 2);
}

#[test]
fn nothing_overlaps_on_maps_of_any_handbook() {
    for seed in 0..12 {
        let mut random = fastrand::Rng::with_seed(seed);
        let parts = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        let count = random.usize(2..=120);
        let mut files = vec![config(&parts)];
        files.extend((0..20).map(|form| template(&format!("F-{form}"))));
        let wild = random.f32() * 0.5;
        for at in 0..count {
            let part = if random.f32() < 0.1 {
                "none"
            } else {
                parts[at * parts.len() / count]
            };
            let mut steps = Vec::new();
            for _ in 0..random.usize(1..4) {
                // Mostly to a neighbour, sometimes to any other.
                let near = (at + random.usize(0..5)).saturating_sub(2).min(count - 1);
                let to = if random.f32() < wild {
                    random.usize(0..count)
                } else {
                    near
                };
                steps.push(match random.usize(0..4) {
                    0 => format!("下一步：→ P-{to}"),
                    1 => format!("类型：子流程|输入：[[P-{to}]]"),
                    2 => format!("输出：[[F-{}]]", random.usize(0..20)),
                    _ => format!("输入：[[F-{}]]", random.usize(0..20)),
                });
            }
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            files.push(procedure(&format!("P-{at}"), part, &steps));
        }
        assert_sound(&book(&files), &format!("seed {seed}"));
    }
}

#[test]
fn more_procedures_than_a_person_reads_are_not_drawn() {
    let files = |count: usize| {
        let one = |at| procedure(&format!("P-{at}"), "a", &["下一步：结束"]);
        let procedures = (0..count).map(one);
        book(
            &[config(&["a"])]
                .into_iter()
                .chain(procedures)
                .collect::<Vec<_>>(),
        )
    };
    assert!(landscape(&files(300), &[], Scope::Whole).is_some());
    assert!(landscape(&files(301), &[], Scope::Whole).is_none());
}
