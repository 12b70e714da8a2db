//! Words in place of a limit that somebody could check.

use rayon::prelude::*;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::role::RoleKind;
use crate::model::{Book, Procedure, Step};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::VAGUE_LIMIT,
    run,
};

/// A word that leaves open by when, and what makes another word of it.
struct Vague {
    word: &'static str,
    /// It means something else after one of these.
    not_after: &'static [&'static str],
    /// It means something else before one of these.
    not_before: &'static [&'static str],
}

const fn always(word: &'static str) -> Vague {
    Vague {
        word,
        not_after: &[],
        not_before: &[],
    }
}

const CHINESE: &[Vague] = &[
    always("尽快"),
    always("尽早"),
    always("尽速"),
    always("从速"),
    always("抓紧"),
    always("择机"),
    always("酌情"),
    always("视情况"),
    always("若干"),
    Vague {
        word: "必要时",
        not_after: &["非", "不"],
        not_before: &[],
    },
    Vague {
        word: "适时",
        not_after: &["合"],
        not_before: &[],
    },
    // 及时率 is a measure, 不及时 a fault, and 准确、及时 what a record is.
    Vague {
        word: "及时",
        not_after: &["不", "未", "没", "没有", "是否", "能否", "、"],
        not_before: &["率", "性", "度", "的", "、", "与否", "雨"],
    },
    // Who may come at any time has no limit to keep.
    Vague {
        word: "随时",
        not_after: &["可", "可以", "能", "能够", "有权", "均可"],
        not_before: &["可", "能", "有权", "随地", "间"],
    },
];

const ENGLISH: &[Vague] = &[
    always("as soon as possible"),
    always("as soon as practicable"),
    always("asap"),
    always("promptly"),
    always("in a timely manner"),
    always("in due course"),
    always("without undue delay"),
    always("at the earliest convenience"),
    always("at your earliest convenience"),
    always("if necessary"),
    always("where necessary"),
    always("when necessary"),
    always("if appropriate"),
    always("as appropriate"),
    always("where appropriate"),
    always("as needed"),
    Vague {
        word: "timely",
        not_after: &["in a ", "not "],
        not_before: &[],
    },
];

/// What makes a limit of a number.
const UNITS: [&str; 24] = [
    "秒",
    "分钟",
    "刻钟",
    "小时",
    "工作日",
    "个工作日",
    "日",
    "天",
    "周",
    "星期",
    "个月",
    "月",
    "季",
    "年",
    "minute",
    "hour",
    "working day",
    "business day",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "h",
];

/// Limits without a number.
const LIMITS: [&str; 16] = [
    "当日",
    "当天",
    "当场",
    "次日",
    "同日",
    "隔日",
    "每日",
    "每天",
    "每周",
    "每月",
    "下班前",
    "当晚",
    "the same day",
    "the next day",
    "by noon",
    "end of the day",
];

fn run(book: &Book) -> Vec<Diagnostic> {
    let procedures = book.procedures.par_iter();
    let findings = procedures.flat_map_iter(|procedure| {
        let steps = procedure.steps.iter();
        steps.flat_map(move |step| of(book, procedure, step))
    });
    findings.collect()
}

fn of(book: &Book, procedure: &Procedure, step: &Step) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let owner = procedure.owner_of(step).map(|role| book.role(role).kind);
    if let Some(due) = &step.due {
        // When a customer turns up is not the handbook's to set.
        let is_theirs = owner == Some(RoleKind::External);
        let found = vague(&due.value).into_iter();
        findings.extend(
            (found.filter(|_| !is_theirs).take(1))
                .map(|(start, end)| finding(procedure, &due.value[start..end], due.span)),
        );
    }
    for passage in step.prose.passages.iter() {
        let found = vague(&passage.text).into_iter();
        findings.extend(found.map(|(start, end)| {
            let word = &passage.text[start..end];
            finding(procedure, word, passage.span(start, end))
        }));
    }
    findings
}

fn finding(procedure: &Procedure, word: &str, span: Span) -> Diagnostic {
    let (message, help) = if is_condition(word) {
        (
            say!(
                "{} leaves open in which cases",
                "{} 没有说明哪些情况",
                quoted(word)
            ),
            say!(
                "say in which cases, or who decides it",
                "写明哪些情况，或者由谁判断"
            ),
        )
    } else if word == "若干" {
        (
            say!("{} leaves open how many", "{} 没有说明多少", quoted(word)),
            say!("write the number, or who sets it", "写明数目，或者由谁确定"),
        )
    } else {
        (
            say!("{} leaves open by when", "{} 没有说明期限", quoted(word)),
            say!(
                "write a limit that can be checked: within 2 working days",
                "写一个可以核对的期限，例如：2 个工作日内"
            ),
        )
    };
    Diagnostic::error(RULE.code, &procedure.path, span, message)
        .warning()
        .help(help)
}

fn is_condition(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(word.as_str(), "必要时" | "酌情" | "视情况" | "as needed")
        || word.ends_with("necessary")
        || word.ends_with("appropriate")
}

/// The places of vague words in a text, in order, but for those in quotes and those whose sentence gives
/// a limit all the same.
fn vague(text: &str) -> Vec<(usize, usize)> {
    // A passage of thousands is no author's, and one finding is enough to send its author there.
    const ENOUGH: usize = 50;
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (mut before, mut looked_at) = (' ', 0);
    for (at, c) in text.char_indices() {
        let words = if c.is_ascii() {
            let begins = c.is_ascii_alphabetic() && !before.is_ascii_alphanumeric();
            if begins { ENGLISH } else { &[] }
        } else {
            CHINESE
        };
        before = c;
        let word = words.iter().find(|vague| stands_at(text, at, vague));
        let Some(Vague { word, .. }) = word else {
            continue;
        };
        looked_at += 1;
        if looked_at > ENOUGH {
            break;
        }
        let sentence = sentence_around(text, at);
        let start = at - sentence.start;
        let sentence = &text[sentence.start..sentence.end];
        if !is_quoted(sentence, start) && !gives_limit(sentence) {
            found.push((at, at + word.len()));
        }
    }
    found
}

/// The sentence that a place stands in, as far as a reader remembers it.
fn sentence_around(text: &str, at: usize) -> Span {
    const MARKS: [char; 8] = ['。', '；', '！', '？', ';', '!', '?', '\n'];
    const NEAR: usize = 600;
    let first = text.ceil_char_boundary(at.saturating_sub(NEAR));
    let last = text.floor_char_boundary((at + NEAR).min(text.len()));
    let start = text[first..at]
        .rfind(MARKS)
        .map_or(first, |mark| first + mark);
    let end = text[at..last].find(MARKS).map_or(last, |mark| at + mark);
    Span::new(start, end)
}

fn stands_at(text: &str, at: usize, vague: &Vague) -> bool {
    let end = at + vague.word.len();
    let word = text.get(at..end);
    if !word.is_some_and(|word| word.eq_ignore_ascii_case(vague.word)) {
        return false;
    }
    let (before, after) = (&text[..at], &text[end..]);
    let is_whole =
        !vague.word.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_whole
        && !vague.not_after.iter().any(|other| before.ends_with(other))
        && !vague
            .not_before
            .iter()
            .any(|other| after.starts_with(other))
}

/// Whether a sentence holds `2 个工作日`, 三日, 当日, `within 3 days`.
fn gives_limit(sentence: &str) -> bool {
    if LIMITS.iter().any(|limit| sentence.contains(limit)) {
        return true;
    }
    let is_number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百半".contains(c);
    let mut rest = sentence;
    while let Some(at) = rest.find(is_number) {
        let after = rest[at..].trim_start_matches(is_number);
        let unit = after.trim_start().trim_start_matches('个').trim_start();
        if UNITS.iter().any(|name| unit.starts_with(name)) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether a place stands between quotes: words of a form, or words that are not to be written.
fn is_quoted(sentence: &str, at: usize) -> bool {
    let before = &sentence[..at];
    let is_open =
        |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    is_open('「', '」')
        || is_open('『', '』')
        || is_open('“', '”')
        || is_open('《', '》')
        || before.matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::vague;

    fn words(text: &str) -> Vec<&str> {
        let places = vague(text).into_iter();
        places.map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn vague_words_are_found() {
        assert_eq!(words("收到后尽快登记，必要时上报。"), ["尽快", "必要时"]);
        assert_eq!(words("变更随时更新"), ["随时"]);
        assert_eq!(
            words("Answer promptly and, if necessary, call."),
            ["promptly", "if necessary"]
        );
        assert_eq!(words("Send it in a timely manner"), ["in a timely manner"]);
    }

    #[test]
    fn other_words_are_not() {
        for text in [
            "月及时率用去重后的订单",
            "登记不及时的，按第 3 条处理",
            "记录要准确、及时、客观",
            "款项随时可领",
            "客户可随时查询",
            "不写「尽快处理」",
            "应及时通知客户，最迟 1 个工作日内",
            "应及时通知客户，最迟三日内",
            "尽快送交，当日下班前送到",
            "Answer promptly, within 2 working days.",
            "untimely",
        ] {
            assert!(words(text).is_empty(), "{text}");
        }
    }
}
