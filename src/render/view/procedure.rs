//! What `procedure.html` sees.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::view::Link;

/// A procedure's page, as `procedure`.
#[derive(Debug, Serialize)]
pub struct ProcedureView<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Other names.
    pub aliases: Vec<&'a str>,
    /// `draft`, `effective` or `retired`.
    pub status: &'static str,
    /// The status in words.
    pub status_words: &'static str,
    /// The part it stands in.
    pub part: Option<Link<'a>>,
    /// The process owner.
    pub owner: Option<Link<'a>>,
    /// Who approved it.
    pub approved_by: Option<Link<'a>>,
    /// What replaces it.
    pub superseded_by: Option<Link<'a>>,
    /// The document's version; may be empty.
    pub version: &'a str,
    /// `2026-10-01`: from when it is in force.
    pub effective: Option<String>,
    /// `2027-10-01`: by when it must have been reviewed.
    pub review_by: Option<String>,
    /// How much of it its sources state, in words.
    pub basis: Option<&'static str>,
    /// Ids of outside documents.
    pub sources: &'a [String],
    /// What comes into it from outside.
    pub inputs: Vec<Link<'a>>,
    /// What leaves it for others.
    pub outputs: Vec<Link<'a>>,
    /// Its chart, when it has steps.
    pub chart: Option<ChartView>,
    /// The page of its matrix of responsibilities, when anybody has a part in it.
    pub raci_href: Option<String>,
    /// The chart as Mermaid text with lanes; empty when there are no steps.
    pub mermaid_swimlane: String,
    /// The chart as a Mermaid flowchart with a subgraph for each owner; empty when there are no steps.
    pub mermaid_flowchart: String,
    /// The text before the steps.
    pub introduction_html: String,
    /// What stands between the steps' heading and the first step, as HTML; may be empty.
    pub steps_preface_html: String,
    /// The heading over the steps.
    pub steps_heading: &'a str,
    /// That heading's id.
    pub steps_id: &'a str,
    /// The steps, in the order of the file.
    pub steps: Vec<StepView<'a>>,
    /// Whether any step has a due time, so that a table needs the column.
    pub any_due: bool,
    /// The text after the steps.
    pub closing_html: String,
    /// The steps of other procedures that hand over to this one.
    pub handed_over_from: Vec<StepsOfProcedure<'a>>,
    /// The packs that hold it.
    pub packs: Vec<Link<'a>>,
    /// What changed.
    pub revisions: Vec<RevisionView<'a>>,
}

/// One step.
#[derive(Debug, Serialize)]
pub struct StepView<'a> {
    /// Its number.
    pub number: u32,
    /// Its id on the page: `step-22`.
    pub id: String,
    /// Its title.
    pub title: &'a str,
    /// The English word: `task`, `decision`.
    pub kind: &'static str,
    /// The kind in the handbook's language.
    pub kind_words: &'static str,
    /// Who does it.
    pub owners: Vec<Link<'a>>,
    /// Who helps.
    pub consulted: Vec<Link<'a>>,
    /// Who approves.
    pub approvers: Vec<Link<'a>>,
    /// Who is told.
    pub informed: Vec<Link<'a>>,
    /// The stretch of time it belongs to.
    pub phase: Option<&'a str>,
    /// By when or how long.
    pub due: Option<&'a str>,
    /// What it needs.
    pub inputs: Vec<Link<'a>>,
    /// What it gives.
    pub outputs: Vec<Link<'a>>,
    /// What is filled in.
    pub forms: Vec<Link<'a>>,
    /// Whether it says that it needs no form.
    pub no_form: bool,
    /// Where it goes on; never empty.
    pub next: Vec<BranchView<'a>>,
    /// How it is done.
    pub html: String,
}

/// One way out of a step.
#[derive(Debug, Serialize)]
pub struct BranchView<'a> {
    /// The answer that leads this way.
    pub label: Option<&'a str>,
    /// Where it leads; several run in parallel.
    pub targets: Vec<NextView<'a>>,
}

/// Where a way out of a step leads.
#[derive(Debug, Serialize)]
pub struct NextView<'a> {
    /// `22`, `SC-07` or the word for the end.
    pub short: Cow<'a, str>,
    /// Where it leads, with the step's or procedure's title.
    pub link: Link<'a>,
    /// Whether it is the end.
    pub end: bool,
}

/// Steps of one procedure, together.
#[derive(Debug, Serialize)]
pub struct StepsOfProcedure<'a> {
    /// The procedure.
    pub procedure: Link<'a>,
    /// Its steps.
    pub steps: Vec<StepLine<'a>>,
}

/// A procedure's chart.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// The whole chart.
    pub picture: PictureView,
    /// Inline SVG of the titles of its lanes alone, to be kept in view over the chart.
    pub titles_svg: String,
    /// Whether lanes are rows, so that the titles stand at the left.
    pub turned: bool,
    /// The sheets that it is printed on, when it is too large for one.
    pub sheets: Vec<PictureView>,
}

/// A picture and the paper that it is printed on.
#[derive(Debug, Serialize)]
pub struct PictureView {
    /// Inline SVG.
    pub svg: String,
    /// `a4-portrait`, `a4-landscape`, `a3-portrait` or `a3-landscape`; `None` when the picture is only
    /// for the screen.
    pub paper: Option<&'static str>,
    /// Its width in CSS pixels, rounded down: what is scaled by it and the height is never too high.
    pub width: u32,
    /// Its height in CSS pixels, rounded up.
    pub height: u32,
}

/// A step on another page.
#[derive(Debug, Serialize)]
pub struct StepLine<'a> {
    /// Its number.
    pub number: u32,
    /// Its title and place.
    pub link: Link<'a>,
    /// What the page's role does in it, in words; empty on pages of other kinds.
    pub part: &'static str,
    /// By when or how long.
    pub due: Option<&'a str>,
    /// What is filled in.
    pub forms: Vec<Link<'a>>,
}

/// One line of a document's history.
#[derive(Debug, Serialize)]
pub struct RevisionView<'a> {
    /// The version that it made.
    pub version: &'a str,
    /// `2026-10-01`.
    pub date: Option<String>,
    /// By whom.
    pub author: Option<Link<'a>>,
    /// What changed.
    pub note: &'a str,
}
