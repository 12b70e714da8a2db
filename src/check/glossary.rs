//! Abbreviations and where a page explains them.
//!
//! In: the words of pages. Out: abbreviations, and those that their page spells out. It must not word a message.

use std::collections::BTreeSet;

use crate::model::Reference;
use crate::model::prose::{Passage, PassageKind};

/// Words in the title of a page that explains words.
const GLOSSARIES: [&str; 9] = [
    "术语",
    "词汇表",
    "名词解释",
    "缩略语",
    "缩写",
    "用语说明",
    "glossary",
    "abbreviations",
    "acronyms",
];

/// Whether a reference page is the one that explains the handbook's words.
pub(super) fn is_glossary(page: &Reference) -> bool {
    let aliases = page.aliases.iter().map(|alias| &alias.value);
    let mut names = std::iter::once(&page.title.value).chain(aliases);
    names.any(|name| {
        let name = name.to_lowercase();
        GLOSSARIES.iter().any(|word| name.contains(word))
    })
}

/// The places of the abbreviations in a text: two to six capitals that stand alone. A plural `s` is left out.
pub(super) fn abbreviations(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let mut found = Vec::new();
    // Most passages have none, which the bytes tell at once.
    let bytes = text.as_bytes();
    let is_pair = |pair: &[u8]| pair[0].is_ascii_uppercase() && pair[1].is_ascii_uppercase();
    if !bytes.windows(2).any(is_pair) {
        return found;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find(is_part).map(|from| at + from) {
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        at = end;
        let run = text[start..end]
            .strip_suffix('s')
            .unwrap_or(&text[start..end]);
        let is_capital =
            (2..=6).contains(&run.len()) && run.bytes().all(|b| b.is_ascii_uppercase());
        // `SC-07` is a code, `docs/SC` a path, `JX-年份` the pattern of a number.
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let joins =
            |c: Option<char>| matches!(c, Some('-' | '－' | '–' | '_' | '#' | '@' | '\\' | '$'));
        if is_capital && !joins(before) && !joins(after) && before != Some('.') {
            found.push((start, start + run.len()));
        }
    }
    found
}

/// The abbreviations that a passage spells out.
pub(super) fn spelt_out(passage: &Passage) -> BTreeSet<&str> {
    let text = passage.text.as_str();
    let places = abbreviations(text);
    let is_entry = matches!(passage.kind, PassageKind::Cell | PassageKind::Term);
    let listed = codes_of_a_list(text, &places);
    let mut found = BTreeSet::new();
    for (start, end) in places {
        let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
        let alone = is_entry && before.is_empty() && after.is_empty();
        if alone || names_before(before, after) || explained_after(after) {
            found.insert(&text[start..end]);
        }
    }
    found.extend(listed);
    found
}

/// How many bytes from an abbreviation its words may begin or end: a name is shorter, and a text of a
/// million brackets is not to be read from each of them.
const NEAR: usize = 300;

/// What stands before a name that is shorter than another.
const SHORT: [&str; 7] = ["简称", "缩写", "缩写为", "称为", "英文", "called", "short"];

/// 客户关系管理（CRM）, (customer relations, CRM), 以下简称 CRM.
fn names_before(before: &str, after: &str) -> bool {
    if SHORT.iter().any(|word| before.ends_with(word)) {
        return true;
    }
    if !after.starts_with(['）', ')']) {
        return false;
    }
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let Some(open) = before.rfind(['（', '(']) else {
        return false;
    };
    let inside = before[open..].trim_start_matches(['（', '(']);
    if inside.is_empty() {
        let word = before[..open].trim_end().chars().next_back();
        return word.is_some_and(char::is_alphanumeric);
    }
    let words = inside.strip_suffix(['，', ',', '；', ';']);
    words.is_some_and(|words| !words.contains(['）', ')']) && is_phrase(words))
}

/// What stands between an abbreviation and its words.
const MEANS: [&str; 9] = [
    "即",
    "是指",
    "指",
    "全称",
    "：",
    ":",
    "means ",
    "stands for ",
    "— ",
];

/// CRM（客户关系管理）, CRM: customer relations, CRM 即客户关系管理.
fn explained_after(after: &str) -> bool {
    if let Some(inside) = after.strip_prefix(['（', '(']) {
        let inside = &inside[..inside.floor_char_boundary(NEAR)];
        let end = inside.find(['）', ')']).unwrap_or(inside.len());
        return is_phrase(&inside[..end]);
    }
    MEANS.iter().any(|word| after.starts_with(word))
}

/// Words in brackets that are no name.
const ASIDES: [&str; 9] = ["见", "如", "含", "包括", "另", "同", "see ", "e.g.", "if "];

/// Whether words could be what capitals stand for: two Chinese characters or two words at least.
fn is_phrase(text: &str) -> bool {
    if ASIDES.iter().any(|word| text.starts_with(word)) {
        return false;
    }
    let chinese = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    chinese.count() >= 2 || text.split_whitespace().count() >= 2
}

/// 经销 JX、代理 DL、加盟 JM: a list of three or more in which a word stands before each.
fn codes_of_a_list<'a>(text: &'a str, places: &[(usize, usize)]) -> Vec<&'a str> {
    let is_listed = |(start, end): &&(usize, usize)| {
        let word = text[..*start].trim_end_matches(' ').chars().next_back();
        let after = text[*end..].chars().next();
        word.is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
            && matches!(after, Some('、' | '，' | ',' | '；' | ';' | '。') | None)
    };
    let listed: Vec<&str> = (places.iter().filter(is_listed))
        .map(|(start, end)| &text[*start..*end])
        .collect();
    if listed.len() < 3 { Vec::new() } else { listed }
}

#[cfg(test)]
mod tests {
    use super::{Passage, PassageKind, abbreviations, spelt_out};
    use crate::source::Span;

    #[test]
    fn codes_and_words_are_no_abbreviations() {
        let text = "CRM、SC-07、A4、iOS、KPIs、OTC渠道、B2B、IT/HR、FRAMEWORKS 和 JX-年份";
        let found = abbreviations(text).into_iter();
        let found: Vec<_> = found.map(|(start, end)| &text[start..end]).collect();
        assert_eq!(found, ["CRM", "KPI", "OTC", "IT", "HR"]);
    }

    fn spells_out(text: &str, kind: PassageKind) -> bool {
        let mut passage = Passage::new(kind);
        passage.push(text, Span::new(0, text.len()), true);
        !spelt_out(&passage).is_empty()
    }

    #[test]
    fn spelling_out_is_told_from_naming() {
        for text in [
            "客户关系管理（CRM）系统",
            "CRM（客户关系管理）系统",
            "客户关系管理（customer relationship management，CRM）",
            "客户关系管理，以下简称 CRM",
            "CRM：客户关系管理",
            "customer relationship management (CRM)",
            "a CRM (customer relations) system",
            "经销 JX、代理 DL、加盟 JM",
        ] {
            assert!(spells_out(text, PassageKind::Text), "{text}");
        }
        for text in [
            "医药产品（OTC、处方药）",
            "按 OTC、处方药",
            "查询 CRM（见下）",
            "in CRM (see below)",
        ] {
            assert!(!spells_out(text, PassageKind::Text), "{text}");
        }
        assert!(spells_out("CRM", PassageKind::Cell));
    }
}
