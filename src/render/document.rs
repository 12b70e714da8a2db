//! The pages of templates, forms and reference pages.
//!
//! In: a template, form or reference. Out: its view and page. It must not know layouts.

use tera::Context;

use crate::model::procedure::Basis;
use crate::model::{Date, Form, Index, Item, Ref, Reference, Role, Template};
use crate::render::form::form_view;
use crate::render::links::Links;
use crate::render::procedure::{basis_words, grouped};
use crate::render::prose::Printer;
use crate::render::view::{DocumentFacts, FormView, ReferenceView, TemplateView};
use crate::render::{File, Press, frame, sheet};
use crate::source::Spanned;

/// The page of a template, with its form.
pub(crate) fn template(press: &Press<'_>, at: Index<Template>) -> File {
    let (links, words) = (press.links, press.links.words);
    let template = links.book.template(at);
    let item = Item::Template(at);
    let printer = Printer::new(press, item);
    let form = links.form_of(at);
    let view = TemplateView {
        code: template.code.value.as_str(),
        title: &template.title.value,
        facts: facts(
            links,
            template.owner.as_ref(),
            &template.version,
            (template.effective, template.basis),
            (&template.sources, &template.aliases),
        ),
        filled_by: links.roles(&template.filled_by),
        signed_by: links.roles(&template.signed_by),
        kept: template.kept.as_deref(),
        html: printer.html(&template.body),
        used_in: grouped(links, &links.book.uses.steps_of_template[at.at], ""),
        packs: links.packs(item),
        form_href: form.map(|form| links.href(Item::Form(form))),
    };
    let mut page = frame::of_item(press, item);
    page.version = &template.version;
    page.effective = template.effective.map(|date| date.to_string());
    page.print_css = frame::print_css(press, &page, "A4 portrait");
    page.contents.extend(frame::headings(&template.body));
    page.contents
        .push(frame::section("page.used", words.used_in));
    let form: Option<FormView<'_>> = form.map(|form| form_view(links, form));
    if let Some(form) = links.form_of(at) {
        // In one style sheet with the rule of the page's other sheets, which would win from a later one.
        page.print_css.push_str(&sheet::css(links, form, true));
        page.contents
            .push(frame::section("page.form", words.the_form));
    }
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("template", &view);
    context.insert("form", &form);
    press.finish(&page, &context)
}

/// The page of a form alone, for filling in and printing.
pub(crate) fn form(press: &Press<'_>, at: Index<Form>) -> File {
    let links = press.links;
    let view = form_view(links, at);
    let mut page = frame::of_item(press, Item::Form(at));
    page.version = view.version;
    page.print_css = sheet::css(links, at, false);
    if let Some(template) = links.book.uses.template_of_form[at.at] {
        page.crumbs.push(links.item(Item::Template(template)));
    }
    press.print(&page, "form", &view)
}

/// The page of a model, matrix, checklist or the like.
pub(crate) fn reference(press: &Press<'_>, at: Index<Reference>) -> File {
    let links = press.links;
    let reference = links.book.reference(at);
    let item = Item::Reference(at);
    let printer = Printer::new(press, item);
    let view = ReferenceView {
        code: reference.code.value.as_str(),
        title: &reference.title.value,
        facts: facts(
            links,
            reference.owner.as_ref(),
            &reference.version,
            (reference.effective, reference.basis),
            (&reference.sources, &reference.aliases),
        ),
        packs: links.packs(item),
        html: printer.html(&reference.body),
    };
    let mut page = frame::of_item(press, item);
    page.version = &reference.version;
    page.effective = reference.effective.map(|date| date.to_string());
    page.print_css = frame::print_css(press, &page, "A4 portrait");
    page.contents.extend(frame::headings(&reference.body));
    press.print(&page, "reference", &view)
}

pub(crate) fn facts<'a>(
    links: &'a Links<'_>,
    owner: Option<&'a Spanned<Ref<Role>>>,
    version: &'a str,
    (effective, basis): (Option<Date>, Option<Basis>),
    (sources, aliases): (&'a [String], &'a [Spanned<String>]),
) -> DocumentFacts<'a> {
    DocumentFacts {
        owner: owner.map(|role| links.role(role)),
        version,
        effective: effective.map(|date| date.to_string()),
        basis: basis.map(|basis| basis_words(links.words, basis)),
        sources,
        aliases: aliases.iter().map(|alias| alias.value.as_str()).collect(),
    }
}
