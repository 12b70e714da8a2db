//! The names that an author may have meant.
//!
//! In: the book. Out: suggestions for words that name nothing. It must not decide what is a finding.

use std::collections::BTreeMap;

use crate::check::references::{Notation, Unresolved};
use crate::diagnostic::near::{half_width, likely};
use crate::diagnostic::{Edit, Fix, Text, nearest, say};
use crate::model::{Book, Item, Kind, Why};
use crate::source::Span;

/// Every name of the things that may stand at a place.
pub(super) struct Known<'a> {
    /// By id, title or alias: the id and the title.
    names: BTreeMap<&'a str, (&'a str, &'a str)>,
    /// What was asked before: one lost role is often named a thousand times.
    asked: BTreeMap<String, Option<&'a str>>,
    /// The same of what is to be typed, and whether it is certain.
    meant: BTreeMap<String, Option<(String, bool)>>,
}

/// Each new text is compared with all names, and nobody reads so many answers.
const ENOUGH: usize = 500;

impl<'a> Known<'a> {
    /// The names of the pages of these kinds.
    pub(super) fn pages(book: &'a Book, kinds: &[Kind]) -> Self {
        let mut names = BTreeMap::new();
        for item in book.items().filter(|item| kinds.contains(&item.kind())) {
            let (code, title) = (book.code(item), book.title(item));
            names.insert(code, (code, title));
            names.entry(title).or_insert((code, title));
            for alias in book.aliases(item) {
                names.entry(&alias.value).or_insert((code, title));
            }
        }
        Self::new(names)
    }

    /// The names of the parts.
    pub(super) fn parts(book: &'a Book) -> Self {
        let part = book.config.parts.iter().map(|part| {
            let id = part.id.value.as_str();
            (id, (id, part.title.as_str()))
        });
        Self::new(part.collect())
    }

    fn new(names: BTreeMap<&'a str, (&'a str, &'a str)>) -> Self {
        Self {
            names,
            asked: BTreeMap::new(),
            meant: BTreeMap::new(),
        }
    }

    /// A question that offers the nearest name, when one is near enough.
    pub(super) fn offer(&mut self, text: &str, notation: Notation) -> Option<Text> {
        let found = if let Some(found) = self.asked.get(text) {
            *found
        } else if self.asked.len() == ENOUGH {
            None
        } else {
            let found = nearest(text, self.names.keys().copied());
            self.asked.insert(text.to_owned(), found);
            found
        };
        let (id, title) = self.names.get(found?)?;
        let typed = notation.write(id);
        Some(if id == title {
            say!("did you mean `{}`?", "是不是想写 `{}`？", typed)
        } else {
            say!(
                "did you mean `{}` ({})?",
                "是不是想写 `{}`（{}）？",
                typed,
                quoted(title)
            )
        })
    }
}

impl Known<'_> {
    /// The name that is meant in the place of one that names nothing, when it is plain which.
    pub(super) fn fix(&mut self, at: &Unresolved<'_>) -> Option<Fix> {
        let text = &at.missing.text;
        if at.missing.why != Why::Unknown {
            return None;
        }
        // What follows an arrow is a step when it is a number.
        let folded = half_width(text);
        if at.notation == Notation::Bare && folded.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Fix::certain(Edit::words(at.path, at.span, text, folded)));
        }
        if !self.meant.contains_key(text) && self.meant.len() < ENOUGH {
            let meant = self.meant_by(text);
            self.meant.insert(text.clone(), meant);
        }
        let (new, certain) = self.meant.get(text)?.clone()?;
        let edit = Edit::words(at.path, at.span, text, new);
        Some(if certain {
            Fix::certain(edit)
        } else {
            Fix::asked(edit)
        })
    }

    /// What is to be typed: full-width brackets stay brackets, and a step's number stays.
    fn meant_by(&self, text: &str) -> Option<(String, bool)> {
        let folded = half_width(text);
        let inner = folded.strip_prefix("[[").and_then(|f| f.strip_suffix("]]"));
        let name = inner.unwrap_or(&folded);
        let (name, step) = match name.split_once('#') {
            Some((name, step)) => (name, format!("#{step}")),
            None => (name, String::new()),
        };
        let names = self.names.iter().map(|(name, (id, _))| (*name, *id));
        let meant = likely(name, names)?;
        let new = format!("{}{step}", meant.id);
        let new = inner.map_or(new.clone(), |_| format!("[[{new}]]"));
        Some((new, meant.certain))
    }
}

/// An author's words as a message quotes them: on one line, and no longer than a line.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}

/// The same in backticks.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// Several names, each in backticks, with commas between them.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Text {
    Text::list(texts.into_iter().map(|text| quoted(text.as_ref())))
}

/// A kind of page, by the model's word for it: `role`, `角色`.
pub(crate) fn kind_words(word: &str) -> Text {
    let chinese = match word {
        "procedure" => "流程",
        "role" => "角色",
        "template" => "模板",
        "form" => "表单",
        "reference" => "资料",
        "pack" => "表单包",
        _ => "页面",
    };
    Text {
        english: word.to_owned(),
        chinese: chinese.to_owned(),
    }
}

/// The same with the article that English wants: `a role`, `角色`.
pub(super) fn a_kind(word: &str) -> Text {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let Text { english, chinese } = kind_words(word);
    Text {
        english: format!("{article} {english}"),
        chinese,
    }
}

/// Where a page's file gives its code; of a form, which is named by its file, the file's beginning.
pub(super) fn code_span(book: &Book, item: Item) -> Span {
    match item {
        Item::Procedure(at) => book.procedure(at).code.span,
        Item::Role(at) => book.role(at).id.span,
        Item::Template(at) => book.template(at).code.span,
        Item::Reference(at) => book.reference(at).code.span,
        Item::Pack(at) => book.pack(at).id.span,
        Item::Form(_) => Span::default(),
    }
}

/// The key that gives a page its code, in a sentence; in Chinese both are its `编号`.
pub(super) fn key_words(key: &str) -> Text {
    Text {
        english: key.to_owned(),
        chinese: "编号".to_owned(),
    }
}

/// The key that gives a page its code.
pub(super) const fn code_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Role | Kind::Pack => "id",
        Kind::Procedure | Kind::Template | Kind::Form | Kind::Reference => "code",
    }
}
