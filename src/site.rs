//! A finished site as values: what `render` gives and the disk, the server, packs and tests take.
//!
//! In: pages as bytes. Out: `Site`. It must not know where the bytes go.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A file's path in the site: relative, `/` between its parts, no `..`, for example `roles/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// The path, when it stays inside the site and is a name on every system.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let sound = |part: &str| {
            !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0'])
        };
        path.split('/').all(sound).then(|| Self(Arc::from(path)))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from this file up to the site's root: empty at the root, `../` one folder down.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every file of a built handbook, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// The files' bytes.
    pub files: BTreeMap<SitePath, Arc<[u8]>>,
}
