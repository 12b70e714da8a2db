//! A pack that prints nothing.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code};
use crate::model::{Book, Pack};

pub(super) const RULE: Rule = Rule {
    code: &code::PACK_WITHOUT_ITEMS,
    run,
};

const WRITE: &str =
    "write `items = [\"F-001\", …]`, or `for_role = \"…\"` for every form that a role fills in";

fn run(book: &Book) -> Vec<Diagnostic> {
    book.packs
        .iter()
        .filter_map(|pack| finding(book, pack))
        .collect()
}

fn finding(book: &Book, pack: &Pack) -> Option<Diagnostic> {
    let error = |span, message: String| Diagnostic::error(RULE.code, &pack.path, span, message);
    match (&pack.items, &pack.for_role) {
        (None, None) => {
            let message = format!("pack {} prints nothing", quoted(pack.id.value.as_str()));
            Some(error(pack.id.span, message).help(WRITE))
        }
        (Some(items), _) if items.value.is_empty() => {
            let message = "`items` is empty".to_owned();
            Some(
                error(items.span, message)
                    .label("the pack prints nothing")
                    .help(WRITE),
            )
        }
        (Some(_), _) => None,
        (None, Some(role)) => {
            // A role that is not there has a finding of its own.
            let at = role.value.found()?;
            if !book.uses.filled_by_role[at.at].is_empty() {
                return None;
            }
            let id = book.role(at).id.value.as_str();
            let message = format!("role {} fills in no form", quoted(id));
            Some(
                error(role.span, message)
                    .label("the pack prints nothing")
                    .help(format!(
                        "write `filled_by = [\"{id}\"]` in the templates that it fills in, or list the pack's `items`"
                    )),
            )
        }
    }
}
