//! Layouts and static files: the built-in ones, and a site's own in their place.
//!
//! In: the sources. Out: `Layouts`, and an `Engine` that renders by name and tells mistakes in a site's
//! layouts by file and place. It must not know pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Tera};

use crate::diagnostic::{Diagnostic, code, say};
use crate::render::builtin;
use crate::render::html::write_escaped;
use crate::render::mistakes::{Mistake, mistakes_of};
use crate::source::{Source, SourcePath, Sources, Span};

/// What pages are made with, besides the book.
pub struct Layouts {
    /// By name under `layouts/`.
    pub(crate) by_name: BTreeMap<String, Layout>,
    /// By name under `static/`.
    pub(crate) statics: BTreeMap<String, Arc<[u8]>>,
    /// Every other asset of the site, by path.
    pub(crate) assets: BTreeMap<SourcePath, Arc<[u8]>>,
}

/// One layout.
pub(crate) enum Layout {
    /// The program's.
    BuiltIn(&'static str),
    /// The site's, in place of the program's or beside them.
    Own(Source),
}

impl Layout {
    fn text(&self) -> &str {
        match self {
            Self::BuiltIn(text) => text,
            Self::Own(source) => &source.text,
        }
    }
}

impl Layouts {
    /// The built-in layouts and static files, with those that a site has itself in their place.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let mut layouts: BTreeMap<String, Layout> = built_in_layouts()
            .map(|(name, text)| (name.to_owned(), Layout::BuiltIn(text)))
            .collect();
        for (path, source) in &sources.texts {
            if let Some(name) = path.as_str().strip_prefix("layouts/") {
                layouts.insert(name.to_owned(), Layout::Own(source.clone()));
            }
        }
        let mut statics: BTreeMap<String, Arc<[u8]>> = builtin::STATIC
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes)))
            .collect();
        let mut assets = BTreeMap::new();
        for (path, bytes) in &sources.assets {
            match path.as_str().strip_prefix("static/") {
                Some(name) => statics.insert(name.to_owned(), Arc::clone(bytes)),
                None => assets.insert(path.clone(), Arc::clone(bytes)),
            };
        }
        Self {
            by_name: layouts,
            statics,
            assets,
        }
    }
}

fn built_in_layouts() -> impl Iterator<Item = (&'static str, &'static str)> {
    builtin::LAYOUTS.iter().copied()
}

/// Renders layouts. A mistake in a site's own layouts is a finding, and the page is made with the
/// built-in ones instead.
pub(crate) struct Engine<'a> {
    layouts: &'a Layouts,
    /// The site's layouts over the built-in ones; `None` when the site has none that work.
    own: Option<Tera>,
    built_in: Tera,
}

impl<'a> Engine<'a> {
    /// An engine whose layouts all see `shared`, and what is wrong with the layouts.
    pub(crate) fn new(layouts: &'a Layouts, shared: &Context) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let built_in = match tera_of(built_in_layouts(), shared) {
            Ok(tera) => tera,
            Err(error) => {
                findings.extend(findings_of(layouts, &error));
                Tera::new()
            }
        };
        let own = own_tera(layouts, shared, &mut findings);
        let engine = Self {
            layouts,
            own,
            built_in,
        };
        (engine, findings)
    }

    /// A page; findings are added, and a page that the site's layouts cannot make comes from the built-in ones.
    pub(crate) fn render(
        &self,
        name: &str,
        context: &Context,
        findings: &mut Vec<Diagnostic>,
    ) -> String {
        if let Some(own) = &self.own {
            match own.render(name, context) {
                Ok(html) => return html,
                Err(error) => findings.extend(findings_of(self.layouts, &error)),
            }
        }
        match self.built_in.render(name, context) {
            Ok(html) => html,
            Err(error) => {
                findings.extend(findings_of(self.layouts, &error));
                String::new()
            }
        }
    }
}

/// The site's layouts over the built-in ones. A layout that cannot be read is told and left out,
/// until the rest can be used.
fn own_tera(layouts: &Layouts, shared: &Context, findings: &mut Vec<Diagnostic>) -> Option<Tera> {
    let mut left_out: Vec<&str> = Vec::new();
    loop {
        let usable: Vec<(&str, &str)> = (layouts.by_name.iter())
            .filter_map(|(name, layout)| match layout {
                Layout::Own(_) if left_out.contains(&name.as_str()) => {
                    built_in_layouts().find(|(built_in, _)| *built_in == name.as_str())
                }
                Layout::Own(_) | Layout::BuiltIn(_) => Some((name.as_str(), layout.text())),
            })
            .collect();
        let is_own = |name: &str| matches!(layouts.by_name.get(name), Some(Layout::Own(_)));
        if !usable
            .iter()
            .any(|(name, _)| is_own(name) && !left_out.contains(name))
        {
            return None;
        }
        let error = match tera_of(usable.iter().copied(), shared) {
            Ok(tera) => return Some(tera),
            Err(error) => error,
        };
        findings.extend(findings_of(layouts, &error));
        let guilty = mistakes_of(&error)
            .into_iter()
            .find_map(|mistake| blamed(layouts, &mistake, &left_out));
        match guilty {
            Some(name) => left_out.push(name),
            None => return None,
        }
    }
}

fn tera_of<'t>(
    layouts: impl Iterator<Item = (&'t str, &'t str)>,
    shared: &Context,
) -> tera::TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.set_escape_fn(write_escaped);
    tera.add_raw_templates(layouts)?;
    tera.global_context().extend(shared.clone());
    Ok(tera)
}

/// The site's layout that a mistake is laid on: the one it names, or else `base.html` or the first that
/// the site has, because a built-in layout only fails when one of the site's took something from it.
fn blamed<'l>(layouts: &'l Layouts, mistake: &Mistake, not: &[&str]) -> Option<&'l str> {
    let own = || {
        (layouts.by_name.iter())
            .filter(|(name, layout)| {
                matches!(layout, Layout::Own(_)) && !not.contains(&name.as_str())
            })
            .map(|(name, _)| name.as_str())
    };
    (mistake.layouts.iter())
        .find_map(|named| own().find(|name| *name == named.as_str()))
        .or_else(|| own().find(|name| *name == "base.html"))
        .or_else(|| own().next())
}

/// What an error of the engine tells the author.
fn findings_of(layouts: &Layouts, error: &tera::Error) -> Vec<Diagnostic> {
    (mistakes_of(error).iter())
        .map(|mistake| finding(layouts, mistake))
        .collect()
}

fn finding(layouts: &Layouts, mistake: &Mistake) -> Diagnostic {
    let guilty = blamed(layouts, mistake, &[]);
    let named = mistake.layouts.first().map(String::as_str);
    let name = guilty.or(named).unwrap_or("base.html");
    let path = SourcePath::new(&format!("layouts/{name}"));
    let span = match layouts.by_name.get(name) {
        Some(Layout::Own(source)) if named == Some(name) => mistake.span(&source.text),
        Some(Layout::Own(_) | Layout::BuiltIn(_)) | None => Span::default(),
    };
    // What the engine says is quoted in its own language.
    let said = mistake.message.as_str();
    let message = match named.filter(|other| Some(*other) != guilty) {
        Some(other) => say!(
            "layout `{}` no longer works with this one: {}",
            "有了这个版式，版式 `{}` 就不能用了：{}",
            other,
            said
        ),
        None => say!("{}", "版式写法有误：{}", said),
    };
    Diagnostic::error(&code::LAYOUT, &path, span, message)
}
