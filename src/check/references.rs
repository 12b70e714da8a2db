//! Every place of the book that refers to something, for the rules that report what it misses.
//!
//! In: the book. Out: what names nothing, with its place. It must not word a message.

use crate::diagnostic::Text;
use crate::model::pack::PageRef;
use crate::model::procedure::{Branch, Forms, Material, NextStep, Revision};
use crate::model::prose::MissingTarget;
use crate::model::{Book, Index, Missing, Pack, Procedure, Prose, Ref, Role, Step, Target, Why};
use crate::source::{SourcePath, Span, Spanned};

/// What the author had to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Part,
    Procedure,
    Role,
    Step,
    /// A template, on a step's line of forms.
    Form,
    /// A form, a procedure or a reference page, in a pack.
    Item,
    /// Any page.
    Page,
}

/// How the author writes a name at a place, so that a help text can show it the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `owner = "name"`
    Quoted,
    /// `[[name]]`
    Brackets,
    /// `→ name`
    Bare,
}

impl Notation {
    /// The name as it is to be typed.
    pub(super) fn write(self, name: &str) -> String {
        match self {
            Self::Quoted => format!("\"{name}\""),
            Self::Brackets => format!("[[{name}]]"),
            Self::Bare => name.to_owned(),
        }
    }
}

/// A reference that names nothing.
pub(super) struct Unresolved<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) span: Span,
    pub(super) missing: &'a Missing,
    pub(super) wanted: Wanted,
    pub(super) notation: Notation,
}

/// The references that name nothing where one such thing is wanted. Ambiguous ones are left out:
/// a rule of their own reports them.
pub(super) fn unresolved(book: &Book, wanted: Wanted) -> Vec<Unresolved<'_>> {
    let mut found = all_unresolved(book);
    found.retain(|u| u.wanted == wanted && !matches!(u.missing.why, Why::Ambiguous(_)));
    found
}

/// Every reference that names nothing, or several things.
pub(super) fn all_unresolved(book: &Book) -> Vec<Unresolved<'_>> {
    let mut found = Vec::new();
    for procedure in &book.procedures {
        of_procedure(&mut found, procedure);
    }
    for role in &book.roles {
        let superior = &role.reports_to;
        quoted(&mut found, &role.path, Wanted::Role, superior);
    }
    for template in &book.templates {
        let path = &template.path;
        quoted(&mut found, path, Wanted::Role, &template.owner);
        quoted(&mut found, path, Wanted::Role, &template.filled_by);
        quoted(&mut found, path, Wanted::Role, &template.signed_by);
        quoted(&mut found, path, Wanted::Role, &template.approved_by);
        quoted(&mut found, path, Wanted::Form, &template.superseded_by);
        authors(&mut found, path, &template.revisions);
    }
    for reference in &book.references {
        let path = &reference.path;
        quoted(&mut found, path, Wanted::Role, &reference.owner);
        quoted(&mut found, path, Wanted::Role, &reference.approved_by);
        quoted(&mut found, path, Wanted::Page, &reference.superseded_by);
        authors(&mut found, path, &reference.revisions);
    }
    for pack in &book.packs {
        of_pack(&mut found, pack);
    }
    // A picture that names a page is wrong as a picture, whether or not the page is there.
    for at in missing_targets(book).iter().filter(|at| !at.picture) {
        if let MissingTarget::Name(missing) = at.missing {
            found.push(Unresolved {
                path: at.path,
                span: at.span,
                missing,
                wanted: Wanted::Page,
                notation: Notation::Brackets,
            });
        }
    }
    found
}

fn of_procedure<'a>(found: &mut Vec<Unresolved<'a>>, procedure: &'a Procedure) {
    let path = &procedure.path;
    quoted(found, path, Wanted::Part, &procedure.part);
    quoted(found, path, Wanted::Role, &procedure.owner);
    quoted(found, path, Wanted::Procedure, &procedure.superseded_by);
    quoted(found, path, Wanted::Role, &procedure.approved_by);
    quoted(found, path, Wanted::Role, &procedure.lanes);
    authors(found, path, &procedure.revisions);
    for reviewed in procedure.reviewed.iter().flat_map(|all| &all.value) {
        quoted(found, path, Wanted::Form, std::iter::once(&reviewed.form));
    }
    for step in &procedure.steps {
        for roles in roles_of(step) {
            add(found, path, Wanted::Role, Notation::Brackets, roles);
        }
        if let Forms::Listed(forms) = &step.forms {
            add(found, path, Wanted::Form, Notation::Brackets, forms);
        }
        for target in step.next.iter().flatten().flat_map(|b: &Branch| &b.targets) {
            let (wanted, missing) = match &target.value {
                NextStep::Step(Ref::Missing(missing)) => (Wanted::Step, missing),
                NextStep::Procedure(Ref::Missing(missing), _) => (Wanted::Procedure, missing),
                NextStep::Step(Ref::To(_)) | NextStep::Procedure(Ref::To(_), _) | NextStep::End => {
                    continue;
                }
            };
            found.push(Unresolved {
                path,
                span: target.span,
                missing,
                wanted,
                notation: Notation::Bare,
            });
        }
    }
}

fn of_pack<'a>(found: &mut Vec<Unresolved<'a>>, pack: &'a Pack) {
    let path = &pack.path;
    quoted(found, path, Wanted::Role, &pack.audience);
    quoted(found, path, Wanted::Role, &pack.for_role);
    quoted(found, path, Wanted::Role, &pack.owner);
    quoted(found, path, Wanted::Role, &pack.approved_by);
    quoted(found, path, Wanted::Page, &pack.superseded_by);
    authors(found, path, &pack.revisions);
    for item in pack.items.iter().flat_map(|items| &items.value) {
        if let PageRef::Missing(missing) = &item.page.value {
            found.push(Unresolved {
                path,
                span: item.page.span,
                missing,
                wanted: Wanted::Item,
                notation: Notation::Quoted,
            });
        }
    }
}

fn authors<'a>(found: &mut Vec<Unresolved<'a>>, path: &'a SourcePath, revisions: &'a [Revision]) {
    for revision in revisions {
        quoted(found, path, Wanted::Role, &revision.author);
    }
}

fn roles_of(step: &Step) -> [&Vec<Spanned<Ref<Role>>>; 4] {
    [
        &step.owners,
        &step.consulted,
        &step.approvers,
        &step.informed,
    ]
}

fn quoted<'a, T: 'a>(
    found: &mut Vec<Unresolved<'a>>,
    path: &'a SourcePath,
    wanted: Wanted,
    references: impl IntoIterator<Item = &'a Spanned<Ref<T>>>,
) {
    add(found, path, wanted, Notation::Quoted, references);
}

fn add<'a, T: 'a>(
    found: &mut Vec<Unresolved<'a>>,
    path: &'a SourcePath,
    wanted: Wanted,
    notation: Notation,
    references: impl IntoIterator<Item = &'a Spanned<Ref<T>>>,
) {
    for reference in references {
        if let Ref::Missing(missing) = &reference.value {
            found.push(Unresolved {
                path,
                span: reference.span,
                missing,
                wanted,
                notation,
            });
        }
    }
}

/// A link, picture, input or output that leads nowhere.
pub(super) struct MissingAt<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) span: Span,
    pub(super) missing: &'a MissingTarget,
    /// The address as its author wrote it; `None` of an input or output, which keeps only a name.
    pub(super) written: Option<&'a str>,
    pub(super) picture: bool,
}

/// Every link, picture, input and output that leads nowhere.
pub(super) fn missing_targets(book: &Book) -> Vec<MissingAt<'_>> {
    let mut found = Vec::new();
    for (path, prose) in proses(book) {
        for link in &prose.links {
            missing_at(
                &mut found,
                path,
                link.span,
                &link.target,
                Some(&link.written),
                false,
            );
        }
        for image in &prose.images {
            missing_at(
                &mut found,
                path,
                image.span,
                &image.target,
                Some(&image.written),
                true,
            );
        }
    }
    for procedure in &book.procedures {
        let steps =
            (procedure.steps.iter()).flat_map(|step| step.inputs.iter().chain(&step.outputs));
        let own = procedure.inputs.iter().chain(&procedure.outputs);
        for material in own.chain(steps) {
            if let Material::Page(target) = &material.value {
                let path = &procedure.path;
                missing_at(&mut found, path, material.span, target, None, false);
            }
        }
    }
    found
}

fn missing_at<'a>(
    found: &mut Vec<MissingAt<'a>>,
    path: &'a SourcePath,
    span: Span,
    target: &'a Target,
    written: Option<&'a str>,
    picture: bool,
) {
    if let Target::Missing(missing) = target {
        found.push(MissingAt {
            path,
            span,
            missing,
            written,
            picture,
        });
    }
}

/// Every stretch of Markdown with its file.
pub(super) fn proses(book: &Book) -> impl Iterator<Item = (&SourcePath, &Prose)> {
    book.proses_by_item()
        .map(|(item, prose)| (book.path(item), prose))
}

/// Every step with its procedure.
pub(super) fn steps(book: &Book) -> impl Iterator<Item = (&Procedure, &Step)> {
    book.procedures
        .iter()
        .flat_map(|procedure| procedure.steps.iter().map(move |step| (procedure, step)))
}

/// The numbers of a procedure's steps as people write them: `1–4, 7`.
pub(super) fn numbers(book: &Book, procedure: Index<Procedure>) -> Text {
    let steps = &book.procedure(procedure).steps;
    ranges(steps.iter().map(|step| step.number.value))
}

/// Numbers with their runs drawn together; what is too long for one line ends in `…`.
pub(super) fn ranges(numbers: impl IntoIterator<Item = u32>) -> Text {
    const MOST: usize = 12;
    let mut sorted: Vec<u32> = numbers.into_iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in sorted {
        match runs.last_mut() {
            Some((_, last)) if number - *last == 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let mut words = Vec::new();
    for (first, last) in runs.iter().take(MOST) {
        match last - first {
            0 => words.push(first.to_string()),
            1 => words.extend([first.to_string(), last.to_string()]),
            _ => words.push(format!("{first}–{last}")),
        }
    }
    if runs.len() > MOST {
        words.push("…".to_owned());
    }
    Text::list(words)
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn runs_are_drawn_together() {
        let runs = ranges([3, 1, 2, 7, 9, 10, 3]);
        assert_eq!(runs.english, "1–3, 7, 9, 10");
        assert_eq!(runs.chinese, "1–3、7、9、10");
        assert!(ranges([]).is_empty());
        let many = ranges((0..100).map(|n| n * 2));
        assert!(many.english.ends_with("22, …"));
    }
}
