//! Which id, title or alias names what.

use std::collections::BTreeMap;

use crate::link::Sorted;
use crate::model::book::Item;
use crate::model::config::{Config, Part};
use crate::model::id::{Index, Missing, Ref, Why};
use crate::model::pack::PageRef;
use crate::model::{Pack, Procedure, Reference, Role, Template};

/// Every name of a handbook. A form has no name of its own: its code is its template's.
pub(crate) struct Names<'a> {
    ids: BTreeMap<&'a str, Vec<Item>>,
    /// Titles and aliases.
    titles: BTreeMap<&'a str, Vec<(Item, &'a str)>>,
    parts: BTreeMap<String, usize>,
}

/// A kind of page that names are looked up for.
pub(crate) trait Named: Sized {
    /// The page's place, when the item is of this kind.
    fn of(item: Item) -> Option<Index<Self>>;
}

impl Named for Procedure {
    fn of(item: Item) -> Option<Index<Self>> {
        if let Item::Procedure(at) = item {
            Some(at)
        } else {
            None
        }
    }
}

impl Named for Role {
    fn of(item: Item) -> Option<Index<Self>> {
        if let Item::Role(at) = item {
            Some(at)
        } else {
            None
        }
    }
}

impl Named for Template {
    fn of(item: Item) -> Option<Index<Self>> {
        if let Item::Template(at) = item {
            Some(at)
        } else {
            None
        }
    }
}

impl Named for Reference {
    fn of(item: Item) -> Option<Index<Self>> {
        if let Item::Reference(at) = item {
            Some(at)
        } else {
            None
        }
    }
}

impl Named for Pack {
    fn of(item: Item) -> Option<Index<Self>> {
        if let Item::Pack(at) = item {
            Some(at)
        } else {
            None
        }
    }
}

impl<'a> Names<'a> {
    pub(crate) fn new(sorted: &Sorted<'a>, config: &Config) -> Self {
        let mut names = Self {
            ids: BTreeMap::new(),
            titles: BTreeMap::new(),
            parts: BTreeMap::new(),
        };
        for (at, part) in config.parts.iter().enumerate().rev() {
            names.parts.insert(part.title.clone(), at);
        }
        for (at, part) in config.parts.iter().enumerate().rev() {
            names.parts.insert(part.id.value.as_str().to_owned(), at);
        }
        for (at, item) in sorted.procedures.iter().enumerate() {
            let aliases = item.aliases.iter().map(|alias| alias.value.as_str());
            let code = item.code.value.as_str();
            names.add(
                Item::Procedure(Index::new(at)),
                code,
                &item.title.value,
                aliases,
            );
        }
        for (at, item) in sorted.roles.iter().enumerate() {
            let aliases = item.aliases.iter().map(|alias| alias.value.as_str());
            let id = item.id.value.as_str();
            names.add(Item::Role(Index::new(at)), id, &item.title.value, aliases);
        }
        for (at, item) in sorted.templates.iter().enumerate() {
            let aliases = item.aliases.iter().map(|alias| alias.value.as_str());
            let code = item.code.value.as_str();
            names.add(
                Item::Template(Index::new(at)),
                code,
                &item.title.value,
                aliases,
            );
        }
        for (at, item) in sorted.references.iter().enumerate() {
            let aliases = item.aliases.iter().map(|alias| alias.value.as_str());
            let code = item.code.value.as_str();
            names.add(
                Item::Reference(Index::new(at)),
                code,
                &item.title.value,
                aliases,
            );
        }
        for (at, item) in sorted.packs.iter().enumerate() {
            let aliases = item.aliases.iter().map(|alias| alias.value.as_str());
            let id = item.id.value.as_str();
            names.add(Item::Pack(Index::new(at)), id, &item.title.value, aliases);
        }
        names
    }

    fn add(
        &mut self,
        item: Item,
        id: &'a str,
        title: &'a str,
        aliases: impl Iterator<Item = &'a str>,
    ) {
        self.ids.entry(id).or_default().push(item);
        for name in std::iter::once(title).chain(aliases) {
            let named = self.titles.entry(name).or_default();
            if !named.iter().any(|(other, _)| *other == item) {
                named.push((item, id));
            }
        }
    }

    /// What a name says, of any kind. Where two files claim one id, the first counts; `check` reports the other.
    pub(crate) fn any(&self, name: &str) -> Result<Item, Missing> {
        if let Some(item) = self.ids.get(name).and_then(|items| items.first()) {
            return Ok(*item);
        }
        let named = self.titles.get(name).map_or(&[][..], Vec::as_slice);
        match named {
            [] => Err(missing(name, Why::Unknown)),
            [(item, _)] => Ok(*item),
            several => Err(ambiguous(name, several.iter())),
        }
    }

    /// What a name says where a `T` is wanted.
    pub(crate) fn one<T: Named>(&self, name: &str) -> Ref<T> {
        match self.wanted(name, T::of) {
            Ok(found) => Ref::To(found),
            Err(missing) => Ref::Missing(missing),
        }
    }

    /// What a name says where a form, a procedure or a reference page is wanted.
    pub(crate) fn page(&self, name: &str) -> PageRef {
        let printed = |item: Item| match item {
            Item::Procedure(_) | Item::Template(_) | Item::Reference(_) => Some(item),
            Item::Role(_) | Item::Form(_) | Item::Pack(_) => None,
        };
        match self.wanted(name, printed) {
            Ok(item) => PageRef::To(item),
            Err(missing) => PageRef::Missing(missing),
        }
    }

    /// The one thing with this name that `of` takes. Ids come before titles and aliases.
    fn wanted<W>(&self, name: &str, of: impl Fn(Item) -> Option<W>) -> Result<W, Missing> {
        let ids = self.ids.get(name).map_or(&[][..], Vec::as_slice);
        if let Some(found) = ids.iter().find_map(|item| of(*item)) {
            return Ok(found);
        }
        let named = self.titles.get(name).map_or(&[][..], Vec::as_slice);
        let is_wanted = |(item, _): &&(Item, &str)| of(*item).is_some();
        let mut wanted = named.iter().filter(is_wanted);
        if let Some((item, _)) = wanted.next() {
            if wanted.next().is_some() {
                return Err(ambiguous(name, named.iter().filter(is_wanted)));
            }
            return of(*item).ok_or_else(|| missing(name, Why::Unknown));
        }
        let other = ids.first().or_else(|| named.first().map(|(item, _)| item));
        let why = other.map_or(Why::Unknown, |item| Why::OtherKind(item.kind().word()));
        Err(missing(name, why))
    }

    /// The part with this id or title.
    pub(crate) fn part(&self, name: &str) -> Ref<Part> {
        match self.parts.get(name) {
            Some(at) => Ref::To(Index::new(*at)),
            None => Ref::Missing(missing(name, Why::Unknown)),
        }
    }
}

/// A name that names nothing.
pub(crate) fn missing(name: &str, why: Why) -> Missing {
    Missing {
        text: name.to_owned(),
        why,
    }
}

fn ambiguous<'n>(name: &str, several: impl Iterator<Item = &'n (Item, &'n str)>) -> Missing {
    let ids = several.map(|(_, id)| (*id).to_owned()).collect();
    missing(name, Why::Ambiguous(ids))
}
