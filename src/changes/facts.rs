//! What the head of a page or of a step says, in both states.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::changes::identity::{Identity, role, template};
use crate::model::pack::{PackItem, PageRef};
use crate::model::procedure::{Forms, Material};
use crate::model::{Book, Date, Document, Index, Item, Pack, Procedure, Ref, Role, Step, Target};
use crate::source::Spanned;

/// Which line of a head; in data it is `snake_case`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each is the key of front matter, or the field of a step, of that name"
)]
pub enum Fact {
    Title,
    Part,
    Owner,
    Status,
    Effective,
    ReviewBy,
    ApprovedBy,
    SupersededBy,
    Phases,
    FilledBy,
    SignedBy,
    Kept,
    Unit,
    ReportsTo,
    Kind,
    Consulted,
    Approver,
    Informed,
    Phase,
    Due,
    Inputs,
    Outputs,
    Forms,
    Next,
    Type,
    Label,
    Required,
    Choices,
    Calculation,
    Constraint,
    Relevant,
    Default,
    Hint,
    Rows,
    Audience,
    Items,
    ForRole,
}

/// One thing that a line says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// What it is compared by: the same whatever the page that it names is called.
    pub(super) key: String,
    /// What is shown of it.
    pub shown: String,
}

impl Value {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        let shown = text.into();
        Self {
            key: shown.clone(),
            shown,
        }
    }
}

/// One line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// Which.
    pub fact: Fact,
    /// What it said before; empty when it said nothing.
    pub before: Vec<Value>,
    /// What it says now.
    pub after: Vec<Value>,
}

/// The lines of two heads that differ.
pub(super) fn differing(
    before: Vec<(Fact, Vec<Value>)>,
    after: Vec<(Fact, Vec<Value>)>,
) -> Vec<FactChange> {
    let keys = |values: &[Value]| -> Vec<String> { values.iter().map(|v| v.key.clone()).collect() };
    // Both heads have the same lines in the same order.
    (before.into_iter().zip(after))
        .filter(|((_, before), (_, after))| keys(before) != keys(after))
        .map(|((fact, before), (_, after))| FactChange {
            fact,
            before,
            after,
        })
        .collect()
}

/// One of the two states, for what is read the same way in both.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    identity: &'a Identity<'a>,
    later: bool,
}

impl<'a> State<'a> {
    pub(super) const fn before(identity: &'a Identity<'a>) -> Self {
        Self {
            identity,
            later: false,
        }
    }

    pub(super) const fn after(identity: &'a Identity<'a>) -> Self {
        Self {
            identity,
            later: true,
        }
    }

    pub(super) const fn book(self) -> &'a Book {
        if self.later {
            self.identity.after
        } else {
            self.identity.before
        }
    }

    pub(super) fn page(self, item: Item) -> Value {
        let book = self.book();
        let shown = match item {
            Item::Role(_) => book.title(item).to_owned(),
            Item::Procedure(_)
            | Item::Template(_)
            | Item::Form(_)
            | Item::Reference(_)
            | Item::Pack(_) => {
                format!("{} {}", book.code(item), book.title(item))
            }
        };
        let key = if self.later {
            self.identity.key_after(item)
        } else {
            self.identity.key_before(item)
        };
        Value { key, shown }
    }

    fn reference<T>(self, to: &Ref<T>, item: impl Fn(Index<T>) -> Item) -> Value {
        match to {
            Ref::To(index) => self.page(item(*index)),
            Ref::Missing(missing) => Value::plain(&missing.text),
        }
    }

    fn roles<'r>(self, roles: impl IntoIterator<Item = &'r Spanned<Ref<Role>>>) -> Vec<Value> {
        let roles = roles.into_iter();
        let mut values: Vec<Value> = roles.map(|r| self.reference(&r.value, role)).collect();
        // Who helps is a set: another order is no change.
        values.sort();
        values
    }

    fn materials(self, materials: &[Spanned<Material>]) -> Vec<Value> {
        let value = |material: &Material| match material {
            Material::Words(words) => Value::plain(words),
            Material::Page(Target::Page(item, _)) => self.page(*item),
            Material::Page(Target::Step(procedure, step)) => {
                let mut value = self.page(Item::Procedure(*procedure));
                let number = self.book().procedure(*procedure).steps[step.at]
                    .number
                    .value;
                value.key = format!("{}#{number}", value.key);
                value.shown = format!("{}#{number}", value.shown);
                value
            }
            Material::Page(Target::Here(text) | Target::Outside(text)) => Value::plain(text),
            Material::Page(Target::Asset(path)) => Value::plain(path.as_str()),
            Material::Page(Target::Missing(_)) => Value::plain(""),
        };
        materials
            .iter()
            .map(|material| value(&material.value))
            .collect()
    }

    /// What a step's owner is compared by.
    pub(super) fn owner(self, step: &Step) -> Vec<String> {
        let owners = self.roles(&step.owners).into_iter();
        owners.map(|owner| owner.key).collect()
    }

    /// The lines of a step, but for where it goes on.
    pub(super) fn step(self, step: &Step) -> Vec<(Fact, Vec<Value>)> {
        let text = |text: &Option<Spanned<String>>| -> Vec<Value> {
            text.iter().map(|text| Value::plain(&text.value)).collect()
        };
        let forms = match &step.forms {
            Forms::Listed(forms) => (forms.iter())
                .map(|form| self.reference(&form.value, template))
                .collect(),
            Forms::NotNeeded(_) | Forms::Unsaid => Vec::new(),
        };
        vec![
            (Fact::Title, vec![Value::plain(&step.title)]),
            (Fact::Kind, vec![Value::plain(step.kind.value.word())]),
            (Fact::Owner, self.roles(&step.owners)),
            (Fact::Consulted, self.roles(&step.consulted)),
            (Fact::Approver, self.roles(&step.approvers)),
            (Fact::Informed, self.roles(&step.informed)),
            (Fact::Phase, text(&step.phase)),
            (Fact::Due, text(&step.due)),
            (Fact::Inputs, self.materials(&step.inputs)),
            (Fact::Outputs, self.materials(&step.outputs)),
            (Fact::Forms, forms),
        ]
    }

    /// What all controlled documents say of themselves.
    fn document(self, of: &Document<'_>) -> Vec<(Fact, Vec<Value>)> {
        let day = |day: Option<&Spanned<Date>>| one(day.map(|day| day.value.to_string()));
        let successor = of.superseded_by.and_then(|to| to.item);
        let successor = successor.map(|to| self.page(to));
        vec![
            (Fact::Owner, self.roles(of.owner)),
            (Fact::Status, vec![Value::plain(of.status.value.word())]),
            (Fact::Effective, day(of.effective)),
            (Fact::ReviewBy, day(of.review_by)),
            (Fact::ApprovedBy, self.roles(of.approved_by)),
            (Fact::SupersededBy, successor.into_iter().collect()),
        ]
    }

    fn head(self, item: Item) -> Vec<(Fact, Vec<Value>)> {
        let book = self.book();
        let mut lines = vec![(Fact::Title, vec![Value::plain(book.title(item))])];
        if let Some(document) = book.document(item) {
            lines.extend(self.document(&document));
        }
        match item {
            Item::Procedure(at) => lines.extend(self.procedure(book.procedure(at))),
            Item::Role(at) => {
                let page = book.role(at);
                lines.extend([
                    (Fact::Kind, vec![Value::plain(page.kind.word())]),
                    (Fact::Unit, one(page.unit.clone())),
                    (Fact::ReportsTo, self.roles(&page.reports_to)),
                ]);
            }
            Item::Template(at) => {
                let page = book.template(at);
                lines.extend([
                    (Fact::FilledBy, self.roles(&page.filled_by)),
                    (Fact::SignedBy, self.roles(&page.signed_by)),
                    (Fact::Kept, one(page.kept.clone())),
                ]);
            }
            Item::Pack(at) => lines.extend(self.pack(book.pack(at))),
            Item::Reference(_) | Item::Form(_) => {}
        }
        lines
    }

    fn procedure(self, page: &Procedure) -> [(Fact, Vec<Value>); 4] {
        let part = page.part.as_ref().map(|part| match &part.value {
            Ref::To(at) => self.book().part(*at).title.clone(),
            Ref::Missing(missing) => missing.text.clone(),
        });
        let phases = page.phases.iter().map(|phase| Value::plain(&phase.value));
        [
            (Fact::Part, one(part)),
            (Fact::Phases, phases.collect()),
            (Fact::Inputs, self.materials(&page.inputs)),
            (Fact::Outputs, self.materials(&page.outputs)),
        ]
    }

    fn pack(self, page: &Pack) -> [(Fact, Vec<Value>); 3] {
        let items = page.items.iter().flat_map(|items| &items.value);
        let item = |item: &PackItem| {
            let mut value = match &item.page.value {
                PageRef::To(page) => self.page(*page),
                PageRef::Missing(missing) => Value::plain(&missing.text),
            };
            if item.copies > 1 {
                value.key = format!("{} {}", value.key, item.copies);
                value.shown = format!("{} × {}", value.shown, item.copies);
            }
            value
        };
        [
            (Fact::Audience, self.roles(&page.audience)),
            (Fact::ForRole, self.roles(&page.for_role)),
            (Fact::Items, items.map(item).collect()),
        ]
    }
}

fn one(value: Option<String>) -> Vec<Value> {
    value.into_iter().map(Value::plain).collect()
}

/// The lines of a page's head that changed.
pub(super) fn changes(identity: &Identity<'_>, old: Item, new: Item) -> Vec<FactChange> {
    differing(
        State::before(identity).head(old),
        State::after(identity).head(new),
    )
}

/// A page's version; empty where it has none.
pub(super) fn version(book: &Book, item: Item) -> &str {
    book.document(item)
        .map_or("", |document| &document.version.value)
}

/// The code of the page that takes a page's place.
pub(super) fn successor(book: &Book, item: Item) -> Option<String> {
    let to = book.document(item)?.superseded_by?.item?;
    Some(book.code(to).to_owned())
}

/// The ids of the roles that have a part in a page.
pub(super) fn roles(book: &Book, item: Item) -> BTreeSet<String> {
    let mut found: Vec<Index<Role>> = Vec::new();
    let mut add = |roles: &mut dyn Iterator<Item = &Spanned<Ref<Role>>>| {
        found.extend(roles.filter_map(|role| role.value.found()));
    };
    if let Some(document) = book.document(item) {
        add(&mut document.owner.into_iter().chain(document.approved_by));
    }
    match item {
        Item::Procedure(at) => {
            let page = book.procedure(at);
            for step in &page.steps {
                let others = step
                    .consulted
                    .iter()
                    .chain(&step.approvers)
                    .chain(&step.informed);
                add(&mut step.owners.iter().chain(others));
            }
        }
        Item::Template(at) => {
            let page = book.template(at);
            add(&mut page.filled_by.iter().chain(&page.signed_by));
        }
        Item::Pack(at) => {
            let page = book.pack(at);
            add(&mut page.audience.iter().chain(&page.for_role));
        }
        Item::Role(at) => found.push(at),
        Item::Reference(_) | Item::Form(_) => {}
    }
    let ids = found
        .into_iter()
        .map(|at| book.role(at).id.value.as_str().to_owned());
    ids.collect()
}
