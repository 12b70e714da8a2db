//! How long the layout of a procedure's chart takes: `cargo bench --bench layout`.
//!
//! Generated charts of 60 steps in 12 lanes, and of the sizes that procedures mostly have.

#[path = "../chart/generated.rs"]
mod generated;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use procbook::chart::lanes::{Plan, arrange};

/// Ten charts of just so many steps and lanes.
fn plans(steps: usize, lanes: usize) -> Vec<Plan> {
    let fits = |plan: &Plan| plan.lanes == lanes && plan.boxes.len() >= steps;
    (0..)
        .map(|seed| generated::plan(seed, steps, lanes))
        .filter(fits)
        .take(10)
        .collect()
}

fn layout(criterion: &mut Criterion) {
    for (steps, lanes) in [(10, 3), (30, 9), (60, 12)] {
        let plans = plans(steps, lanes);
        let mut next = plans.iter().cycle();
        criterion.bench_function(
            &format!("layout of {steps} steps in {lanes} lanes"),
            |bench| {
                bench.iter(|| arrange(black_box(next.next().expect("a cycle has no end"))));
            },
        );
    }
}

criterion_group!(benches, layout);
criterion_main!(benches);
