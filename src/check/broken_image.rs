//! A picture that is not in the handbook.

use crate::check::Rule;
use crate::check::names::{article, quoted};
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, code};
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
                let message = format!("broken picture {}", quoted(&image.written));
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
fn trouble(target: &Target) -> Option<(String, &'static str)> {
    const INSIDE: &str =
        "put the picture's file beside this page and write its path relative to this file";
    let label = match target {
        // Reported as an unsafe link.
        Target::Missing(MissingTarget::Unsafe(_)) | Target::Asset(_) => return None,
        Target::Missing(MissingTarget::File(path)) => {
            return Some((
                format!("there is no {}", quoted(path)),
                "mend the path, which is relative to this file, or add the picture",
            ));
        }
        Target::Missing(MissingTarget::OutsideHandbook(address)) => {
            format!("{} leads out of the handbook", quoted(address))
        }
        // The handbook must be readable without any other host.
        Target::Outside(_) => "it comes from another host".to_owned(),
        Target::Page(item, _) => {
            let kind = item.kind().word();
            format!("this is {} {kind}, not a picture", article(kind))
        }
        Target::Step(..) | Target::Here(_) | Target::Missing(_) => "this is no picture".to_owned(),
    };
    Some((label, INSIDE))
}
