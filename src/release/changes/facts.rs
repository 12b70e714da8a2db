//! What the head of a page or of a step says, in both states.

use std::collections::BTreeSet;

use crate::model::procedure::{Forms, Material};
use crate::model::{Book, Index, Item, Procedure, Ref, Role, Step, Target};
use crate::release::changes::identity::{Identity, role, template};
use crate::source::Spanned;

/// Which line of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
}

/// One thing that a line says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// What it is compared by.
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
            Item::Procedure(_) | Item::Template(_) | Item::Form(_) | Item::Reference(_) => {
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

    fn procedure(self, page: &Procedure) -> Vec<(Fact, Vec<Value>)> {
        let book = self.book();
        let part = page.part.as_ref().map(|part| match &part.value {
            Ref::To(at) => book.part(*at).title.clone(),
            Ref::Missing(missing) => missing.text.clone(),
        });
        let successor = page.superseded_by.iter();
        let successor = successor.map(|to| self.reference(&to.value, Item::Procedure));
        let phases = page.phases.iter().map(|phase| Value::plain(&phase.value));
        vec![
            (Fact::Title, one(Some(page.title.value.clone()))),
            (Fact::Part, one(part)),
            (Fact::Owner, self.roles(&page.owner)),
            (Fact::Status, one(Some(page.status.word().to_owned()))),
            (
                Fact::Effective,
                one(page.effective.map(|day| day.to_string())),
            ),
            (
                Fact::ReviewBy,
                one(page.review_by.map(|day| day.to_string())),
            ),
            (Fact::ApprovedBy, self.roles(&page.approved_by)),
            (Fact::SupersededBy, successor.collect()),
            (Fact::Phases, phases.collect()),
        ]
    }

    fn head(self, item: Item) -> Vec<(Fact, Vec<Value>)> {
        let book = self.book();
        let title = (Fact::Title, one(Some(book.title(item).to_owned())));
        match item {
            Item::Procedure(at) => self.procedure(book.procedure(at)),
            Item::Role(at) => {
                let page = book.role(at);
                vec![
                    title,
                    (Fact::Kind, one(Some(page.kind.word().to_owned()))),
                    (Fact::Unit, one(page.unit.clone())),
                    (Fact::ReportsTo, self.roles(&page.reports_to)),
                ]
            }
            Item::Template(at) => {
                let page = book.template(at);
                vec![
                    title,
                    (Fact::Owner, self.roles(&page.owner)),
                    (Fact::FilledBy, self.roles(&page.filled_by)),
                    (Fact::SignedBy, self.roles(&page.signed_by)),
                    (Fact::Kept, one(page.kept.clone())),
                    (
                        Fact::Effective,
                        one(page.effective.map(|day| day.to_string())),
                    ),
                ]
            }
            Item::Reference(at) => {
                let page = book.reference(at);
                vec![
                    title,
                    (Fact::Owner, self.roles(&page.owner)),
                    (
                        Fact::Effective,
                        one(page.effective.map(|day| day.to_string())),
                    ),
                ]
            }
            Item::Form(_) => vec![title],
        }
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
    match item {
        Item::Procedure(at) => &book.procedure(at).version,
        Item::Template(at) => &book.template(at).version,
        Item::Reference(at) => &book.reference(at).version,
        Item::Role(_) | Item::Form(_) => "",
    }
}

/// The code of the page that takes a page's place.
pub(super) fn successor(book: &Book, item: Item) -> Option<String> {
    let Item::Procedure(at) = item else {
        return None;
    };
    let to = book.procedure(at).superseded_by.as_ref()?.value.found()?;
    Some(book.procedure(to).code.value.as_str().to_owned())
}

/// The ids of the roles that have a part in a page.
pub(super) fn roles(book: &Book, item: Item) -> BTreeSet<String> {
    let mut found: Vec<Index<Role>> = Vec::new();
    let mut add = |roles: &mut dyn Iterator<Item = &Spanned<Ref<Role>>>| {
        found.extend(roles.filter_map(|role| role.value.found()));
    };
    match item {
        Item::Procedure(at) => {
            let page = book.procedure(at);
            add(&mut page.owner.iter().chain(&page.approved_by));
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
            add(&mut page
                .owner
                .iter()
                .chain(&page.filled_by)
                .chain(&page.signed_by));
        }
        Item::Reference(at) => add(&mut book.reference(at).owner.iter()),
        Item::Role(at) => found.push(at),
        Item::Form(_) => {}
    }
    let ids = found
        .into_iter()
        .map(|at| book.role(at).id.value.as_str().to_owned());
    ids.collect()
}
