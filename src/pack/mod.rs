//! What is printed of a pack: which sheets, from which files, and which of those printed before are out of date.
//!
//! In: a finished site with a pack's page and manifest. Out: a choice of its sheets, the files that a browser
//! needs to print them, the pages that it printed, what has changed since. It must not know browsers or disks.

mod compare;
mod counts;

use std::fmt::Write as _;
use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::Manifest;
use crate::site::{Site, SitePath};

pub use compare::{Change, Reprint, compare};
pub use counts::{Counts, count};

/// The path of a pack's page in a site.
#[must_use]
pub fn page_path(id: &str) -> String {
    format!("packs/{}.html", id.to_lowercase())
}

/// The manifest of a pack; `None` when the site has no such pack.
#[must_use]
pub fn manifest(site: &Site, id: &str) -> Option<Manifest> {
    let path = SitePath::new(&format!("packs/{}.json", id.to_lowercase()))?;
    serde_json::from_slice(site.files.get(&path)?).ok()
}

/// Keeps the items of these codes, all when there are none, and gives each so many copies, or leaves it its own.
///
/// # Errors
/// With the first code that the pack does not hold.
pub fn choose<'c>(
    manifest: &mut Manifest,
    codes: &'c [String],
    copies: Option<u32>,
) -> Result<(), &'c str> {
    if let Some(lost) = (codes.iter()).find(|code| manifest.sheets.iter().all(|s| s.code != **code))
    {
        return Err(lost);
    }
    if !codes.is_empty() {
        manifest.sheets.retain(|sheet| codes.contains(&sheet.code));
    }
    for sheet in &mut manifest.sheets {
        sheet.copies = copies.unwrap_or(sheet.copies);
    }
    Ok(())
}

/// The query of the pack's page that makes it print this choice.
#[must_use]
pub fn query(manifest: &Manifest) -> String {
    let mut query = String::from("items=");
    for (at, sheet) in manifest.sheets.iter().enumerate() {
        let code = utf8_percent_encode(&sheet.code, NON_ALPHANUMERIC);
        // Writing to a string cannot fail.
        let _ = write!(
            query,
            "{}{code}*{}",
            if at > 0 { "," } else { "" },
            sheet.copies
        );
    }
    query
}

/// What a browser needs to print a pack: its page, and the files that pages show.
#[must_use]
pub fn files(site: &Site, id: &str) -> Site {
    let page = page_path(id);
    let wanted = |path: &SitePath| {
        let path = path.as_str();
        path == page || path.starts_with("static/") || path.starts_with("assets/")
    };
    let files = site.files.iter().filter(|(path, _)| wanted(path));
    Site {
        files: files
            .map(|(path, bytes)| (path.clone(), Arc::clone(bytes)))
            .collect(),
    }
}

/// The same for a document that stands alone: its links lead nowhere outside, and it says the page counts of a
/// first print once they are known. A layout without the end of a head is left as it is.
#[must_use]
pub fn alone(mut files: Site, id: &str, counts: Option<&Counts>) -> Site {
    let Some(path) = SitePath::new(&page_path(id)) else {
        return files;
    };
    if let Some(bytes) = files.files.get_mut(&path)
        && let Ok(html) = std::str::from_utf8(bytes)
    {
        // A `<` within a script could end it.
        let json = counts
            .map_or_else(|| "{}".to_owned(), Counts::json)
            .replace('<', "\\u003c");
        let script = format!("<script>window.procbookPack={json}</script></head>");
        *bytes = Arc::from(html.replacen("</head>", &script, 1).into_bytes());
    }
    files
}
