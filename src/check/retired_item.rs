//! A pack that prints a procedure which is no longer in force.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::procedure::Status;
use crate::model::{Book, Item};

pub(super) const RULE: Rule = Rule {
    code: &code::RETIRED_ITEM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for pack in &book.packs {
        for item in pack.items.iter().flat_map(|items| &items.value) {
            let Some(Item::Procedure(at)) = item.page.value.found() else {
                continue;
            };
            let procedure = book.procedure(at);
            if procedure.status != Status::Retired {
                continue;
            }
            let code = procedure.code.value.as_str();
            let successor = (procedure.superseded_by.as_ref())
                .and_then(|other| other.value.found())
                .map(|other| book.procedure(other).code.value.as_str());
            let help = match successor {
                Some(other) => say!(
                    "write `\"{}\"`, which replaces it",
                    "写成代替它的 `\"{}\"`",
                    other
                ),
                None => say!("take it out of the pack", "从表单包中删去它"),
            };
            let message = say!("item {} is retired", "{} 已废止", quoted(code));
            findings.push(
                Diagnostic::error(RULE.code, &pack.path, item.page.span, message)
                    .label(say!(
                        "a course would teach what is no longer in force",
                        "培训会讲到已经不用的流程"
                    ))
                    .related(
                        &procedure.path,
                        procedure.code.span,
                        say!("retired here", "在这里废止"),
                    )
                    .help(help),
            );
        }
    }
    findings
}
