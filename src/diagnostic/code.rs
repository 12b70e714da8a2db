//! The one list of what can be found. Names are permanent; `procbook explain CODE` prints the text.

use crate::diagnostic::Language;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, permanent.
    pub name: &'static str,
    /// Markdown in English: what it is, why it matters, an example, what to write instead.
    english: &'static str,
    /// The same in Chinese.
    chinese: &'static str,
}

impl Code {
    /// Markdown: what it is, why it matters, an example, what to write instead.
    #[must_use]
    pub const fn explanation(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

macro_rules! codes {
    ($($constant:ident $name:literal,)*) => {
        $(
            #[doc = concat!("`", $name, "`; its text is `explain/", $name, ".md`.")]
            pub static $constant: Code = Code {
                name: $name,
                english: include_str!(concat!("explain/", $name, ".md")),
                chinese: include_str!(concat!("explain/zh/", $name, ".md")),
            };
        )*

        /// Every kind of finding, by name.
        pub static ALL: &[&Code] = &[$(&$constant,)*];
    };
}

codes! {
    AMBIGUOUS_REFERENCE "ambiguous-reference",
    APPROVER_IS_OWNER "approver-is-owner",
    BAD_DATE "bad-date",
    BAD_SUCCESSOR "bad-successor",
    BARE_STEP "bare-step",
    BROKEN_FRAGMENT "broken-fragment",
    BROKEN_IMAGE "broken-image",
    BROKEN_LINK "broken-link",
    DEAD_END "dead-end",
    DECISION_WITHOUT_CHOICE "decision-without-choice",
    DECISION_WITHOUT_LABELS "decision-without-labels",
    DUPLICATE_ALIAS "duplicate-alias",
    DUPLICATE_CODE "duplicate-code",
    DUPLICATE_FIELD "duplicate-field",
    DUPLICATE_ITEM "duplicate-item",
    DUPLICATE_ROLE_TITLE "duplicate-role-title",
    DUPLICATE_STEP "duplicate-step",
    ENDLESS_LOOP "endless-loop",
    EXPRESSION_CYCLE "expression-cycle",
    EXPRESSION_SYNTAX "expression-syntax",
    EXPRESSION_UNKNOWN_CHOICE "expression-unknown-choice",
    EXPRESSION_UNKNOWN_FIELD "expression-unknown-field",
    EXPRESSION_UNKNOWN_FUNCTION "expression-unknown-function",
    EXPRESSION_WRONG_ARGUMENTS "expression-wrong-arguments",
    EXPRESSION_WRONG_TYPE "expression-wrong-type",
    EXTERNAL_OWNER "external-owner",
    FILE_NAME "file-name",
    FORM_FILLED_BY_ANOTHER "form-filled-by-another",
    FORM_PRODUCED_TWICE "form-produced-twice",
    FORM_WITHOUT_TEMPLATE "form-without-template",
    FRONT_MATTER "front-matter",
    HAND_OVER_NOT_MENTIONED "hand-over-not-mentioned",
    IMAGE_WITHOUT_TEXT "image-without-text",
    INPUT_FROM_NOWHERE "input-from-nowhere",
    ITEMS_AND_FOR_ROLE "items-and-for-role",
    JOIN_MAY_WAIT_FOREVER "join-may-wait-forever",
    LABEL_WITHOUT_DECISION "label-without-decision",
    LAYOUT "layout",
    MALFORMED_ALLOW "malformed-allow",
    MALFORMED_STEP "malformed-step",
    MERMAID "mermaid",
    MERMAID_MISSING_STEP "mermaid-missing-step",
    MERMAID_UNKNOWN_STEP "mermaid-unknown-step",
    MERMAID_WRONG_ARROW "mermaid-wrong-arrow",
    MERMAID_WRONG_LINK "mermaid-wrong-link",
    MISPLACED_FILE "misplaced-file",
    MISSING_KEY "missing-key",
    NEEDLESS_REVIEW "needless-review",
    NEXT_TO_MISSING_STEP "next-to-missing-step",
    NOT_UTF8 "not-utf8",
    NOT_YET_EFFECTIVE "not-yet-effective",
    OWNER_WITHOUT_PART "owner-without-part",
    PACK_WITHOUT_ITEMS "pack-without-items",
    PARALLEL_WITHOUT_JOIN "parallel-without-join",
    PHASE_BACKWARDS "phase-backwards",
    RAW_HTML "raw-html",
    REFERENCE_TO_RETIRED "reference-to-retired",
    REPORTING_CYCLE "reporting-cycle",
    RETIRED_CODE_REUSED "retired-code-reused",
    RETIRED_ITEM "retired-item",
    RETIRED_WITHOUT_SUCCESSOR "retired-without-successor",
    REVIEW_DUE "review-due",
    REVIEW_OVERDUE "review-overdue",
    REVISION_LIST "revision-list",
    SCORE_WEIGHTS "score-weights",
    SIGNATURE_MISMATCH "signature-mismatch",
    SIGNER_WITHOUT_PART "signer-without-part",
    SKIPPED_HEADING "skipped-heading",
    STEP_WITHOUT_ACTION "step-without-action",
    STEP_WITHOUT_FORMS "step-without-forms",
    STEP_WITHOUT_OWNER "step-without-owner",
    SUSPECT_STEP "suspect-step",
    TEMPLATE_WITHOUT_FORM "template-without-form",
    TOML_SYNTAX "toml-syntax",
    TOO_DEEP "too-deep",
    TOO_LARGE "too-large",
    TWO_ACTIONS "two-actions",
    TWO_OWNERS "two-owners",
    UNEVEN_ROW "uneven-row",
    UNKNOWN_ABBREVIATION "unknown-abbreviation",
    UNKNOWN_FIELD "unknown-field",
    UNKNOWN_FORM "unknown-form",
    UNKNOWN_ITEM "unknown-item",
    UNKNOWN_KEY "unknown-key",
    UNKNOWN_NAME "unknown-name",
    UNKNOWN_PART "unknown-part",
    UNKNOWN_PHASE "unknown-phase",
    UNKNOWN_PROCEDURE "unknown-procedure",
    UNKNOWN_ROLE "unknown-role",
    UNKNOWN_STEP "unknown-step",
    UNKNOWN_TEMPLATE "unknown-template",
    UNLINKED_PAGE "unlinked-page",
    UNREACHABLE_STEP "unreachable-step",
    UNREADABLE "unreadable",
    UNREADABLE_RELEASE "unreadable-release",
    UNSAFE_LINK "unsafe-link",
    UNUSED_ALLOW "unused-allow",
    UNUSED_FORM "unused-form",
    UNUSED_LANE "unused-lane",
    UNUSED_OUTPUT "unused-output",
    UNUSED_ROLE "unused-role",
    VAGUE_LIMIT "vague-limit",
    VERSION_NOT_RAISED "version-not-raised",
    VERSION_WITHOUT_NOTE "version-without-note",
    WRONG_DEFAULT "wrong-default",
    WRONG_TYPE "wrong-type",
    WRONG_VALUE "wrong-value",
}

/// The kind of finding with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.name == name)
}
