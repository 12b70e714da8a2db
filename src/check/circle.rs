//! Circles among things of which each points to one other at most: superiors, successors.
//!
//! In: by thing, what it points to. Out: the circles. It must not know what the things are.

/// Each circle once, from its first thing on. Every walk is a line that ends, runs into a thing walked
/// before, or closes a circle, so that each thing is walked once.
pub(super) fn circles_of_one(onward: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut walk_of = vec![usize::MAX; onward.len()];
    let mut circles = Vec::new();
    for start in 0..onward.len() {
        let mut line = Vec::new();
        let mut next = Some(start);
        while let Some(thing) = next.filter(|thing| walk_of[*thing] == usize::MAX) {
            walk_of[thing] = start;
            line.push(thing);
            next = onward[thing];
        }
        if let Some(closes) = next.filter(|thing| walk_of[*thing] == start)
            && let Some(from) = line.iter().position(|thing| *thing == closes)
        {
            let mut circle = line.split_off(from);
            let first = (0..circle.len()).min_by_key(|at| circle[*at]);
            circle.rotate_left(first.unwrap_or(0));
            circles.push(circle);
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::circles_of_one;

    #[test]
    fn each_circle_is_found_once() {
        let onward = [Some(1), Some(2), Some(1), Some(3), Some(0), None];
        assert_eq!(circles_of_one(&onward), [vec![1, 2], vec![3]]);
        assert_eq!(
            circles_of_one(&[Some(2), Some(0), Some(1)]),
            [vec![0, 2, 1]]
        );
    }

    #[test]
    fn a_long_circle_is_walked_once() {
        let count = 200_000;
        let onward: Vec<_> = (0..count).map(|at| Some((at + 1) % count)).collect();
        assert_eq!(circles_of_one(&onward).len(), 1);
    }
}
