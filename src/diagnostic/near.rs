//! The one name that an author meant, when it is plain which.
//!
//! In: words that name nothing, and the names there are. Out: the thing that is meant, and whether it can be
//! anything else. It must not know what the names stand for.
//!
//! `nearest` offers a name for a person to judge; here nobody may judge, so that codes are treated with care: `F-013`
//! is one letter from `F-012` and another form, `SM1.11` is not `SM11.1`, 策划部 is not 计划部.

use unicode_normalization::UnicodeNormalization;

/// What words most likely mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likely<'a> {
    /// The thing that bears the name.
    pub id: &'a str,
    /// Whether nothing else can be meant.
    pub certain: bool,
}

/// Words as an English keyboard writes them: `Ｆ－０１２` is `F-012`, `SM1。1` is `SM1.1`.
#[must_use]
pub fn half_width(text: &str) -> String {
    let plain = text.nfkc().map(|c| match c {
        '。' | '｡' => '.',
        '、' => ',',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '【' => '[',
        '】' => ']',
        '“' | '”' => '"',
        other => other,
    });
    plain.collect::<String>().trim().to_owned()
}

/// The thing that the words mean, of names with the things that bear them; `None` when several come near.
#[must_use]
pub fn likely<'a>(
    text: &str,
    names: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Option<Likely<'a>> {
    let folded = half_width(text);
    let certain = |id| Likely { id, certain: true };
    if let Some(id) = only(names.clone().filter(|(name, _)| *name == folded)) {
        return Some(certain(id));
    }
    let wanted = Words::of(&folded);
    if let Some(id) = only(names.clone().filter(|(name, _)| wanted.spell(name))) {
        return Some(certain(id));
    }
    let (name, id) = clearly_nearest(&folded, names)?;
    Some(Likely {
        id,
        certain: wanted.differ_by_a_slip(&Words::of(name)),
    })
}

/// The one thing among those that bear some names.
fn only<'a>(mut names: impl Iterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
    let (_, first) = names.next()?;
    names.all(|(_, id)| id == first).then_some(first)
}

/// The nearest name when all that name other things are further away by more than one letter.
fn clearly_nearest<'a>(
    text: &str,
    names: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<(&'a str, &'a str)> {
    let text = text.to_lowercase();
    let length = text.chars().count();
    let room = (length / 3).max(1);
    if length < 3 {
        return None;
    }
    let near: Vec<_> = names
        .filter(|(name, _)| name.chars().count().abs_diff(length) <= room + 1)
        .map(|(name, id)| (strsim::osa_distance(&text, &name.to_lowercase()), name, id))
        .filter(|(distance, ..)| *distance <= room + 1)
        .collect();
    let (distance, name, id) = near.iter().min().copied()?;
    let others = near.iter().filter(|(_, _, other)| *other != id);
    let clear = others.fold(true, |clear, (other, ..)| clear && *other > distance + 1);
    (distance <= room && clear).then_some((name, id))
}

/// What counts of a name, in lower case.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
}

/// The words and numbers of a name, without the marks between them, in lower case.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut kind = None;
        for c in text.chars().flat_map(char::to_lowercase) {
            let now = match c {
                c if c.is_ascii_digit() => Some(true),
                c if c.is_alphanumeric() => Some(false),
                _ => None,
            };
            match words.last_mut() {
                Some(word) if now.is_some() && now == kind => word.push(c),
                _ if now.is_some() => words.push(c.to_string()),
                _ => {}
            }
            kind = now;
        }
        Self(words)
    }

    fn has_number(&self) -> bool {
        let digit = |word: &String| word.contains(|c: char| c.is_ascii_digit());
        self.0.iter().any(digit)
    }

    /// Whether a name is the same but for marks and capitals.
    fn spell(&self, name: &str) -> bool {
        // Most names differ at once, so that their words need not be found.
        if !letters(name).eq(self.0.iter().flat_map(|word| word.chars())) {
            return false;
        }
        let name = Self::of(name);
        let same = self.0 == name.0;
        !self.0.is_empty() && (same || (!self.has_number() && self.0.concat() == name.0.concat()))
    }

    /// Whether the two are words, all the same but for one letter in a long one.
    fn differ_by_a_slip(&self, other: &Self) -> bool {
        const LONG: usize = 5;
        let long = |word: &str| word.len() >= LONG && word.is_ascii();
        let mut differing = self.0.iter().zip(&other.0).filter(|(a, b)| a != b);
        let (Some((a, b)), None) = (differing.next(), differing.next()) else {
            return false;
        };
        let slip = long(a) && long(b) && strsim::osa_distance(a, b) == 1;
        slip && self.0.len() == other.0.len() && !self.has_number() && !other.has_number()
    }
}

#[cfg(test)]
mod tests {
    use super::{half_width, likely};

    const NAMES: [(&str, &str); 10] = [
        ("F-012", "F-012"),
        ("F-013", "F-013"),
        ("F-212", "F-212"),
        ("SM1.1", "SM1.1"),
        ("SM11.1", "SM11.1"),
        ("sales-director", "sales-director"),
        ("销售总监", "sales-director"),
        ("计划部", "planning-department"),
        ("planning-department", "planning-department"),
        ("north-office", "north-office"),
    ];

    fn meant(text: &str) -> Option<(&'static str, bool)> {
        likely(text, NAMES.into_iter()).map(|likely| (likely.id, likely.certain))
    }

    #[test]
    fn width_case_and_marks_leave_no_doubt() {
        for (text, id) in [
            ("Ｆ－０１２", "F-012"),
            ("F—012", "F-012"),
            ("f012", "F-012"),
            ("ＳＭ1。1", "SM1.1"),
            ("sales_director", "sales-director"),
            ("SalesDirector", "sales-director"),
            ("sales-directer", "sales-director"),
            ("planing-department", "planning-department"),
            ("销售 总监", "sales-director"),
        ] {
            assert_eq!(meant(text), Some((id, true)), "{text}");
        }
        assert_eq!(half_width(" ［［Ｆ－０１２］］ "), "[[F-012]]");
    }

    #[test]
    fn another_number_or_word_is_asked_about() {
        for (text, id) in [
            ("策划部", "planning-department"),
            ("nort-ofice", "north-office"),
        ] {
            assert_eq!(meant(text), Some((id, false)), "{text}");
        }
    }

    #[test]
    fn nothing_is_meant_where_several_come_near() {
        for text in [
            "F-014",
            "SM1.11",
            "SM1.2",
            "south-office-manager",
            "部",
            "F",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
