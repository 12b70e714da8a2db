//! Relative Markdown links and ids on pages: which file or place an address means.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::link::Sorted;
use crate::model::book::Item;
use crate::model::id::{Index, Parsed};
use crate::model::prose::{MissingTarget, Prose, Target};
use crate::model::{Procedure, Step};
use crate::source::SourcePath;

/// Schemes that lead outside and do no harm.
const OUTSIDE: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Files and the ids on their pages.
pub(crate) struct Addresses<'a> {
    pages: BTreeMap<&'a str, Item>,
    assets: &'a BTreeSet<SourcePath>,
    procedures: Vec<&'a Procedure<Parsed>>,
    /// By item: the stretches of its page, to look for headings in when a fragment is named.
    proses: BTreeMap<Item, Vec<&'a Prose<Parsed>>>,
}

impl<'a> Addresses<'a> {
    pub(crate) fn new(sorted: &Sorted<'a>, assets: &'a BTreeSet<SourcePath>) -> Self {
        let mut addresses = Self {
            pages: BTreeMap::new(),
            assets,
            procedures: sorted.procedures.clone(),
            proses: BTreeMap::new(),
        };
        for (at, item) in sorted.procedures.iter().enumerate() {
            let mut proses = vec![&item.introduction, &item.steps_preface];
            proses.extend(item.steps.iter().map(|step| &step.prose));
            proses.push(&item.closing);
            addresses.add(Item::Procedure(Index::new(at)), &item.path, proses);
        }
        for (at, item) in sorted.roles.iter().enumerate() {
            addresses.add(Item::Role(Index::new(at)), &item.path, vec![&item.body]);
        }
        for (at, item) in sorted.templates.iter().enumerate() {
            addresses.add(Item::Template(Index::new(at)), &item.path, vec![&item.body]);
        }
        for (at, item) in sorted.references.iter().enumerate() {
            addresses.add(
                Item::Reference(Index::new(at)),
                &item.path,
                vec![&item.body],
            );
        }
        for (at, item) in sorted.packs.iter().enumerate() {
            addresses.add(Item::Pack(Index::new(at)), &item.path, vec![&item.body]);
        }
        for (at, item) in sorted.forms.iter().enumerate() {
            addresses.add(Item::Form(Index::new(at)), &item.path, Vec::new());
        }
        addresses
    }

    fn add(&mut self, item: Item, path: &'a SourcePath, proses: Vec<&'a Prose<Parsed>>) {
        self.pages.insert(path.as_str(), item);
        self.proses.insert(item, proses);
    }

    /// Where an address leads that stands in the file `from`, on the page of `here`.
    pub(crate) fn resolve(&self, address: &str, from: &SourcePath, here: Item) -> Target {
        if let Some(scheme) = scheme(address) {
            return if OUTSIDE.contains(&scheme.as_str()) {
                Target::Outside(address.to_owned())
            } else {
                Target::Missing(MissingTarget::Unsafe(address.to_owned()))
            };
        }
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (address, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        if path.is_empty() {
            return fragment
                .filter(|fragment| !fragment.is_empty())
                .map_or_else(
                    || Target::Here(String::new()),
                    |fragment| self.here(here, &decode(fragment)),
                );
        }
        if path.starts_with(['/', '\\']) {
            return Target::Missing(MissingTarget::OutsideHandbook(path.to_owned()));
        }
        let Some(target) = join(from, path).or_else(|| join(from, &decode(path))) else {
            return Target::Missing(MissingTarget::OutsideHandbook(path.to_owned()));
        };
        let decoded = join(from, &decode(path)).unwrap_or_else(|| target.clone());
        for candidate in [&target, &decoded] {
            if let Some(item) = self.pages.get(candidate.as_str()) {
                return match fragment.filter(|fragment| !fragment.is_empty()) {
                    Some(fragment) => self.on_page(*item, &decode(fragment)),
                    None => Target::Page(*item, None),
                };
            }
            let asset = SourcePath::new(candidate);
            if self.assets.contains(&asset) {
                return Target::Asset(asset);
            }
        }
        Target::Missing(MissingTarget::File(decoded))
    }

    fn here(&self, here: Item, fragment: &str) -> Target {
        match self.on_page(here, fragment) {
            Target::Page(_, Some(fragment)) => Target::Here(fragment),
            other @ (Target::Page(..)
            | Target::Step(..)
            | Target::Here(_)
            | Target::Asset(_)
            | Target::Outside(_)
            | Target::Missing(_)) => other,
        }
    }

    /// A place on a page: a step by its number or its `step-N`, or a heading by its id or its words.
    pub(crate) fn on_page(&self, item: Item, fragment: &str) -> Target {
        if let Item::Procedure(at) = item {
            let number = fragment.strip_prefix("step-").unwrap_or(fragment);
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
                return match self.step(at, number) {
                    Some(step) => Target::Step(at, step),
                    None => Target::Missing(MissingTarget::Step {
                        procedure: at,
                        number: number.to_owned(),
                    }),
                };
            }
        }
        let mut known = Vec::new();
        if let Item::Procedure(at) = item
            && let Some(heading) = &self.procedures[at.at].steps_heading
        {
            known.push((heading.id.as_str(), heading.text.as_str()));
        }
        for prose in self.proses.get(&item).map_or(&[][..], Vec::as_slice) {
            let headings = prose.headings.iter();
            known.extend(headings.map(|heading| (heading.id.as_str(), heading.text.as_str())));
        }
        let found = (known.iter())
            .find(|(id, _)| *id == fragment)
            .or_else(|| known.iter().find(|(_, text)| *text == fragment));
        match found {
            Some((id, _)) => Target::Page(item, Some((*id).to_owned())),
            None => Target::Missing(MissingTarget::Fragment {
                fragment: fragment.to_owned(),
                known: known.iter().map(|(id, _)| (*id).to_owned()).collect(),
            }),
        }
    }

    /// The step of a procedure with this number.
    pub(crate) fn step(&self, procedure: Index<Procedure>, number: &str) -> Option<Index<Step>> {
        let number: u32 = number.parse().ok()?;
        let steps = &self.procedures[procedure.at].steps;
        let at = steps.iter().position(|step| step.number.value == number)?;
        Some(Index::new(at))
    }
}

/// `https` of `https://…`; a drive letter (`C:\…`) counts too, as nothing that may be linked to.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// A path relative to a file's folder; `None` when it climbs out of the handbook.
fn join(from: &SourcePath, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.folder().split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent-encoding; what is none, or gives no text, stays as it is.
fn decode(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Cow::into_owned)
}
