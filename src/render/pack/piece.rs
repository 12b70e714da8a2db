//! What stands on a finished page, as one piece of a larger printed document.
//!
//! In: a page's HTML. Out: its article without what only a screen shows, with ids that no other piece has,
//! and the hash of what of it shows on paper. It must not know which page it is.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::render::pack::tokens::{Attributes, Tag, Token, Tokens};

/// Elements of these classes are on screens alone.
const ON_SCREEN: [&str; 6] = [
    "on-screen",
    "screen-only",
    "actions",
    "chart-bar",
    "mermaid-text",
    "lane-titles",
];

/// Attributes that hold ids.
const IDS: [&str; 9] = [
    "id",
    "for",
    "form",
    "headers",
    "list",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
];

/// Elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The content of a page's `<article>`.
pub(super) fn article(html: &str) -> Option<&str> {
    let mut start = None;
    let mut depth = 0_usize;
    for token in Tokens::of(html) {
        match token.tag {
            Some(Tag::Start("article", _)) => {
                start.get_or_insert(token.end);
                depth += 1;
            }
            Some(Tag::End("article")) if depth == 1 => return html.get(start?..token.start),
            Some(Tag::End("article")) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// How an article becomes a piece of a document.
pub(super) struct Binding<'b> {
    /// What its ids, and what names them, begin with.
    pub(super) prefix: &'b str,
    /// Whether its headings stand below its title; if not, each of them is a title of its own.
    pub(super) nested: bool,
    /// The place in the document for an address, when it has one; other links lose their addresses.
    pub(super) address: &'b dyn Fn(&str) -> Option<String>,
}

/// An article as a piece: what only screens show left out, its title one level lower, below the document's.
pub(super) fn printed(article: &str, binding: &Binding<'_>) -> String {
    let mut out = String::with_capacity(article.len());
    for_each_shown(article, |token| match token.tag {
        None => out.push_str(token.text),
        Some(Tag::End(name)) => {
            let _ = write!(out, "</{}>", binding.lowered(name));
        }
        Some(Tag::Start(name, attributes)) => {
            out.push('<');
            out.push_str(binding.lowered(name));
            for (name, value) in Attributes::of(attributes) {
                push_attribute(&mut out, (name, value), binding);
            }
            out.push_str(if attributes.ends_with('/') { "/>" } else { ">" });
        }
    });
    out
}

fn push_attribute(out: &mut String, (name, value): (&str, Option<&str>), binding: &Binding<'_>) {
    let prefix = binding.prefix;
    let Some(value) = value else {
        let _ = write!(out, " {name}");
        return;
    };
    let value = if IDS.contains(&name) {
        let ids = value.split_ascii_whitespace();
        (ids.map(|id| format!("{prefix}{id}")).collect::<Vec<_>>()).join(" ")
    } else if name == "href" || name == "xlink:href" {
        let inside = value.strip_prefix('#').filter(|id| !id.is_empty());
        let known = inside.map_or_else(
            || (binding.address)(value),
            |id| Some(format!("#{prefix}{id}")),
        );
        match known {
            Some(known) => known,
            None => return,
        }
    } else if name == "loading" {
        // What no screen shows would never be loaded.
        return;
    } else {
        value.replace("url(#", &format!("url(#{prefix}"))
    };
    let _ = write!(out, " {name}=\"{value}\"");
}

/// What of an article shows on paper: its texts, and of its tags what changes how they look.
pub(super) fn said(article: &str) -> String {
    const UNSEEN: [&str; 15] = [
        "href",
        "xlink:href",
        "title",
        "role",
        "tabindex",
        "name",
        "id",
        "for",
        "form",
        "headers",
        "scope",
        "loading",
        "autocomplete",
        "novalidate",
        "inputmode",
    ];
    let mut out = String::with_capacity(article.len());
    for_each_shown(article, |token| match token.tag {
        None => out.push_str(token.text),
        Some(Tag::End(name)) => {
            let _ = write!(out, "</{name}>");
        }
        Some(Tag::Start(name, attributes)) => {
            out.push('<');
            out.push_str(name);
            for (name, value) in Attributes::of(attributes) {
                let unseen = UNSEEN.contains(&name)
                    || name.starts_with("data-")
                    || name.starts_with("aria-");
                if !unseen {
                    let _ = write!(out, " {name}=\"{}\"", value.unwrap_or_default());
                }
            }
            out.push('>');
        }
    });
    out
}

/// SHA-256 of several texts, in hexadecimal digits. Each is told from the next, whatever they hold.
pub(super) fn hash(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut digits = String::new();
    for byte in hasher.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

impl Binding<'_> {
    /// A document's title is over an article's, so that each heading goes one level down.
    fn lowered<'n>(&self, name: &'n str) -> &'n str {
        match name {
            "h1" => "h2",
            "h2" if self.nested => "h3",
            "h3" if self.nested => "h4",
            "h4" if self.nested => "h5",
            "h5" if self.nested => "h6",
            other => other,
        }
    }
}

/// Calls `each` for every token that is not within an element for screens alone, nor a script or a comment.
fn for_each_shown<'h>(html: &'h str, mut each: impl FnMut(&Token<'h>)) {
    let mut within: Option<(&str, usize)> = None;
    for token in Tokens::of(html) {
        if let Some((left_out, depth)) = &mut within {
            match token.tag {
                Some(Tag::Start(name, rest)) if name == *left_out && !rest.ends_with('/') => {
                    *depth += 1;
                }
                Some(Tag::End(name)) if name == *left_out => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                within = None;
            }
            continue;
        }
        if let Some(Tag::Start(name, attributes)) = token.tag
            && (name == "script" || is_on_screen(attributes))
        {
            if !VOID.contains(&name) && !attributes.ends_with('/') {
                within = Some((name, 1));
            }
            continue;
        }
        if !token.text.starts_with("<!--") {
            each(&token);
        }
    }
}

fn is_on_screen(attributes: &str) -> bool {
    let mut attributes = Attributes::of(attributes);
    let class = attributes.find(|(name, _)| *name == "class");
    let mut classes = class
        .and_then(|(_, value)| value)
        .into_iter()
        .flat_map(str::split_ascii_whitespace);
    classes.any(|class| ON_SCREEN.contains(&class))
}

#[cfg(test)]
mod tests {
    use super::{Binding, article, hash, printed, said};

    const PAGE: &str = "<main><article data-kind=\"form\"><header><h1>甲 &amp; 乙</h1>\
        <p class=\"actions\"><button>打印</button></p></header><!-- <p> -->\
        <form id=\"form\"><label for=\"f.a\">a < b</label><input id=\"f.a\" name=a aria-labelledby='x y' disabled>\
        <div class=\"row on-screen\"><div>x</div></div><a href=\"../roles/r.html\">r</a>\
        <a href=\"../forms/f.html#f.a\">f</a><a href=\"#z\">z</a><img class=\"on-screen\" src=\"a>b.png\">\
        <svg><path fill=\"url(#g)\"/></svg></form></article><p>after</p></main>";

    #[test]
    fn a_piece_has_ids_of_its_own_and_no_tools() {
        let inside = article(PAGE).expect("an article");
        let address = |to: &str| to.starts_with("../forms/f.html").then(|| "#f".to_owned());
        assert_eq!(
            printed(
                inside,
                &Binding {
                    prefix: "P.",
                    nested: true,
                    address: &address
                }
            ),
            "<header><h2>甲 &amp; 乙</h2></header><form id=\"P.form\"><label for=\"P.f.a\">a < b</label>\
             <input id=\"P.f.a\" name=\"a\" aria-labelledby=\"P.x P.y\" disabled><a>r</a><a href=\"#f\">f</a>\
             <a href=\"#P.z\">z</a><svg><path fill=\"url(#P.g)\"/></svg></form>"
        );
    }

    #[test]
    fn what_is_said_does_not_depend_on_ids_links_or_tools() {
        let one = said(article(PAGE).expect("an article"));
        let other = PAGE
            .replace("f.a", "f.b")
            .replace("../roles/r.html", "../roles/s.html")
            .replace("打印", "复制");
        assert_eq!(one, said(article(&other).expect("an article")));
        let other = PAGE.replace("甲", "丙");
        assert_ne!(one, said(article(&other).expect("an article")));
    }

    #[test]
    fn texts_are_told_apart_by_where_they_end() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&[]).len(), 64);
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        let binding = Binding {
            prefix: "P.",
            nested: true,
            address: &|_| None,
        };
        for odd in [
            "<",
            "<a",
            "<a =",
            "<a b='",
            "<article",
            "<article>",
            "</",
            "<!--",
            "<a /=/>",
            "<é",
            "a<b<c>",
        ] {
            let _ = (article(odd), printed(odd, &binding), said(odd));
        }
    }
}
