//! How much a kind of finding weighs before a handbook says anything of it.
//!
//! In: a code. Out: its severity, the heaviest of those that its rule gives. `tests/findings.rs` holds the lists
//! to what the fixtures show; a code that stands in none of them is an error.

use crate::diagnostic::{Code, Severity, code};

const WARNINGS: &[&Code] = &[
    &code::APPROVER_IS_OWNER,
    &code::BAD_SUCCESSOR,
    &code::DECISION_WITHOUT_CHOICE,
    &code::DUPLICATE_ROLE_TITLE,
    &code::ENDLESS_LOOP,
    &code::EXTERNAL_OWNER,
    &code::FORM_FILLED_BY_ANOTHER,
    &code::FORM_PRODUCED_TWICE,
    &code::HAND_OVER_NOT_MENTIONED,
    &code::IMAGE_WITHOUT_TEXT,
    &code::JOIN_MAY_WAIT_FOREVER,
    &code::MERMAID_MISSING_STEP,
    &code::NOT_YET_EFFECTIVE,
    &code::OWNER_WITHOUT_PART,
    &code::PARALLEL_WITHOUT_JOIN,
    &code::PHASE_BACKWARDS,
    &code::REFERENCE_TO_RETIRED,
    &code::REVIEW_OVERDUE,
    &code::REVISION_LIST,
    &code::SIGNATURE_MISMATCH,
    &code::SIGNER_WITHOUT_PART,
    &code::SKIPPED_HEADING,
    &code::STEP_WITHOUT_ACTION,
    &code::SUSPECT_STEP,
    &code::UNEVEN_ROW,
    &code::UNKNOWN_ABBREVIATION,
    &code::UNLINKED_PAGE,
    &code::UNREADABLE_RELEASE,
    &code::UNUSED_ALLOW,
    &code::UNUSED_FORM,
    &code::UNUSED_LANE,
    &code::VAGUE_LIMIT,
    &code::VERSION_NOT_RAISED,
    &code::VERSION_WITHOUT_NOTE,
];

const HINTS: &[&Code] = &[
    &code::BARE_STEP,
    &code::INPUT_FROM_NOWHERE,
    &code::NEEDLESS_REVIEW,
    &code::RETIRED_WITHOUT_SUCCESSOR,
    &code::REVIEW_DUE,
    &code::TWO_ACTIONS,
    &code::UNUSED_OUTPUT,
    &code::UNUSED_ROLE,
];

/// The severity of a kind of finding where no handbook has said otherwise.
#[must_use]
pub fn usual(code: &Code) -> Severity {
    if WARNINGS.contains(&code) {
        Severity::Warning
    } else if HINTS.contains(&code) {
        Severity::Hint
    } else {
        Severity::Error
    }
}
