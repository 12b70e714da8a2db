//! Fixes made in memory, and each judged by what the checker finds then.
//!
//! In: the files as they are, and a person's answers. Out: a draft in which the mended findings are gone and no error
//! has come. It must not know the disk.
//!
//! A batch of fixes is judged as one. When something speaks against it, its halves are judged alone, down to the one
//! fix that is left out; so many good fixes cost one look at the handbook, and a bad one a few.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Certainty, Code, Diagnostic, Fix, Severity, code};
use crate::edit::Draft;
use crate::model::Date;
use crate::pipeline::{self, Memory};
use crate::source::{SourcePath, Sources};

/// What is found after one round may be mended in the next, so often.
const MOST_ROUNDS: usize = 8;

/// What keeps a part of its file from being read: the errors in that part have been there, and are seen when it is
/// mended.
const HIDES: [&Code; 5] = [
    &code::BAD_DATE,
    &code::MALFORMED_STEP,
    &code::TOML_SYNTAX,
    &code::UNKNOWN_FIELD,
    &code::UNKNOWN_KEY,
];

/// A finding wherever it has moved to: the file's first name, the code, the message.
type Key = (SourcePath, &'static str, String);

/// Findings by their keys.
type Tally = BTreeMap<Key, usize>;

/// A handbook being mended.
pub(super) struct Rounds<'m> {
    root: PathBuf,
    today: Date,
    memory: &'m mut Memory,
    /// The files, as far as they are mended.
    pub(super) draft: Draft,
    /// What is found in them.
    pub(super) found: Vec<Diagnostic>,
    /// How many findings were mended.
    pub(super) mended: usize,
    /// Fixes that were left out, each with what it would have brought, or with itself when it does not help.
    pub(super) left: Vec<(Diagnostic, Diagnostic)>,
    /// What is not tried again.
    refused: BTreeSet<Key>,
}

impl<'m> Rounds<'m> {
    /// Nothing is mended yet.
    pub(super) fn begin(
        root: &Path,
        sources: &Sources,
        today: Date,
        memory: &'m mut Memory,
    ) -> Self {
        let (_, found) = pipeline::examine(sources, Some(root), today, memory);
        Self {
            root: root.to_path_buf(),
            today,
            memory,
            draft: Draft::new(sources),
            found,
            mended: 0,
            left: Vec::new(),
            refused: BTreeSet::new(),
        }
    }

    /// Mends what is certain, and what `is_wanted` says yes to, until there is no more of it.
    pub(super) fn run(&mut self, mut is_wanted: impl FnMut(&Diagnostic, &Draft) -> bool) {
        for _ in 0..MOST_ROUNDS {
            let before = self.mended;
            let certain = self.keys(Certainty::Certain);
            self.accept(&certain);
            let asked = self.keys(Certainty::Asked);
            let mut wanted = BTreeSet::new();
            for key in asked {
                let finding = self
                    .found
                    .iter()
                    .find(|found| key_of(found, &self.draft) == key);
                if finding.is_some_and(|finding| is_wanted(finding, &self.draft)) {
                    wanted.insert(key);
                } else {
                    self.refused.insert(key);
                }
            }
            self.accept(&wanted);
            if self.mended == before {
                break;
            }
        }
    }

    fn keys(&self, certainty: Certainty) -> BTreeSet<Key> {
        let fixable = self.found.iter().filter(|found| {
            let fix = found.fix.as_ref();
            fix.is_some_and(|fix| fix.certainty == certainty)
        });
        let keys: BTreeSet<Key> = fixable.map(|found| key_of(found, &self.draft)).collect();
        keys.difference(&self.refused).cloned().collect()
    }

    /// Makes the fixes of these findings, without those that something speaks against.
    fn accept(&mut self, keys: &BTreeSet<Key>) {
        let chosen: Vec<(&Diagnostic, &Fix)> = (self.found.iter())
            .filter(|found| keys.contains(&key_of(found, &self.draft)))
            .filter_map(|found| Some((found, found.fix.as_ref()?)))
            .collect();
        let fixes: Vec<&Fix> = chosen.iter().map(|(_, fix)| *fix).collect();
        let (draft, fit) = self.draft.with(&fixes);
        let made = chosen.iter().zip(fit).filter(|(_, fit)| *fit);
        let made: Vec<&Diagnostic> = made.map(|((found, _), _)| *found).collect();
        if made.is_empty() {
            return;
        }
        let (_, found) =
            pipeline::examine(&draft.sources, Some(&self.root), self.today, self.memory);
        let Some(objection) = self.objection(&made, &draft, &found) else {
            self.mended += made.len();
            (self.draft, self.found) = (draft, found);
            return;
        };
        if keys.len() > 1 {
            let keys: Vec<&Key> = keys.iter().collect();
            for half in keys.chunks(keys.len().div_ceil(2)) {
                self.accept(&half.iter().map(|key| (*key).clone()).collect());
            }
            return;
        }
        self.left.push((made[0].clone(), objection));
        self.refused.extend(keys.iter().cloned());
    }

    /// What speaks against fixes: a finding that is still there, or an error that came.
    fn objection(
        &self,
        made: &[&Diagnostic],
        draft: &Draft,
        found: &[Diagnostic],
    ) -> Option<Diagnostic> {
        let (before, after) = (tally(&self.found, &self.draft), tally(found, draft));
        let count = |tally: &Tally, key: &Key| tally.get(key).copied().unwrap_or(0);
        let mut goes = Tally::new();
        for finding in made {
            *goes.entry(key_of(finding, &self.draft)).or_default() += 1;
        }
        // Of syntax, what comes next in the file may read the same.
        let mut judged = made
            .iter()
            .filter(|finding| finding.code != &code::TOML_SYNTAX);
        let stays = judged.find(|finding| {
            let key = key_of(finding, &self.draft);
            count(&after, &key) + count(&goes, &key) > count(&before, &key)
        });
        if let Some(stays) = stays {
            return Some((*stays).clone());
        }
        let hides = |finding: &&&Diagnostic| HIDES.contains(&finding.code);
        let opened: BTreeSet<&SourcePath> = (made.iter().filter(hides))
            .map(|finding| self.draft.name_before(&finding.primary.path))
            .collect();
        let came = found.iter().find(|finding| {
            let key = key_of(finding, draft);
            finding.severity == Severity::Error
                && count(&after, &key) > count(&before, &key)
                && !opened.contains(&key.0)
        });
        came.cloned()
    }
}

fn key_of(finding: &Diagnostic, draft: &Draft) -> Key {
    let path = draft.name_before(&finding.primary.path).clone();
    (path, finding.code.name, finding.message.english.clone())
}

fn tally(found: &[Diagnostic], draft: &Draft) -> Tally {
    let mut tally = Tally::new();
    for finding in found {
        *tally.entry(key_of(finding, draft)).or_default() += 1;
    }
    tally
}
