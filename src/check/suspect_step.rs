//! A step whose form has other fields than when the procedure's owner last held the two against each other.
//!
//! What the owner has looked at stands in `reviewed`; without it, what was released counts as looked at.

use std::collections::BTreeMap;

use crate::changes::{Fate, FieldChange};
use crate::check::names::quoted;
use crate::check::references::ranges;
use crate::check::since::{Since, SinceRule};
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::{Forms, Reviewed, Status};
use crate::model::{Book, Index, Item, Kind, Procedure, Template};
use crate::source::Span;

pub(super) const RULE: SinceRule = SinceRule {
    code: &code::SUSPECT_STEP,
    run: suspects,
};

fn suspects(book: &Book, since: Option<&Since<'_>>) -> Vec<Diagnostic> {
    let changed = Changed::of(since);
    (book.procedures.iter())
        .filter(|procedure| procedure.status.value == Status::Effective)
        .flat_map(|procedure| of(book, procedure, &changed))
        .collect()
}

/// The forms of a procedure that its owner has to look at again: the form, and the version that was looked at last.
#[must_use]
pub fn to_review(
    book: &Book,
    procedure: &Procedure,
    since: Option<&Since<'_>>,
) -> Vec<Index<Template>> {
    let changed = Changed::of(since);
    let cited = cited(procedure).into_keys();
    let suspect = cited.filter(|at| why(book, procedure, Index::new(*at), &changed).is_some());
    suspect.map(Index::new).collect()
}

/// The templates whose fields changed since the release, by code.
struct Changed<'a> {
    release: Option<&'a Since<'a>>,
    fields: BTreeMap<&'a str, Known<'a>>,
}

/// What is known of a changed template.
struct Known<'a> {
    was: &'a str,
    version: &'a str,
    fields: &'a [FieldChange],
}

impl<'a> Changed<'a> {
    fn of(release: Option<&'a Since<'a>>) -> Self {
        let changes = release.into_iter().flat_map(|since| since.changes);
        let templates = changes.filter(|of| of.kind == Kind::Template && of.fate == Fate::Changed);
        let fields = templates.map(|of| {
            let known = Known {
                was: of.renamed_from.as_deref().unwrap_or(&of.code),
                version: &of.versions.0,
                fields: &of.fields,
            };
            (of.code.as_str(), known)
        });
        Self {
            release,
            fields: fields.collect(),
        }
    }
}

/// The templates that the steps of a procedure fill in, by place in the book: the steps' numbers and the first span.
fn cited(procedure: &Procedure) -> BTreeMap<usize, (Vec<u32>, Span)> {
    let mut cited = BTreeMap::new();
    for step in &procedure.steps {
        let Forms::Listed(forms) = &step.forms else {
            continue;
        };
        for form in forms {
            if let Some(template) = form.value.found() {
                let (numbers, _) =
                    (cited.entry(template.at)).or_insert_with(|| (Vec::new(), form.span));
                numbers.push(step.number.value);
            }
        }
    }
    cited
}

/// Why a form is to be looked at again.
enum Why<'a> {
    /// Its fields changed since this release.
    Since(&'a str, &'a [FieldChange]),
    /// It has another version than the one that was looked at.
    Version(&'a Reviewed),
}

fn why<'a>(
    book: &Book,
    procedure: &'a Procedure,
    at: Index<Template>,
    changed: &Changed<'a>,
) -> Option<Why<'a>> {
    let template = book.template(at);
    if template.status.value != Status::Effective {
        return None;
    }
    let code = template.code.value.as_str();
    let known = changed.fields.get(code);
    let fields = known.map_or(&[][..], |known| known.fields);
    let all = procedure.reviewed.iter().flat_map(|all| &all.value);
    let mut of_it = all.filter(|reviewed| reviewed.form.value.found() == Some(at));
    if let Some(reviewed) = of_it.next_back() {
        if reviewed.version.value == template.version.value {
            return None;
        }
        // What the release had is known; what another version had is not.
        let released = changed.release.and_then(|since| {
            let was = known.map_or(code, |known| known.was);
            Some((since.release, released_version(since.book, was)?))
        });
        return match released {
            Some((_, version)) if version == reviewed.version.value && fields.is_empty() => None,
            Some((release, version)) if version == reviewed.version.value => {
                Some(Why::Since(release, fields))
            }
            _ => Some(Why::Version(reviewed)),
        };
    }
    let since = changed.release?;
    let cited_then = known.is_some_and(|known| {
        let version = released_version(since.book, known.was);
        version.is_some_and(|version| version == known.version)
            && cites(since.book, procedure, known.was)
    });
    (cited_then && !fields.is_empty()).then_some(Why::Since(since.release, fields))
}

fn released_version<'a>(book: &'a Book, code: &str) -> Option<&'a str> {
    let mut templates = book.templates.iter();
    let template = templates.find(|template| template.code.value.as_str() == code)?;
    Some(&template.version.value)
}

/// Whether a procedure had the form before: one that has just been written was written with it in view.
fn cites(before: &Book, procedure: &Procedure, form: &str) -> bool {
    let is_it = |other: &&Procedure| {
        let code = other.code.value.as_str();
        code == procedure.code.value.as_str()
            || procedure.aliases.iter().any(|alias| alias.value == code)
    };
    let Some(former) = before.procedures.iter().find(is_it) else {
        return false;
    };
    cited(former).keys().any(|at| {
        let template = before.template(Index::new(*at));
        template.code.value.as_str() == form
    })
}

fn of(book: &Book, procedure: &Procedure, changed: &Changed<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (at, (numbers, span)) in cited(procedure) {
        let at = Index::new(at);
        if let Some(why) = why(book, procedure, at, changed) {
            findings.push(finding(book, procedure, at, (&numbers, span), &why));
        }
    }
    findings
}

fn finding(
    book: &Book,
    procedure: &Procedure,
    at: Index<Template>,
    (numbers, span): (&[u32], Span),
    why: &Why<'_>,
) -> Diagnostic {
    let template = book.template(at);
    let form = quoted(template.code.value.as_str());
    let steps = ranges(numbers.iter().copied());
    let message = match why {
        Why::Since(release, _) => say!(
            "step {} may no longer fit form {}, whose fields changed since release {}",
            "步骤 {} 与表单 {} 可能不再相符：发布 {} 之后表单的字段改过",
            steps,
            form,
            quoted(release)
        ),
        Why::Version(reviewed) => say!(
            "step {} may no longer fit form {}: version {} was looked at, it is {} now",
            "步骤 {} 与表单 {} 可能不再相符：核对的是版本 {} ，现在是 {}",
            steps,
            form,
            quoted(&reviewed.version.value),
            quoted(&template.version.value)
        ),
    };
    let mut finding =
        Diagnostic::error(&code::SUSPECT_STEP, &procedure.path, span, message).warning();
    match why {
        Why::Since(_, fields) => finding = finding.label(what(fields)),
        Why::Version(reviewed) => {
            let text = say!("looked at last", "上次核对的版本");
            finding = finding.related(&procedure.path, reviewed.version.span, text);
        }
    }
    let path = book.path(Item::Template(at));
    let code = procedure.code.value.as_str();
    finding
        .related(path, template.version.span, say!("as it is now", "现在的版本"))
        .help(say!(
            "hold the step against the form, mend what no longer fits, then confirm: `procbook review {}`",
            "对照表单核对步骤，改好不相符的地方，然后确认：`procbook review {}`",
            code
        ))
}

/// Which fields changed, in one line.
fn what(fields: &[FieldChange]) -> Text {
    const MOST: usize = 3;
    let names = |fate: &Fate| -> Vec<String> {
        let of_it = fields.iter().filter(|field| field.fate == *fate);
        let mut names: Vec<String> = of_it.map(|field| quoted(&field.label)).collect();
        if names.len() > MOST {
            names.truncate(MOST);
            names.push("…".to_owned());
        }
        names
    };
    let (added, gone, other) = (
        names(&Fate::Added),
        names(&Fate::Removed),
        names(&Fate::Changed),
    );
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(say!("new: {}", "新增 {}", Text::list(&added)));
    }
    if !gone.is_empty() {
        parts.push(say!("gone: {}", "删去 {}", Text::list(&gone)));
    }
    if !other.is_empty() {
        parts.push(say!("changed: {}", "改动 {}", Text::list(&other)));
    }
    Text::join(&parts, "; ", "；")
}
