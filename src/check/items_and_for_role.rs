//! A pack that says in two ways what it prints.

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::ITEMS_AND_FOR_ROLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for pack in &book.packs {
        let (Some(items), Some(role)) = (&pack.items, &pack.for_role) else {
            continue;
        };
        let message = say!(
            "a pack has `items` or `for_role`, not both",
            "表单包的 `items` 和 `for_role` 只能写一个"
        );
        findings.push(
            Diagnostic::error(RULE.code, &pack.path, role.span, message)
                .label(say!(
                    "every form that this role fills in",
                    "这个角色填写的全部表单"
                ))
                .related(
                    &pack.path,
                    items.span,
                    say!("and a list of items", "又列了一份清单"),
                )
                .help(say!(
                    "keep one of them; `items` keeps its order and its numbers of copies",
                    "只留一个；`items` 可以定顺序和份数"
                )),
        );
    }
    findings
}
