//! The pages of templates, forms and reference pages.
//!
//! In: a template, form or reference. Out: its view and page. It must not know layouts.

use tera::Context;

use crate::model::procedure::Basis;
use crate::model::{Document, Form, Index, Item, Reference, Template};
use crate::render::form::form_view;
use crate::render::links::Links;
use crate::render::procedure::{basis_words, day, grouped, revisions, status_words};
use crate::render::prose::Printer;
use crate::render::view::{DocumentFacts, FormView, Link, Page, ReferenceView, TemplateView};
use crate::render::{File, Press, frame, sheet, tables};
use crate::source::Spanned;

/// The page of a template, with its form.
pub(crate) fn template(press: &Press<'_>, at: Index<Template>) -> File {
    let (links, words) = (press.links, press.links.words);
    let template = links.book.template(at);
    let item = Item::Template(at);
    let document = Document::of_template(at, template);
    let printer = Printer::new(press, item);
    let form = links.form_of(at);
    let view = TemplateView {
        code: template.code.value.as_str(),
        title: &template.title.value,
        facts: facts(
            links,
            &document,
            (template.superseded_by.as_ref()).map(|other| links.to(&other.value, Item::Template)),
            template.basis,
            (&template.sources, &template.aliases),
        ),
        filled_by: links.roles(&template.filled_by),
        signed_by: links.roles(&template.signed_by),
        kept: template.kept.as_deref(),
        html: printer.html(&template.body),
        used_in: grouped(links, &links.book.uses.steps_of_template[at.at], ""),
        taken_in: grouped(links, &links.book.uses.takers_of_template[at.at], ""),
        given_in: grouped(links, &links.book.uses.givers_of_template[at.at], ""),
        fields: form.map_or_else(Vec::new, |form| tables::fields_of(links, form)),
        packs: links.packs(item),
        form_href: form.map(|form| links.href(Item::Form(form))),
    };
    let mut page = frame::of_item(press, item);
    page.contents.extend(frame::headings(&template.body));
    page.contents
        .push(frame::section("page.used", words.used_in));
    for (steps, id, title) in [
        (&view.taken_in, "page.taken", words.matrices.taken_at),
        (&view.given_in, "page.given", words.matrices.given_at),
    ] {
        if !steps.is_empty() {
            page.contents.push(frame::section(id, title));
        }
    }
    let form: Option<FormView<'_>> = form.map(|form| form_view(links, form));
    if let Some(form) = links.form_of(at) {
        // In one style sheet with the rule of the page's other sheets, which would win from a later one.
        page.print_css.push_str(&sheet::css(press, form, true));
        page.contents
            .push(frame::section("page.form", words.the_form));
    }
    if !view.fields.is_empty() {
        page.contents
            .push(frame::section("page.fields", words.matrices.fields_of_form));
    }
    add_revisions(links, &view.facts, &mut page);
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
    page.print_css = sheet::css(press, at, false);
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
    let document = Document::of_reference(at, reference);
    let printer = Printer::new(press, item);
    let view = ReferenceView {
        code: reference.code.value.as_str(),
        title: &reference.title.value,
        facts: facts(
            links,
            &document,
            (reference.superseded_by.as_ref()).map(|other| links.to(&other.value, Item::Reference)),
            reference.basis,
            (&reference.sources, &reference.aliases),
        ),
        packs: links.packs(item),
        html: printer.html(&reference.body),
    };
    let mut page = frame::of_item(press, item);
    page.contents.extend(frame::headings(&reference.body));
    add_revisions(links, &view.facts, &mut page);
    press.print(&page, "reference", &view)
}

fn add_revisions<'a>(links: &'a Links<'_>, facts: &DocumentFacts<'_>, page: &mut Page<'a>) {
    if !facts.revisions.is_empty() {
        let section = frame::section("page.revisions", links.words.revisions);
        page.contents.push(section);
    }
}

pub(crate) fn facts<'a>(
    links: &'a Links<'_>,
    document: &Document<'a>,
    superseded_by: Option<Link<'a>>,
    basis: Option<Basis>,
    (sources, aliases): (&'a [String], &'a [Spanned<String>]),
) -> DocumentFacts<'a> {
    DocumentFacts {
        owner: document.owner.map(|role| links.role(role)),
        version: &document.version.value,
        status: document.status.value.word(),
        status_words: status_words(links.words, document.status.value),
        superseded_by,
        effective: day(document.effective),
        review_by: day(document.review_by),
        approved_by: document.approved_by.map(|role| links.role(role)),
        revisions: revisions(links, document.revisions),
        basis: basis.map(|basis| basis_words(links.words, basis)),
        sources,
        aliases: aliases.iter().map(|alias| alias.value.as_str()).collect(),
    }
}
