//! What the bytes of a frozen release come from, in one short text.
#![expect(
    clippy::disallowed_methods,
    reason = "the program reads its own file, whose bytes decide what it writes"
)]

use std::fmt::Write as _;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::release::Release;

/// The SHA-256 of some bytes, in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The program itself: another one may make other pages of the same files.
pub(super) fn engine() -> anyhow::Result<String> {
    let path = std::env::current_exe().context("cannot tell where this program stands")?;
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hash(&bytes))
}

/// Of a release and the one before, which its page of changes is about.
pub(super) fn key(engine: &str, release: &Release, before: Option<&Release>) -> String {
    let name = |of: &Release| format!("{}\n{}\n{}\n", of.version, of.date, of.tree);
    let before = before.map_or_else(String::new, name);
    // Its pages name the commits that led to it.
    let commit = &release.commit;
    hash(format!("{engine}\n{commit}\n{}{before}", name(release)).as_bytes())
}
