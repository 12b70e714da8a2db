//! Names in an XLSForm: the form's own, and new ones that collide with none of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Form;

/// What every XLSForm has already: its root and its metadata.
const TAKEN: [&str; 2] = ["data", "meta"];

/// The names of one XLSForm.
pub(super) struct Names<'a> {
    of_fields: BTreeMap<&'a str, String>,
    used: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// The names of a form's fields and columns, as they are wherever that can be.
    pub(super) fn of(form: &'a Form) -> Self {
        let taken: BTreeSet<String> = (form.fields_and_columns())
            .filter(|field| field.is_fixed_table())
            // The converter keeps the number of fixed rows under this name.
            .map(|field| format!("{}_count", field.name.value))
            .chain(TAKEN.map(str::to_owned))
            .collect();
        let fields = || form.fields_and_columns().map(|f| f.name.value.as_str());
        let mut names = Self {
            of_fields: BTreeMap::new(),
            used: fields().map(str::to_owned).chain(taken.clone()).collect(),
        };
        for name in fields().filter(|name| taken.contains(*name)) {
            let other = names.fresh(name);
            names.of_fields.insert(name, other);
        }
        names
    }

    /// The name of a field or column.
    pub(super) fn of_field(&self, name: &str) -> String {
        self.of_fields
            .get(name)
            .cloned()
            .unwrap_or_else(|| name.to_owned())
    }

    /// A name like this one that nothing has yet.
    pub(super) fn fresh(&mut self, like: &str) -> String {
        let like = sound(like);
        let mut name = like.clone();
        let mut number = 1;
        while !self.used.insert(name.clone()) {
            number += 1;
            name = format!("{like}_{number}");
        }
        name
    }
}

/// A name that XML takes.
fn sound(like: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = like.chars().map(plain).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        format!("n_{name}")
    } else {
        name
    }
}
