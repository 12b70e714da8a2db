//! A form and its template that disagree on whether it is signed.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::form::FieldKind;
use crate::model::procedure::Status;
use crate::model::{Book, Form, Template};

pub(super) const RULE: Rule = Rule {
    code: &code::SIGNATURE_MISMATCH,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let templates = book.templates.iter().zip(&book.uses.form_of_template);
    let findings = templates.filter_map(|(template, form)| of(book, template, book.form((*form)?)));
    findings.collect()
}

fn of(book: &Book, template: &Template, form: &Form) -> Option<Diagnostic> {
    // A draft, and a form whose fields could not be read, are not done yet.
    let fields = || form.sections.iter().flat_map(|section| &section.fields);
    if template.status.value == Status::Draft || fields().next().is_none() {
        return None;
    }
    let signature = fields().find(|field| matches!(field.kind, FieldKind::Signature { .. }));
    match (template.signed_by.first(), signature) {
        (Some(signer), None) => {
            let role = signer.value.found()?;
            let finding = Diagnostic::error(
                RULE.code,
                &template.path,
                signer.span,
                say!(
                    "the form {} has no place to sign",
                    "表单 {} 上没有签字的地方",
                    quoted(&template.title.value)
                ),
            );
            let signer = quoted(&book.role(role).title.value);
            let label = say!("{} is to sign it", "要由 {} 签字", signer);
            Some(finding.warning().label(label).help(say!(
                "add a field with `type = \"signature\"` to `{}`, or take `signed_by` out",
                "在 `{}` 里加一栏 `type = \"signature\"`，或者删去 `signed_by`",
                form.path.to_string()
            )))
        }
        (None, Some(field)) => {
            let finding = Diagnostic::error(
                RULE.code,
                &template.path,
                template.code.span,
                say!(
                    "nobody is named who signs the form {}",
                    "没有写明由谁在表单 {} 上签字",
                    quoted(&template.title.value)
                ),
            );
            let place = say!("the form is signed here", "表单在这里签字");
            let finding = finding.related(&form.path, field.name.span, place);
            Some(finding.warning().help(say!(
                "add `signed_by = [\"…\"]` with the roles that sign it",
                "加上 `signed_by = [\"…\"]`，写明签字的角色"
            )))
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}
