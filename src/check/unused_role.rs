//! A role that no page gives anything to do.

use crate::check::Rule;
use crate::check::citations::{citations, second_of_a_code};
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Index, Item, Ref, Role};
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    code: &code::UNUSED_ROLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let used = used(book);
    let unused = (book.roles.iter().zip(used)).filter(|(_, used)| !used);
    unused.map(|(role, _)| finding(role)).collect()
}

fn finding(role: &Role) -> Diagnostic {
    Diagnostic::error(
        RULE.code,
        &role.path,
        role.id.span,
        say!(
            "nothing uses the role {}",
            "没有地方用到角色 {}",
            quoted(&role.title.value)
        ),
    )
    .hint()
    .label(say!(
        "no step, form, document or page names it",
        "没有步骤、表单、文件或页面提到它"
    ))
    .help(say!(
        "name it where it has a part, or take out {}",
        "在它参与的步骤里写上它，或者删去 {}",
        quoted(&role.path.to_string())
    ))
}

/// By role: whether anything names it. A lane counts: that it is unused is reported where it stands.
fn used(book: &Book) -> Vec<bool> {
    let uses = &book.uses;
    let mut named: Vec<bool> = (0..book.roles.len())
        .map(|at| {
            !(uses.steps_of_role[at].is_empty()
                && uses.procedures_of_role[at].is_empty()
                && uses.filled_by_role[at].is_empty()
                && uses.signed_by_role[at].is_empty())
        })
        .collect();
    for role in named_in_heads(book) {
        named[role.at] = true;
    }
    for item in second_of_a_code(book) {
        if let Item::Role(role) = item {
            named[role.at] = true;
        }
    }
    for citation in citations(book) {
        if let Item::Role(role) = citation.to
            && citation.from != citation.to
        {
            named[role.at] = true;
        }
    }
    named
}

/// The roles in front matter that `Uses` does not list.
fn named_in_heads(book: &Book) -> impl Iterator<Item = Index<Role>> {
    let found = |role: &Spanned<Ref<Role>>| role.value.found();
    let procedures = book.procedures.iter();
    let of_procedures = procedures.flat_map(|of| of.lanes.iter());
    let superiors = book
        .roles
        .iter()
        .filter_map(|role| role.reports_to.as_ref());
    let documents = book.documents();
    let of_documents = documents.flat_map(|of| {
        let authors = of.revisions.iter().filter_map(|row| row.author.as_ref());
        let named = of.owner.into_iter().chain(of.approved_by);
        named.chain(authors)
    });
    let packs = book.packs.iter();
    let of_packs = packs.flat_map(|of| of.audience.iter().chain(&of.for_role));
    (of_procedures.chain(superiors).chain(of_packs))
        .chain(of_documents)
        .filter_map(found)
}
