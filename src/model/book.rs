//! The whole handbook, every reference resolved.

use std::collections::BTreeMap;

use crate::model::config::{Config, Part};
use crate::model::form::Form;
use crate::model::id::Index;
use crate::model::pack::Pack;
use crate::model::procedure::{Procedure, Step};
use crate::model::prose::Prose;
use crate::model::reference::Reference;
use crate::model::role::Role;
use crate::model::template::Template;
use crate::model::uses::Uses;
use crate::source::{SourcePath, Spanned};

/// A handbook.
pub struct Book {
    /// Its settings and parts.
    pub config: Config,
    /// By code.
    pub procedures: Vec<Procedure>,
    /// By id.
    pub roles: Vec<Role>,
    /// By code.
    pub templates: Vec<Template>,
    /// By code.
    pub forms: Vec<Form>,
    /// By code.
    pub references: Vec<Reference>,
    /// By id.
    pub packs: Vec<Pack>,
    /// Files that pages link to or show, copied as they are.
    pub assets: Vec<SourcePath>,
    /// Who uses what.
    pub uses: Uses,
}

/// Which kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A procedure.
    Procedure,
    /// A role.
    Role,
    /// A template.
    Template,
    /// A form.
    Form,
    /// A reference page.
    Reference,
    /// A pack.
    Pack,
}

impl Kind {
    /// The word in messages and in `data-kind`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Role => "role",
            Self::Template => "template",
            Self::Form => "form",
            Self::Reference => "reference",
            Self::Pack => "pack",
        }
    }
}

/// One page of the handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A procedure.
    Procedure(Index<Procedure>),
    /// A role.
    Role(Index<Role>),
    /// A template.
    Template(Index<Template>),
    /// A form.
    Form(Index<Form>),
    /// A reference page.
    Reference(Index<Reference>),
    /// A pack.
    Pack(Index<Pack>),
}

impl Item {
    /// Which kind of page it is.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Procedure(_) => Kind::Procedure,
            Self::Role(_) => Kind::Role,
            Self::Template(_) => Kind::Template,
            Self::Form(_) => Kind::Form,
            Self::Reference(_) => Kind::Reference,
            Self::Pack(_) => Kind::Pack,
        }
    }
}

/// A step of a procedure of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepAt {
    /// The procedure.
    pub procedure: Index<Procedure>,
    /// The step in it.
    pub step: Index<Step>,
}

/// What a role does in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Involvement {
    /// Owns it.
    Owner,
    /// Helps.
    Consulted,
    /// Approves.
    Approver,
    /// Is told.
    Informed,
}

impl Book {
    /// The procedure at a place.
    #[must_use]
    pub fn procedure(&self, at: Index<Procedure>) -> &Procedure {
        &self.procedures[at.at]
    }

    /// The role at a place.
    #[must_use]
    pub fn role(&self, at: Index<Role>) -> &Role {
        &self.roles[at.at]
    }

    /// The template at a place.
    #[must_use]
    pub fn template(&self, at: Index<Template>) -> &Template {
        &self.templates[at.at]
    }

    /// The form at a place.
    #[must_use]
    pub fn form(&self, at: Index<Form>) -> &Form {
        &self.forms[at.at]
    }

    /// The reference page at a place.
    #[must_use]
    pub fn reference(&self, at: Index<Reference>) -> &Reference {
        &self.references[at.at]
    }

    /// The pack at a place.
    #[must_use]
    pub fn pack(&self, at: Index<Pack>) -> &Pack {
        &self.packs[at.at]
    }

    /// The part at a place.
    #[must_use]
    pub fn part(&self, at: Index<Part>) -> &Part {
        &self.config.parts[at.at]
    }

    /// A step at a place.
    #[must_use]
    pub fn step(&self, at: StepAt) -> &Step {
        &self.procedure(at.procedure).steps[at.step.at]
    }

    /// Every page, in the order of kinds and codes.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        let procedures = (0..self.procedures.len()).map(|at| Item::Procedure(Index::new(at)));
        let roles = (0..self.roles.len()).map(|at| Item::Role(Index::new(at)));
        let templates = (0..self.templates.len()).map(|at| Item::Template(Index::new(at)));
        let forms = (0..self.forms.len()).map(|at| Item::Form(Index::new(at)));
        let references = (0..self.references.len()).map(|at| Item::Reference(Index::new(at)));
        let packs = (0..self.packs.len()).map(|at| Item::Pack(Index::new(at)));
        procedures
            .chain(roles)
            .chain(templates)
            .chain(forms)
            .chain(references)
            .chain(packs)
    }

    /// Every page by its kind and code. Of two pages with one code, which is a finding, the first counts.
    #[must_use]
    pub fn by_code(&self) -> BTreeMap<(Kind, &str), Item> {
        let mut items = BTreeMap::new();
        for item in self.items() {
            items.entry((item.kind(), self.code(item))).or_insert(item);
        }
        items
    }

    /// Every stretch of Markdown with the page that it stands on, in the order of `items`.
    pub fn proses_by_item(&self) -> impl Iterator<Item = (Item, &Prose)> {
        self.items().flat_map(|item| {
            self.proses_of(item)
                .into_iter()
                .map(move |prose| (item, prose))
        })
    }

    /// Every stretch of Markdown, in the order of `items`.
    pub fn proses(&self) -> impl Iterator<Item = &Prose> {
        self.proses_by_item().map(|(_, prose)| prose)
    }

    /// The stretches of Markdown of one page, from top to bottom.
    #[must_use]
    pub fn proses_of(&self, item: Item) -> Vec<&Prose> {
        match item {
            Item::Procedure(at) => {
                let procedure = self.procedure(at);
                let steps = procedure.steps.iter().map(|step| &step.prose);
                [&procedure.introduction, &procedure.steps_preface]
                    .into_iter()
                    .chain(steps)
                    .chain(std::iter::once(&procedure.closing))
                    .collect()
            }
            Item::Role(at) => vec![&self.role(at).body],
            Item::Template(at) => vec![&self.template(at).body],
            Item::Reference(at) => vec![&self.reference(at).body],
            Item::Pack(at) => vec![&self.pack(at).body],
            Item::Form(_) => Vec::new(),
        }
    }

    /// The code or id of a page.
    #[must_use]
    pub fn code(&self, item: Item) -> &str {
        match item {
            Item::Procedure(at) => self.procedure(at).code.value.as_str(),
            Item::Role(at) => self.role(at).id.value.as_str(),
            Item::Template(at) => self.template(at).code.value.as_str(),
            Item::Form(at) => self.form(at).code.as_str(),
            Item::Reference(at) => self.reference(at).code.value.as_str(),
            Item::Pack(at) => self.pack(at).id.value.as_str(),
        }
    }

    /// The title of a page; a form's is its template's, or its code when it has none.
    #[must_use]
    pub fn title(&self, item: Item) -> &str {
        match item {
            Item::Procedure(at) => &self.procedure(at).title.value,
            Item::Role(at) => &self.role(at).title.value,
            Item::Template(at) => &self.template(at).title.value,
            Item::Form(at) => self.uses.template_of_form[at.at].map_or_else(
                || self.form(at).code.as_str(),
                |template| &self.template(template).title.value,
            ),
            Item::Reference(at) => &self.reference(at).title.value,
            Item::Pack(at) => &self.pack(at).title.value,
        }
    }

    /// The other names of a page.
    #[must_use]
    pub fn aliases(&self, item: Item) -> &[Spanned<String>] {
        match item {
            Item::Procedure(at) => &self.procedure(at).aliases,
            Item::Role(at) => &self.role(at).aliases,
            Item::Template(at) => &self.template(at).aliases,
            Item::Reference(at) => &self.reference(at).aliases,
            Item::Pack(at) => &self.pack(at).aliases,
            Item::Form(_) => &[],
        }
    }

    /// The file that a page was read from.
    #[must_use]
    pub fn path(&self, item: Item) -> &SourcePath {
        match item {
            Item::Procedure(at) => &self.procedure(at).path,
            Item::Role(at) => &self.role(at).path,
            Item::Template(at) => &self.template(at).path,
            Item::Form(at) => &self.form(at).path,
            Item::Reference(at) => &self.reference(at).path,
            Item::Pack(at) => &self.pack(at).path,
        }
    }
}
