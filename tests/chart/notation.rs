//! A procedure in a few lines, for tests: builds a linked book without the parser.
//!
//! `code`, `title`, `language`, `phases`, `lanes` lines; `role ID TITLE`; `procedure CODE TITLE` for
//! another one; then a step a line: `number|kind|owner|phase|title|next`, where next is empty (left to
//! the order of the file) or branches parted by `；`: `同意 → 27、28`, `→ SC-07#3`, `→ 结束`.

use procbook::model::Uses;
use procbook::model::config::Config;
use procbook::model::procedure::{
    Branch, Forms, HandOverStep, NextStep, Orientation, Status, StepKind,
};
use procbook::model::role::RoleKind;
use procbook::model::{Book, Id, Index, Missing, Procedure, Prose, Ref, Role, Step, Why};
use procbook::source::{SourcePath, Span, Spanned};

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn missing<T>(text: &str) -> Ref<T> {
    Ref::Missing(Missing {
        text: text.to_owned(),
        why: Why::Unknown,
    })
}

/// The book; its first procedure is the one that the text describes.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each line of the notation"
)]
pub(crate) fn book(text: &str) -> Book {
    let value = |key: &str| {
        let mut lines = text.lines();
        lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(' '))
    };
    let each = |key: &'static str| {
        text.lines()
            .filter_map(move |l| l.strip_prefix(key)?.strip_prefix(' '))
    };
    let mut roles = Vec::new();
    for line in each("role") {
        let (id, title) = line.split_once(' ').expect("role ID TITLE");
        roles.push(role(id, title));
    }
    let mut procedures = vec![procedure(
        value("code").unwrap_or("T-01"),
        value("title").unwrap_or("测试"),
    )];
    for line in each("procedure") {
        let (code, title) = line.split_once(' ').expect("procedure CODE TITLE");
        procedures.push(procedure(code, title));
    }
    let codes: Vec<String> = procedures
        .iter()
        .map(|p| p.code.value.to_string())
        .collect();
    let list = |key| {
        value(key)
            .map(|v| v.split('；').collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let role_ref = |name: &str| match roles
        .iter()
        .position(|r: &Role| r.id.value.as_str() == name)
    {
        Some(at) => Ref::To(Index::new(at)),
        None => missing(name),
    };
    let steps: Vec<Vec<&str>> = (text.lines().map(|l| l.split('|').collect()))
        .filter(|parts: &Vec<&str>| parts.len() == 6)
        .collect();
    let numbers: Vec<u32> = steps
        .iter()
        .map(|s| s[0].parse().expect("a number"))
        .collect();
    let target = |text: &str| target(text, &numbers, &codes);
    let made = steps.iter().map(|parts| step(parts, role_ref, target));
    procedures[0].steps = made.collect();
    procedures[0].phases = list("phases")
        .into_iter()
        .map(|p| spanned(p.to_owned()))
        .collect();
    procedures[0].lanes = list("lanes")
        .into_iter()
        .map(|l| spanned(role_ref(l)))
        .collect();
    let config = config(value("language").unwrap_or("zh-CN"));
    Book {
        uses: Uses::of(&config, &procedures, &roles, &[], &[], &[]),
        config,
        procedures,
        roles,
        templates: Vec::new(),
        forms: Vec::new(),
        references: Vec::new(),
        packs: Vec::new(),
        assets: Vec::new(),
    }
}

fn step(
    parts: &[&str],
    role: impl Fn(&str) -> Ref<Role>,
    target: impl Fn(&str) -> NextStep,
) -> Step {
    let kind = StepKind::WORDS
        .iter()
        .find(|(_, word, _)| *word == parts[1]);
    let named = |text: &str| (!text.is_empty()).then(|| spanned(text.to_owned()));
    let branches = |text: &str| {
        let branch = |text: &str| {
            let (label, targets) = text.split_once('→').expect("a branch");
            Branch {
                label: named(label.trim()),
                targets: targets
                    .split('、')
                    .map(|t| spanned(target(t.trim())))
                    .collect(),
                span: Span::default(),
            }
        };
        text.split('；').map(branch).collect()
    };
    Step {
        number: spanned(parts[0].parse().expect("a number")),
        title: parts[4].replace("\\n", "\n"),
        kind: spanned(kind.expect("a kind of step").0),
        owners: (!parts[2].is_empty())
            .then(|| spanned(role(parts[2])))
            .into_iter()
            .collect(),
        consulted: Vec::new(),
        approvers: Vec::new(),
        informed: Vec::new(),
        phase: named(parts[3]),
        due: None,
        inputs: Vec::new(),
        outputs: Vec::new(),
        forms: Forms::Unsaid,
        next: (!parts[5].is_empty()).then(|| branches(parts[5])),
        fields_end: Span::default(),
        bullet: None,
        prose: Prose::default(),
    }
}

fn target(text: &str, numbers: &[u32], codes: &[String]) -> NextStep {
    if text == "结束" {
        return NextStep::End;
    }
    if let Ok(number) = text.parse::<u32>() {
        let at = numbers.iter().position(|n| *n == number);
        return NextStep::Step(at.map_or_else(|| missing(text), |at| Ref::To(Index::new(at))));
    }
    let (code, step) = text
        .split_once('#')
        .map_or((text, None), |(c, s)| (c, Some(s)));
    let at = codes.iter().position(|c| c == code);
    NextStep::Procedure(
        at.map_or_else(|| missing(text), |at| Ref::To(Index::new(at))),
        step.map(|written| HandOverStep {
            written: written.to_owned(),
        }),
    )
}

fn role(id: &str, title: &str) -> Role {
    Role {
        path: SourcePath::new("content/roles/role.md"),
        id: spanned(Id::new(id)),
        title: spanned(title.to_owned()),
        aliases: Vec::new(),
        kind: RoleKind::Unit,
        unit: None,
        reports_to: None,
        sources: Vec::new(),
        covers: Vec::new(),
        body: Prose::default(),
    }
}

fn procedure(code: &str, title: &str) -> Procedure {
    Procedure {
        path: SourcePath::new("content/procedures/procedure.md"),
        code: spanned(Id::new(code)),
        title: spanned(title.to_owned()),
        aliases: Vec::new(),
        part: None,
        owner: None,
        version: spanned(String::new()),
        status: Spanned::new(Status::Draft, Span::default()),
        superseded_by: None,
        basis: None,
        effective: None,
        review_by: None,
        approved_by: None,
        phases: Vec::new(),
        lanes: Vec::new(),
        inputs: Vec::new(),
        outputs: Vec::new(),
        orientation: Orientation::default(),
        sources: Vec::new(),
        covers: Vec::new(),
        revisions: Vec::new(),
        reviewed: None,
        introduction: Prose::default(),
        steps_preface: Prose::default(),
        steps_heading: None,
        steps: Vec::new(),
        closing: Prose::default(),
    }
}

fn config(language: &str) -> Config {
    Config {
        abbreviations: Vec::new(),
        retired_codes: Vec::new(),
        path: SourcePath::new("handbook.toml"),
        title: "手册".to_owned(),
        summary: String::new(),
        language: language.to_owned(),
        allow_html: false,
        choices: Vec::new(),
        submit: None,
        acknowledge_mail: None,
        address: None,
        print: procbook::model::config::Print::default(),
        tags: String::new(),
        parts: Vec::new(),
    }
}
