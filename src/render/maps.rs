//! The maps that are made from the model: the landscape, of a part and of the whole, and the organisation
//! chart.
//!
//! In: the book. Out: `LandscapeView`, `OrganisationView`, and the landscape's page. It must not know
//! layouts.

use crate::chart::maps::{self, Handing, MapAddresses, MapWords, Scope};
use crate::model::role::RoleKind;
use crate::model::{Book, Index, Item, Part, Procedure, Step};
use crate::render::links::Links;
use crate::render::role::kind_words;
use crate::render::view::maps::{
    HandingView, LandscapeView, MapView, OrganisationView, RolesOfKind,
};
use crate::render::view::{ContentsEntry, Link};
use crate::render::{File, Press, frame};

/// A longer table nobody reads; the pages of the parts have their own.
const MOST_ROWS: usize = 1000;

/// What procedures hand to each other, found once for all pages.
pub(crate) struct Handings {
    all: Vec<Handing>,
    /// By part: places in `all`, in order.
    of_part: Vec<Vec<usize>>,
}

impl Handings {
    /// The handings of a book.
    pub(crate) fn of(book: &Book) -> Self {
        let all = maps::handings(book);
        let mut of_part: Vec<Vec<usize>> = book.config.parts.iter().map(|_| Vec::new()).collect();
        let part = |procedure: Index<Procedure>| {
            let part = book.procedure(procedure).part.as_ref();
            part.and_then(|part| part.value.found())
        };
        for (at, handing) in all.iter().enumerate() {
            let (from, to) = (part(handing.from), part(handing.to));
            if let Some(from) = from {
                of_part[from.at].push(at);
            }
            if let Some(to) = to.filter(|_| to != from) {
                of_part[to.at].push(at);
            }
        }
        Self { all, of_part }
    }
}

/// The page of the whole handbook's landscape.
pub(crate) fn page(press: &Press<'_>) -> File {
    let links = press.links;
    let title = links.words.landscape;
    let mut page = frame::bare(press, "landscape", title, "landscape.html".to_owned());
    page.contents = Vec::<ContentsEntry<'_>>::new();
    page.print_css = frame::print_css(press, &page, "A3 landscape");
    let handings: Vec<&Handing> = press.handings.all.iter().collect();
    let map = draw(
        links,
        &handings,
        Scope::Whole,
        title.to_owned(),
        Link::seen_from_root,
    );
    let view = LandscapeView {
        too_large: map.is_none() && !links.book.procedures.is_empty(),
        map,
        rows: rows(links, &handings, Link::seen_from_root),
    };
    press.print(&page, "landscape", &view)
}

/// The landscape of a part, when it hands anything on.
pub(crate) fn of_part<'a>(press: &'a Press<'_>, at: Index<Part>) -> Option<LandscapeView<'a>> {
    let (links, book) = (press.links, press.links.book);
    let handings: Vec<&Handing> = (press.handings.of_part[at.at].iter())
        .map(|handing| &press.handings.all[*handing])
        .collect();
    if handings.is_empty() {
        return None;
    }
    let words = links.words;
    let title = format!(
        "{}{}{}",
        words.landscape_of_part,
        words.colon,
        book.part(at).title
    );
    let map = draw(links, &handings, Scope::Part(at), title, |link| link);
    Some(LandscapeView {
        too_large: map.is_none(),
        map,
        rows: rows(links, &handings, |link| link),
    })
}

/// What stands on a map besides titles.
fn map_words<'a>(
    links: &Links<'_>,
    title: String,
    kind: &'a dyn Fn(RoleKind) -> &'static str,
) -> MapWords<'a> {
    let words = links.words;
    MapWords {
        title,
        no_part: words.no_part,
        other_parts: words.other_parts,
        hands_over: words.hands_over_at,
        calls: words.calls_at,
        forms: words.handing_forms,
        reports_to: words.reports_to,
        separator: words.separator,
        colon: words.colon,
        kind,
    }
}

fn draw<'a>(
    links: &'a Links<'_>,
    handings: &[&Handing],
    scope: Scope,
    title: String,
    seen: fn(Link<'a>) -> Link<'a>,
) -> Option<MapView> {
    let address = |item| {
        let link = seen(links.item(item));
        link.href.unwrap_or_default().into_owned()
    };
    let addresses = MapAddresses {
        procedure: &|at| address(Item::Procedure(at)),
        role: &|at| address(Item::Role(at)),
    };
    let kind = |kind| kind_words(links.words, kind);
    let words = map_words(links, title, &kind);
    let landscape = maps::landscape(links.book, handings, scope)?;
    let map = maps::landscape_picture(links.book, &landscape, &addresses, &words);
    Some(MapView {
        svg: map.svg,
        titles_svg: map.titles,
    })
}

/// The handings in words; none when they are too many to be read.
fn rows<'a>(
    links: &'a Links<'_>,
    handings: &[&Handing],
    seen: fn(Link<'a>) -> Link<'a>,
) -> Vec<HandingView<'a>> {
    if handings.len() > MOST_ROWS {
        return Vec::new();
    }
    let row = |handing: &&Handing| {
        let steps = |steps: &[Index<Step>]| {
            let link = |step: &Index<Step>| {
                let place = &links.book.procedure(handing.from).steps[step.at];
                let mut link = links.step(handing.from, place);
                link.title = place.number.value.to_string().into();
                seen(link)
            };
            steps.iter().map(link).collect()
        };
        HandingView {
            from: seen(links.procedure(handing.from)),
            to: seen(links.procedure(handing.to)),
            hand_overs: steps(&handing.hand_overs),
            calls: steps(&handing.calls),
            forms: (handing.forms.iter())
                .map(|form| seen(links.item(Item::Template(*form))))
                .collect(),
        }
    };
    handings.iter().map(row).collect()
}

/// Who reports to whom, when anybody does. It stands one folder down.
pub(crate) fn organisation<'a>(links: &'a Links<'_>) -> Option<OrganisationView<'a>> {
    let addresses = MapAddresses {
        procedure: &|at| links.href(Item::Procedure(at)).to_owned(),
        role: &|at| links.href(Item::Role(at)).to_owned(),
    };
    let kind = |kind| kind_words(links.words, kind);
    let words = map_words(links, links.words.organisation.to_owned(), &kind);
    let organisation = maps::organisation(links.book, &addresses, &words);
    if organisation.reports.is_empty() {
        return None;
    }
    let of_kind = |kind| {
        let roles: Vec<Link<'_>> = (organisation.alone.iter())
            .filter(|role| links.book.role(**role).kind == kind)
            .map(|role| links.item(Item::Role(*role)))
            .collect();
        (!roles.is_empty()).then(|| RolesOfKind {
            kind: kind_words(links.words, kind),
            roles,
        })
    };
    let kinds = [
        RoleKind::Person,
        RoleKind::Unit,
        RoleKind::Committee,
        RoleKind::External,
    ];
    Some(OrganisationView {
        map: (organisation.map.as_ref()).map(|map| MapView {
            svg: map.svg.clone(),
            titles_svg: map.titles.clone(),
        }),
        alone: kinds.into_iter().filter_map(of_kind).collect(),
    })
}
