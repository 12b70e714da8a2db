//! Versions of releases: which may be one, and which comes later.

use std::cmp::Ordering;

/// Whether a text can be the version of a release: letters, digits, `.`, `-` and `_`, beginning with a letter or
/// digit, as it becomes a folder's name and a part of a tag's.
#[must_use]
pub fn is_version(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.len() <= 40
        && text.chars().all(plain)
        && !text.ends_with('.')
        && !text.contains("..")
        // Git keeps this ending to itself.
        && !text.to_ascii_lowercase().ends_with(".lock")
}

/// The order in which versions rise: runs of digits by their number, `2026.9` before `2026.10`, and a version
/// before the same with something more behind a dot. What follows a hyphen comes before what has none:
/// `2026.1-draft` before `2026.1`, as in semantic versioning.
#[must_use]
pub fn compare(a: &str, b: &str) -> Ordering {
    let (one, other) = (parts(a), parts(b));
    (one.0.cmp(&other.0))
        .then_with(|| match (&one.1, &other.1) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(other)) => one.cmp(other),
        })
        .then_with(|| a.cmp(b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run<'a> {
    /// A number without leading zeros: its length, then its digits.
    Number(usize, &'a str),
    Word(&'a str),
}

fn parts(version: &str) -> (Vec<Run<'_>>, Option<Vec<Run<'_>>>) {
    match version.split_once('-') {
        Some((main, more)) => (runs(main), Some(runs(more))),
        None => (runs(version), None),
    }
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut rest = text;
    let mut runs = Vec::new();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '.' | '-' | '_') {
            rest = &rest[1..];
            continue;
        }
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits || matches!(c, '.' | '-' | '_'));
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        runs.push(if digits {
            let number = run.trim_start_matches('0');
            Run::Number(number.len(), number)
        } else {
            Run::Word(run)
        });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{compare, is_version};

    #[test]
    fn versions_rise_as_people_count() {
        let rising = [
            "1",
            "1.2",
            "1.9",
            "1.10",
            "1.10.1",
            "2",
            "2026.1-draft",
            "2026.1-rc1",
            "2026.1-rc10",
            "2026.1",
            "2026.2",
            "2026.10",
        ];
        for pair in rising.windows(2) {
            assert!(compare(pair[0], pair[1]).is_lt(), "{pair:?}");
            assert!(compare(pair[1], pair[0]).is_gt(), "{pair:?}");
        }
        assert!(compare("2026.1", "2026.1").is_eq());
    }

    #[test]
    fn a_version_is_the_name_of_a_folder_everywhere() {
        for version in ["2026.1", "1", "v2-rc_1"] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "", ".", "..", "-1", "a/b", "a b", "1.", "1..2", "二", "x.lock", "a~1", "a^", "a:b",
        ] {
            assert!(!is_version(version), "{version}");
        }
    }
}
