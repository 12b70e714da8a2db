//! The page that `new` begins with, of each kind.

use clap::ValueEnum;

use crate::cli::scaffold::{Language, NewFile, fill, quoted};

/// What can be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Kind {
    /// Ordered steps with one process owner
    Procedure,
    /// A person, unit, committee or outside party
    Role,
    /// What a form is for, and the form
    Template,
    /// A page that is none of these
    Reference,
    /// What a trainer prints for one course
    Pack,
}

impl Kind {
    /// The word on the command line and in messages.
    pub(in crate::cli) const fn word(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Role => "role",
            Self::Template => "template",
            Self::Reference => "reference",
            Self::Pack => "pack",
        }
    }
}

/// What a new page says in its front matter.
pub(in crate::cli) struct Wanted<'a> {
    /// Its kind.
    pub(in crate::cli) kind: Kind,
    /// Its code; `code::check` has let it pass.
    pub(in crate::cli) code: &'a str,
    /// Its title; one that says that there is none yet when left out.
    pub(in crate::cli) title: Option<&'a str>,
    /// The id of the part it stands in; only of a procedure.
    pub(in crate::cli) part: Option<&'a str>,
    /// The id of the role that answers for it, when the handbook has one.
    pub(in crate::cli) owner: Option<&'a str>,
    /// The code of a page that a pack can print, when the handbook has one.
    pub(in crate::cli) item: Option<&'a str>,
}

/// The files of a new page: one, and a template's form beside it.
pub(in crate::cli) fn files(wanted: &Wanted<'_>, language: Language) -> Vec<NewFile> {
    let title = quoted(wanted.title.unwrap_or(untitled(wanted.kind, language)));
    let part = wanted.part.map(quoted);
    let values = [
        ("code", Some(wanted.code)),
        ("title", Some(title.as_str())),
        ("part", part.as_deref()),
        ("owner", wanted.owner),
        ("item", wanted.item),
    ];
    let code = wanted.code;
    let file = |path: String, text: &str| NewFile {
        path,
        text: fill(text, &values),
    };
    let (folder, text) = page(wanted.kind, language);
    let mut files = vec![file(format!("content/{folder}/{code}.md"), text)];
    if wanted.kind == Kind::Template {
        let form = language.of_two(
            include_str!("en/new/form.toml"),
            include_str!("zh/new/form.toml"),
        );
        files.push(file(format!("forms/{code}.toml"), form));
    }
    files
}

fn page(kind: Kind, language: Language) -> (&'static str, &'static str) {
    macro_rules! text {
        ($name:literal) => {
            language.of_two(
                include_str!(concat!("en/new/", $name)),
                include_str!(concat!("zh/new/", $name)),
            )
        };
    }
    match kind {
        Kind::Procedure => ("procedures", text!("procedure.md")),
        Kind::Role => ("roles", text!("role.md")),
        Kind::Template => ("templates", text!("template.md")),
        Kind::Reference => ("reference", text!("reference.md")),
        Kind::Pack => ("packs", text!("pack.md")),
    }
}

fn untitled(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Procedure => language.of_two("Untitled procedure", "未命名流程"),
        Kind::Role => language.of_two("Untitled role", "未命名角色"),
        Kind::Template => language.of_two("Untitled form", "未命名表单"),
        Kind::Reference => language.of_two("Untitled page", "未命名资料"),
        Kind::Pack => language.of_two("Untitled pack", "未命名表单包"),
    }
}
