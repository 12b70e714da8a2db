//! What `sidebar.html` sees.
//!
//! It is rendered once for each stretch of procedures, not for each page; the link to the page itself
//! is marked afterwards: its first `href="…"` gets `aria-current="page"`.

use serde::Serialize;

use crate::render::view::Link;

/// The sidebar, as `sidebar`.
#[derive(Debug, Serialize)]
pub struct Sidebar<'a> {
    /// The way to the site's root: empty or `../`.
    pub root: &'static str,
    /// The parts, all of them or those around the current one.
    pub parts: Vec<SidebarPart<'a>>,
    /// Whether there are packs.
    pub packs: bool,
    /// The list of all parts, when `parts` leaves some out.
    pub all_parts: Option<&'a str>,
}

/// A part in the sidebar.
#[derive(Debug, Serialize)]
pub struct SidebarPart<'a> {
    /// The part's page.
    pub link: Link<'a>,
    /// Whether the page stands in this part; its procedures are listed.
    pub current: bool,
    /// The part's procedures, all of them or those around the current one.
    pub procedures: Vec<Link<'a>>,
    /// Whether `procedures` leaves some out.
    pub more: bool,
}
