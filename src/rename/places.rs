//! Every reference of a book that names something, with its place.
//!
//! In: the book. Out: places, and in a file's text the code or file name at such a place. It must not know what is to
//! be renamed.

use crate::model::pack::PageRef;
use crate::model::procedure::{Forms, Material, NextStep, Revision};
use crate::model::{Book, Index, Item, Prose, Ref, Target};
use crate::rename::Thing;
use crate::source::{SourcePath, Span, Spanned};

/// A reference.
pub(super) struct Place<'a> {
    pub(super) path: &'a SourcePath,
    /// Where it stands, with its quotes or brackets or without.
    pub(super) span: Span,
    pub(super) thing: Thing,
    /// Of an ordinary Markdown link, where it leads as its author wrote it.
    pub(super) address: Option<&'a str>,
}

/// What every reference of the book names: the file it stands in, and the code that it leads to, in order.
#[must_use]
pub fn witness(book: &Book) -> Vec<(&SourcePath, &str)> {
    let code = |thing| match thing {
        Thing::Page(item) => book.code(item),
        Thing::Part(part) => book.part(part).id.value.as_str(),
    };
    let places = places(book).into_iter();
    places
        .map(|place| (place.path, code(place.thing)))
        .collect()
}

/// Every reference, file by file.
pub(super) fn places(book: &Book) -> Vec<Place<'_>> {
    let mut places = Places(Vec::new());
    places.procedures(book);
    for role in &book.roles {
        places.all(&role.path, &role.reports_to, Item::Role);
    }
    for template in &book.templates {
        let path = &template.path;
        places.all(path, &template.owner, Item::Role);
        places.all(path, &template.filled_by, Item::Role);
        places.all(path, &template.signed_by, Item::Role);
        places.all(path, &template.approved_by, Item::Role);
        places.all(path, &template.superseded_by, Item::Template);
        places.authors(path, &template.revisions);
    }
    for reference in &book.references {
        let path = &reference.path;
        places.all(path, &reference.owner, Item::Role);
        places.all(path, &reference.approved_by, Item::Role);
        places.all(path, &reference.superseded_by, Item::Reference);
        places.authors(path, &reference.revisions);
    }
    for pack in &book.packs {
        let path = &pack.path;
        places.all(path, &pack.audience, Item::Role);
        places.all(path, &pack.for_role, Item::Role);
        places.all(path, &pack.owner, Item::Role);
        places.all(path, &pack.approved_by, Item::Role);
        places.all(path, &pack.superseded_by, Item::Pack);
        places.authors(path, &pack.revisions);
        for item in pack.items.iter().flat_map(|items| &items.value) {
            if let PageRef::To(to) = &item.page.value {
                places.add(path, item.page.span, Thing::Page(*to), None);
            }
        }
    }
    for (item, prose) in book.proses_by_item() {
        places.prose(book.path(item), prose);
    }
    places.0
}

struct Places<'a>(Vec<Place<'a>>);

impl<'a> Places<'a> {
    fn add(&mut self, path: &'a SourcePath, span: Span, thing: Thing, address: Option<&'a str>) {
        self.0.push(Place {
            path,
            span,
            thing,
            address,
        });
    }

    fn all<T: 'a>(
        &mut self,
        path: &'a SourcePath,
        references: impl IntoIterator<Item = &'a Spanned<Ref<T>>>,
        item: fn(Index<T>) -> Item,
    ) {
        for reference in references {
            if let Some(at) = reference.value.found() {
                self.add(path, reference.span, Thing::Page(item(at)), None);
            }
        }
    }

    fn authors(&mut self, path: &'a SourcePath, revisions: &'a [Revision]) {
        for revision in revisions {
            self.all(path, &revision.author, Item::Role);
        }
    }

    fn procedures(&mut self, book: &'a Book) {
        for procedure in &book.procedures {
            let path = &procedure.path;
            if let Some(part) = &procedure.part
                && let Some(at) = part.value.found()
            {
                self.add(path, part.span, Thing::Part(at), None);
            }
            self.all(path, &procedure.owner, Item::Role);
            self.all(path, &procedure.approved_by, Item::Role);
            self.all(path, &procedure.lanes, Item::Role);
            self.all(path, &procedure.superseded_by, Item::Procedure);
            for reviewed in procedure.reviewed.iter().flat_map(|all| &all.value) {
                self.all(path, std::iter::once(&reviewed.form), Item::Template);
            }
            self.authors(path, &procedure.revisions);
            self.materials(path, &procedure.inputs);
            self.materials(path, &procedure.outputs);
            for step in &procedure.steps {
                for roles in [
                    &step.owners,
                    &step.consulted,
                    &step.approvers,
                    &step.informed,
                ] {
                    self.all(path, roles, Item::Role);
                }
                self.materials(path, &step.inputs);
                self.materials(path, &step.outputs);
                if let Forms::Listed(forms) = &step.forms {
                    self.all(path, forms, Item::Template);
                }
                for target in (step.next.iter().flatten()).flat_map(|branch| &branch.targets) {
                    if let NextStep::Procedure(Ref::To(to), _) = &target.value {
                        self.add(path, target.span, Thing::Page(Item::Procedure(*to)), None);
                    }
                }
            }
        }
    }

    fn materials(&mut self, path: &'a SourcePath, materials: &'a [Spanned<Material>]) {
        for material in materials {
            if let Material::Page(target) = &material.value
                && let Some(item) = page(target)
            {
                self.add(path, material.span, Thing::Page(item), None);
            }
        }
    }

    fn prose(&mut self, path: &'a SourcePath, prose: &'a Prose) {
        let links = prose.links.iter().map(|l| (l.span, &l.target, &l.written));
        let images = (prose.images.iter()).map(|i| (i.span, &i.target, &i.written));
        for (span, target, written) in links.chain(images) {
            let Some(item) = page(target) else { continue };
            let is_address = is_file(written);
            let address = is_address.then_some(written.as_str());
            self.add(path, span, Thing::Page(item), address);
        }
    }
}

fn page(target: &Target) -> Option<Item> {
    match target {
        Target::Page(item, _) => Some(*item),
        Target::Step(procedure, _) => Some(Item::Procedure(*procedure)),
        Target::Here(_) | Target::Asset(_) | Target::Outside(_) | Target::Missing(_) => None,
    }
}

/// Whether a link that leads to a page does so by the name of its file.
fn is_file(written: &str) -> bool {
    let path = written.split(['#', '?']).next().unwrap_or(written);
    let ends = |extension: &str| path.to_ascii_lowercase().ends_with(extension);
    ends(".md") || ends(".toml")
}

/// Where a reference writes a code, and nothing else before its fragment and label.
pub(super) fn code(text: &str, span: Span, code: &str) -> Option<Span> {
    let whole = text.get(span.start..span.end)?;
    let inner = whole.trim_start_matches(['"', '\'']).trim_start();
    let inner = inner.strip_prefix("[[").unwrap_or(inner).trim_start();
    let rest = inner.strip_prefix(code)?;
    let ends = rest.trim_start();
    let sound = ends.is_empty() || ends.starts_with(['"', '\'', '#', '|', '\\', ']']);
    let start = span.start + (whole.len() - inner.len());
    sound.then(|| Span::new(start, start + code.len()))
}

/// Where a Markdown link writes the name of a file, when it stands there as it is.
pub(super) fn file_name(text: &str, span: Span, address: &str, file: &str) -> Option<Span> {
    let whole = text.get(span.start..span.end)?;
    let at = whole.rfind(address)?;
    let path = address.split(['#', '?']).next().unwrap_or(address);
    let folder = path.strip_suffix(file)?;
    if !(folder.is_empty() || folder.ends_with('/')) {
        return None;
    }
    let start = span.start + at + folder.len();
    Some(Span::new(start, start + file.len()))
}

#[cfg(test)]
mod tests {
    use super::{code, file_name};
    use crate::source::Span;

    fn found(text: &str, find: impl Fn(&str, Span) -> Option<Span>) -> Option<&str> {
        let span = find(text, Span::new(0, text.len()))?;
        Some(&text[..span.start])
    }

    #[test]
    fn a_code_is_found_in_every_notation() {
        for (text, before) in [
            ("F-1", ""),
            ("\"F-1\"", "\""),
            ("'[[F-1#2|词]]'", "'[["),
            ("[[ F-1 | F-1 ]]", "[[ "),
            ("[[F-1\\|F-1]]", "[["),
            ("F-1#3", ""),
        ] {
            assert_eq!(
                found(text, |t, s| code(t, s, "F-1")),
                Some(before),
                "{text}"
            );
        }
        for text in ["F-12", "\"F-1 表\"", "[[表 F-1]]", "[[表|F-1]]"] {
            assert_eq!(found(text, |t, s| code(t, s, "F-1")), None, "{text}");
        }
    }

    #[test]
    fn a_file_is_found_where_it_is_written_plainly() {
        let find = |text, address| found(text, |t, s| file_name(t, s, address, "F-1.md"));
        assert_eq!(
            find("[F-1.md](../a/F-1.md#x)", "../a/F-1.md#x"),
            Some("[F-1.md](../a/")
        );
        assert_eq!(find("[x](<F-1.md>)", "F-1.md"), Some("[x](<"));
        assert_eq!(find("[x][y]", "F-1.md"), None);
        assert_eq!(find("[x](AF-1.md)", "AF-1.md"), None);
    }
}
