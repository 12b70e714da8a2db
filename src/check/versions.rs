//! Versions of documents, as far as they are numbers.
//!
//! In: what authors write, `1.2` or `V1.2`. Out: their order, the next one. It must not know what has the version.

use std::cmp::Ordering;

/// The order of two versions; `None` when one of the two is no number of a version.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(numbers(one)?.cmp(&numbers(other)?))
}

/// `1.2` of `V1.2`, without closing zeros.
fn numbers(version: &str) -> Option<Vec<u32>> {
    let digits = version.trim().trim_start_matches(['v', 'V']);
    let read: Result<Vec<u32>, _> = digits.split('.').map(str::parse).collect();
    let mut numbers = read.ok()?;
    while numbers.last() == Some(&0) {
        numbers.pop();
    }
    Some(numbers)
}

/// The version after this one: its last number one higher, `1.1` after `1.0`; `…` after what ends in no number.
pub(super) fn raised(version: &str) -> String {
    let stem = version.trim_end_matches(|c: char| c.is_ascii_digit());
    match version[stem.len()..].parse::<u32>() {
        Ok(last) if last < u32::MAX && stem.contains('.') => format!("{stem}{}", last + 1),
        Ok(_) if !stem.contains('.') => format!("{version}.1"),
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare, raised};

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert_eq!(compare("1.9", "1.10"), Some(Ordering::Less));
        assert_eq!(compare("V2", "2.0"), Some(Ordering::Equal));
        assert_eq!(compare("A", "B"), None);
    }

    #[test]
    fn the_next_version_is_one_higher() {
        for (version, next) in [
            ("1.0", "1.1"),
            ("V1.9", "V1.10"),
            ("2", "2.1"),
            ("A", "…"),
            ("", "…"),
            ("1.4294967295", "…"),
        ] {
            assert_eq!(raised(version), next, "{version}");
        }
    }
}
