//! What changed, in words and in order: by part, then by kind.
//!
//! In: two books and the changes between them. Out: `ChangesView`. It must not know layouts, nor where pages are:
//! that the caller says.

use std::collections::{BTreeMap, BTreeSet};

use crate::changes::{Became, Fate, FieldChange, PageChange, StepChange};
use crate::model::config::Part;
use crate::model::{Book, Item, Kind};
use crate::render::changes::wording::{self, Scope};
use crate::render::view::changes::{
    ChangesView, Choice, CountView, FieldChangeView, GroupView, KindView, PageChangeView,
    StepChangeView,
};
use crate::render::words::Words;

/// The kinds of pages that are told, in their order.
const KINDS: [Kind; 5] = [
    Kind::Procedure,
    Kind::Role,
    Kind::Template,
    Kind::Reference,
    Kind::Pack,
];

/// Two states of a handbook and what changed from one to the other.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The earlier state's release: `2026.1`.
    pub from: &'a str,
    /// The later state's; `None` of the working files.
    pub to: Option<&'a str>,
    /// The handbook as it was.
    pub before: &'a Book,
    /// The handbook as it is.
    pub after: &'a Book,
    /// What changed.
    pub changes: &'a [PageChange],
}

/// The pages of both states by kind and code.
pub(super) struct Pages<'a> {
    before: BTreeMap<(Kind, &'a str), Item>,
    after: BTreeMap<(Kind, &'a str), Item>,
}

impl<'a> Pages<'a> {
    pub(super) fn of(compared: &Compared<'a>) -> Self {
        Self {
            before: compared.before.by_code(),
            after: compared.after.by_code(),
        }
    }

    /// A page as it was.
    pub(super) fn before(&self, change: &PageChange) -> Option<Item> {
        let code = change.renamed_from.as_deref().unwrap_or(&change.code);
        let there = change.fate != Fate::Added;
        there.then(|| self.before.get(&(change.kind, code)).copied())?
    }

    /// A page as it is.
    pub(super) fn after(&self, change: &PageChange) -> Option<Item> {
        let there = change.fate != Fate::Removed;
        there.then(|| {
            self.after
                .get(&(change.kind, change.code.as_str()))
                .copied()
        })?
    }
}

/// All of it in words, without links and charts.
pub(super) fn view<'a>(compared: &Compared<'a>, words: &'a Words) -> ChangesView<'a> {
    let after = compared.to.unwrap_or(words.changes.changes_working);
    let (was, is) = (named(words, Some(compared.from)), named(words, compared.to));
    let put = |pattern: &str, before: &str, after: &str| {
        pattern
            .replace("{before}", before)
            .replace("{after}", after)
    };
    let mut roles: Vec<Choice<'a>> = Vec::new();
    for id in compared.changes.iter().flat_map(|change| &change.roles) {
        roles.push(role(compared, id));
    }
    roles.sort();
    roles.dedup();
    let met: BTreeSet<Became> = compared.changes.iter().map(PageChange::became).collect();
    ChangesView {
        before: compared.from,
        after,
        title: put(words.changes.changes_title, compared.from, after),
        lead: put(words.changes.changes_lead, &was, &is),
        count: compared.changes.len(),
        summary: summary(compared.changes, words),
        fates: (met.into_iter())
            .map(|fate| Choice {
                title: wording::became(words, fate),
                value: fate.word(),
            })
            .collect(),
        roles,
        groups: groups(compared, words),
    }
}

/// A state as a sentence names it.
fn named(words: &Words, release: Option<&str>) -> String {
    release.map_or_else(
        || words.changes.changes_working.to_owned(),
        |release| (words.changes.changes_of_release).replace("{release}", release),
    )
}

/// A role of either state by its id.
fn role<'a>(compared: &Compared<'a>, id: &'a str) -> Choice<'a> {
    let title = [compared.after, compared.before]
        .into_iter()
        .find_map(|book| {
            let at = (book.roles).binary_search_by(|role| role.id.value.as_str().cmp(id));
            at.ok().map(|at| book.roles[at].title.value.as_str())
        });
    Choice {
        title: title.unwrap_or(id),
        value: id,
    }
}

fn summary(changes: &[PageChange], words: &Words) -> Vec<KindView> {
    let of_kind = |kind: Kind| {
        let counts: Vec<CountView> = (Became::ALL.into_iter())
            .map(|fate| CountView {
                fate: fate.word(),
                words: wording::became(words, fate),
                count: (changes.iter())
                    .filter(|change| change.kind == kind && change.became() == fate)
                    .count(),
            })
            .filter(|counted| counted.count > 0)
            .collect();
        KindView {
            kind: kind.word(),
            title: words.kinds(kind),
            counts,
        }
    };
    (KINDS.into_iter().map(of_kind))
        .filter(|kind| !kind.counts.is_empty())
        .collect()
}

/// The procedures of each part, in the order of the later handbook, then the pages of other kinds.
fn groups<'a>(compared: &Compared<'a>, words: &'a Words) -> Vec<GroupView<'a>> {
    let mut parts: Vec<&'a Part> = compared.after.config.parts.iter().collect();
    for part in &compared.before.config.parts {
        if !parts.iter().any(|known| known.id.value == part.id.value) {
            parts.push(part);
        }
    }
    let mut groups: Vec<GroupView<'a>> = Vec::new();
    let mut add = |id: String, title: &'a str, belongs: &dyn Fn(&PageChange) -> bool| {
        let pages = compared.changes.iter().filter(|change| belongs(change));
        let pages: Vec<_> = pages.map(|change| page(compared, change, words)).collect();
        if !pages.is_empty() {
            groups.push(GroupView { id, title, pages });
        }
    };
    let in_part = |change: &PageChange, part: Option<&str>| {
        change.kind == Kind::Procedure && change.part.as_deref() == part
    };
    for part in parts {
        let id = part.id.value.as_str();
        let title = if part.title.is_empty() {
            id
        } else {
            &part.title
        };
        add(format!("part.{id}"), title, &|change| {
            in_part(change, Some(id))
        });
    }
    add("part".to_owned(), words.no_part, &|change| {
        in_part(change, None)
    });
    for kind in KINDS.into_iter().skip(1) {
        let title = words.kinds(kind);
        add(format!("kind.{}", kind.word()), title, &|change| {
            change.kind == kind
        });
    }
    groups
}

/// The id of what is told of a page: its kind and the name of its file.
pub(super) fn id_of(change: &PageChange) -> String {
    format!("{}.{}", change.kind.word(), change.code.to_lowercase())
}

fn page<'a>(
    compared: &Compared<'a>,
    change: &'a PageChange,
    words: &'a Words,
) -> PageChangeView<'a> {
    let became = change.became();
    let own = &words.changes;
    let renamed = change.renamed_from.iter();
    let mut remarks: Vec<String> = renamed
        .map(|code| own.renamed_from.replace("{code}", code))
        .collect();
    // A page that says itself what replaces it has a line for it.
    if let (Became::Removed, Some(code)) = (became, &change.successor) {
        remarks.push(own.replaced_by.replace("{title}", code));
    }
    PageChangeView {
        id: id_of(change),
        kind: change.kind.word(),
        kind_words: wording::kind(words, change.kind),
        code: (!matches!(change.kind, Kind::Role | Kind::Pack)).then_some(change.code.as_str()),
        title: &change.title,
        href: None,
        fate: became.word(),
        fate_words: wording::became(words, became),
        remarks,
        version_before: &change.versions.0,
        version_after: &change.versions.1,
        roles: change.roles.iter().map(|id| role(compared, id)).collect(),
        facts: wording::facts(words, Scope::Page(change.kind), &change.facts),
        steps: change.steps.iter().map(|one| step(one, words)).collect(),
        fields: change.fields.iter().map(|one| field(one, words)).collect(),
        texts: wording::texts(&change.texts),
        charts: None,
    }
}

fn step<'a>(change: &'a StepChange, words: &'a Words) -> StepChangeView<'a> {
    let (was, is) = change.numbers;
    let number = is.or(was).unwrap_or(0);
    let was = was.filter(|was| is.is_some_and(|is| is != *was));
    StepChangeView {
        tags: wording::step_tags(words, change),
        number,
        was: was.map(|was| (words.changes.step_was).replace("{number}", &was.to_string())),
        title: &change.title,
        href: None,
        facts: wording::facts(words, Scope::Step, &change.facts),
        texts: wording::texts(&change.texts),
    }
}

fn field<'a>(change: &'a FieldChange, words: &'a Words) -> FieldChangeView<'a> {
    FieldChangeView {
        tags: wording::field_tags(words, change),
        name: &change.name,
        label: &change.label,
        facts: wording::facts(words, Scope::Field, &change.facts),
    }
}
