//! What is remembered of a published release, so that it need not be built again.
//!
//! In: a release as a book, and what changed in it. Out: `Record`, which stands as JSON beside the release's pages.
//! It must not know where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::changes::{Fate, PageChange, earlier};
use crate::model::procedure::Status;
use crate::model::{Book, Index, Item, Kind};
use crate::notice;
use crate::release::Release;
use crate::render::words::Words;
use crate::render::{Compared, changes_in_words, encoded, page_path, part_path};
use crate::site::Site;

/// The number that a later procbook raises when it writes other records.
pub(super) const FORMAT: u32 = 1;

/// One published release.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// `FORMAT`
    pub(super) format: u32,
    /// What its bytes come from: the program, its files, and the release before.
    pub(super) key: String,
    /// `2026.1`
    pub(super) version: String,
    /// `2026-10-01`
    pub(super) date: String,
    /// Who released it; may be empty.
    pub(super) author: String,
    /// What the release's note says; may be empty.
    pub(super) note: String,
    /// What changed in short, as HTML; what the feed says of it.
    pub(super) summary: String,
    /// How many findings of any weight it has on the day on which it is built; not kept, as pages are the same on
    /// every day.
    #[serde(skip)]
    pub(super) findings: usize,
    /// Its documents.
    pub(super) pages: Vec<PageRecord>,
    /// What changed since the release before.
    pub(super) changes: Vec<ChangeRecord>,
    /// Its files: path, length, SHA-256.
    pub(super) files: BTreeMap<String, (u64, String)>,
}

/// A document of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PageRecord {
    /// `procedure`, `part`
    pub(super) kind: String,
    /// Its code or id.
    pub(super) code: String,
    /// Its code in the release before; `None` when it was not there.
    pub(super) was: Option<String>,
    /// Its title.
    pub(super) title: String,
    /// Where it stands in the site.
    pub(super) path: String,
    /// Its version; empty where it has none.
    pub(super) version: String,
    /// `draft`, `effective`, `retired`; empty where it has none.
    pub(super) status: String,
    /// `2026-10-01`, from when it is in force; empty where it does not say.
    pub(super) effective: String,
    /// Kind and code of the page that takes its place.
    pub(super) successor: Option<(String, String)>,
}

/// What became of a document in a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ChangeRecord {
    /// `procedure`
    pub(super) kind: String,
    /// Its code, in the release before when it is gone.
    pub(super) code: String,
    /// Its code in the release before, when it was renamed.
    pub(super) was: Option<String>,
    /// Its title.
    pub(super) title: String,
    /// `added`, `changed`, `withdrawn`, `removed`
    pub(super) fate: String,
    /// Where its page stands in the site that still has it.
    pub(super) path: String,
    /// The ids of the roles that have a part in it.
    pub(super) roles: Vec<String>,
}

impl Record {
    /// A record without its files, of a release whose documents changed so since `before`.
    pub(super) fn of(
        release: &Release,
        key: String,
        book: &Book,
        before: Option<(&Book, &[PageChange])>,
    ) -> Self {
        Self {
            format: FORMAT,
            key,
            version: release.version.clone(),
            date: release.date.clone(),
            author: release.author.clone(),
            note: release.note.clone(),
            summary: summary(release, book, before),
            findings: 0,
            pages: pages(book, before.map(|(before, _)| before)),
            changes: before.map_or_else(Vec::new, |(before, changes)| {
                let pages = (before.by_code(), book.by_code());
                let place = |of: &PageChange| {
                    let (book, pages) = match of.fate {
                        Fate::Added | Fate::Changed => (book, &pages.1),
                        Fate::Removed => (before, &pages.0),
                    };
                    let item = pages.get(&(of.kind, of.code.as_str()));
                    item.map_or_else(String::new, |item| page_path(book, *item))
                };
                changes.iter().map(|of| change(of, place(of))).collect()
            }),
            files: BTreeMap::new(),
        }
    }

    /// The same with the files of its site.
    pub(super) fn with_files(mut self, site: &Site) -> Self {
        let file = |(path, bytes): (&crate::site::SitePath, &std::sync::Arc<[u8]>)| {
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            (path.as_str().to_owned(), (length, super::key::hash(bytes)))
        };
        self.files = site.files.iter().map(file).collect();
        self
    }
}

/// Its links lead to the release's page of changes, from the feed's own folder or from the handbook's address.
fn summary(release: &Release, book: &Book, before: Option<(&Book, &[PageChange])>) -> String {
    let words = Words::of(&book.config.language);
    let Some((before, changes)) = before else {
        return format!("<p>{}</p>", words.releases.edition_first);
    };
    let compared = Compared {
        from: "",
        to: Some(&release.version),
        before,
        after: book,
        changes,
    };
    let root = book.config.address.as_deref().unwrap_or("../");
    let address = format!("{root}v/{}/changes.html", encoded(&release.version));
    notice::summary_html(&changes_in_words(&compared, words), words, &address)
}

fn pages(book: &Book, before: Option<&Book>) -> Vec<PageRecord> {
    let earlier = before.map(|before| earlier(before, book));
    let was = |item: Item| -> Option<String> {
        let old = *earlier.as_ref()?.get(&item)?;
        Some(before?.code(old).to_owned())
    };
    let mut pages: Vec<PageRecord> = (book.items())
        .map(|item| page(book, item, was(item)))
        .collect();
    for part in &book.config.parts {
        let id = part.id.value.as_str();
        let there = before.is_some_and(|before| {
            let parts = &before.config.parts;
            parts.iter().any(|old| old.id.value.as_str() == id)
        });
        pages.push(PageRecord {
            kind: "part".to_owned(),
            code: id.to_owned(),
            was: there.then(|| id.to_owned()),
            title: part.title.clone(),
            path: part_path(part),
            version: String::new(),
            status: String::new(),
            effective: String::new(),
            successor: None,
        });
    }
    pages
}

fn page(book: &Book, item: Item, was: Option<String>) -> PageRecord {
    // A form's document is its template.
    let of = match item {
        Item::Form(at) => book.uses.template_of_form[at.at].map_or(item, Item::Template),
        Item::Procedure(_)
        | Item::Role(_)
        | Item::Template(_)
        | Item::Reference(_)
        | Item::Pack(_) => item,
    };
    let document = book.document(of);
    let status = |status: Status| status.word().to_owned();
    let successor = (document.as_ref())
        .and_then(|document| document.superseded_by?.item)
        .map(|to| like(book, item, to));
    PageRecord {
        kind: item.kind().word().to_owned(),
        code: book.code(item).to_owned(),
        was,
        title: book.title(item).to_owned(),
        path: page_path(book, item),
        version: (document.as_ref()).map_or_else(String::new, |of| of.version.value.clone()),
        status: (document.as_ref()).map_or_else(String::new, |of| status(of.status.value)),
        effective: (document.as_ref())
            .and_then(|of| Some(of.effective?.value.to_string()))
            .unwrap_or_default(),
        successor: successor.map(|to| (to.kind().word().to_owned(), book.code(to).to_owned())),
    }
}

/// A form is replaced by the form of the template that replaces its own, where that has one.
fn like(book: &Book, old: Item, successor: Item) -> Item {
    let (Kind::Form, Item::Template(template)) = (old.kind(), successor) else {
        return successor;
    };
    let forms = &book.uses.template_of_form;
    let form = forms.iter().position(|of| *of == Some(template));
    form.map_or(successor, |at| Item::Form(Index::new(at)))
}

fn change(of: &PageChange, path: String) -> ChangeRecord {
    ChangeRecord {
        kind: of.kind.word().to_owned(),
        code: of.code.clone(),
        was: of.renamed_from.clone(),
        title: of.title.clone(),
        fate: of.became().word().to_owned(),
        path,
        roles: of.roles.clone(),
    }
}
