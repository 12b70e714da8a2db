//! The list of all releases, and the pages that stand for those that are gone.
//!
//! In: what the edition tells of other releases. Out: their pages. It must not know git.

use crate::render::edition::Archive;
use crate::render::view::releases::{Count, CountRow, Gone, ReleaseRow, ReleasesView};
use crate::render::words::Words;
use crate::render::{File, Press, frame};

/// The pages that only the root of all that is published has.
pub(crate) fn pages(press: &Press<'_>, archive: &Archive) -> Vec<File> {
    let mut files = vec![list(press, archive)];
    files.extend(archive.gone.iter().map(|gone| tombstone(press, gone)));
    files
}

/// All releases, `changes/index.html`.
fn list(press: &Press<'_>, archive: &Archive) -> File {
    let words = press.links.words;
    let path = "changes/index.html".to_owned();
    let mut page = frame::bare(press, "releases", words.releases.editions_all, path);
    page.code = "releases";
    let rows = archive.releases.iter().map(|release| ReleaseRow {
        release,
        browse: (words.releases.edition_browse).replace("{release}", &release.version),
        counts: release.counts.iter().map(|of| counted(words, of)).collect(),
    });
    let rows = rows.collect();
    press.print(&page, "releases", &ReleasesView { rows })
}

/// `流程 新增 2 修改 1`.
fn counted(words: &'static Words, of: &Count) -> CountRow {
    let said = |words: &str, count: usize| match count {
        0 => String::new(),
        _ => words.replace("{count}", &count.to_string()),
    };
    let releases = &words.releases;
    CountRow {
        title: words.kinds(of.kind),
        added: said(releases.counted_added, of.added),
        changed: said(releases.counted_changed, of.changed),
        removed: said(releases.counted_removed, of.removed),
    }
}

/// What stands where a page was: since when it is gone, and where to go instead.
fn tombstone(press: &Press<'_>, gone: &Gone) -> File {
    let page = frame::bare(press, "gone", gone.title.as_str(), gone.path.clone());
    press.print(&page, "gone", gone)
}
