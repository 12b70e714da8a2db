//! The sidebars, each rendered once for a stretch of procedures and marked for each page.
//!
//! In: links and the engine. Out: HTML. It must not know pages.

use rayon::prelude::*;
use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::model::{Index, Part, Procedure};
use crate::render::layouts::Engine;
use crate::render::links::Links;
use crate::render::view::Sidebar;
use crate::render::view::navigation::SidebarPart;

/// All parts stand in the sidebar up to this number; of more, those around the current one.
const ALL_PARTS: usize = 40;
/// How many parts before and after the current one, when not all are shown.
const NEARBY_PARTS: usize = 5;
/// How many procedures of the current part stand in the sidebar together.
const STRETCH: usize = 40;

/// Every sidebar of the site.
pub(crate) struct Sidebars {
    /// For pages at the root of the site.
    root: String,
    /// For pages of no part.
    none: String,
    /// By part, then by stretch of its procedures; never empty.
    parts: Vec<Vec<String>>,
}

impl Sidebars {
    /// Renders every sidebar.
    pub(crate) fn of(
        links: &Links<'_>,
        engine: &Engine<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut none = sidebar(links, None);
        let in_folder = render(engine, &none, findings);
        none.root = "";
        none.all_parts = none.all_parts.map(|_| "registers/parts.html");
        for part in &mut none.parts {
            part.link = std::mem::take(&mut part.link).seen_from_root();
        }
        let root = render(engine, &none, findings);
        let count = links.book.config.parts.len();
        let (parts, found): (Vec<_>, Vec<_>) = (0..count)
            .into_par_iter()
            .map(|at| of_part(links, engine, Index::new(at)))
            .unzip();
        findings.extend(found.into_iter().flatten());
        Self {
            root,
            none: in_folder,
            parts,
        }
    }

    /// The sidebar of a page that stands in no part.
    pub(crate) fn without_part(&self, root: &str, href: &str) -> String {
        let sidebar = if root.is_empty() {
            &self.root
        } else {
            &self.none
        };
        marked(sidebar, href)
    }

    /// The sidebar of a part's own page.
    pub(crate) fn for_part(&self, part: Index<Part>, href: &str) -> String {
        let sidebar = self.parts[part.at].first().unwrap_or(&self.none);
        marked(sidebar, href)
    }

    /// The sidebar of a procedure's page.
    pub(crate) fn for_procedure(
        &self,
        links: &Links<'_>,
        procedure: Index<Procedure>,
        part: Option<Index<Part>>,
        href: &str,
    ) -> String {
        let sidebar = part.and_then(|part| {
            let place = links.book.uses.procedures_of_part[part.at]
                .binary_search(&procedure)
                .ok()?;
            self.parts[part.at].get(place / STRETCH)
        });
        marked(sidebar.unwrap_or(&self.none), href)
    }
}

fn of_part(
    links: &Links<'_>,
    engine: &Engine<'_>,
    part: Index<Part>,
) -> (Vec<String>, Vec<Diagnostic>) {
    let procedures = &links.book.uses.procedures_of_part[part.at];
    let mut findings = Vec::new();
    let stretches = (0..procedures.len().div_ceil(STRETCH).max(1))
        .map(|at| render(engine, &sidebar(links, Some((part, at))), &mut findings))
        .collect();
    (stretches, findings)
}

/// The sidebar for a stretch of a part's procedures, or for no part.
fn sidebar<'a>(links: &'a Links<'_>, current: Option<(Index<Part>, usize)>) -> Sidebar<'a> {
    let count = links.book.config.parts.len();
    let shown = if count <= ALL_PARTS {
        0..count
    } else {
        let at = current.map_or(0, |(part, _)| part.at);
        at.saturating_sub(NEARBY_PARTS)..(at + NEARBY_PARTS + 1).min(count)
    };
    let all_parts = (shown.len() < count).then_some("../registers/parts.html");
    let parts = shown
        .map(|at| {
            let part = Index::new(at);
            let stretch = current.and_then(|(here, stretch)| (here == part).then_some(stretch));
            let all = &links.book.uses.procedures_of_part[at];
            let procedures = stretch
                .and_then(|stretch| all.chunks(STRETCH).nth(stretch))
                .unwrap_or_default();
            SidebarPart {
                link: links.part(part),
                current: stretch.is_some(),
                procedures: procedures.iter().map(|p| links.procedure(*p)).collect(),
                more: stretch.is_some() && procedures.len() < all.len(),
            }
        })
        .collect();
    Sidebar {
        root: "../",
        parts,
        packs: !links.book.packs.is_empty(),
        all_parts,
    }
}

fn render(engine: &Engine<'_>, sidebar: &Sidebar<'_>, findings: &mut Vec<Diagnostic>) -> String {
    let mut context = Context::new();
    context.insert("sidebar", sidebar);
    engine.render("sidebar.html", &context, findings)
}

/// The sidebar with the link to the page itself marked.
fn marked(sidebar: &str, href: &str) -> String {
    let link = format!("href=\"{href}\"");
    sidebar.replacen(&link, &format!("{link} aria-current=\"page\""), 1)
}
