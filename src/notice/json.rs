//! What changed, for other programs.
//!
//! In: the changes as they were found. Out: JSON whose keys and fates are the same in every language:
//! `{"format": 1, "from": "2026.1", "to": "2026.2", "changes": […]}`, where `to` is `null` for the working files.

use serde::Serialize;

use crate::changes::{FactChange, Fate, PageChange, Redline, Side, TextChange};

/// Raised when a reader of the present shape could not read the next.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct All<'a> {
    format: u32,
    from: &'a str,
    to: Option<&'a str>,
    changes: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Sides<T> {
    before: T,
    after: T,
}

#[derive(Serialize)]
struct Page<'a> {
    kind: &'static str,
    code: &'a str,
    was: Option<&'a str>,
    title: &'a str,
    part: Option<&'a str>,
    fate: &'static str,
    version: Sides<&'a str>,
    successor: Option<&'a str>,
    roles: &'a [String],
    facts: Vec<Fact<'a>>,
    steps: Vec<Step<'a>>,
    fields: Vec<Field<'a>>,
    texts: Vec<Text<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    #[serde(rename = "fact")]
    line: crate::changes::Fact,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

#[derive(Serialize)]
struct Step<'a> {
    fate: &'static str,
    number: Sides<Option<u32>>,
    title: &'a str,
    moved: bool,
    facts: Vec<Fact<'a>>,
    texts: Vec<Text<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    fate: &'static str,
    name: &'a str,
    label: &'a str,
    retyped: bool,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    heading: &'a str,
    words: Vec<Run<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    side: &'static str,
    text: &'a str,
}

/// What changed from a release to another, or to the working files.
///
/// # Errors
/// When a value cannot be written as JSON, which none is known to be.
pub fn json(from: &str, to: Option<&str>, changes: &[PageChange]) -> anyhow::Result<String> {
    let all = All {
        format: FORMAT,
        from,
        to,
        changes: changes.iter().map(page).collect(),
    };
    let mut text = serde_json::to_string_pretty(&all)?;
    text.push('\n');
    Ok(text)
}

fn page(change: &PageChange) -> Page<'_> {
    Page {
        kind: change.kind.word(),
        code: &change.code,
        was: change.renamed_from.as_deref(),
        title: &change.title,
        part: change.part.as_deref(),
        fate: change.became().word(),
        version: Sides {
            before: &change.versions.0,
            after: &change.versions.1,
        },
        successor: change.successor.as_deref(),
        roles: &change.roles,
        facts: facts(&change.facts),
        steps: (change.steps.iter())
            .map(|step| Step {
                fate: word(&step.fate),
                number: Sides {
                    before: step.numbers.0,
                    after: step.numbers.1,
                },
                title: &step.title,
                moved: step.moved,
                facts: facts(&step.facts),
                texts: texts(&step.texts),
            })
            .collect(),
        fields: (change.fields.iter())
            .map(|field| Field {
                fate: word(&field.fate),
                name: &field.name,
                label: &field.label,
                retyped: field.retyped,
                facts: facts(&field.facts),
            })
            .collect(),
        texts: texts(&change.texts),
    }
}

const fn word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Added => "added",
        Fate::Removed => "removed",
        Fate::Changed => "changed",
    }
}

fn facts(facts: &[FactChange]) -> Vec<Fact<'_>> {
    (facts.iter())
        .map(|fact| Fact {
            line: fact.fact,
            before: fact
                .before
                .iter()
                .map(|value| value.shown.as_str())
                .collect(),
            after: fact
                .after
                .iter()
                .map(|value| value.shown.as_str())
                .collect(),
        })
        .collect()
}

fn texts(texts: &[TextChange]) -> Vec<Text<'_>> {
    (texts.iter())
        .map(|text| Text {
            heading: &text.heading,
            words: runs(&text.words),
        })
        .collect()
}

fn runs(redline: &Redline) -> Vec<Run<'_>> {
    (redline.iter())
        .map(|run| Run {
            side: match run.side {
                Side::Both => "both",
                Side::Before => "before",
                Side::After => "after",
            },
            text: &run.text,
        })
        .collect()
}
