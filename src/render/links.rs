//! Addresses of pages, and what a reference looks like on a page.
//!
//! In: a book. Out: `Link`s, always as seen from a page one folder down; `seen_from_root` turns one for the
//! home page. It must not know layouts.

use crate::model::id::Why;
use crate::model::procedure::{Material, Step};
use crate::model::prose::MissingTarget;
use crate::model::{
    Book, Form, Index, Item, Kind, Missing, Part, Procedure, Ref, Role, StepAt, Target, Template,
};
use crate::render::view::Link;
use crate::render::words::Words;
use crate::source::{SourcePath, Spanned};

/// The addresses of every page, made once for a book.
pub(crate) struct Links<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The interface's words.
    pub(crate) words: &'static Words,
    procedures: Vec<String>,
    roles: Vec<String>,
    templates: Vec<String>,
    forms: Vec<String>,
    references: Vec<String>,
    packs: Vec<String>,
    parts: Vec<String>,
}

impl<'a> Links<'a> {
    /// The addresses of a book's pages.
    pub(crate) fn of(book: &'a Book) -> Self {
        let item = |item| format!("../{}", encoded(&page_path(book, item)));
        let count = |length| 0..length;
        Self {
            book,
            words: Words::of(&book.config.language),
            procedures: count(book.procedures.len())
                .map(|at| item(Item::Procedure(Index::new(at))))
                .collect(),
            roles: count(book.roles.len())
                .map(|at| item(Item::Role(Index::new(at))))
                .collect(),
            templates: count(book.templates.len())
                .map(|at| item(Item::Template(Index::new(at))))
                .collect(),
            forms: count(book.forms.len())
                .map(|at| item(Item::Form(Index::new(at))))
                .collect(),
            references: count(book.references.len())
                .map(|at| item(Item::Reference(Index::new(at))))
                .collect(),
            packs: count(book.packs.len())
                .map(|at| item(Item::Pack(Index::new(at))))
                .collect(),
            parts: (book.config.parts.iter())
                .map(|part| format!("../{}", encoded(&part_path(part))))
                .collect(),
        }
    }

    /// The address of a page from one folder down.
    pub(crate) fn href(&self, item: Item) -> &str {
        match item {
            Item::Procedure(at) => &self.procedures[at.at],
            Item::Role(at) => &self.roles[at.at],
            Item::Template(at) => &self.templates[at.at],
            Item::Form(at) => &self.forms[at.at],
            Item::Reference(at) => &self.references[at.at],
            Item::Pack(at) => &self.packs[at.at],
        }
    }

    /// The address of a part's page from one folder down.
    pub(crate) fn part_href(&self, part: Index<Part>) -> &str {
        &self.parts[part.at]
    }

    /// A page by its code and title, or its title alone when people do not use its id.
    pub(crate) fn item(&self, item: Item) -> Link<'_> {
        let (code, title) = (self.book.code(item), self.book.title(item));
        Link {
            href: Some(self.href(item).into()),
            code: (!matches!(item.kind(), Kind::Role | Kind::Pack) && code != title)
                .then(|| code.into()),
            title: title.into(),
            broken: None,
        }
    }

    /// A part by its title.
    pub(crate) fn part(&self, at: Index<Part>) -> Link<'_> {
        Link::titled(self.part_href(at), self.book.part(at).title.as_str())
    }

    /// The packs that hold a page, or that are for a role.
    pub(crate) fn packs(&self, item: Item) -> Vec<Link<'_>> {
        let packs = self.book.uses.packs_of.get(&item).into_iter().flatten();
        packs.map(|pack| self.item(Item::Pack(*pack))).collect()
    }

    /// A procedure.
    pub(crate) fn procedure(&self, at: Index<Procedure>) -> Link<'_> {
        self.item(Item::Procedure(at))
    }

    /// What a reference to a role names.
    pub(crate) fn role(&self, role: &'a Spanned<Ref<Role>>) -> Link<'_> {
        self.to(&role.value, Item::Role)
    }

    /// What references to roles name.
    pub(crate) fn roles(&self, roles: &'a [Spanned<Ref<Role>>]) -> Vec<Link<'_>> {
        roles.iter().map(|role| self.role(role)).collect()
    }

    /// What references to templates name.
    pub(crate) fn templates(&self, templates: &'a [Spanned<Ref<Template>>]) -> Vec<Link<'_>> {
        (templates.iter())
            .map(|template| self.to(&template.value, Item::Template))
            .collect()
    }

    /// What a reference names.
    pub(crate) fn to<T>(
        &self,
        reference: &'a Ref<T>,
        item: impl FnOnce(Index<T>) -> Item,
    ) -> Link<'_> {
        match reference {
            Ref::To(at) => self.item(item(*at)),
            Ref::Missing(missing) => self.missing(missing),
        }
    }

    /// What a procedure says of the part it stands in.
    pub(crate) fn to_part(&self, part: &'a Spanned<Ref<Part>>) -> Link<'_> {
        match &part.value {
            Ref::To(at) => self.part(*at),
            Ref::Missing(missing) => self.missing(missing),
        }
    }

    /// The page of a template's form, when there is one.
    pub(crate) fn form_of(&self, template: Index<Template>) -> Option<Index<Form>> {
        self.book.uses.form_of_template[template.at]
    }

    /// A step from a page other than its procedure's, by its title.
    pub(crate) fn step(&self, procedure: Index<Procedure>, step: &'a Step) -> Link<'_> {
        let href = format!("{}#{}", self.procedures[procedure.at], step.anchor());
        Link::titled(href, step.title.as_str())
    }

    /// A step as other pages name it: `SM1.1#22` and its title.
    pub(crate) fn place(&self, at: StepAt) -> Link<'_> {
        let step = self.book.step(at);
        let code = self.book.procedure(at.procedure).code.value.as_str();
        Link {
            code: Some(format!("{code}#{}", step.number.value).into()),
            ..self.step(at.procedure, step)
        }
    }

    /// The same by its number alone.
    pub(crate) fn short_place(&self, at: StepAt) -> Link<'_> {
        let link = self.place(at);
        Link {
            title: link.code.unwrap_or_default(),
            code: None,
            ..link
        }
    }

    /// A page's full address, when the handbook says where it is published; `href` is as seen from a page
    /// one folder down.
    pub(crate) fn address(&self, href: &str) -> Option<String> {
        let address = self.book.config.address.as_deref()?;
        let path = href.strip_prefix("../")?;
        let slash = if address.ends_with('/') { "" } else { "/" };
        Some(format!("{address}{slash}{path}"))
    }

    /// Words that name nothing, marked.
    pub(crate) fn missing(&self, missing: &'a Missing) -> Link<'_> {
        Link {
            broken: Some(self.why(missing)),
            ..Link::words(missing.text.as_str())
        }
    }

    /// Why words name nothing.
    pub(crate) fn why(&self, missing: &Missing) -> String {
        let words = self.words;
        match &missing.why {
            Why::Unknown => words.missing.replace("{name}", &missing.text),
            Why::OtherKind(kind) => {
                (words.missing_other.replace("{kind}", kind)).replace("{name}", &missing.text)
            }
            Why::Ambiguous(ids) => (words.missing_ambiguous)
                .replace("{ids}", &ids.join(words.separator))
                .replace("{name}", &missing.text),
        }
    }

    /// What a step takes or gives.
    pub(crate) fn material(&self, material: &'a Material, here: Item) -> Link<'_> {
        match material {
            Material::Words(words) => Link::words(words.as_str()),
            Material::Page(target) => self.target(target, here, ""),
        }
    }

    /// Where a link in prose leads, with the words that it has when its author gave none.
    pub(crate) fn target(&self, target: &'a Target, here: Item, written: &'a str) -> Link<'_> {
        match target {
            Target::Page(item, fragment) => {
                let mut link = self.item(*item);
                if let Some(fragment) = fragment {
                    link.href = Some(format!("{}#{fragment}", self.href(*item)).into());
                }
                link
            }
            Target::Step(procedure, step) => {
                let place = &self.book.procedure(*procedure).steps[step.at];
                let title = format!("{} {}", self.words.step, place.number.value);
                if Item::Procedure(*procedure) == here {
                    return Link::titled(format!("#{}", place.anchor()), title);
                }
                Link {
                    code: Some(self.book.procedure(*procedure).code.value.as_str().into()),
                    title: title.into(),
                    ..self.step(*procedure, place)
                }
            }
            Target::Here(id) => Link::titled(format!("#{id}"), id.as_str()),
            Target::Asset(path) => {
                Link::titled(format!("../{}", encoded(&asset_path(path))), path.as_str())
            }
            Target::Outside(address) => Link::titled(address.as_str(), address.as_str()),
            Target::Missing(missing) => Link {
                broken: Some(self.why_target(missing)),
                ..Link::words(match missing {
                    MissingTarget::Name(name) => name.text.as_str(),
                    MissingTarget::File(_)
                    | MissingTarget::Fragment { .. }
                    | MissingTarget::Step { .. }
                    | MissingTarget::OutsideHandbook(_)
                    | MissingTarget::Unsafe(_) => written,
                })
            },
        }
    }

    fn why_target(&self, missing: &MissingTarget) -> String {
        let words = self.words;
        let (pattern, name) = match missing {
            MissingTarget::Name(missing) => return self.why(missing),
            MissingTarget::File(path) => (words.missing_file, path),
            MissingTarget::Fragment { fragment, .. } => (words.missing_fragment, fragment),
            MissingTarget::Step { number, .. } => (words.missing_step, number),
            MissingTarget::OutsideHandbook(address) => (words.missing_outside, address),
            MissingTarget::Unsafe(address) => (words.missing_unsafe, address),
        };
        pattern.replace("{name}", name)
    }
}

impl Link<'_> {
    /// The same link as seen from the site's root.
    pub(crate) fn seen_from_root(mut self) -> Self {
        if let Some(href) = &mut self.href
            && let Some(rest) = href.strip_prefix("../")
        {
            *href = rest.to_owned().into();
        }
        self
    }
}

/// The folder of the pages of a kind.
pub(crate) const fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Procedure => "procedures",
        Kind::Role => "roles",
        Kind::Template => "templates",
        Kind::Form => "forms",
        Kind::Reference => "reference",
        Kind::Pack => "packs",
    }
}

/// A page's path in the site.
pub(crate) fn page_path(book: &Book, item: Item) -> String {
    let stem = match item {
        Item::Procedure(at) => book.procedure(at).code.value.file_stem(),
        Item::Role(at) => book.role(at).id.value.file_stem(),
        Item::Template(at) => book.template(at).code.value.file_stem(),
        Item::Form(at) => book.form(at).code.file_stem(),
        Item::Reference(at) => book.reference(at).code.value.file_stem(),
        Item::Pack(at) => book.pack(at).id.value.file_stem(),
    };
    format!("{}/{stem}.html", folder(item.kind()))
}

/// A page's address from the root of the site.
#[must_use]
pub fn page_address(book: &Book, item: Item) -> String {
    encoded(&page_path(book, item))
}

/// The address of a form's JSON Schema from the form's page, and its path in the site.
#[must_use]
pub fn schema_path(book: &Book, at: Index<Form>) -> (String, String) {
    let name = format!("{}.schema.json", book.form(at).code.file_stem());
    (encoded(&name), format!("forms/{name}"))
}

/// A part's path in the site.
pub(crate) fn part_path(part: &Part) -> String {
    format!("parts/{}.html", part.id.value.file_stem())
}

/// Where a file that pages show or link to stands in the site.
pub(crate) fn asset_path(path: &SourcePath) -> String {
    let path = path.as_str();
    if path.starts_with("static/") {
        return path.to_owned();
    }
    format!("assets/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// A path as it may stand in an address: what is neither a letter, a digit nor `-._~/` in percent signs;
/// letters beyond ASCII stay, for people who read addresses.
pub(crate) fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    let mut address = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_alphanumeric() || "-._~/".contains(c) || (!c.is_ascii() && !c.is_control()) {
            address.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}
