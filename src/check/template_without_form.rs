//! A template without a form to fill in.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, nearest, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::TEMPLATE_WITHOUT_FORM,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (template, form) in book.templates.iter().zip(&book.uses.form_of_template) {
        if form.is_some() {
            continue;
        }
        let code = template.code.value.as_str();
        let without_template = (book.forms.iter().zip(&book.uses.template_of_form))
            .filter(|(_, template)| template.is_none())
            .map(|(form, _)| form.path.as_str());
        let wanted = format!("forms/{code}.toml");
        let help = match nearest(&wanted, without_template) {
            Some(near) => say!(
                "form `{}` has no template: name it `{}.toml`",
                "表单 `{}` 没有模板：把它改名为 `{}.toml`",
                near,
                code
            ),
            None => say!(
                "add `{}` with the fields of the form",
                "新建 `{}`，写入表单的字段",
                wanted
            ),
        };
        findings.push(
            Diagnostic::error(
                RULE.code,
                &template.path,
                template.code.span,
                say!("template {} has no form", "模板 {} 没有表单", quoted(code)),
            )
            .label(say!(
                "no file in `forms/` has this name",
                "`forms/` 里没有同名的文件"
            ))
            .help(help),
        );
    }
    findings
}
