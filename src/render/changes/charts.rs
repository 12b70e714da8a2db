//! Charts before and after, with the steps marked that came, went or changed.
//!
//! In: what changed in words, and both books. Out: pictures put into it. It must not know layouts.

use std::collections::BTreeMap;

use crate::changes::{Fate, PageChange};
use crate::chart::graph::HandOver;
use crate::chart::{self, Addresses, Mark};
use crate::model::{Book, Index, Item, Kind, Template};
use crate::render::changes::told::{Compared, Pages, id_of};
use crate::render::charts::picture_view;
use crate::render::links::{encoded, page_path};
use crate::render::view::changes::{ChangesView, ChartsView};
use crate::render::view::procedure::PictureView;

/// Charts of more procedures than this are more than a page should hold.
const MOST_CHARTS: usize = 40;

/// Puts the charts of procedures into what is told of them. `earlier` leads to the pages of the earlier release;
/// without it there are no pages.
pub(super) fn draw(view: &mut ChangesView<'_>, compared: &Compared<'_>, earlier: Option<&str>) {
    let pages = Pages::of(compared);
    let flows = compared
        .changes
        .iter()
        .filter(|change| change.has_another_flow());
    let flows: BTreeMap<String, &PageChange> =
        flows.map(|change| (id_of(change), change)).collect();
    let mut drawn = 0;
    for page in view.groups.iter_mut().flat_map(|group| &mut group.pages) {
        let Some(change) = flows
            .get(&page.id)
            .filter(|change| change.kind == Kind::Procedure)
        else {
            continue;
        };
        let (Some(was), Some(is)) = (pages.before(change), pages.after(change)) else {
            continue;
        };
        drawn += 1;
        let left_out = drawn > MOST_CHARTS;
        let side = |book: &Book, item: Item, base: Option<&str>, later: bool| {
            (!left_out).then(|| picture(book, item, base, &marks(change, later)))?
        };
        let href = |base: Option<&str>, book: &Book, item: Item| {
            base.map(|base| format!("{base}{}", encoded(&page_path(book, item))))
        };
        let own = earlier.map(|_| "");
        page.charts = Some(ChartsView {
            before: side(compared.before, was, earlier, false),
            after: side(compared.after, is, own, true),
            before_href: href(earlier, compared.before, was),
            after_href: href(own, compared.after, is),
            left_out,
        });
    }
}

/// What became of the steps of one of the two states, by number.
fn marks(change: &PageChange, later: bool) -> BTreeMap<u32, Mark> {
    let mark = |fate: &Fate| match fate {
        Fate::Added => Mark::Added,
        Fate::Removed => Mark::Removed,
        Fate::Changed => Mark::Changed,
    };
    (change.steps.iter())
        .filter_map(|step| {
            let number = if later {
                step.numbers.1
            } else {
                step.numbers.0
            };
            Some((number?, mark(&step.fate)))
        })
        .collect()
}

fn picture(
    book: &Book,
    item: Item,
    base: Option<&str>,
    marks: &BTreeMap<u32, Mark>,
) -> Option<PictureView> {
    let Item::Procedure(at) = item else {
        return None;
    };
    let address = |item: Item| {
        base.map_or_else(String::new, |base| {
            format!("{base}{}", encoded(&page_path(book, item)))
        })
    };
    let procedure = |other: &HandOver<'_>| {
        let page = address(Item::Procedure(other.procedure));
        match other.step {
            Some(step) => format!("{page}#step-{step}"),
            None => page,
        }
    };
    let form = |template: Index<Template>| address(Item::Template(template));
    let page = address(item);
    let addresses = Addresses {
        procedure: &procedure,
        form: &form,
        page: &page,
    };
    let mut picture = chart::marked_picture(book, book.procedure(at), &addresses, marks)?;
    if base.is_none() {
        picture.svg = chart::without_links(&picture.svg);
    }
    Some(picture_view(picture, None))
}
