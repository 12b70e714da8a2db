//! All findings as one page of HTML, by owner and file, which needs no other file: for the dev server and for
//! whoever gets it by mail.
//!
//! In: findings in words. Out: the page. It must not know who serves it: with `site` its links lead to the
//! handbook's pages, without it there are none. Without script it is a plain list; `page.js` filters it.

mod frame;
mod groups;
mod wording;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diagnostic::explanation::explanation;
use crate::diagnostic::told::Told;
use crate::diagnostic::{Language, Severity, code, summary};

use groups::{Group, groups};
use wording::Wording;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The handbook's title.
    pub title: &'a str,
    /// The language of the findings and of all else.
    pub language: Language,
    /// What to do first, when there are many.
    pub first: Option<&'a str>,
    /// In the order in which each file's are shown.
    pub findings: &'a [Told],
    /// The address that the handbook's pages are below, with a closing `/`.
    pub site: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn print(page: &Page<'_>) -> String {
    let words = wording::of(page.language);
    let (title, language) = (escaped(page.title), words.language);
    let total = summary::counted(counts(page.findings.iter()), page.language);
    let home = match page.site {
        Some(site) => format!("<a href=\"{}\">{title}</a>", escaped(site)),
        None => title.clone(),
    };
    // The head: the count is what the tab of a browser shows.
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\" data-procbook=\"findings\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{total} · {heading} · {title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <script>try{{document.documentElement.dataset.theme=localStorage.getItem(\"procbook-theme\")||\"system\"}}catch(e){{}}</script>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"home\">{home}</p>\n<h1>{heading}</h1>\n\
         <p class=\"total\">{total}</p>\n</header>\n<main>\n",
        heading = words.heading,
    );
    if let Some(first) = page.first {
        let _ = writeln!(out, "<p class=\"first\">{}</p>", marked(first));
    }
    if page.findings.is_empty() {
        let _ = writeln!(out, "<p class=\"nothing\">{}</p>", words.nothing);
    } else {
        let groups = groups(page.findings);
        filter(&mut out, page, &groups, words);
        for (at, group) in groups.iter().enumerate() {
            owner(&mut out, page, group, at, words);
        }
        explanations(&mut out, page, words);
    }
    let _ = write!(
        out,
        "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

/// How many there are of each severity.
fn counts<'a>(findings: impl Iterator<Item = &'a Told>) -> [usize; 3] {
    let mut counts = [0; 3];
    for found in findings {
        counts[found.severity as usize] += 1;
    }
    counts
}

/// The controls, which a script brings to life and shows.
fn filter(out: &mut String, page: &Page<'_>, groups: &[Group<'_>], words: &Wording) {
    let _ = write!(
        out,
        "<form class=\"filter\" data-shown=\"{}\" hidden>\n<fieldset><legend>{}</legend>",
        words.shown, words.severity
    );
    let all = counts(page.findings.iter());
    for severity in SEVERITIES {
        let count = all[severity as usize];
        if count > 0 {
            let (name, word) = (severity.word(), severity.words(page.language));
            let _ = write!(
                out,
                "<label class=\"{name}\"><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> \
                 {word} <span class=\"number\">{count}</span></label>"
            );
        }
    }
    out.push_str("</fieldset>\n");
    let owners = groups.iter().enumerate().map(|(at, group)| {
        let name = group.owner.unwrap_or(words.nobody);
        (format!("owner-{at}"), name, group.count())
    });
    select(out, "owner", words.owner, words.all_owners, owners);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for found in page.findings {
        *codes.entry(&found.code).or_default() += 1;
    }
    let codes = (codes.into_iter()).map(|(code, count)| (code.to_owned(), code, count));
    select(out, "code", words.code, words.all_codes, codes);
    let _ = writeln!(
        out,
        "<button type=\"reset\">{}</button>\n<output role=\"status\"></output>\n</form>",
        words.reset
    );
}

fn select<'a>(
    out: &mut String,
    name: &str,
    label: &str,
    all: &str,
    options: impl Iterator<Item = (String, &'a str, usize)>,
) {
    let _ = write!(
        out,
        "<label>{label} <select name=\"{name}\"><option value=\"\">{all}</option>"
    );
    for (value, text, count) in options {
        let (value, text) = (escaped(&value), escaped(text));
        let _ = write!(out, "<option value=\"{value}\">{text} ({count})</option>");
    }
    out.push_str("</select></label>\n");
}

/// The findings of one owner's files.
fn owner(out: &mut String, page: &Page<'_>, group: &Group<'_>, at: usize, words: &Wording) {
    let name = group.owner.unwrap_or(words.nobody);
    let found = group.files.iter().flat_map(|file| file.iter().copied());
    let _ = writeln!(
        out,
        "<section class=\"owner\" data-owner=\"owner-{at}\" aria-labelledby=\"owner-{at}\">\n\
         <h2 id=\"owner-{at}\">{} <span class=\"count\">{}</span></h2>",
        escaped(name),
        summary::counted(counts(found), page.language)
    );
    for file in &group.files {
        let first = file[0];
        let path = format!("<code class=\"path\">{}</code>", escaped(&first.path));
        let title = first.file.title.as_deref().map(escaped);
        let link = page.site.zip(first.file.page.as_deref());
        let name = match (link, title) {
            (Some((site, page)), Some(title)) => {
                let address = escaped(&format!("{site}{page}"));
                format!("<a href=\"{address}\">{title}</a> {path}")
            }
            (None, Some(title)) => format!("{title} {path}"),
            (_, None) => path,
        };
        let _ = writeln!(out, "<section class=\"file\">\n<h3>{name}</h3>\n<ol>");
        for found in file {
            finding(out, found, page.language, words);
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("</section>\n");
}

fn finding(out: &mut String, found: &Told, language: Language, words: &Wording) {
    let (severity, word) = (found.severity.word(), found.severity.words(language));
    let (code, message) = (escaped(&found.code), marked(&found.message));
    let _ = write!(
        out,
        "<li class=\"finding {severity}\" data-severity=\"{severity}\" data-code=\"{code}\">\n\
         <p class=\"kind\"><strong>{word}</strong> <a class=\"code\" href=\"#explain-{code}\">{code}</a> \
         <span class=\"at\">{}:{}</span></p>\n<p class=\"message\">{message}</p>\n",
        found.line, found.column
    );
    frame::draw(out, &found.frame, words.frame);
    if let Some(help) = &found.help {
        // An example of several lines begins on the line after its sentence.
        let (sentence, example) = help.split_once('\n').unwrap_or((help, ""));
        let _ = writeln!(
            out,
            "<p class=\"help\"><strong>{}</strong>{}</p>",
            words.help,
            marked(sentence)
        );
        if !example.is_empty() {
            let _ = writeln!(out, "<pre class=\"type\">{}</pre>", escaped(example));
        }
    }
    out.push_str("</li>\n");
}

/// What the codes on the page mean, each once; a script shows them beside their findings too.
fn explanations(out: &mut String, page: &Page<'_>, words: &Wording) {
    let mut names: Vec<&str> = page.findings.iter().map(|found| &*found.code).collect();
    names.sort_unstable();
    names.dedup();
    let _ = writeln!(
        out,
        "<section class=\"explanations\" aria-labelledby=\"explanations\">\n<h2 id=\"explanations\">{}</h2>",
        words.explanations
    );
    for code in names.into_iter().filter_map(code::find) {
        let html = comrak::markdown_to_html(
            explanation(code, page.language).body,
            &comrak::Options::default(),
        );
        // The address is inside, so that whoever goes there without script finds it open.
        let _ = writeln!(
            out,
            "<details><summary><code>{0}</code></summary>\n<div id=\"explain-{0}\">\n{html}</div></details>",
            code.name
        );
    }
    out.push_str("</section>\n");
}

/// A message: what stands in backticks is code.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let is_code = at % 2 == 1 && at + 1 < parts.len();
        let explained = part.strip_prefix("procbook explain ").and_then(code::find);
        let part = escaped(part);
        if let Some(code) = explained.filter(|_| is_code) {
            // Whoever reads a page types no commands; the explanation stands on it.
            let _ = write!(
                out,
                "<a href=\"#explain-{0}\"><code>{0}</code></a>",
                code.name
            );
        } else if is_code {
            let _ = write!(out, "<code>{part}</code>");
        } else {
            out.push_str(&part);
        }
    }
    out
}

/// Text as it may stand in HTML, between tags and in quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(crate::diagnostic::plain::character) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
