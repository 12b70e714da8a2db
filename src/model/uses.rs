//! Who uses what: the references of linked items, the other way round.
//!
//! In: linked items. Out: `Uses`. It must not know how a reference was resolved.

use std::collections::BTreeMap;

use crate::model::book::{Involvement, Item, StepAt};
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::{Index, Ref};
use crate::model::pack::{Pack, Sheet};
use crate::model::procedure::{EdgeEnd, Forms, Procedure, Step};
use crate::model::role::Role;
use crate::model::template::Template;

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
    /// By template: the steps that take it in, each once.
    pub takers_of_template: Vec<Vec<StepAt>>,
    /// By template: the steps that give it out, each once.
    pub givers_of_template: Vec<Vec<StepAt>>,
    /// By part: its procedures.
    pub procedures_of_part: Vec<Vec<Index<Procedure>>>,
    /// By procedure: the steps of others that hand over to it.
    pub hand_overs_to: Vec<Vec<StepAt>>,
    /// By template: the form of the same code.
    pub form_of_template: Vec<Option<Index<Form>>>,
    /// By form: the template of the same code.
    pub template_of_form: Vec<Option<Index<Template>>>,
    /// By pack: what is printed for it, in printing order, each page once.
    pub sheets_of_pack: Vec<Vec<Sheet>>,
    /// By page: the packs that hold it; by role: the packs that are for it.
    pub packs_of: BTreeMap<Item, Vec<Index<Pack>>>,
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
        packs: &[Pack],
    ) -> Self {
        let mut uses = Self {
            steps_of_role: empty(roles.len()),
            procedures_of_role: empty(roles.len()),
            filled_by_role: empty(roles.len()),
            signed_by_role: empty(roles.len()),
            steps_of_template: empty(templates.len()),
            takers_of_template: empty(templates.len()),
            givers_of_template: empty(templates.len()),
            procedures_of_part: empty(config.parts.len()),
            hand_overs_to: empty(procedures.len()),
            form_of_template: vec![None; templates.len()],
            template_of_form: vec![None; forms.len()],
            sheets_of_pack: Vec::new(),
            packs_of: BTreeMap::new(),
        };
        let form_codes: BTreeMap<&str, usize> = (forms.iter().enumerate().rev())
            .map(|(at, form)| (form.code.as_str(), at))
            .collect();
        for (at, template) in templates.iter().enumerate() {
            uses.add_template(Index::new(at), template, &form_codes);
        }
        for (at, procedure) in procedures.iter().enumerate() {
            uses.add_procedure(Index::new(at), procedure);
        }
        for (at, pack) in packs.iter().enumerate() {
            uses.add_pack(Index::new(at), pack);
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
            self.add_materials(here, step);
            for edge in procedure.edges_of(here.step) {
                if let EdgeEnd::Procedure(to, _) = edge.to {
                    self.hand_overs_to[to.at].push(here);
                }
            }
        }
    }

    /// The forms that a step takes and gives; templates must have been added.
    fn add_materials(&mut self, here: StepAt, step: &Step) {
        let lists = [
            (&step.inputs, &mut self.takers_of_template),
            (&step.outputs, &mut self.givers_of_template),
        ];
        for (materials, steps) in lists {
            for page in materials
                .iter()
                .filter_map(|material| material.value.page())
            {
                let template = match page {
                    Item::Template(at) => Some(at),
                    Item::Form(at) => self.template_of_form[at.at],
                    Item::Procedure(_) | Item::Role(_) | Item::Reference(_) | Item::Pack(_) => None,
                };
                if let Some(template) = template
                    && steps[template.at].last() != Some(&here)
                {
                    steps[template.at].push(here);
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

    /// What a pack holds is known once it is known which forms each role fills in.
    fn add_pack(&mut self, at: Index<Pack>, pack: &Pack) {
        let listed = (pack.items.iter().flat_map(|items| &items.value)).filter_map(|item| {
            Some(Sheet {
                item: item.page.value.found()?,
                copies: item.copies,
            })
        });
        let role = pack.for_role.as_ref().and_then(|role| found(&role.value));
        let filled =
            (role.iter().flat_map(|role| &self.filled_by_role[*role])).map(|template| Sheet {
                item: Item::Template(*template),
                copies: 1,
            });
        let mut sheets: Vec<Sheet> = Vec::new();
        for sheet in listed.chain(filled) {
            if sheets.iter().all(|other| other.item != sheet.item) {
                sheets.push(sheet);
            }
        }
        let audience = pack.audience.iter().chain(&pack.for_role);
        let roles = audience.filter_map(|role| role.value.found().map(Item::Role));
        for item in sheets.iter().map(|sheet| sheet.item).chain(roles) {
            let packs = self.packs_of.entry(item).or_default();
            if packs.last() != Some(&at) {
                packs.push(at);
            }
        }
        self.sheets_of_pack.push(sheets);
    }
}

fn found(role: &Ref<Role>) -> Option<usize> {
    role.found().map(|index| index.at)
}

fn empty<T>(count: usize) -> Vec<Vec<T>> {
    (0..count).map(|_| Vec::new()).collect()
}
