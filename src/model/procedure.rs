//! A procedure: ordered steps with one process owner.

use crate::model::book::Item;
use crate::model::config::Part;
use crate::model::date::Date;
use crate::model::id::{Id, Index, Linked, Missing, Ref, Stage};
use crate::model::prose::{Heading, Prose, Target};
use crate::model::role::Role;
use crate::model::template::Template;
use crate::source::{SourcePath, Span, Spanned};

pub use crate::model::history::{Reviewed, Revision, Status};

/// A procedure with its steps.
pub struct Procedure<S: Stage = Linked> {
    /// Its file.
    pub path: SourcePath,
    /// `code`, or the file's stem when the file gives none.
    pub code: Spanned<Id<Procedure>>,
    /// `title`.
    pub title: Spanned<String>,
    /// Other names that people search and link by.
    pub aliases: Vec<Spanned<String>>,
    /// The part it stands in.
    pub part: Option<Spanned<S::To<Part>>>,
    /// The process owner.
    pub owner: Option<Spanned<S::To<Role>>>,
    /// The document's version, free text such as `1.0`.
    pub version: Spanned<String>,
    /// Whether it is in force.
    pub status: Spanned<Status>,
    /// What replaces it, when it is retired.
    pub superseded_by: Option<Spanned<S::To<Procedure>>>,
    /// How much of it the source documents state.
    pub basis: Option<Basis>,
    /// The day from which it is in force.
    pub effective: Option<Spanned<Date>>,
    /// The day by which it must have been reviewed.
    pub review_by: Option<Spanned<Date>>,
    /// Who approved it.
    pub approved_by: Option<Spanned<S::To<Role>>>,
    /// The time axis of its chart, in order.
    pub phases: Vec<Spanned<String>>,
    /// The first columns of its chart, in order; the rest follow by first use.
    pub lanes: Vec<Spanned<S::To<Role>>>,
    /// What comes into it from outside: from no step of it and no other procedure.
    pub inputs: Vec<Spanned<Material<S>>>,
    /// What leaves it for others.
    pub outputs: Vec<Spanned<Material<S>>>,
    /// Which way its chart runs.
    pub orientation: Orientation,
    /// Where it comes from, as ids of outside documents.
    pub sources: Vec<String>,
    /// Ids of an outside list that it covers beyond its own code.
    pub covers: Vec<String>,
    /// What changed, newest first or last as the author keeps it.
    pub revisions: Vec<Revision<S>>,
    /// `reviewed`: the versions of forms that its steps were last held against. The span is the whole table's.
    pub reviewed: Option<Spanned<Vec<Reviewed<S>>>>,
    /// The text before the steps.
    pub introduction: Prose<S>,
    /// The heading over the steps as the author wrote it, when the file has one.
    pub steps_heading: Option<Heading>,
    /// The text between that heading and the first step.
    pub steps_preface: Prose<S>,
    /// The steps, in the order of the file.
    pub steps: Vec<Step<S>>,
    /// The text after the steps.
    pub closing: Prose<S>,
}

/// Which way a chart runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// Lanes are columns, and the steps follow each other downward.
    #[default]
    Vertical,
    /// Lanes are rows, and the steps follow each other to the right.
    Horizontal,
}

/// How much of a document its source documents state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// All of it.
    Sourced,
    /// Part of it; gaps were filled.
    Completed,
    /// Only its name.
    Authored,
}

impl Basis {
    /// The word in front matter and in `handbook.json`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Completed => "completed",
            Self::Authored => "authored",
        }
    }
}

/// One numbered action, done by one owner.
pub struct Step<S: Stage = Linked> {
    /// The number in its heading.
    pub number: Spanned<u32>,
    /// The words in its heading.
    pub title: String,
    /// What kind of action.
    pub kind: Spanned<StepKind>,
    /// Who does it; exactly one, unless the checker complains.
    pub owners: Vec<Spanned<S::To<Role>>>,
    /// Who helps.
    pub consulted: Vec<Spanned<S::To<Role>>>,
    /// Who approves.
    pub approvers: Vec<Spanned<S::To<Role>>>,
    /// Who is told.
    pub informed: Vec<Spanned<S::To<Role>>>,
    /// The row of the chart; one of the procedure's phases.
    pub phase: Option<Spanned<String>>,
    /// By when or how long, in words.
    pub due: Option<Spanned<String>>,
    /// What it needs.
    pub inputs: Vec<Spanned<Material<S>>>,
    /// What it gives.
    pub outputs: Vec<Spanned<Material<S>>>,
    /// What is filled in.
    pub forms: Forms<S>,
    /// Where it goes on; `None` when the author leaves it to the order of the file.
    pub next: Option<Vec<Branch<S>>>,
    /// The end of the list of its fields, or of its heading when there is none: where a field can be added.
    pub fields_end: Span,
    /// What the points of that list begin with; `None` when there is none.
    pub bullet: Option<char>,
    /// How it is done.
    pub prose: Prose<S>,
}

impl<S: Stage> Step<S> {
    /// The id of the step on its procedure's page.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("step-{}", self.number.value)
    }
}

impl Step {
    /// The procedures that its inputs, outputs and text name, in that order, each as often as it is named.
    pub fn procedures_named(&self) -> impl Iterator<Item = Index<Procedure>> {
        let materials = (self.inputs.iter().chain(&self.outputs)).map(|m| &m.value);
        let pages = materials.filter_map(|material| match material {
            Material::Page(target) => Some(target),
            Material::Words(_) => None,
        });
        let links = self.prose.links.iter().map(|link| &link.target);
        pages.chain(links).filter_map(|target| match target {
            Target::Page(Item::Procedure(at), _) | Target::Step(at, _) => Some(*at),
            Target::Page(..)
            | Target::Here(_)
            | Target::Asset(_)
            | Target::Outside(_)
            | Target::Missing(_) => None,
        })
    }
}

/// What kind of action a step is; it decides the chart's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// 开始
    Start,
    /// 任务
    Task,
    /// 判断
    Decision,
    /// 文件
    Document,
    /// 会议
    Meeting,
    /// 等待
    Wait,
    /// 子流程
    Subprocess,
    /// 结束
    End,
}

impl StepKind {
    /// Every kind with its English and its Chinese word.
    pub const WORDS: [(Self, &'static str, &'static str); 8] = [
        (Self::Start, "start", "开始"),
        (Self::Task, "task", "任务"),
        (Self::Decision, "decision", "判断"),
        (Self::Document, "document", "文件"),
        (Self::Meeting, "meeting", "会议"),
        (Self::Wait, "wait", "等待"),
        (Self::Subprocess, "subprocess", "子流程"),
        (Self::End, "end", "结束"),
    ];

    /// The English word, as in `handbook.json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(kind, _, _)| *kind == self)
            .map_or("task", |(_, word, _)| word)
    }
}

impl Step {
    /// The templates that it fills in, in the order of its line.
    pub fn filled(&self) -> impl Iterator<Item = Index<Template>> {
        let listed = match &self.forms {
            Forms::Listed(forms) => forms.as_slice(),
            Forms::Unsaid | Forms::NotNeeded(_) => &[],
        };
        listed.iter().filter_map(|form| form.value.found())
    }
}

/// What a step or a procedure takes or gives.
pub enum Material<S: Stage = Linked> {
    /// A page of the handbook.
    Page(S::Target),
    /// Free words.
    Words(String),
}

/// What a step says of forms.
pub enum Forms<S: Stage = Linked> {
    /// Nothing, which is a finding.
    Unsaid,
    /// That it needs none.
    NotNeeded(Span),
    /// These templates.
    Listed(Vec<Spanned<S::To<Template>>>),
}

/// One way out of a step.
pub struct Branch<S: Stage = Linked> {
    /// The answer that leads this way, on a decision.
    pub label: Option<Spanned<String>>,
    /// Where it leads; several run in parallel.
    pub targets: Vec<Spanned<NextStep<S>>>,
    /// The whole branch in its file.
    pub span: Span,
}

/// Where a way out of a step leads.
pub enum NextStep<S: Stage = Linked> {
    /// Another step of the procedure.
    Step(S::To<Step>),
    /// The end.
    End,
    /// Another procedure, at its beginning or at the step of this number.
    Procedure(S::To<Procedure>, Option<HandOverStep>),
}

/// The step that a hand-over to another procedure begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverStep {
    /// What stands after `#`.
    pub written: String,
}

/// An arrow of a procedure: from a step, with its label, to where it leads.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'a> {
    /// The step it leaves.
    pub from: Index<Step>,
    /// The answer that leads this way.
    pub label: Option<&'a str>,
    /// Where it leads.
    pub to: EdgeEnd<'a>,
}

/// The end of an arrow.
#[derive(Debug, Clone, Copy)]
pub enum EdgeEnd<'a> {
    /// A step of the same procedure.
    Step(Index<Step>),
    /// The end.
    End,
    /// Another procedure, and the step's number as written.
    Procedure(Index<Procedure>, Option<&'a str>),
    /// Nothing that exists.
    Missing(&'a Missing),
}

impl Procedure {
    /// Every arrow, in the order of the steps, with those that the author leaves to the file's order.
    #[must_use]
    pub fn edges(&self) -> Vec<Edge<'_>> {
        (0..self.steps.len())
            .flat_map(|at| self.edges_of(Index::new(at)))
            .collect()
    }

    /// The arrows that leave one step.
    #[must_use]
    pub fn edges_of(&self, from: Index<Step>) -> Vec<Edge<'_>> {
        let step = &self.steps[from.at];
        let Some(branches) = &step.next else {
            let ends = step.kind.value == StepKind::End || from.at + 1 == self.steps.len();
            let to = if ends {
                EdgeEnd::End
            } else {
                EdgeEnd::Step(Index::new(from.at + 1))
            };
            return vec![Edge {
                from,
                label: None,
                to,
            }];
        };
        let mut edges = Vec::new();
        for branch in branches {
            for target in &branch.targets {
                edges.push(Edge {
                    from,
                    label: branch.label.as_ref().map(|l| l.value.as_str()),
                    to: edge_end(&target.value),
                });
            }
        }
        edges
    }

    /// The owner that counts: the first that exists.
    #[must_use]
    pub fn owner_of(&self, step: &Step) -> Option<Index<Role>> {
        step.owners.iter().find_map(|owner| owner.value.found())
    }

    /// Where the flow begins: the steps of kind start, or else the first of the file.
    #[must_use]
    pub fn entries(&self) -> Vec<Index<Step>> {
        let starts: Vec<_> = (0..self.steps.len())
            .filter(|at| self.steps[*at].kind.value == StepKind::Start)
            .map(Index::new)
            .collect();
        if starts.is_empty() && !self.steps.is_empty() {
            return vec![Index::new(0)];
        }
        starts
    }
}

fn edge_end(target: &NextStep) -> EdgeEnd<'_> {
    match target {
        NextStep::End => EdgeEnd::End,
        NextStep::Step(Ref::To(index)) => EdgeEnd::Step(*index),
        NextStep::Procedure(Ref::To(index), step) => {
            EdgeEnd::Procedure(*index, step.as_ref().map(|s| s.written.as_str()))
        }
        NextStep::Step(Ref::Missing(missing)) | NextStep::Procedure(Ref::Missing(missing), _) => {
            EdgeEnd::Missing(missing)
        }
    }
}

impl Material {
    /// The page it names, when it names one that exists.
    #[must_use]
    pub fn page(&self) -> Option<Item> {
        match self {
            Self::Page(crate::model::Target::Page(item, _)) => Some(*item),
            Self::Page(_) | Self::Words(_) => None,
        }
    }
}
