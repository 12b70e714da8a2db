//! What is wrong with a handbook as a whole: every rule, over the linked book.
//!
//! In: the book, and the day on which it is read. Out: findings, rule by rule. It must not know files,
//! nor look a name up again, nor ask the clock.
//! A rule is one file with one function; its message lives there. `references`, `citations`, `flow`, `circle`,
//! `branches`, `materials`, `produced` and `hands` look at the book for several rules, `glossary` reads
//! abbreviations, `coverage` holds a list of codes against the book, `words` holds what a help text tells the author to type.

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Book, Date};

mod branches;
mod circle;
mod citations;
mod coverage;
mod flow;
mod glossary;
mod hands;
mod loose;
mod materials;
mod names;
mod produced;
mod references;
mod weigh;
mod words;

mod ambiguous_reference;
mod approver_is_owner;
mod bad_successor;
mod bare_step;
mod broken_fragment;
mod broken_image;
mod broken_link;
mod dead_end;
mod decision_without_choice;
mod decision_without_labels;
mod duplicate_alias;
mod duplicate_code;
mod duplicate_item;
mod duplicate_role_title;
mod duplicate_step;
mod endless_loop;
mod external_owner;
mod file_name;
mod form_filled_by_another;
mod form_produced_twice;
mod form_without_template;
mod hand_over_not_mentioned;
mod image_without_text;
mod input_from_nowhere;
mod items_and_for_role;
mod join_may_wait_forever;
mod label_without_decision;
mod needless_review;
mod next_to_missing_step;
mod not_yet_effective;
mod owner_without_part;
mod pack_without_items;
mod parallel_without_join;
mod phase_backwards;
mod raw_html;
mod reference_to_retired;
mod reporting_cycle;
mod retired_code_reused;
mod retired_item;
mod retired_without_successor;
mod review_due;
mod review_overdue;
mod revision_list;
mod signature_mismatch;
mod since;
mod signer_without_part;
mod skipped_heading;
mod step_without_action;
mod step_without_forms;
mod step_without_owner;
mod suspect_step;
mod template_without_form;
mod two_actions;
mod two_owners;
mod uneven_row;
mod unknown_abbreviation;
mod unknown_form;
mod unknown_item;
mod unknown_name;
mod unknown_part;
mod unknown_phase;
mod unknown_procedure;
mod unknown_role;
mod unknown_step;
mod unknown_template;
mod unlinked_page;
mod unreachable_step;
mod unsafe_link;
mod unused_form;
mod unused_lane;
mod unused_output;
mod unused_role;
mod vague_limit;
mod version_not_raised;
mod version_without_note;
mod versions;

pub use coverage::{BadLine, Coverage, How, Wanted, coverage, read_list};
pub(crate) use names::kind_words;
pub use since::{Since, SinceRule};
pub use suspect_step::to_review;
pub use weigh::{Weighed, deny, weigh};

/// One thing that must hold in every handbook.
pub struct Rule {
    /// The kind of its findings; `explain/` says what it asks and why.
    pub code: &'static Code,
    /// Finds every place where it does not hold.
    pub run: fn(&Book) -> Vec<Diagnostic>,
}

/// Every rule, by the name of its code.
pub const RULES: &[Rule] = &[
    ambiguous_reference::RULE,
    approver_is_owner::RULE,
    bare_step::RULE,
    broken_fragment::RULE,
    broken_image::RULE,
    broken_link::RULE,
    dead_end::RULE,
    decision_without_choice::RULE,
    decision_without_labels::RULE,
    duplicate_alias::RULE,
    duplicate_code::RULE,
    duplicate_item::RULE,
    duplicate_role_title::RULE,
    duplicate_step::RULE,
    endless_loop::RULE,
    external_owner::RULE,
    file_name::RULE,
    form_filled_by_another::RULE,
    form_produced_twice::RULE,
    form_without_template::RULE,
    hand_over_not_mentioned::RULE,
    image_without_text::RULE,
    input_from_nowhere::RULE,
    items_and_for_role::RULE,
    join_may_wait_forever::RULE,
    label_without_decision::RULE,
    needless_review::RULE,
    next_to_missing_step::RULE,
    owner_without_part::RULE,
    pack_without_items::RULE,
    parallel_without_join::RULE,
    phase_backwards::RULE,
    raw_html::RULE,
    reference_to_retired::RULE,
    reporting_cycle::RULE,
    retired_code_reused::RULE,
    retired_item::RULE,
    retired_without_successor::RULE,
    revision_list::RULE,
    signature_mismatch::RULE,
    signer_without_part::RULE,
    skipped_heading::RULE,
    step_without_action::RULE,
    step_without_forms::RULE,
    step_without_owner::RULE,
    template_without_form::RULE,
    two_actions::RULE,
    two_owners::RULE,
    uneven_row::RULE,
    unknown_abbreviation::RULE,
    unknown_form::RULE,
    unknown_item::RULE,
    unknown_name::RULE,
    unknown_part::RULE,
    unknown_phase::RULE,
    unknown_procedure::RULE,
    unknown_role::RULE,
    unknown_step::RULE,
    unknown_template::RULE,
    unlinked_page::RULE,
    unreachable_step::RULE,
    unsafe_link::RULE,
    unused_form::RULE,
    unused_lane::RULE,
    unused_output::RULE,
    unused_role::RULE,
    vague_limit::RULE,
];

/// One thing that holds on some days and not on others.
pub struct DatedRule {
    /// The kind of its findings.
    pub code: &'static Code,
    /// Finds every place where it does not hold on that day.
    pub run: fn(&Book, Date) -> Vec<Diagnostic>,
}

/// Every rule that depends on the day, by the name of its code.
pub const DATED_RULES: &[DatedRule] = &[
    bad_successor::RULE,
    not_yet_effective::RULE,
    review_due::RULE,
    review_overdue::RULE,
];

/// Every rule of change control, by the name of its code.
pub const SINCE_RULES: &[SinceRule] = &[
    suspect_step::RULE,
    version_not_raised::RULE,
    version_without_note::RULE,
];

/// The codes of all rules, whatever they look at.
pub(crate) fn rule_codes() -> impl Iterator<Item = &'static Code> {
    let rules = RULES.iter().map(|rule| rule.code);
    let dated = DATED_RULES.iter().map(|rule| rule.code);
    rules
        .chain(dated)
        .chain(SINCE_RULES.iter().map(|rule| rule.code))
}

/// All findings of all rules on a day, in the order of the rules. Without a release, nothing has changed.
#[must_use]
pub fn check(book: &Book, today: Date, since: Option<&Since<'_>>) -> Vec<Diagnostic> {
    // Collected by rule before they are joined, so that the order is not that of the threads.
    let by_rule: Vec<Vec<Diagnostic>> = RULES.par_iter().map(|rule| (rule.run)(book)).collect();
    let dated = DATED_RULES.iter().map(|rule| (rule.run)(book, today));
    let changed = SINCE_RULES.iter().map(|rule| (rule.run)(book, since));
    (by_rule.into_iter().chain(dated).chain(changed))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DATED_RULES, RULES, SINCE_RULES};

    #[test]
    fn rules_stand_once_and_by_name() {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.code.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        let names: Vec<&str> = SINCE_RULES.iter().map(|rule| rule.code.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        let names: Vec<&str> = DATED_RULES.iter().map(|rule| rule.code.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }
}
