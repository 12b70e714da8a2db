//! The geometry of procedure charts: nothing overlaps, whatever is arranged.

#[path = "chart/generated.rs"]
mod generated;
#[path = "chart/geometry.rs"]
mod geometry;

use std::path::Path;

use procbook::chart::arranged;
use procbook::chart::lanes::arrange;
use procbook::model::Date;
use procbook::model::procedure::Orientation;
use procbook::pipeline::{self, Memory};
use rayon::prelude::*;

/// The day of the runs; findings may depend on it.
const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 1,
};

/// 10,000 charts of up to 60 steps in up to 12 lanes.
#[test]
fn generated_charts_have_no_faults() {
    let faulty: Vec<String> = (0..10_000_u64)
        .into_par_iter()
        .filter_map(|seed| {
            let plan = generated::plan(seed, 60, 12);
            let faults = geometry::faults(&plan, &arrange(&plan));
            let boxes = plan.boxes.len();
            (!faults.is_empty())
                .then(|| format!("seed {seed} ({boxes} boxes): {}", faults.join("; ")))
        })
        .collect();
    let few = &faulty[..faulty.len().min(20)];
    assert!(
        faulty.is_empty(),
        "{} charts with faults:\n{}",
        faulty.len(),
        few.join("\n")
    );
}

/// Every procedure of the handbook, upright and turned.
#[test]
fn the_handbooks_charts_have_no_faults() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut built =
        pipeline::run(root, TODAY, &mut Memory::default()).expect("the handbook can be read");
    let (mut crossings, mut links) = (0, 0);
    for turned in [Orientation::Vertical, Orientation::Horizontal] {
        for procedure in &mut built.book.procedures {
            procedure.orientation = turned;
        }
        for procedure in &built.book.procedures {
            let (plan, drawn) = arranged(&built.book, procedure);
            let code = procedure.code.value.as_str();
            assert_eq!(
                geometry::faults(&plan, &drawn),
                [""; 0],
                "{code} {turned:?}"
            );
            assert_eq!(plan.boxes.is_empty(), procedure.steps.is_empty(), "{code}");
            crossings += geometry::crossings(&plan, &drawn);
            links += plan.links.len();
        }
    }
    // Kept low: a change that makes many more should be looked at.
    assert!(
        crossings * 4 <= links,
        "{crossings} crossings of {links} lines"
    );
}
