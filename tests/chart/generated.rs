//! Plans made from a number: the same number, the same plan.

use fastrand::Rng;
use procbook::chart::lanes::{Extent, Outline, Plan, PlanBox, PlanLink};

/// A procedure of 1 to `steps` steps in 1 to `lanes` lanes, with decisions, parallel branches, loops,
/// ends and hand-overs; sometimes quite senseless, as an author's first draft may be.
pub(crate) fn plan(seed: u64, steps: usize, lanes: usize) -> Plan {
    let mut random = Rng::with_seed(seed);
    let steps = random.usize(1..=steps);
    let lanes = random.usize(1..=lanes);
    let phases = random.usize(1..=6);
    let wild = random.f32() < 0.2;
    let mut plan = Plan {
        lanes,
        phases,
        boxes: (0..steps)
            .map(|at| step(&mut random, at, steps, lanes, phases, wild))
            .collect(),
        links: Vec::new(),
    };
    for from in 0..steps {
        links(&mut random, &mut plan, from, steps, wild);
    }
    plan
}

fn step(
    random: &mut Rng,
    at: usize,
    steps: usize,
    lanes: usize,
    phases: usize,
    wild: bool,
) -> PlanBox {
    let diamond = random.f32() < 0.2;
    let (half_across, half_along) = if diamond {
        (66.0, 33.0)
    } else {
        (56.0, random.choice([15.0, 23.0]).unwrap_or(15.0))
    };
    let tags = random.choice([0.0, 0.0, 16.0, 32.0]).unwrap_or(0.0);
    let arrivals = random.choice([0.0, 0.0, 0.0, 15.0]).unwrap_or(0.0);
    PlanBox {
        lane: random.usize(..lanes),
        phase: if wild {
            random.usize(..phases)
        } else {
            at * phases / steps
        },
        rank: u32::try_from(at).unwrap_or(0) * 10,
        outline: if diamond {
            Outline::Diamond
        } else {
            Outline::Straight
        },
        half_across,
        half_along,
        across: Extent {
            before: half_across + arrivals / 2.0,
            after: half_across,
        },
        along: Extent {
            before: half_along + arrivals,
            after: half_along + tags,
        },
        hanging: (0.0, tags),
        half_hanging: 40.0,
        join: random.f32() < 0.1,
        entry: at == 0,
    }
}

fn links(random: &mut Rng, plan: &mut Plan, from: usize, steps: usize, wild: bool) {
    let diamond = plan.boxes[from].outline == Outline::Diamond;
    let exits = if diamond {
        random.usize(2..=if wild { 6 } else { 3 })
    } else {
        1
    };
    for exit in 0..exits {
        let fork = random.f32() < if diamond { 0.05 } else { 0.15 };
        let label = diamond.then(|| (random.f64() * 50.0 + 11.0, 14.0));
        for _ in 0..if fork { random.usize(2..=4) } else { 1 } {
            let to = target(random, plan, from, steps, wild);
            if let Some(to) = to {
                plan.links.push(PlanLink {
                    from,
                    to,
                    exit,
                    label,
                    fork,
                });
            }
        }
    }
}

/// Mostly a step soon after, sometimes one before, sometimes a new box where the procedure ends.
fn target(
    random: &mut Rng,
    plan: &mut Plan,
    from: usize,
    steps: usize,
    wild: bool,
) -> Option<usize> {
    let chance = random.f32();
    if chance < 0.08 || (from + 1 == steps && chance < 0.8) {
        let PlanBox {
            lane, phase, rank, ..
        } = plan.boxes[from];
        plan.boxes.push(PlanBox {
            lane,
            phase,
            rank: rank + 5,
            outline: Outline::Straight,
            half_across: 24.0,
            half_along: 11.0,
            across: Extent {
                before: 24.0,
                after: 24.0,
            },
            along: Extent {
                before: 11.0,
                after: 11.0,
            },
            hanging: (0.0, 0.0),
            half_hanging: 0.0,
            join: false,
            entry: false,
        });
        Some(plan.boxes.len() - 1)
    } else if chance < 0.2 || (wild && chance < 0.5) {
        Some(random.usize(..=from))
    } else if from + 1 < steps {
        let far = if random.f32() < 0.7 {
            1
        } else {
            random.usize(1..6)
        };
        Some((from + far).min(steps - 1))
    } else {
        None
    }
}
