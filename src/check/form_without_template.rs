//! A form without the template that says what it is for.

use std::collections::BTreeSet;

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, nearest, say};
use crate::model::Book;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::FORM_WITHOUT_TEMPLATE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let templates: BTreeSet<&str> = (book.templates.iter())
        .map(|template| template.code.value.as_str())
        .collect();
    for (form, template) in book.forms.iter().zip(&book.uses.template_of_form) {
        let code = form.code.as_str();
        if template.is_some() || templates.contains(code) {
            // A second form of one code has lost its template to the first; that is reported as a
            // duplicate code.
            continue;
        }
        let without_form = (book.templates.iter().zip(&book.uses.form_of_template))
            .filter(|(_, form)| form.is_none())
            .map(|(template, _)| template.code.value.as_str());
        let help = match nearest(code, without_form) {
            Some(near) => say!(
                "template `{0}` has no form: name this file `{0}.toml`",
                "模板 `{0}` 还没有表单：把本文件改名为 `{0}.toml`",
                near
            ),
            None => say!(
                "add `content/templates/{}.md`, which says who fills the form in, and when",
                "新建 `content/templates/{}.md`，写明谁在什么时候填这张表单",
                code
            ),
        };
        findings.push(
            Diagnostic::error(
                RULE.code,
                &form.path,
                Span::default(),
                say!("form {} has no template", "表单 {} 没有模板", quoted(code)),
            )
            .label(say!(
                "a form's title, version and owner are its template's",
                "表单的名称、版本和负责人都写在模板里"
            ))
            .help(help),
        );
    }
    findings
}
