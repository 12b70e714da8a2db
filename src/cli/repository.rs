//! Where a handbook's folder stands in the repository that holds it: code hosts name files from the top.

use std::path::Path;

/// The way from the top of the repository to the handbook's folder, with a closing `/`; empty when the handbook is
/// the repository, or is in none.
#[expect(
    clippy::disallowed_methods,
    reason = "which folder is a repository stands on the disk alone"
)]
pub(super) fn folder_in_repository(root: &Path) -> String {
    let mut folders = root.ancestors();
    let Some(top) = folders.find(|folder| folder.join(".git").exists()) else {
        return String::new();
    };
    let parts = root.strip_prefix(top).unwrap_or(Path::new("")).iter();
    parts.fold(String::new(), |folder, part| {
        folder + &part.to_string_lossy() + "/"
    })
}
