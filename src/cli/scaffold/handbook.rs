//! The handbook that `init` begins with: how a company buys and pays.

use crate::cli::scaffold::{Language, NewFile, fill, quoted};
use crate::cli::today;
use crate::model::Date;

/// A handbook's files as `(path, text)`, from one folder beside this file.
macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        [$(($path, include_str!(concat!($folder, "/", $path))),)*]
    };
}

const ENGLISH: [(&str, &str); 14] = files!("en":
    "handbook.toml"
    "content/procedures/PA-01.md"
    "content/procedures/PU-01.md"
    "content/reference/D-001.md"
    "content/roles/accountant.md"
    "content/roles/head-of-department.md"
    "content/roles/purchasing-officer.md"
    "content/roles/requester.md"
    "content/templates/F-001.md"
    "content/templates/F-002.md"
    "content/templates/F-003.md"
    "forms/F-001.toml"
    "forms/F-002.toml"
    "forms/F-003.toml"
);

const CHINESE: [(&str, &str); 14] = files!("zh":
    "handbook.toml"
    "content/procedures/CG-01.md"
    "content/procedures/FK-01.md"
    "content/reference/D-001.md"
    "content/roles/accountant.md"
    "content/roles/department-head.md"
    "content/roles/purchaser.md"
    "content/roles/requester.md"
    "content/templates/F-001.md"
    "content/templates/F-002.md"
    "content/templates/F-003.md"
    "forms/F-001.toml"
    "forms/F-002.toml"
    "forms/F-003.toml"
);

/// What is built is not kept with the sources. The file has its dot only where it is written, so that
/// git does not read it here.
const IGNORED: (&str, &str) = (".gitignore", include_str!("gitignore"));

/// All files of a new handbook, in force from `day`.
pub(in crate::cli) fn handbook(language: Language, title: Option<&str>, day: Date) -> Vec<NewFile> {
    let title = title.unwrap_or(language.of_two("Purchasing handbook", "采购管理手册"));
    let (title, day, review) = (
        quoted(title),
        day.to_string(),
        today::year_later(day).to_string(),
    );
    let values = [
        ("title", Some(title.as_str())),
        ("today", Some(day.as_str())),
        ("next_year", Some(review.as_str())),
    ];
    (language.of_two(ENGLISH, CHINESE).into_iter())
        .chain([IGNORED])
        .map(|(path, text)| NewFile {
            path: path.to_owned(),
            text: fill(text, &values),
        })
        .collect()
}

/// A code that the new handbook has not given to a procedure yet.
pub(in crate::cli) fn free_code(language: Language) -> &'static str {
    language.of_two("PU-02", "CG-02")
}
