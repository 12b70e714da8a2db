//! The words for what changed: every line of a head, every fate.
//!
//! In: values of `changes`. Out: words of a language. It must not know pages.

use std::borrow::Cow;

use crate::changes::{Became, Fact, FactChange, FieldChange, Side, StepChange, Value};
use crate::changes::{Fate, TextChange};
use crate::model::Kind;
use crate::render::view::changes::{FactView, PieceView, TagView, TextView};
use crate::render::words::Words;

/// Whose head a line stands in: some lines are called otherwise on other things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Page(Kind),
    Step,
    Field,
}

/// What the pages of a kind are called.
pub(super) const fn kind(words: &Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Procedure => words.procedure,
        Kind::Role => words.role,
        // Staff know a template by its form.
        Kind::Template | Kind::Form => words.form,
        Kind::Reference => words.reference,
        Kind::Pack => words.pack,
    }
}

/// What became of a page.
pub(super) const fn became(words: &Words, became: Became) -> &'static str {
    let words = &words.changes;
    match became {
        Became::Added => words.became_added,
        Became::Changed => words.became_changed,
        Became::Withdrawn => words.became_withdrawn,
        Became::Removed => words.became_removed,
    }
}

/// What a line is called.
pub(super) const fn label(words: &Words, scope: Scope, fact: Fact) -> &'static str {
    let (more, own) = (&words.matrices, &words.changes);
    match (fact, scope) {
        (Fact::Title, _) => words.title,
        (Fact::Part, _) => words.in_part,
        (Fact::Owner, Scope::Page(Kind::Procedure)) => words.owner,
        (Fact::Owner, Scope::Step) => words.responsible,
        (Fact::Owner, Scope::Page(_) | Scope::Field) => words.document_owner,
        (Fact::Status, _) => words.status,
        (Fact::Effective, _) => words.effective,
        (Fact::ReviewBy, _) => words.review_by,
        (Fact::ApprovedBy, _) => words.approved_by,
        (Fact::SupersededBy, _) => words.superseded_by,
        (Fact::Phases, _) => own.change_phases,
        (Fact::FilledBy, _) => words.filled_by,
        (Fact::SignedBy, _) => words.signed_by,
        (Fact::Kept, _) => words.kept,
        (Fact::Unit, Scope::Field) => own.field_unit,
        (Fact::Unit, Scope::Page(_) | Scope::Step) => words.unit,
        (Fact::ReportsTo, _) => words.reports_to,
        (Fact::Kind, Scope::Step) => more.step_kind,
        (Fact::Kind, Scope::Page(_) | Scope::Field) => words.role_kind,
        (Fact::Consulted, _) => words.consulted,
        (Fact::Approver, _) => words.approver,
        (Fact::Informed, _) => words.informed,
        (Fact::Phase, _) => words.phase,
        (Fact::Due, _) => words.due,
        (Fact::Inputs, Scope::Page(_)) => words.inputs_from_outside,
        (Fact::Inputs, Scope::Step | Scope::Field) => words.inputs,
        (Fact::Outputs, Scope::Page(_)) => words.outputs_for_others,
        (Fact::Outputs, Scope::Step | Scope::Field) => words.outputs,
        (Fact::Forms, _) => words.forms,
        (Fact::Next, _) => words.next,
        (Fact::Type, _) => more.field_type,
        (Fact::Label, _) => own.field_label,
        (Fact::Required, _) => words.required,
        (Fact::Choices, _) => own.field_choices,
        (Fact::Calculation, _) => own.field_calculation,
        (Fact::Constraint, _) => own.field_constraint,
        (Fact::Relevant, _) => own.field_relevant,
        (Fact::Default, _) => own.field_default,
        (Fact::Hint, _) => own.field_hint,
        (Fact::Rows, _) => own.field_rows,
        (Fact::Audience, _) => words.audience,
        (Fact::Items, _) => words.pack_items,
        (Fact::ForRole, _) => own.change_for_role,
    }
}

/// What a line says: keywords in words, authors' own words as they are.
fn value<'v>(words: &Words, fact: Fact, value: &'v Value) -> Cow<'v, str> {
    let shown = value.shown.as_str();
    if fact == Fact::Next {
        return match shown.strip_suffix("→ end") {
            Some(label) => format!("{label}→ {}", words.ends).into(),
            None => shown.into(),
        };
    }
    let said = match (fact, shown) {
        (Fact::Status, _) => status(words, shown),
        (Fact::Kind, _) => step_or_role(words, shown),
        (Fact::Type, _) => field_type(words, shown),
        (Fact::Required, "yes") => Some(words.yes),
        (Fact::Required, _) => Some(words.no),
        (_, _) => None,
    };
    said.unwrap_or(shown).into()
}

fn status(words: &Words, status: &str) -> Option<&'static str> {
    Some(match status {
        "draft" => words.draft,
        "effective" => words.in_force,
        "retired" => words.retired,
        _ => return None,
    })
}

fn step_or_role(words: &Words, kind: &str) -> Option<&'static str> {
    Some(match kind {
        "start" => words.kind_start,
        "task" => words.kind_task,
        "decision" => words.kind_decision,
        "document" => words.kind_document,
        "meeting" => words.kind_meeting,
        "wait" => words.kind_wait,
        "subprocess" => words.kind_subprocess,
        "end" => words.kind_end,
        "person" => words.role_person,
        "unit" => words.role_unit,
        "committee" => words.role_committee,
        "external" => words.role_external,
        _ => return None,
    })
}

fn field_type(words: &Words, word: &str) -> Option<&'static str> {
    let words = &words.matrices;
    Some(match word {
        "text" => words.type_text,
        "multiline" => words.type_multiline,
        "integer" => words.type_integer,
        "decimal" => words.type_decimal,
        "money" => words.type_money,
        "percent" => words.type_percent,
        "date" => words.type_date,
        "month" => words.type_month,
        "week" => words.type_week,
        "time" => words.type_time,
        "datetime" => words.type_datetime,
        "tel" => words.type_tel,
        "email" => words.type_email,
        "select_one" => words.type_select_one,
        "select_multiple" => words.type_select_multiple,
        "yes_no" => words.type_yes_no,
        "range" => words.type_range,
        "table" => words.type_table,
        "score" => words.type_score,
        "signature" => words.type_signature,
        "note" => words.type_note,
        "calculate" => words.type_calculate,
        _ => return None,
    })
}

/// Lines that changed, each with what it said and says.
pub(super) fn facts(words: &Words, scope: Scope, facts: &[FactChange]) -> Vec<FactView> {
    let one = |fact: Fact, values: &[Value]| {
        (values.first()).map_or_else(
            || words.none.to_owned(),
            |first| value(words, fact, first).into_owned(),
        )
    };
    let view = |change: &FactChange| {
        let fact = change.fact;
        // An arrow from an arrow to an arrow nobody reads.
        let many = fact == Fact::Next || change.before.len().max(change.after.len()) > 1;
        let list = if many { change.merged() } else { Vec::new() };
        FactView {
            name: label(words, scope, fact),
            before: if many {
                String::new()
            } else {
                one(fact, &change.before)
            },
            after: if many {
                String::new()
            } else {
                one(fact, &change.after)
            },
            list: (list.into_iter())
                .map(|(side, item)| piece(side, &value(words, fact, item)))
                .collect(),
        }
    };
    facts.iter().map(view).collect()
}

fn piece(side: Side, text: &str) -> PieceView {
    PieceView {
        side: match side {
            Side::Both => "both",
            Side::Before => "before",
            Side::After => "after",
        },
        text: text.to_owned(),
    }
}

/// Paragraphs that changed.
pub(super) fn texts(texts: &[TextChange]) -> Vec<TextView<'_>> {
    let view = |text: &'_ TextChange| {
        let mut lines: Vec<Vec<PieceView>> = vec![Vec::new()];
        for run in &text.words {
            for (at, part) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Vec::new());
                }
                if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                    line.push(piece(run.side, part));
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    };
    (texts.iter())
        .map(|text| TextView {
            heading: &text.heading,
            lines: view(text),
        })
        .collect()
}

/// What became of a step.
pub(super) fn step_tags(words: &Words, step: &StepChange) -> Vec<TagView> {
    let words = &words.changes;
    let tag = |fate, words| TagView { fate, words };
    match step.fate {
        Fate::Added => return vec![tag("added", words.became_added)],
        Fate::Removed => return vec![tag("removed", words.became_dropped)],
        Fate::Changed => {}
    }
    let mut tags = Vec::new();
    if step.moved {
        tags.push(tag("moved", words.became_moved));
    }
    if step.facts.iter().any(|line| line.fact != Fact::Title) {
        tags.push(tag("changed", words.became_changed));
    } else if !step.facts.is_empty() || !step.texts.is_empty() {
        tags.push(tag("reworded", words.became_reworded));
    }
    tags
}

/// What became of a field.
pub(super) fn field_tags(words: &Words, field: &FieldChange) -> Vec<TagView> {
    let words = &words.changes;
    let (fate, words) = match field.fate {
        Fate::Added => ("added", words.became_added),
        Fate::Removed => ("removed", words.became_dropped),
        Fate::Changed if field.retyped => ("retyped", words.became_retyped),
        Fate::Changed => ("changed", words.became_changed),
    };
    vec![TagView { fate, words }]
}
