//! The lists of choices of an XLSForm; fields with the same choices share a list.

use crate::export::words::Words;
use crate::model::form::{Field, FieldKind};

/// Every list, in the order of first use.
#[derive(Default)]
pub(super) struct Lists {
    lists: Vec<List>,
}

struct List {
    name: String,
    /// Name and label of each choice.
    choices: Vec<(String, String)>,
}

impl Lists {
    /// The name of the list with the choices of a field.
    pub(super) fn of_field(&mut self, field: &Field, words: &Words) -> String {
        let choices = choices(field, words);
        if let Some(list) = self.lists.iter().find(|list| list.choices == choices) {
            return list.name.clone();
        }
        let like = if matches!(field.kind, FieldKind::YesNo) {
            "yes_no"
        } else {
            &field.name.value
        };
        let mut name = like.to_owned();
        let mut number = 1;
        while self.lists.iter().any(|list| list.name == name) {
            number += 1;
            name = format!("{like}_{number}");
        }
        self.lists.push(List {
            name: name.clone(),
            choices,
        });
        name
    }

    /// The rows of the sheet `choices`, without its head.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.lists.iter().flat_map(|list| {
            (list.choices.iter())
                .map(|(name, label)| vec![list.name.clone(), name.clone(), label.clone()])
        })
    }
}

/// A field's choices as an XLSForm names them; one that is listed twice is there once.
fn choices(field: &Field, words: &Words) -> Vec<(String, String)> {
    if matches!(field.kind, FieldKind::YesNo) {
        let pair = |name: &str, label: &str| (name.to_owned(), label.to_owned());
        return vec![pair("yes", words.yes), pair("no", words.no)];
    }
    let mut choices: Vec<(String, String)> = Vec::new();
    for choice in field.kind.choices() {
        let name = choice_name(&choice.name);
        if !choices.iter().any(|(known, _)| *known == name) {
            choices.push((name, label(&choice.label)));
        }
    }
    choices
}

/// A choice's name: a blank would make two of it where several can be chosen.
pub(super) fn choice_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Words for people. What looks like the value of a field would be replaced by one.
pub(super) fn label(text: &str) -> String {
    text.replace("${", "$ {")
}
