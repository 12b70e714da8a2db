//! A picture that says nothing to those who do not see it.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::IMAGE_WITHOUT_TEXT,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (path, prose) in proses(book) {
        for image in &prose.images {
            let (alt, written) = (image.alt.trim(), image.written.as_str());
            let message = if alt.is_empty() {
                say!(
                    "the picture {} has no words",
                    "图片 {} 没有文字说明",
                    quoted(written)
                )
            } else if written.rsplit('/').next() == Some(alt) {
                say!(
                    "the words of the picture {} are its file's name",
                    "图片 {} 的文字说明只是文件名",
                    quoted(written)
                )
            } else {
                continue;
            };
            findings.push(
                Diagnostic::error(RULE.code, path, image.span, message)
                    .warning()
                    .label(say!(
                        "who cannot see it learns nothing",
                        "看不到图片的人读不到任何内容"
                    ))
                    .help(say!(
                        "say in the brackets what it shows: `![…]({})`",
                        "在方括号里写明图上是什么：`![…]({})`",
                        written
                    )),
            );
        }
    }
    findings
}
