//! Which page of one state is which page of the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Book, Index, Item, Kind, Role, Template};

/// Two states of a handbook and the pages that they share.
pub(super) struct Identity<'a> {
    pub(super) before: &'a Book,
    pub(super) after: &'a Book,
    earlier: BTreeMap<Item, Item>,
    later: BTreeMap<Item, Item>,
    /// The ids of roles that are called otherwise since, with their present ones.
    roles: BTreeMap<&'a str, &'a str>,
}

impl<'a> Identity<'a> {
    pub(super) fn of(before: &'a Book, after: &'a Book) -> Self {
        let (old, new) = (before.by_code(), after.by_code());
        let mut identity = Self {
            before,
            after,
            earlier: BTreeMap::new(),
            later: BTreeMap::new(),
            roles: BTreeMap::new(),
        };
        for (key, item) in &new {
            if let Some(same) = old.get(key) {
                identity.join(*same, *item);
            }
        }
        for (key, item) in &new {
            if identity.earlier.contains_key(item) {
                continue;
            }
            let former = after.aliases(*item).iter();
            let former = former.filter_map(|alias| old.get(&(key.0, alias.value.as_str())));
            let free = |old: &&Item| !identity.later.contains_key(*old);
            if let Some(renamed) = former.copied().find(|old| free(&old)) {
                identity.join(renamed, *item);
                identity.join_forms(&old, &new, renamed, *item);
                if key.0 == Kind::Role {
                    identity.roles.insert(before.code(renamed), key.1);
                }
            }
        }
        identity
    }

    fn join(&mut self, old: Item, new: Item) {
        self.earlier.insert(new, old);
        self.later.insert(old, new);
    }

    /// A renamed template's form was renamed with it.
    fn join_forms(
        &mut self,
        old_items: &BTreeMap<(Kind, &str), Item>,
        new_items: &BTreeMap<(Kind, &str), Item>,
        old: Item,
        new: Item,
    ) {
        let was = old_items.get(&(Kind::Form, self.before.code(old)));
        let is = new_items.get(&(Kind::Form, self.after.code(new)));
        if let (Kind::Template, Some(was), Some(is)) = (old.kind(), was, is) {
            self.join(*was, *is);
        }
    }

    /// The earlier state of each page that had one.
    pub(super) fn into_earlier(self) -> BTreeMap<Item, Item> {
        self.earlier
    }

    /// The earlier state of a page.
    pub(super) fn before(&self, item: Item) -> Option<Item> {
        self.earlier.get(&item).copied()
    }

    /// The later state of a page.
    pub(super) fn after(&self, item: Item) -> Option<Item> {
        self.later.get(&item).copied()
    }

    /// The ids that roles of the earlier state have now, or had last.
    pub(super) fn roles_now(&self, ids: BTreeSet<String>) -> BTreeSet<String> {
        let now = |id: String| match self.roles.get(id.as_str()) {
            Some(now) => (*now).to_owned(),
            None => id,
        };
        ids.into_iter().map(now).collect()
    }

    /// What stands for a page of the earlier state when it is compared: its later code, or its own when it is gone.
    pub(super) fn key_before(&self, item: Item) -> String {
        match self.after(item) {
            Some(later) => key(self.after, later),
            None => format!("gone {}", key(self.before, item)),
        }
    }

    /// The same for a page of the later state.
    pub(super) fn key_after(&self, item: Item) -> String {
        key(self.after, item)
    }
}

fn key(book: &Book, item: Item) -> String {
    format!("{} {}", item.kind().word(), book.code(item))
}

/// A role as an item.
pub(super) const fn role(at: Index<Role>) -> Item {
    Item::Role(at)
}

/// A template as an item.
pub(super) const fn template(at: Index<Template>) -> Item {
    Item::Template(at)
}
