//! A picture that is not in the handbook.

use crate::check::Rule;
use crate::check::names::{a_kind, quoted};
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::prose::MissingTarget;
use crate::model::{Book, Target};

pub(super) const RULE: Rule = Rule {
    code: &code::BROKEN_IMAGE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (path, prose) in proses(book) {
        for image in &prose.images {
            if let Some((label, help)) = trouble(&image.target) {
                let message = say!(
                    "broken picture {}",
                    "图片 {} 显示不出来",
                    quoted(&image.written)
                );
                findings.push(
                    Diagnostic::error(RULE.code, path, image.span, message)
                        .label(label)
                        .help(help),
                );
            }
        }
    }
    findings
}

/// What is wrong with where a picture comes from, and what to do about it.
fn trouble(target: &Target) -> Option<(Text, Text)> {
    let label = match target {
        // Reported as an unsafe link.
        Target::Missing(MissingTarget::Unsafe(_)) | Target::Asset(_) => return None,
        Target::Missing(MissingTarget::File(path)) => {
            return Some((
                say!("there is no {}", "没有文件 {}", quoted(path)),
                say!(
                    "mend the path, which is relative to this file, or add the picture",
                    "改正路径（从本文件所在的文件夹写起），或者放入这张图片"
                ),
            ));
        }
        Target::Missing(MissingTarget::OutsideHandbook(address)) => {
            say!(
                "{} leads out of the handbook",
                "{} 在手册之外",
                quoted(address)
            )
        }
        // The handbook must be readable without any other host.
        Target::Outside(_) => say!("it comes from another host", "图片来自别的网站"),
        Target::Page(item, _) => {
            let kind = a_kind(item.kind().word());
            say!("this is {}, not a picture", "这是 {} ，不是图片", kind)
        }
        Target::Step(..) | Target::Here(_) | Target::Missing(_) => {
            say!("this is no picture", "这不是图片")
        }
    };
    let help = say!(
        "put the picture's file beside this page and write its path relative to this file",
        "把图片文件放在本页旁边，路径从本文件所在的文件夹写起"
    );
    Some((label, help))
}
