//! How long fences take to be drawn: `cargo bench --bench fences`.
//!
//! Diagrams as an owner writes them, from ten steps to three hundred nodes. A build draws each text once,
//! so that this is what a new or changed fence costs.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use procbook::chart::{Drawing, fence_chart};

const TEN_STEPS: &str = "flowchart TD
  s1([客户到访]) --> s2[登记来访信息]
  s2 --> s3[介绍项目与样板间]
  s3 --> s4{是否有意向？}
  s4 -->|有| s5[推荐房源并试算付款方案]
  s4 -->|没有| s6[三日内回访]
  s6 --> s4
  s5 --> s7{是否认购？}
  s7 -->|是| s8[签认购书，收取定金]
  s7 -->|否| s6
  s8 --> s9[资料归档]
  s9 --> s10([结束])
";

/// A net of nodes, each of which leads to two others.
fn many_nodes() -> String {
    let mut text = "flowchart TD\n".to_owned();
    for node in 0..300 {
        let _ = writeln!(text, "  n{node}[\"第 {node} 项工作\"]");
        for next in [2 * node + 1, 2 * node + 2].iter().filter(|n| **n < 300) {
            let _ = writeln!(text, "  n{node} --> n{next}");
        }
    }
    text
}

fn draw(text: &str) -> Drawing {
    fence_chart(black_box(text), &[1, 2, 3]).expect("it can be drawn")
}

fn fences(criterion: &mut Criterion) {
    let many_nodes = many_nodes();
    let diagrams = [
        ("flowchart, 10 steps", TEN_STEPS),
        (
            "swimlane, 9 lanes, 32 steps",
            include_str!("../chart/cases/annual-plan/expected/swimlane.mmd"),
        ),
        (
            "subgraphs, 9 owners, 32 steps",
            include_str!("../chart/cases/annual-plan/expected/chart.mmd"),
        ),
        ("sequence", include_str!("../chart/fences/sequence.mmd")),
        ("gantt", include_str!("../chart/fences/gantt.mmd")),
        ("mindmap", include_str!("../chart/fences/mindmap.mmd")),
        ("state", include_str!("../chart/fences/state.mmd")),
        ("flowchart, 300 nodes", &many_nodes),
    ];
    for (name, text) in diagrams {
        criterion.bench_function(name, |bencher| bencher.iter(|| draw(text)));
    }
}

criterion_group!(benches, fences);
criterion_main!(benches);
