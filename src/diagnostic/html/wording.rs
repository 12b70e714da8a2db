//! The page's own words in each language.

use crate::diagnostic::Language;

/// The words of the page beside those of its findings.
pub(super) struct Wording {
    /// The page's `lang`.
    pub(super) language: &'static str,
    pub(super) heading: &'static str,
    pub(super) nothing: &'static str,
    /// The owner of what nobody owns.
    pub(super) nobody: &'static str,
    pub(super) severity: &'static str,
    pub(super) owner: &'static str,
    pub(super) all_owners: &'static str,
    pub(super) code: &'static str,
    pub(super) all_codes: &'static str,
    pub(super) reset: &'static str,
    /// With `{shown}` and `{total}`, which the script replaces.
    pub(super) shown: &'static str,
    /// The name of a frame of source for those who do not see it.
    pub(super) frame: &'static str,
    pub(super) help: &'static str,
    pub(super) explanations: &'static str,
}

/// The words of one language.
pub(super) const fn of(language: Language) -> &'static Wording {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

const ENGLISH: Wording = Wording {
    language: "en",
    heading: "Findings",
    nothing: "Nothing was found: there is nothing to mend.",
    nobody: "Without an owner",
    severity: "Severity",
    owner: "Owner",
    all_owners: "All owners",
    code: "Code",
    all_codes: "All codes",
    reset: "Show all",
    shown: "{shown} of {total} shown",
    frame: "source",
    help: "Help: ",
    explanations: "What the codes mean",
};

const CHINESE: Wording = Wording {
    language: "zh-CN",
    heading: "检查结果",
    nothing: "没有发现问题，无需改动。",
    nobody: "没有负责人",
    severity: "级别",
    owner: "负责人",
    all_owners: "所有负责人",
    code: "代码",
    all_codes: "所有代码",
    reset: "全部显示",
    shown: "显示 {shown} 条，共 {total} 条",
    frame: "原文",
    help: "改法：",
    explanations: "各个代码的说明",
};
