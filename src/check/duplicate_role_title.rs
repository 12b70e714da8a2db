//! Two roles that people cannot tell apart by their titles.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Role};

pub(super) const RULE: Rule = Rule {
    code: &code::DUPLICATE_ROLE_TITLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut by_path: Vec<&Role> = book.roles.iter().collect();
    by_path.sort_by(|a, b| a.path.cmp(&b.path));
    let mut first_of: BTreeMap<String, &Role> = BTreeMap::new();
    let mut findings = Vec::new();
    for role in by_path {
        let first = *first_of.entry(read(&role.title.value)).or_insert(role);
        if first.path != role.path {
            findings.push(finding(first, role));
        }
    }
    findings
}

/// A title as a reader takes it in: spaces and capitals do not make another of it.
fn read(title: &str) -> String {
    let letters = title.chars().filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

fn finding(first: &Role, again: &Role) -> Diagnostic {
    let title = quoted(&again.title.value);
    Diagnostic::error(
        RULE.code,
        &again.path,
        again.title.span,
        say!("two roles have the title {}", "有两个角色都叫 {}", title),
    )
    .warning()
    .label(say!(
        "role `{}` has it too",
        "角色 `{}` 也用这个名称",
        first.id.value.as_str()
    ))
    .related(
        &first.path,
        first.title.span,
        say!("first here", "先用在这里"),
    )
    .help(say!(
        "add to one of them what tells them apart, as its unit, or make them one role",
        "给其中一个加上区别，例如所在部门；如果本是同一个角色，就合并"
    ))
}
