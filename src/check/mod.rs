//! What is wrong with a handbook as a whole: every rule, over the linked book.
//!
//! In: the book. Out: findings, rule by rule. It must not know files, nor look a name up again.
//! A rule is one file with one function; its message lives there. `references`, `flow`, `branches`,
//! `materials`, `produced` and `hands` look at the book for several rules, `words` holds what a help text tells the author to type.

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Book;

mod branches;
mod flow;
mod hands;
mod loose;
mod materials;
mod names;
mod produced;
mod references;
mod weigh;
mod words;

mod ambiguous_reference;
mod broken_fragment;
mod broken_image;
mod broken_link;
mod dead_end;
mod decision_without_choice;
mod decision_without_labels;
mod duplicate_alias;
mod duplicate_code;
mod duplicate_item;
mod duplicate_step;
mod endless_loop;
mod file_name;
mod form_filled_by_another;
mod form_produced_twice;
mod form_without_template;
mod hand_over_not_mentioned;
mod input_from_nowhere;
mod items_and_for_role;
mod join_may_wait_forever;
mod label_without_decision;
mod next_to_missing_step;
mod pack_without_items;
mod parallel_without_join;
mod phase_backwards;
mod raw_html;
mod retired_item;
mod signer_without_part;
mod step_without_forms;
mod step_without_owner;
mod template_without_form;
mod two_owners;
mod unknown_form;
mod unknown_item;
mod unknown_name;
mod unknown_part;
mod unknown_phase;
mod unknown_procedure;
mod unknown_role;
mod unknown_step;
mod unknown_template;
mod unreachable_step;
mod unsafe_link;
mod unused_lane;
mod unused_output;

pub use weigh::{deny, weigh};

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
    broken_fragment::RULE,
    broken_image::RULE,
    broken_link::RULE,
    dead_end::RULE,
    decision_without_choice::RULE,
    decision_without_labels::RULE,
    duplicate_alias::RULE,
    duplicate_code::RULE,
    duplicate_item::RULE,
    duplicate_step::RULE,
    endless_loop::RULE,
    file_name::RULE,
    form_filled_by_another::RULE,
    form_produced_twice::RULE,
    form_without_template::RULE,
    hand_over_not_mentioned::RULE,
    input_from_nowhere::RULE,
    items_and_for_role::RULE,
    join_may_wait_forever::RULE,
    label_without_decision::RULE,
    next_to_missing_step::RULE,
    pack_without_items::RULE,
    parallel_without_join::RULE,
    phase_backwards::RULE,
    raw_html::RULE,
    retired_item::RULE,
    signer_without_part::RULE,
    step_without_forms::RULE,
    step_without_owner::RULE,
    template_without_form::RULE,
    two_owners::RULE,
    unknown_form::RULE,
    unknown_item::RULE,
    unknown_name::RULE,
    unknown_part::RULE,
    unknown_phase::RULE,
    unknown_procedure::RULE,
    unknown_role::RULE,
    unknown_step::RULE,
    unknown_template::RULE,
    unreachable_step::RULE,
    unsafe_link::RULE,
    unused_lane::RULE,
    unused_output::RULE,
];

/// All findings of all rules, in the order of the rules.
#[must_use]
pub fn check(book: &Book) -> Vec<Diagnostic> {
    // Collected by rule before they are joined, so that the order is not that of the threads.
    let by_rule: Vec<Vec<Diagnostic>> = RULES.par_iter().map(|rule| (rule.run)(book)).collect();
    by_rule.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_stand_once_and_by_name() {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.code.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }
}
