//! Fences of a whole book: each text is drawn once, is taken over from the build before while it is the
//! same, and a procedure's own Mermaid text agrees with its steps.
#![expect(clippy::disallowed_methods, reason = "the test reads its folder")]

#[path = "chart/notation.rs"]
mod notation;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use procbook::chart::{Dialect, DrawnFence, Fences, fences, graph, mermaid_text};
use procbook::model::prose::{Fence, Piece};
use procbook::model::{Book, Index, Item};
use procbook::source::Span;

const CASE: &str = "role a 甲\nprocedure B-01 乙\n1|start|a||开始|\n2|end|a||结束|\n";

const HERE: Item = Item::Procedure(Index::new(0));
const THERE: Item = Item::Procedure(Index::new(1));

fn fence(text: &str) -> Fence {
    Fence {
        language: "mermaid".to_owned(),
        text: text.to_owned(),
        span: Span::new(0, text.len()),
        line_starts: (text.split_inclusive('\n'))
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some(start)
            })
            .collect(),
    }
}

/// Puts a fence into the introduction of a procedure.
fn add(book: &mut Book, procedure: usize, fence: Fence) {
    let prose = &mut book.procedures[procedure].introduction;
    prose.pieces.push(Piece::Fence(prose.fences.len()));
    prose.fences.push(fence);
}

fn with(texts: &[(usize, &str)]) -> Book {
    let mut book = notation::book(CASE);
    for (procedure, text) in texts {
        add(&mut book, *procedure, fence(text));
    }
    book
}

fn picture<'a>(fences: &'a Fences, book: &Book, here: Item, text: &str) -> &'a DrawnFence {
    let picture = fences.picture(book, here, &fence(text));
    picture.expect("it was drawn")
}

#[test]
fn a_text_is_drawn_once() {
    let text = "flowchart TD\n 甲 --> 乙\n";
    let book = with(&[(0, text), (0, text), (1, text), (1, "pie\n \"甲\": 1\n")]);
    let (drawn, findings) = fences(&book, &Fences::default());
    assert_eq!(findings, []);
    // The one procedure has steps to link to, the other has none.
    assert_eq!(drawn.count(), 3);
    let here = picture(&drawn, &book, HERE, text);
    assert!(here.as_ref().as_ref().is_ok_and(|d| d.svg.contains("甲")));
    assert!(!Arc::ptr_eq(here, picture(&drawn, &book, THERE, text)));
}

#[test]
fn a_text_that_stays_is_taken_over_and_one_that_goes_is_dropped() {
    let (stays, goes) = ("flowchart TD\n s1 --> s2\n", "flowchart TD\n 丙\n");
    let book = with(&[(0, stays), (0, goes)]);
    let (before, _) = fences(&book, &Fences::default());
    assert_eq!(before.count(), 2);

    let book = with(&[(0, stays), (1, "flowchart TD\n 丁\n")]);
    let (after, _) = fences(&book, &before);
    let same = picture(&before, &book, HERE, stays);
    assert!(Arc::ptr_eq(same, picture(&after, &book, HERE, stays)));
    assert_eq!(after.count(), 2);
    assert!(after.picture(&book, HERE, &fence(goes)).is_none());
    assert_eq!(after, fences(&book, &Fences::default()).0);
}

#[test]
fn a_step_that_comes_or_goes_draws_the_fence_anew() {
    let text = "flowchart TD\n s1 --> s2\n";
    let mut book = with(&[(0, text)]);
    let (before, _) = fences(&book, &Fences::default());
    book.procedures[0].steps.pop();
    let (after, findings) = fences(&book, &before);
    let svg = |fences: &Fences| {
        let picture = picture(fences, &book, HERE, text).as_ref();
        picture.as_ref().expect("a picture").svg.clone()
    };
    assert!(!svg(&after).contains("#step-2"));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code.name, "mermaid-unknown-step");
}

#[test]
fn what_is_wrong_is_found_again_in_the_next_build() {
    let book = with(&[(0, "flowchart TD\n s1 --> s9\n"), (1, "flowchart TD\n a[")]);
    let (before, first) = fences(&book, &Fences::default());
    let (_, again) = fences(&book, &before);
    assert_eq!(first.len(), 2, "{first:?}");
    assert_eq!(first, again);
}

#[test]
fn other_code_is_no_picture() {
    let mut book = notation::book(CASE);
    let other = Fence {
        language: "toml".to_owned(),
        ..fence("flowchart TD\n a\n")
    };
    add(&mut book, 0, other.clone());
    add(&mut book, 0, fence(&other.text));
    let (drawn, _) = fences(&book, &Fences::default());
    assert_eq!(drawn.count(), 1);
    assert!(drawn.picture(&book, HERE, &other).is_none());
}

#[test]
fn the_text_that_a_procedure_offers_agrees_with_its_steps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chart/cases");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(path.join("procedure.txt")).expect("a case");
        let mut book = notation::book(&text);
        for dialect in [Dialect::Swimlane, Dialect::Flowchart] {
            let own = mermaid_text(&graph(&book, &book.procedures[0]), dialect);
            add(&mut book, 0, fence(&own));
        }
        let (_, findings) = fences(&book, &Fences::default());
        assert_eq!(findings, [], "{}", path.display());
        seen += 1;
    }
    assert!(seen > 3);
}
