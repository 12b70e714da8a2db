//! The whole handbook, every reference resolved.

use std::collections::BTreeMap;

use crate::model::config::{Config, Part};
use crate::model::form::Form;
use crate::model::id::{Index, Ref};
use crate::model::procedure::{Forms, Procedure, Step};
use crate::model::prose::Prose;
use crate::model::reference::Reference;
use crate::model::role::Role;
use crate::model::template::Template;
use crate::source::SourcePath;

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

/// The references of the book, the other way round; each list is in the order of the book.
#[derive(Default)]
pub struct Uses {
    /// By role: the steps it has a part in.
    pub steps_of_role: Vec<Vec<(StepAt, Involvement)>>,
    /// By role: the procedures it owns.
    pub procedures_of_role: Vec<Vec<Index<Procedure>>>,
    /// By role: the templates it fills in.
    pub filled_by_role: Vec<Vec<Index<Template>>>,
    /// By role: the templates it signs.
    pub signed_by_role: Vec<Vec<Index<Template>>>,
    /// By template: the steps that fill it in.
    pub steps_of_template: Vec<Vec<StepAt>>,
    /// By part: its procedures.
    pub procedures_of_part: Vec<Vec<Index<Procedure>>>,
    /// By procedure: the steps of others that hand over to it.
    pub hand_overs_to: Vec<Vec<StepAt>>,
    /// By template: the form of the same code.
    pub form_of_template: Vec<Option<Index<Form>>>,
    /// By form: the template of the same code.
    pub template_of_form: Vec<Option<Index<Template>>>,
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
        procedures
            .chain(roles)
            .chain(templates)
            .chain(forms)
            .chain(references)
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
        }
    }
}

impl Uses {
    /// Turns the references of linked items round.
    #[must_use]
    pub fn of(
        config: &Config,
        procedures: &[Procedure],
        roles: &[Role],
        templates: &[Template],
        forms: &[Form],
    ) -> Self {
        let mut uses = Self {
            steps_of_role: empty(roles.len()),
            procedures_of_role: empty(roles.len()),
            filled_by_role: empty(roles.len()),
            signed_by_role: empty(roles.len()),
            steps_of_template: empty(templates.len()),
            procedures_of_part: empty(config.parts.len()),
            hand_overs_to: empty(procedures.len()),
            form_of_template: vec![None; templates.len()],
            template_of_form: vec![None; forms.len()],
        };
        for (at, procedure) in procedures.iter().enumerate() {
            uses.add_procedure(Index::new(at), procedure);
        }
        let form_codes: BTreeMap<&str, usize> = (forms.iter().enumerate().rev())
            .map(|(at, form)| (form.code.as_str(), at))
            .collect();
        for (at, template) in templates.iter().enumerate() {
            uses.add_template(Index::new(at), template, &form_codes);
        }
        uses
    }

    fn add_procedure(&mut self, at: Index<Procedure>, procedure: &Procedure) {
        if let Some(Some(role)) = procedure.owner.as_ref().map(|o| o.value.found()) {
            self.procedures_of_role[role.at].push(at);
        }
        if let Some(Some(part)) = procedure.part.as_ref().map(|p| p.value.found()) {
            self.procedures_of_part[part.at].push(at);
        }
        for (number, step) in procedure.steps.iter().enumerate() {
            let here = StepAt {
                procedure: at,
                step: Index::new(number),
            };
            for (roles, part) in [
                (&step.owners, Involvement::Owner),
                (&step.consulted, Involvement::Consulted),
                (&step.approvers, Involvement::Approver),
                (&step.informed, Involvement::Informed),
            ] {
                for role in roles.iter().filter_map(|r| r.value.found()) {
                    self.steps_of_role[role.at].push((here, part));
                }
            }
            if let Forms::Listed(forms) = &step.forms {
                for template in forms.iter().filter_map(|f| f.value.found()) {
                    self.steps_of_template[template.at].push(here);
                }
            }
            for edge in procedure.edges_of(here.step) {
                if let crate::model::procedure::EdgeEnd::Procedure(to, _) = edge.to {
                    self.hand_overs_to[to.at].push(here);
                }
            }
        }
    }

    fn add_template(
        &mut self,
        at: Index<Template>,
        template: &Template,
        forms: &BTreeMap<&str, usize>,
    ) {
        for role in template.filled_by.iter().filter_map(|r| found(&r.value)) {
            self.filled_by_role[role].push(at);
        }
        for role in template.signed_by.iter().filter_map(|r| found(&r.value)) {
            self.signed_by_role[role].push(at);
        }
        if let Some(form) = forms.get(template.code.value.as_str()) {
            self.form_of_template[at.at] = Some(Index::new(*form));
            self.template_of_form[*form].get_or_insert(at);
        }
    }
}

fn found(role: &Ref<Role>) -> Option<usize> {
    role.found().map(|index| index.at)
}

fn empty<T>(count: usize) -> Vec<Vec<T>> {
    (0..count).map(|_| Vec::new()).collect()
}
