//! `superseded_by` that leads to nothing in force.

use std::collections::BTreeSet;

use crate::check::DatedRule;
use crate::check::circle::circles_of_one;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Date, Document, Item};
use crate::source::Span;

pub(super) const RULE: DatedRule = DatedRule {
    code: &code::BAD_SUCCESSOR,
    run,
};

fn run(book: &Book, today: Date) -> Vec<Diagnostic> {
    let named: Vec<Document<'_>> = book
        .documents()
        .filter(|of| of.superseded_by.is_some())
        .collect();
    let place = |item: Item| named.binary_search_by_key(&item, |of| of.item).ok();
    let onward: Vec<Option<usize>> = (named.iter())
        .map(|of| place(of.superseded_by?.item?))
        .collect();
    let circles = circles_of_one(&onward);
    let circling: BTreeSet<usize> = circles.iter().flatten().copied().collect();
    let mut findings: Vec<Diagnostic> = (circles.iter())
        .map(|circle| circle_finding(book, &named, circle))
        .collect();
    for (at, of) in named
        .iter()
        .enumerate()
        .filter(|(at, _)| !circling.contains(at))
    {
        let Some(to) = of.superseded_by.and_then(|to| book.document(to.item?)) else {
            continue;
        };
        if of.status.value != Status::Retired {
            findings.extend(still_in_force(book, of, &to, today));
        } else if to.status.value == Status::Draft {
            findings.push(still_a_draft(book, of, &to));
        } else if to.status.value == Status::Retired {
            let last = last_of(&onward, at).and_then(|last| named[last].superseded_by?.item);
            findings.push(retired_too(book, of, &to, last));
        }
    }
    findings
}

/// The last of a chain of successors that names a further one; a chain into a circle has none.
fn last_of(onward: &[Option<usize>], from: usize) -> Option<usize> {
    // Longer chains are nobody's, and each would be walked from each of its members.
    const LONGEST: usize = 50;
    let mut at = from;
    for _ in 0..LONGEST {
        match onward[at] {
            Some(next) => at = next,
            None => return Some(at),
        }
    }
    None
}

fn place(of: &Document<'_>) -> Span {
    of.superseded_by.map_or(of.status.span, |to| to.span)
}

fn warning(of: &Document<'_>, message: Text) -> Diagnostic {
    Diagnostic::error(RULE.code, of.path, place(of), message).warning()
}

fn circle_finding(book: &Book, named: &[Document<'_>], circle: &[usize]) -> Diagnostic {
    let document = |at: usize| &named[circle[at % circle.len()]];
    let code = |at: usize| quoted(book.code(document(at).item));
    if circle.len() == 1 {
        let message = say!("{} replaces itself", "{} 由它自己取代", code(0));
        return warning(document(0), message).help(name_another());
    }
    let codes: Vec<String> = (0..=circle.len()).map(code).collect();
    let mut finding = warning(
        document(0),
        say!(
            "documents replace one another in a circle: {}",
            "文件互相取代，成了一个圈：{}",
            codes.join(" → ")
        ),
    );
    for at in 1..circle.len() {
        let of = document(at);
        let next = code(at + 1);
        finding = finding.related(
            of.path,
            place(of),
            say!("{} is replaced by {}", "{} 由 {} 取代", code(at), next),
        );
    }
    finding.help(name_another())
}

/// A document may name what replaces it before that day has come.
fn still_in_force(
    book: &Book,
    of: &Document<'_>,
    to: &Document<'_>,
    today: Date,
) -> Option<Diagnostic> {
    let is_to_come = to.effective.is_some_and(|day| day.value > today);
    if to.status.value == Status::Draft || is_to_come {
        return None;
    }
    let finding = warning(
        of,
        say!(
            "{} is replaced by {}, and not retired",
            "{} 已由 {} 取代，却没有废止",
            quoted(book.code(of.item)),
            quoted(book.code(to.item))
        ),
    )
    .help(say!(
        "write `status = \"retired\"`, or take `superseded_by` out",
        "写上 `status = \"retired\"`，或者删去 `superseded_by`"
    ));
    Some(finding)
}

fn still_a_draft(book: &Book, of: &Document<'_>, to: &Document<'_>) -> Diagnostic {
    warning(
        of,
        say!(
            "{} is retired, and {}, which replaces it, is a draft",
            "{} 已废止，取代它的 {} 还是草案",
            quoted(book.code(of.item)),
            quoted(book.code(to.item))
        ),
    )
    .related(to.path, to.status.span, say!("a draft", "草案"))
    .help(say!(
        "keep the old one in force until the new one is",
        "新文件生效之前，保持旧文件有效"
    ))
}

fn retired_too(
    book: &Book,
    of: &Document<'_>,
    to: &Document<'_>,
    last: Option<Item>,
) -> Diagnostic {
    let finding = warning(
        of,
        say!(
            "{}, which replaces {}, is retired too",
            "取代 {1} 的 {0} 也已废止",
            quoted(book.code(to.item)),
            quoted(book.code(of.item))
        ),
    )
    .related(to.path, to.status.span, say!("retired here", "在这里废止"));
    let in_force = last.filter(|item| {
        book.document(*item)
            .is_some_and(|document| document.status.value == Status::Effective)
    });
    finding.help(in_force.map_or_else(name_another, |item| {
        let typed = format!("superseded_by = \"{}\"", book.code(item));
        say!("write `{}`", "写 `{}`", typed)
    }))
}

fn name_another() -> Text {
    say!(
        "name the document that is used now, or take the line out",
        "写上现在使用的文件，或者删去这一行"
    )
}
