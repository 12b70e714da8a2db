//! An alias that is also another page's name.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::check::names::{code_span, kind_words, quoted};
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::{Book, Item, Kind};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::DUPLICATE_ALIAS,
    run,
};

/// How a page comes by a name.
#[derive(Clone, Copy)]
struct Bearer {
    item: Item,
    span: Span,
    how: How,
}

#[derive(Clone, Copy)]
enum How {
    Code,
    Title,
    Alias,
}

fn run(book: &Book) -> Vec<Diagnostic> {
    // Codes and titles first: an alias must give way to them, wherever it stands.
    let mut bearers: BTreeMap<&str, Vec<Bearer>> = BTreeMap::new();
    for item in pages(book) {
        let code = Bearer {
            item,
            span: code_span(book, item),
            how: How::Code,
        };
        let title = Bearer {
            item,
            span: title_span(book, item),
            how: How::Title,
        };
        bearers.entry(book.code(item)).or_default().push(code);
        bearers.entry(book.title(item)).or_default().push(title);
    }
    let mut findings = Vec::new();
    for item in pages(book) {
        for alias in book.aliases(item) {
            let others = bearers.entry(&alias.value).or_default();
            if let Some(other) = others.iter().find(|other| other.item != item) {
                let message = say!(
                    "alias {} names two things",
                    "别名 {} 对应两个页面",
                    quoted(&alias.value)
                );
                findings.push(
                    Diagnostic::error(RULE.code, book.path(item), alias.span, message)
                        .label(also(book, other))
                        .related(book.path(other.item), other.span, say!("here", "在这里"))
                        .help(say!(
                            "take the alias out of one of them, or make it longer",
                            "从其中一处去掉这个别名，或者写得更具体"
                        )),
                );
            }
            others.push(Bearer {
                item,
                span: alias.span,
                how: How::Alias,
            });
        }
    }
    findings
}

/// Whose name an alias is as well.
fn also(book: &Book, other: &Bearer) -> Text {
    let kind = kind_words(other.item.kind().word());
    let code = book.code(other.item);
    match other.how {
        How::Code => say!(
            "also the code of {} `{}`",
            "也是 {} `{}` 的编号",
            kind,
            code
        ),
        How::Title => say!(
            "also the title of {} `{}`",
            "也是 {} `{}` 的名称",
            kind,
            code
        ),
        How::Alias => say!(
            "also an alias of {} `{}`",
            "也是 {} `{}` 的别名",
            kind,
            code
        ),
    }
}

/// Every page that may be named; a form goes by its template's names.
fn pages(book: &Book) -> impl Iterator<Item = Item> {
    book.items().filter(|item| item.kind() != Kind::Form)
}

fn title_span(book: &Book, item: Item) -> Span {
    match item {
        Item::Procedure(at) => book.procedure(at).title.span,
        Item::Role(at) => book.role(at).title.span,
        Item::Template(at) => book.template(at).title.span,
        Item::Reference(at) => book.reference(at).title.span,
        Item::Pack(at) => book.pack(at).title.span,
        Item::Form(_) => Span::default(),
    }
}
