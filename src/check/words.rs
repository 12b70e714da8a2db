//! The words of a step's fields in the handbook's own language, for help that says what to type.

use crate::model::Book;

/// The names of a step's fields and their fixed values.
pub(super) struct Words {
    pub(super) owner: &'static str,
    pub(super) consulted: &'static str,
    pub(super) inputs: &'static str,
    pub(super) informed: &'static str,
    pub(super) outputs: &'static str,
    pub(super) forms: &'static str,
    pub(super) next: &'static str,
    pub(super) kind: &'static str,
    pub(super) none: &'static str,
    pub(super) decision: &'static str,
    pub(super) end: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    /// Between two values of a field.
    pub(super) between: &'static str,
    colon: &'static str,
}

const CHINESE: Words = Words {
    owner: "责任",
    consulted: "协助",
    inputs: "输入",
    informed: "知会",
    outputs: "输出",
    forms: "表单",
    next: "下一步",
    kind: "类型",
    none: "无",
    decision: "判断",
    end: "结束",
    yes: "同意",
    no: "不同意",
    between: "；",
    colon: "：",
};

const ENGLISH: Words = Words {
    owner: "owner",
    consulted: "consulted",
    inputs: "inputs",
    informed: "informed",
    outputs: "outputs",
    forms: "forms",
    next: "next",
    kind: "kind",
    none: "none",
    decision: "decision",
    end: "end",
    yes: "yes",
    no: "no",
    between: "; ",
    colon: ": ",
};

impl Words {
    /// Those of the book's language.
    pub(super) fn of(book: &Book) -> &'static Self {
        if book.config.language.starts_with("zh") {
            &CHINESE
        } else {
            &ENGLISH
        }
    }

    /// A line of a step: `- 表单：无`.
    pub(super) fn line(&self, field: &str, value: &str) -> String {
        format!("- {field}{}{value}", self.colon)
    }
}
