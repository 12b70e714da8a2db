//! What steps take and give, compared by name as people write names.
//!
//! In: an author's words. Out: the names in them, and who offers what is wanted. It must not know steps.
//!
//! “市场调研报告（初稿）” is a “市场调研报告”, an “审定的施工图” is a “施工图”, and of “放款通知，或未通过的书面理由”
//! one is enough. So names are compared without spaces, brackets and marks, and one may be the ending of the
//! other: in Chinese as in English what a thing is stands last.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::nearest;

/// What stands between two names on one line.
const BETWEEN: [char; 10] = [',', '、', ';', '/', '或', '和', '与', '及', '并', '+'];

/// What comes before a name and changes nothing of what the thing is.
const HEADS: [&str; 5] = ["the ", "a ", "an ", "copy of ", "copies of "];

/// What follows a name and changes as little.
const TAILS: [&str; 6] = ["等", "原件", "复印件", "副本", "各一份", " in writing"];

/// What begins a count of copies at the end of a name.
const COPIES: [&str; 3] = ["一式", "一套", "各一"];

/// Shorter endings say too little to be the same thing.
const SHORTEST: usize = 2;

/// The names in one entry of a step's inputs or outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// All of it.
    pub(super) whole: String,
    /// The names that it may be a list of; empty when it is one name.
    pub(super) parts: Vec<String>,
}

impl Names {
    /// The names in an author's words.
    pub(super) fn of(words: &str) -> Self {
        let normal: Cow<'_, str> = if words.chars().all(is_normal) {
            Cow::Borrowed(words)
        } else {
            Cow::Owned(words.nfkc().collect())
        };
        let bare = without_brackets(&normal);
        let parts: Vec<String> = bare
            .split(BETWEEN)
            .map(bare_name)
            .filter(|part| !part.is_empty())
            .collect();
        Self {
            whole: bare_name(&bare),
            parts: if parts.len() > 1 { parts } else { Vec::new() },
        }
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.whole)
            .chain(&self.parts)
            .map(String::as_str)
    }
}

/// Most characters of a name: none of them has another form.
fn is_normal(c: char) -> bool {
    c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c) || "、《》".contains(c)
}

/// A text without what stands in brackets, unless that is all of it.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    if bare.trim().is_empty() {
        text.to_owned()
    } else {
        bare
    }
}

/// A name without marks, spaces between Chinese characters, the count of its copies and what follows a colon.
fn bare_name(text: &str) -> String {
    let name = text.split(':').next().unwrap_or(text);
    let mut bare = String::with_capacity(name.len());
    let mut space = false;
    for c in name.chars() {
        if c.is_whitespace() {
            space = true;
        } else if !"《》〈〉「」『』“”‘’\"'。.".contains(c) {
            // A space matters between two English words, and only there.
            if space
                && c.is_ascii_alphanumeric()
                && bare.ends_with(|l: char| l.is_ascii_alphanumeric())
            {
                bare.push(' ');
            }
            space = false;
            bare.extend(c.to_lowercase());
        }
    }
    let long_enough = |name: &str| name.chars().count() >= SHORTEST;
    let counted = COPIES.iter().filter_map(|copies| bare.find(copies)).min();
    if let Some(at) = counted.filter(|at| long_enough(&bare[..*at])) {
        bare.truncate(at);
    }
    let mut bare = bare.as_str();
    let without = |name| {
        let heads = HEADS
            .iter()
            .filter_map(move |head| str::strip_prefix(name, head));
        let tails = TAILS
            .iter()
            .filter_map(move |tail| str::strip_suffix(name, tail));
        heads.chain(tails).find(|shorter| long_enough(shorter))
    };
    while let Some(shorter) = without(bare) {
        bare = shorter;
    }
    bare.to_owned()
}

/// Who offers what is wanted. Only names that were wanted before are kept, so that the offers of a whole handbook
/// cost no memory.
#[derive(Default)]
pub(super) struct Shelf {
    offers: HashMap<u64, Vec<usize>>,
}

/// More offers of one name than these are not told apart.
const ENOUGH: usize = 64;

impl Shelf {
    /// Wants a thing.
    pub(super) fn want(&mut self, names: &Names) {
        for name in names.each() {
            for key in keys(name, Side::Wanted) {
                self.offers.entry(key).or_default();
            }
        }
    }

    /// Offers a thing: `by` is whoever the caller counts.
    pub(super) fn offer(&mut self, names: &Names, by: usize) {
        for name in names.each() {
            for key in keys(name, Side::Offered) {
                if let Some(offers) = self.offers.get_mut(&key)
                    && offers.last() != Some(&by)
                    && offers.len() < ENOUGH
                {
                    offers.push(by);
                }
            }
        }
    }

    /// Whether nothing is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.offers.is_empty()
    }

    /// Whether somebody whom `fits` accepts offers the thing, or every thing of a list.
    pub(super) fn has_all(&self, names: &Names, fits: impl Fn(usize) -> bool) -> bool {
        self.has(&names.whole, &fits)
            || !names.parts.is_empty() && names.parts.iter().all(|part| self.has(part, &fits))
    }

    /// Whether somebody whom `fits` accepts offers the thing, or one of a list.
    pub(super) fn has_any(&self, names: &Names, fits: impl Fn(usize) -> bool) -> bool {
        names.each().any(|name| self.has(name, &fits))
    }

    /// The first who offers the thing and whom `fits` accepts.
    pub(super) fn first(&self, names: &Names, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let keys = keys(&names.whole, Side::Wanted).into_iter();
        let offers = keys.filter_map(|key| self.offers.get(&key));
        offers.flatten().copied().filter(|by| fits(*by)).min()
    }

    fn has(&self, name: &str, fits: &impl Fn(usize) -> bool) -> bool {
        let keys = keys(name, Side::Wanted).into_iter();
        let offers = keys.filter_map(|key| self.offers.get(&key));
        offers.flatten().any(|by| fits(*by))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Wanted,
    Offered,
}

/// The keys under which a name finds the names that end with it, or that it ends with. A whole name of one side
/// meets the endings of the other.
fn keys(name: &str, side: Side) -> Vec<u64> {
    const WHOLE_IS_WANTED: u64 = 0x9e37_79b9_7f4a_7c15;
    const WHOLE_IS_OFFERED: u64 = 0xc2b2_ae3d_27d4_eb4f;
    let (own, other) = match side {
        Side::Wanted => (WHOLE_IS_WANTED, WHOLE_IS_OFFERED),
        Side::Offered => (WHOLE_IS_OFFERED, WHOLE_IS_WANTED),
    };
    let mut keys = Vec::with_capacity(name.len() / 3 + 1);
    // FNV-1a over the characters from the last to the first: after each, the hash of the ending so far.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut length = 0;
    let mut characters = name.chars().rev().peekable();
    while let Some(c) = characters.next() {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        length += 1;
        let within_word =
            c.is_ascii_alphanumeric() && characters.peek().is_some_and(char::is_ascii_alphanumeric);
        if characters.peek().is_none() || length >= SHORTEST && !within_word {
            keys.push(hash ^ other);
        }
    }
    keys.push(hash ^ own);
    keys
}

/// Whether two names have so much in common that one may be a slip for the other.
pub(super) fn alike(one: &Names, other: &Names) -> bool {
    const SHARED: usize = 3;
    if one.whole.is_ascii() && other.whole.is_ascii() {
        // English words share many letters by chance.
        return nearest(&one.whole, [other.whole.as_str()]).is_some();
    }
    let (one, other): (Vec<char>, Vec<char>) =
        (one.whole.chars().collect(), other.whole.chars().collect());
    let shorter = one.len().min(other.len());
    let mut longest = 0;
    // By place in `other`: how long the stretch is that ends there and before the place in `one`.
    let mut before = vec![0; other.len() + 1];
    for c in &one {
        let mut row = vec![0; other.len() + 1];
        for (at, d) in other.iter().enumerate() {
            if c == d {
                row[at + 1] = before[at] + 1;
                longest = longest.max(row[at + 1]);
            }
        }
        before = row;
    }
    longest >= SHARED && longest * 2 >= shorter
}

#[cfg(test)]
mod tests {
    use super::{Names, Shelf, alike};

    fn offered(wanted: &str, offers: &[&str]) -> bool {
        let mut shelf = Shelf::default();
        let wanted = Names::of(wanted);
        shelf.want(&wanted);
        for (at, words) in offers.iter().enumerate() {
            shelf.offer(&Names::of(words), at);
        }
        shelf.has_all(&wanted, |_| true)
    }

    #[test]
    fn one_thing_has_many_spellings() {
        assert!(offered("市场调研报告（初稿）", &["市场调研报告"]));
        assert!(offered("市场调研报告", &["《市场调研报告》(批准)"]));
        assert!(offered("施工图", &["审定的施工图"]));
        assert!(offered("确认的概念方案", &["概念方案"]));
        assert!(offered(
            "未通过的书面理由",
            &["放款通知，或未通过的书面理由"]
        ));
        assert!(offered("证据、原件", &["原件", "全部证据"]));
        assert!(offered(
            "盖章认购书",
            &["盖章认购书：客户 1 份，销售助理 1 份"]
        ));
        assert!(offered("房屋交接书", &["房屋交接书一式三份"]));
        assert!(offered("定金收据复印件", &["定金收据"]));
        assert!(offered("The signed order", &["signed  Order"]));
        assert!(offered("A copy of the order", &["The order in writing"]));
        assert!(offered("货", &["货"]));
    }

    #[test]
    fn other_things_are_other_things() {
        assert!(!offered("预算", &["预算表"]));
        assert!(!offered("证据、合同", &["证据"]));
        assert!(!offered("port", &["report"]));
        assert!(!offered("货", &["退货"]));
        assert!(!offered("", &["预算"]));
    }

    #[test]
    fn who_offers_is_told() {
        let mut shelf = Shelf::default();
        let wanted = Names::of("审稿意见");
        shelf.want(&wanted);
        shelf.offer(&Names::of("软文稿"), 1);
        shelf.offer(&Names::of("书面审稿意见"), 2);
        assert_eq!(shelf.first(&wanted, |_| true), Some(2));
        assert_eq!(shelf.first(&wanted, |by| by < 2), None);
        assert!(!shelf.has_all(&wanted, |by| by == 1));
    }

    #[test]
    fn slips_look_alike() {
        let alike = |one, other| alike(&Names::of(one), &Names::of(other));
        assert!(alike("确认的方案设计", "方案设计文件"));
        assert!(alike("介绍会资料", "介绍会记录"));
        assert!(!alike("预算余额", "软文需求单"));
        assert!(!alike("资料", "资料"));
        assert!(alike("delivery note", "the delivery notes"));
        assert!(!alike("quotations in writing", "claim in writing"));
    }
}
