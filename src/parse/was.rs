//! What fields were named in earlier versions of their form.
//!
//! In: a form that has been read. Out: findings. A filled copy of an earlier version is taken in by these
//! names, so that each must lead to one field.

use std::collections::BTreeSet;

use crate::diagnostic::{code, say};
use crate::model::form::{Field, FieldKind, Form};
use crate::parse::form_values::check_name;
use crate::parse::toml_table::Table;
use crate::source::Spanned;

/// Reports former names that are present ones, or that two fields claim.
pub(super) fn check(table: &Table<'_>, form: &Form, names: &[Spanned<String>]) {
    let present: BTreeSet<&str> = names.iter().map(|name| name.value.as_str()).collect();
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    let all: Vec<&Field> = fields
        .flat_map(|field| std::iter::once(field).chain(field.kind.columns()))
        .collect();
    unambiguous(table, &present, all.iter().flat_map(|field| &field.was));
    for field in all {
        // The items of a score are named within it.
        if let FieldKind::Score(score) = &field.kind {
            let items = score.items.iter().map(|item| item.name.as_str()).collect();
            let former = score.items.iter().flat_map(|item| &item.was);
            unambiguous(table, &items, former);
        }
    }
}

fn unambiguous<'a>(
    table: &Table<'_>,
    present: &BTreeSet<&str>,
    former: impl Iterator<Item = &'a Spanned<String>>,
) {
    let mut seen = BTreeSet::new();
    for was in former {
        check_name(table, was);
        let name = was.value.as_str();
        if present.contains(name) {
            let message = say!(
                "`{}` is a field's name today, and cannot be a former one",
                "`{}` 是现在的字段名，不能作旧名",
                name
            );
            let help = say!(
                "take it out of `was`: a filled copy with this name goes to the field that has it",
                "从 `was` 里删去：旧表里这个名字的内容会填到现在叫这个名字的字段"
            );
            table.report(&code::DUPLICATE_FIELD, was.span, message, help);
        } else if !seen.insert(name) {
            let message = say!(
                "`{}` is named twice as a former name",
                "旧名 `{}` 写了两次",
                name
            );
            let help = say!(
                "leave it in one `was`: the field that a filled copy's value goes to",
                "只留在一个 `was` 里：旧表的内容填到哪个字段，就写在哪个字段"
            );
            table.report(&code::DUPLICATE_FIELD, was.span, message, help);
        }
    }
}
