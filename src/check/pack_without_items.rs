//! A pack that prints nothing.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::{Book, Pack};

pub(super) const RULE: Rule = Rule {
    code: &code::PACK_WITHOUT_ITEMS,
    run,
};

fn write() -> Text {
    say!(
        "write `items = [\"F-001\", …]`, or `for_role = \"…\"` for every form that a role fills in",
        "写 `items = [\"F-001\", …]`；要印一个角色填写的全部表单，写 `for_role = \"…\"`"
    )
}

fn run(book: &Book) -> Vec<Diagnostic> {
    book.packs
        .iter()
        .filter_map(|pack| finding(book, pack))
        .collect()
}

fn finding(book: &Book, pack: &Pack) -> Option<Diagnostic> {
    let error = |span, message: Text| Diagnostic::error(RULE.code, &pack.path, span, message);
    match (&pack.items, &pack.for_role) {
        (None, None) => {
            let message = say!(
                "pack {} prints nothing",
                "表单包 {} 没有要印的内容",
                quoted(pack.id.value.as_str())
            );
            Some(error(pack.id.span, message).help(write()))
        }
        (Some(items), _) if items.value.is_empty() => {
            let message = say!("`items` is empty", "`items` 是空的");
            Some(
                error(items.span, message)
                    .label(say!("the pack prints nothing", "这个表单包没有要印的内容"))
                    .help(write()),
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
            let message = say!(
                "role {} fills in no form",
                "角色 {} 不填写任何表单",
                quoted(id)
            );
            Some(
                error(role.span, message)
                    .label(say!("the pack prints nothing", "这个表单包没有要印的内容"))
                    .help(say!(
                        "write `filled_by = [\"{}\"]` in the templates that it fills in, or list the pack's `items`",
                        "在它填写的模板里写 `filled_by = [\"{}\"]`，或者列出表单包的 `items`",
                        id
                    )),
            )
        }
    }
}
