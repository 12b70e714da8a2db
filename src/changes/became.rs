//! What became of a page and of a line of it, as readers are told.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::changes::{Fact, FactChange, Fate, PageChange, Side, Value};

/// What became of a page, as readers are told: a page that says that it is retired is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It is new.
    Added,
    /// It is there, and something of it is another.
    Changed,
    /// It is there, but retired since.
    Withdrawn,
    /// It is gone.
    Removed,
}

impl Became {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 4] = [Self::Added, Self::Changed, Self::Withdrawn, Self::Removed];

    /// The word in data, in `data-fate` and in classes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Removed => "removed",
        }
    }
}

impl PageChange {
    /// What became of it.
    #[must_use]
    pub fn became(&self) -> Became {
        let retired = |fact: &FactChange| {
            fact.fact == Fact::Status && fact.after.iter().any(|now| now.key == "retired")
        };
        match self.fate {
            Fate::Added => Became::Added,
            Fate::Removed => Became::Removed,
            Fate::Changed if self.facts.iter().any(retired) => Became::Withdrawn,
            Fate::Changed => Became::Changed,
        }
    }

    /// Whether its chart is another: a step came, went or changed places, or goes on elsewhere.
    #[must_use]
    pub fn has_another_flow(&self) -> bool {
        let flows = |fact: &FactChange| {
            matches!(
                fact.fact,
                Fact::Kind | Fact::Owner | Fact::Phase | Fact::Next
            )
        };
        let steps = self.steps.iter();
        (self.fate == Fate::Changed) && { steps }
            .any(|step| step.fate != Fate::Changed || step.moved || step.facts.iter().any(flows))
    }
}

impl FactChange {
    /// Both states in one list: what stayed, what went and what came.
    #[must_use]
    pub fn merged(&self) -> Vec<(Side, &Value)> {
        let keys = |values: &[Value]| -> Vec<String> {
            values.iter().map(|value| value.key.clone()).collect()
        };
        let (old, new) = (keys(&self.before), keys(&self.after));
        let mut merged = Vec::new();
        for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if let DiffOp::Equal { .. } = operation {
                merged.extend((self.after[operation.new_range()].iter()).map(|v| (Side::Both, v)));
                continue;
            }
            merged.extend((self.before[operation.old_range()].iter()).map(|v| (Side::Before, v)));
            merged.extend((self.after[operation.new_range()].iter()).map(|v| (Side::After, v)));
        }
        merged
    }
}
