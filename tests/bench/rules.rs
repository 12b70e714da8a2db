//! What the rules cost: all of them on 10,000 pages, and each of them on ten times as many pages as before.
//!
//! A rule whose second figure is much more than ten times its first looks at pairs of pages. `cargo bench --bench rules`
//! shows all; the target for 10,000 pages is 300 ms.

#[expect(
    dead_code,
    clippy::format_push_string,
    clippy::assigning_clones,
    reason = "the tests of faults spoil what is only measured here"
)]
#[path = "../faults/book.rs"]
mod book;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use procbook::check;
use procbook::model::{Book, Date};
use procbook::pipeline::{self, Memory};
use procbook::source::{Source, SourcePath, Sources};

const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

/// A sound handbook of so many pages: roles, procedures, templates and their forms, a quarter each.
fn handbook(pages: usize) -> Book {
    let mut dice = book::Dice::with_seed(7);
    let files: BTreeMap<String, String> = book::Book::of(&mut dice, pages / 4, pages / 4).files();
    let mut sources = Sources::default();
    for (path, text) in files {
        let path = SourcePath::new(&path);
        let source = Source::of_bytes(path.clone(), text.into_bytes());
        sources.texts.insert(path, source);
    }
    let (book, found) = pipeline::examine(&sources, None, TODAY, &mut Memory::default());
    assert_eq!(found, [], "the handbook of the bench is sound");
    book
}

fn rules(criterion: &mut Criterion) {
    let sizes = [1_000, 10_000];
    let books = sizes.map(handbook);
    let mut all = criterion.benchmark_group("all rules");
    all.sample_size(20);
    for (pages, book) in sizes.iter().zip(&books) {
        let name = format!("{pages} pages");
        all.bench_function(name, |b| {
            b.iter(|| check::check(black_box(book), TODAY, None));
        });
    }
    all.finish();
    for rule in check::RULES {
        let mut one = criterion.benchmark_group(rule.code.name);
        one.sample_size(10)
            .warm_up_time(Duration::from_millis(50))
            .measurement_time(Duration::from_millis(200));
        for (pages, book) in sizes.iter().zip(&books) {
            one.bench_function(format!("{pages} pages"), |b| {
                b.iter(|| (rule.run)(black_box(book)));
            });
        }
        one.finish();
    }
}

criterion_group!(benches, rules);
criterion_main!(benches);
