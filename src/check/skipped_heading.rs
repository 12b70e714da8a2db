//! A heading two levels or more below the one over it.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Prose};
use crate::source::SourcePath;

pub(super) const RULE: Rule = Rule {
    code: &code::SKIPPED_HEADING,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for procedure in &book.procedures {
        let path = &procedure.path;
        of(&mut findings, path, &procedure.introduction, 1);
        of(&mut findings, path, &procedure.steps_preface, 2);
        for step in &procedure.steps {
            of(&mut findings, path, &step.prose, 3);
        }
        of(&mut findings, path, &procedure.closing, 1);
    }
    let roles = book.roles.iter().map(|of| (&of.path, &of.body));
    let templates = book.templates.iter().map(|of| (&of.path, &of.body));
    let references = book.references.iter().map(|of| (&of.path, &of.body));
    for (path, body) in roles.chain(templates).chain(references) {
        of(&mut findings, path, body, 1);
    }
    findings
}

/// `above` is the level of the heading that a stretch stands under; the page's title has 1.
fn of(findings: &mut Vec<Diagnostic>, path: &SourcePath, prose: &Prose, above: u8) {
    let mut above = above;
    for heading in &prose.headings {
        // The page's title is the one heading of the first level: `#` and `##` are both sections of it.
        let level = heading.level.max(2);
        if level > above + 1 {
            let wanted = above + 1;
            findings.push(
                Diagnostic::error(
                    RULE.code,
                    path,
                    heading.span,
                    say!(
                        "the heading {} skips a level",
                        "标题 {} 跳了一级",
                        quoted(&heading.text)
                    ),
                )
                .warning()
                .label(say!(
                    "level {} under level {}",
                    "第 {} 级标题直接放在第 {} 级之下",
                    u32::from(level),
                    u32::from(above)
                ))
                .help(say!(
                    "write `{} {}`",
                    "写 `{} {}`",
                    "#".repeat(usize::from(wanted)),
                    heading.text.as_str()
                )),
            );
        }
        above = level;
    }
}
