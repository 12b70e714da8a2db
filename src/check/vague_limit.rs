//! Words in place of a limit that somebody could check.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
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
    let findings = steps(book);
    findings
        .flat_map(|(procedure, step)| of(book, procedure, step))
        .collect()
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
                "write a limit that can be checked: `within 2 working days`",
                "写一个可以核对的期限，例如 `2 个工作日内`"
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
    // ASCII letters keep their places in lower case.
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for (start, end) in sentences(&lower) {
        let sentence = &lower[start..end];
        let mut places = Vec::new();
        for vague in CHINESE.iter().chain(ENGLISH) {
            places.extend(places_of(sentence, vague));
        }
        if places.is_empty() || gives_limit(sentence) {
            continue;
        }
        places.sort_unstable();
        let outside = places
            .into_iter()
            .filter(|(at, _)| !is_quoted(sentence, *at));
        found.extend(outside.map(|(at, to)| (start + at, start + to)));
    }
    found
}

fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['。', '；', '！', '？', ';', '!', '?', '\n']) {
        sentences.push((start, at));
        start = at + mark.len();
    }
    sentences.push((start, text.len()));
    sentences
}

fn places_of(sentence: &str, vague: &Vague) -> Vec<(usize, usize)> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let places = sentence.match_indices(vague.word).filter(|(at, word)| {
        let (before, after) = (&sentence[..*at], &sentence[at + word.len()..]);
        let is_whole =
            !word.is_ascii() || !(before.ends_with(is_word) || after.starts_with(is_word));
        is_whole
            && !vague.not_after.iter().any(|other| before.ends_with(other))
            && !vague
                .not_before
                .iter()
                .any(|other| after.starts_with(other))
    });
    places.map(|(at, word)| (at, at + word.len())).collect()
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
