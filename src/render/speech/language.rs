//! The words that expressions are said in, in Chinese and in English.
//!
//! In: the handbook's language. Out: `Language`. In its patterns `{0}`, `{1}` … stand for what is put in.

use crate::model::expression::Operator;

/// The words of one language.
pub(super) struct Language {
    /// When a field is filled in.
    pub(super) when: &'static str,
    /// Whether words stand close to brackets and quotation marks, and apart from Latin letters and digits.
    pub(super) wide: bool,
    /// When a section is filled in.
    pub(super) section_when: &'static str,
    /// What a field's own value must do: `须{0}`.
    pub(super) must: &'static str,
    /// Between “must” and a sign: `须 ≥ 0`.
    pub(super) be: &'static str,
    /// Any other condition: `要求：{0}`.
    pub(super) required: &'static str,
    pub(super) and: &'static str,
    pub(super) or: &'static str,
    /// Between the first of several values.
    pub(super) list: &'static str,
    /// Between the last two of several values, any of which does.
    pub(super) last_or: &'static str,
    /// Between the last two of several values, all of which are needed.
    pub(super) last_and: &'static str,
    /// Between a subject and the word that is said of it.
    pub(super) joint: &'static str,
    pub(super) brackets: &'static str,
    /// A label or text.
    pub(super) quoted: &'static str,
    /// The field itself.
    pub(super) own: &'static str,
    pub(super) not: &'static str,
    pub(super) always: &'static str,
    pub(super) never: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) today: &'static str,
    pub(super) nothing: &'static str,
    pub(super) remainder: &'static str,
    pub(super) rounded: &'static str,
    pub(super) whole: &'static str,
    pub(super) sum: &'static str,
    pub(super) average: &'static str,
    pub(super) count: &'static str,
    pub(super) least: &'static str,
    pub(super) greatest: &'static str,
    pub(super) least_of: &'static str,
    pub(super) greatest_of: &'static str,
    pub(super) days: &'static str,
    pub(super) branches: &'static str,
    /// Said of a subject, and after “must”.
    pub(super) is: [&'static str; 2],
    pub(super) is_not: [&'static str; 2],
    pub(super) includes: [&'static str; 2],
    pub(super) includes_not: [&'static str; 2],
    pub(super) empty: [&'static str; 2],
    pub(super) filled: [&'static str; 2],
    pub(super) holds: [&'static str; 2],
    pub(super) before: [&'static str; 2],
    pub(super) not_after: [&'static str; 2],
    pub(super) after: [&'static str; 2],
    pub(super) not_before: [&'static str; 2],
}

static CHINESE: Language = Language {
    when: "当{0}时填写",
    wide: true,
    section_when: "当{0}时填写本节",
    must: "须{0}",
    be: " ",
    required: "要求：{0}",
    and: " 且 ",
    or: " 或 ",
    list: "、",
    last_or: "或",
    last_and: "和",
    joint: "",
    brackets: "（{0}）",
    quoted: "「{0}」",
    own: "本项",
    not: "并非{0}",
    always: "条件总成立",
    never: "条件不成立",
    yes: "是",
    no: "否",
    today: "填写当日",
    nothing: "空白",
    remainder: "{0} 除以 {1} 的余数",
    rounded: "{0}（保留 {1} 位小数）",
    whole: "{0}（取整数）",
    sum: "{0}合计",
    average: "{0}平均值",
    count: "{0}的已填行数",
    least: "{0}的最小值",
    greatest: "{0}的最大值",
    least_of: "{0}中的最小值",
    greatest_of: "{0}中的最大值",
    days: "从{0}到{1}的天数",
    branches: "（{0}时为 {1}，否则为 {2}）",
    is: ["为{0}"; 2],
    is_not: ["不为{0}"; 2],
    includes: ["含{0}"; 2],
    includes_not: ["不含{0}"; 2],
    empty: ["未填写", "留空"],
    filled: ["已填写", "填写"],
    holds: ["成立"; 2],
    before: ["早于{0}"; 2],
    not_after: ["不晚于{0}"; 2],
    after: ["晚于{0}"; 2],
    not_before: ["不早于{0}"; 2],
};

static ENGLISH: Language = Language {
    when: "Fill in if {0}",
    wide: false,
    section_when: "Fill in this section if {0}",
    must: "Must {0}",
    be: "be ",
    required: "Required: {0}",
    and: " and ",
    or: " or ",
    list: ", ",
    last_or: " or ",
    last_and: " and ",
    joint: " ",
    brackets: "({0})",
    quoted: "“{0}”",
    own: "this",
    not: "not {0}",
    always: "it always holds",
    never: "it never holds",
    yes: "Yes",
    no: "No",
    today: "the day of filling in",
    nothing: "nothing",
    remainder: "the remainder of {0} ÷ {1}",
    rounded: "{0} (to {1} decimals)",
    whole: "{0} (to a whole number)",
    sum: "the total of {0}",
    average: "the average of {0}",
    count: "the number of rows with {0}",
    least: "the least {0}",
    greatest: "the greatest {0}",
    least_of: "the least of {0}",
    greatest_of: "the greatest of {0}",
    days: "the days from {0} to {1}",
    branches: "({1} if {0}, else {2})",
    is: ["is {0}", "be {0}"],
    is_not: ["is not {0}", "not be {0}"],
    includes: ["includes {0}", "include {0}"],
    includes_not: ["does not include {0}", "not include {0}"],
    empty: ["is empty", "be empty"],
    filled: ["is filled in", "be filled in"],
    holds: ["holds", "hold"],
    before: ["is before {0}", "be before {0}"],
    not_after: ["is not after {0}", "not be after {0}"],
    after: ["is after {0}", "be after {0}"],
    not_before: ["is not before {0}", "not be before {0}"],
};

impl Language {
    /// The words for a handbook's language, a BCP 47 tag.
    pub(super) fn of(tag: &str) -> &'static Self {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        if primary.eq_ignore_ascii_case("zh") {
            &CHINESE
        } else {
            &ENGLISH
        }
    }

    /// How days and times stand to each other; `None` where the words for “is” do.
    pub(super) const fn order_in_time(&self, operator: Operator) -> Option<[&'static str; 2]> {
        match operator {
            Operator::Less => Some(self.before),
            Operator::LessOrEqual => Some(self.not_after),
            Operator::Greater => Some(self.after),
            Operator::GreaterOrEqual => Some(self.not_before),
            Operator::Or
            | Operator::And
            | Operator::Equal
            | Operator::NotEqual
            | Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => None,
        }
    }
}

/// An operator as people write it.
pub(super) const fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::NotEqual => "≠",
        Operator::Less => "<",
        Operator::LessOrEqual => "≤",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => "≥",
        Operator::Add => "+",
        Operator::Subtract => "−",
        Operator::Multiply => "×",
        Operator::Divide => "÷",
        Operator::Or | Operator::And | Operator::Remainder => "",
    }
}

/// A pattern with its places filled in; what is put in is never looked at again.
pub(super) fn fill(pattern: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let (before, place) = rest.split_at(at);
        text.push_str(before);
        let number = place
            .get(1..2)
            .and_then(|digit| digit.parse::<usize>().ok());
        text.push_str(
            number
                .and_then(|n| values.get(n))
                .copied()
                .unwrap_or_default(),
        );
        rest = place.get(3..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// Chinese as it is set: no blanks beside brackets and quotation marks, one between a character and a
/// number. What stands in quotation marks is the author's, and stays.
pub(super) fn set_wide(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + 8);
    let mut quotes = 0_usize;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let before = set.chars().next_back();
        if quotes > 0 {
            set.push(c);
        } else if c == ' ' {
            let next = characters.peek().copied();
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let word = |c: Option<char>| c.is_some_and(is_word) || latin(c);
            let between = word(before) && word(next) && (latin(before) || latin(next));
            if between || is_sign(before) || is_sign(next) {
                set.push(c);
            }
        } else {
            let apart = |c: char| c.is_ascii_alphanumeric();
            let between = before.is_some_and(|b| apart(b) && is_word(c) || is_word(b) && apart(c));
            if between {
                set.push(' ');
            }
            set.push(c);
        }
        match c {
            '「' => quotes += 1,
            '」' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
    }
    set
}

/// Whether it is an operator, which keeps its blanks.
fn is_sign(c: Option<char>) -> bool {
    c.is_some_and(|c| "=≠<≤>≥+−×÷".contains(c))
}

/// Whether it is a Chinese character.
const fn is_word(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
