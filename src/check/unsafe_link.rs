//! A link whose scheme runs script or reads the disk.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::missing_targets;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::prose::MissingTarget;

pub(super) const RULE: Rule = Rule {
    code: &code::UNSAFE_LINK,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for at in missing_targets(book) {
        let MissingTarget::Unsafe(address) = at.missing else {
            continue;
        };
        let scheme = address.split(':').next().unwrap_or_default().trim();
        let message = say!("unsafe link {}", "链接 {} 不安全", quoted(address));
        let scheme = quoted(&format!("{scheme}:"));
        let (label, help) = if at.picture {
            (
                say!("no picture may use {}", "图片不能用 {}", scheme),
                say!(
                    "put the picture's file beside this page and write its path",
                    "把图片文件放在本页旁边，写它的路径"
                ),
            )
        } else {
            (
                say!("no link may use {}", "链接不能用 {}", scheme),
                say!(
                    "link with `https:`, `http:`, `mailto:` or `tel:`, to a page, or to a file of \
                     the handbook",
                    "链接用 `https:`、`http:`、`mailto:` 或 `tel:` 开头，或者指向手册里的页面或文件"
                ),
            )
        };
        findings.push(
            Diagnostic::error(RULE.code, at.path, at.span, message)
                .label(label)
                .help(help),
        );
    }
    findings
}
