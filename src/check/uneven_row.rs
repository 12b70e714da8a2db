//! A row of a table that has not as many cells as its head.

use crate::check::Rule;
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, Edit, Fix, code, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::UNEVEN_ROW,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (path, prose) in proses(book) {
        for row in prose.uneven_rows.iter() {
            let fix = row.mended.as_ref().map(|row_then| {
                let edit = Edit::whole(path, row.span, row_then.as_str());
                Fix::certain(edit)
            });
            let message = say!(
                "cells in this row: {}, in the head of the table: {}",
                "这一行有 {} 格，表头有 {} 格",
                row.cells,
                row.columns
            );
            let finding = Diagnostic::error(RULE.code, path, row.span, message).fix(fix);
            findings.push(if row.cells > row.columns {
                finding
                    .warning()
                    .label(say!(
                        "readers do not see the last cells",
                        "多出的格子读者看不到"
                    ))
                    .help(say!(
                        "give the head as many columns, or write `\\|` for a bar that parts no cells, as in `[[F-001\\|…]]`",
                        "给表头加上列；不分格的竖线写成 `\\|`，例如 `[[F-001\\|…]]`"
                    ))
            } else {
                finding.hint().help(say!(
                    "add the cells that are empty: `|  |`",
                    "补上空格子：`|  |`"
                ))
            });
        }
    }
    findings
}
