//! The geometry of procedure charts: nothing overlaps, whatever is arranged.

#[path = "chart/generated.rs"]
mod generated;
#[path = "chart/geometry.rs"]
mod geometry;

use procbook::chart::lanes::arrange;
use rayon::prelude::*;

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
