//! A procedure's file: front matter, the text around the steps, the steps.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::diagnostic::{Diagnostic, code, say};
use crate::model::id::{Destination, Id, Parsed};
use crate::model::procedure::{Material, Orientation, Procedure, Reviewed, Step};
use crate::model::prose::{Heading, Prose};
use crate::parse::document::{self, BASES};
use crate::parse::front_matter::{self, Halves};
use crate::parse::history;
use crate::parse::markdown::{self, Node, words};
use crate::parse::prose::ProseMaker;
use crate::parse::step::{StepReader, is_field_list};
use crate::parse::toml_table::{self, Findings, Table};
use crate::parse::value::{plain, reference};
use crate::source::{Source, Span, Spanned};

/// The headings that open the steps.
const STEPS: [&str; 2] = ["步骤", "steps"];

const ORIENTATIONS: [(&str, Orientation); 2] = [
    ("vertical", Orientation::Vertical),
    ("horizontal", Orientation::Horizontal),
];

/// Reads a procedure. When its Markdown is too deep to be shown, it has no steps.
pub(super) fn parse(source: &Source, findings: &mut Vec<Diagnostic>) -> Procedure<Parsed> {
    let halves = front_matter::split(source, findings);
    let bodies = bodies(source, halves.body, findings).unwrap_or_default();
    front(source, &halves, bodies, findings)
}

fn bodies(source: &Source, body: Span, findings: &mut Vec<Diagnostic>) -> Option<Bodies> {
    let arena = Arena::new();
    let (root, positions) = markdown::parse(&arena, source, body, findings)?;
    let sections = sections(root);
    let reader = StepReader {
        source,
        positions: &positions,
    };
    let mut steps = Vec::new();
    let mut preface: Vec<Node<'_>> = Vec::new();
    let mut prose: Vec<Vec<Node<'_>>> = Vec::new();
    for node in sections.steps {
        let opened = is_heading(node, 3).then(|| reader.heading(node, findings));
        if let Some(Some(step)) = opened {
            steps.push(step);
            prose.push(Vec::new());
        } else if let (Some(step), Some(nodes)) = (steps.last_mut(), prose.last_mut()) {
            let is_first = follows_heading(node);
            if is_first && nodes.is_empty() && is_field_list(node) {
                reader.fields(node, step, findings);
            } else {
                nodes.push(node);
            }
        } else {
            preface.push(node);
        }
    }
    let numbers: Vec<u32> = steps.iter().map(|step| step.number.value).collect();
    let mut maker = ProseMaker::new(source, positions.clone(), &numbers);
    Some(Bodies {
        introduction: maker.prose(&arena, &sections.before),
        steps_heading: sections.heading.map(|node| maker.heading(node, 2)),
        steps_preface: maker.prose(&arena, &preface),
        steps: (steps.into_iter().zip(prose))
            .map(|(step, nodes)| Step {
                prose: maker.prose(&arena, &nodes),
                ..step
            })
            .collect(),
        closing: maker.prose(&arena, &sections.after),
    })
}

#[derive(Default)]
struct Bodies {
    introduction: Prose<Parsed>,
    steps_preface: Prose<Parsed>,
    steps_heading: Option<Heading>,
    steps: Vec<Step<Parsed>>,
    closing: Prose<Parsed>,
}

fn front(
    source: &Source,
    halves: &Halves,
    bodies: Bodies,
    findings: &mut Vec<Diagnostic>,
) -> Procedure<Parsed> {
    let shared = Findings::default();
    let text = &source.text[halves.front.start..halves.front.end];
    let toml = toml_table::parse(source, text, halves.front.start, &shared);
    let table = Table::new(source, halves.front.start, &toml, &shared, halves.head);
    let sound = halves.found && shared.borrow().is_empty();
    let head = document::head(source, &table, "code", sound);
    let part = table.text("part");
    let owner = table.text("owner");
    let version = table.text("version");
    if sound {
        for (key, value, example) in [
            ("part", &part, "\"…\""),
            ("owner", &owner, "\"…\""),
            ("version", &version, "\"1.0\""),
        ] {
            if value.is_none() && !toml.contains_key(key) {
                table.missing(key, example);
            }
        }
    }
    let procedure = Procedure {
        path: source.path.clone(),
        code: Spanned::new(Id::new(&head.id.value), head.id.span),
        title: head.title,
        aliases: table.texts("aliases"),
        part,
        owner,
        version: version.unwrap_or_else(|| Spanned::new(String::new(), table.head())),
        status: history::status(&table),
        superseded_by: table.text("superseded_by"),
        basis: table.word("basis", &BASES),
        effective: table.date("effective"),
        review_by: table.date("review_by"),
        approved_by: table.text("approved_by"),
        phases: table.texts("phases"),
        lanes: table.texts("lanes"),
        inputs: materials(&table, "inputs"),
        outputs: materials(&table, "outputs"),
        orientation: (table.word("orientation", &ORIENTATIONS)).unwrap_or_default(),
        sources: table.plain_texts("sources"),
        covers: table.plain_texts("covers"),
        revisions: history::revisions(&table, sound),
        reviewed: reviewed(&table),
        introduction: bodies.introduction,
        steps_preface: bodies.steps_preface,
        steps_heading: bodies.steps_heading,
        steps: bodies.steps,
        closing: bodies.closing,
    };
    table.finish();
    findings.append(&mut shared.into_inner());
    procedure
}

/// `reviewed = { "F-177" = "1.2" }`.
fn reviewed(table: &Table<'_>) -> Option<Spanned<Vec<Reviewed<Parsed>>>> {
    let pairs = table.pairs("reviewed", "{ \"F-001\" = \"1.0\" }")?;
    let all = (pairs.value.into_iter()).map(|(form, version)| Reviewed { form, version });
    Some(Spanned::new(all.collect(), pairs.span))
}

/// What comes in or goes out, each a text or a whole reference: `["经营方针", "[[F-159]]"]`.
fn materials(table: &Table<'_>, key: &'static str) -> Vec<Spanned<Material<Parsed>>> {
    let read = |text: Spanned<String>| {
        let trimmed = Spanned::new(text.value.trim(), text.span);
        if let Some(name) = reference(&trimmed) {
            // The text may hold escapes, so that the name's place in it says nothing of the file.
            return Spanned::new(Material::Page(Destination::Name(name.value)), text.span);
        }
        if trimmed.value.contains("[[") {
            let message = say!(
                "a reference stands among other words here",
                "这里引用和别的文字写在了一起"
            );
            let help = say!(
                "make two entries of it: `{} = [\"[[F-177]]\", \"…\"]`",
                "拆成两项来写：`{} = [\"[[F-177]]\", \"…\"]`",
                key
            );
            table.report(&code::WRONG_VALUE, text.span, message, help);
        }
        Spanned::new(Material::Words(plain(trimmed.value)), text.span)
    };
    table.texts(key).into_iter().map(read).collect()
}

/// The top of a procedure's tree, cut at the heading over the steps and at the next of its level.
struct Sections<'a> {
    before: Vec<Node<'a>>,
    heading: Option<Node<'a>>,
    steps: Vec<Node<'a>>,
    after: Vec<Node<'a>>,
}

fn sections(root: Node<'_>) -> Sections<'_> {
    let mut sections = Sections {
        before: Vec::new(),
        heading: None,
        steps: Vec::new(),
        after: Vec::new(),
    };
    let mut inside = false;
    for node in root.children() {
        // Notes stand at the end of the tree wherever they were written; they belong to the page's end.
        let is_note = matches!(node.data().value, NodeValue::FootnoteDefinition(_));
        let closes = is_heading(node, 1) || is_heading(node, 2);
        if sections.heading.is_none() && is_heading(node, 2) && opens_steps(node) {
            sections.heading = Some(node);
            inside = true;
        } else if inside && !closes && !is_note {
            sections.steps.push(node);
        } else if sections.heading.is_some() || is_note {
            inside = false;
            sections.after.push(node);
        } else {
            sections.before.push(node);
        }
    }
    sections
}

fn opens_steps(node: Node<'_>) -> bool {
    let text = words(node).trim().to_lowercase();
    STEPS.contains(&text.as_str())
}

fn is_heading(node: Node<'_>, level: u8) -> bool {
    matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == level)
}

fn follows_heading(node: Node<'_>) -> bool {
    node.previous_sibling()
        .is_some_and(|before| is_heading(before, 3))
}
