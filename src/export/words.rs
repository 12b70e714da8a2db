//! The few words that an exported form needs beyond its author's own.

/// Words in a language.
pub(super) struct Words {
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) unit: &'static str,
    pub(super) colon: &'static str,
    /// Before and after a remark behind a label.
    pub(super) brackets: (&'static str, &'static str),
    /// Between two remarks on one field.
    pub(super) separator: &'static str,
    pub(super) signature_name: &'static str,
    pub(super) signature_date: &'static str,
    pub(super) signature_drawn: &'static str,
    pub(super) signature_seal: &'static str,
    pub(super) weight: &'static str,
    pub(super) total: &'static str,
    pub(super) grade: &'static str,
    /// `{min}`.
    pub(super) rows_least: &'static str,
    /// `{max}`.
    pub(super) rows_most: &'static str,
    /// `{expression}`.
    pub(super) by_hand_relevant: &'static str,
    /// `{expression}`.
    pub(super) by_hand_constraint: &'static str,
    /// `{expression}`.
    pub(super) by_hand_calculation: &'static str,
    /// What a language is called in the head of an XLSForm's column.
    pub(super) language: &'static str,
}

impl Words {
    /// A remark behind a label.
    pub(super) fn bracketed(&self, remark: &str) -> String {
        let (open, close) = self.brackets;
        format!("{open}{remark}{close}")
    }
}

const CHINESE: Words = Words {
    yes: "是",
    no: "否",
    unit: "单位",
    colon: "：",
    brackets: ("（", "）"),
    separator: "；",
    signature_name: "签名",
    signature_date: "日期",
    signature_drawn: "手写签名",
    signature_seal: "印章（照片）",
    weight: "权重",
    total: "合计",
    grade: "等级",
    rows_least: "至少 {min} 行",
    rows_most: "最多 {max} 行",
    by_hand_relevant: "仅在满足以下条件时填写：{expression}",
    by_hand_constraint: "请自行核对：{expression}",
    by_hand_calculation: "请自行计算后填写：{expression}",
    language: "中文 (zh)",
};

const ENGLISH: Words = Words {
    yes: "Yes",
    no: "No",
    unit: "unit",
    colon: ": ",
    brackets: (" (", ")"),
    separator: "; ",
    signature_name: "Name",
    signature_date: "Date",
    signature_drawn: "Signature by hand",
    signature_seal: "Seal (photo)",
    weight: "weight",
    total: "Total",
    grade: "Grade",
    rows_least: "at least {min} rows",
    rows_most: "at most {max} rows",
    by_hand_relevant: "Fill this in only when: {expression}",
    by_hand_constraint: "Check by yourself: {expression}",
    by_hand_calculation: "Compute by yourself: {expression}",
    language: "English (en)",
};

/// The words for a handbook's language, a BCP 47 tag.
pub(super) fn words(language: &str) -> &'static Words {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    if primary.eq_ignore_ascii_case("zh") {
        &CHINESE
    } else {
        &ENGLISH
    }
}
