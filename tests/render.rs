//! What `render` promises beyond the look of its pages: a site's own layouts and static files win, a
//! mistake in a layout is told once with its place, every page is there, and the same book gives the
//! same bytes.

#[path = "render/files.rs"]
mod files;
#[path = "render/small.rs"]
mod small;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use procbook::chart::{Fences, fences};
use procbook::diagnostic::{Diagnostic, Lines};
use procbook::model::{Book, Config, Entry};
use procbook::render::{Edition, Layouts, render};
use procbook::site::Site;
use procbook::source::{Source, SourcePath, Sources};
use procbook::{link, parse};

use files::FILES;
use small::HANDBOOK;

/// The sample handbook with more files, or others in place of its own.
fn sources(more: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in HANDBOOK.iter().chain(more) {
        let source = Source::new(path, text);
        sources.texts.insert(source.path.clone(), source);
    }
    sources
}

fn book(sources: &Sources) -> Book {
    let entries: Vec<Arc<Entry>> = (sources.texts.values())
        .filter_map(|source| parse::parse(source).0)
        .map(Arc::new)
        .collect();
    let config = entries.iter().find_map(|entry| config_of(entry));
    let config = config.expect("the sample has a handbook.toml");
    let assets: BTreeSet<SourcePath> = sources.assets.keys().cloned().collect();
    link::link(&entries, config, &assets)
}

fn config_of(entry: &Entry) -> Option<Config> {
    if let Entry::Config(config) = entry {
        Some(config.clone())
    } else {
        None
    }
}

fn made(sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let book = book(sources);
    let (fences, mut findings) = fences(&book, &Fences::default());
    let (site, mut found) = render(&book, &Layouts::of(sources), &fences, &Edition::default());
    findings.append(&mut found);
    (site, findings)
}

fn text(site: &Site, path: &str) -> String {
    let (_, bytes) = (site.files.iter())
        .find(|(name, _)| name.as_str() == path)
        .unwrap_or_else(|| panic!("the site has no {path}"));
    String::from_utf8(bytes.to_vec()).expect("the file is UTF-8")
}

#[test]
fn every_item_has_its_page_and_every_register_its_table() {
    let (site, findings) = made(&sources(&[]));
    assert_eq!(findings, []);
    let paths: Vec<&str> = site
        .files
        .keys()
        .map(procbook::site::SitePath::as_str)
        .collect();
    assert_eq!(paths, FILES);
}

#[test]
fn a_procedure_has_the_hooks_that_others_rely_on() {
    let (site, _) = made(&sources(&[]));
    let page = text(&site, "procedures/a-1.html");
    for hook in [
        r#"<html lang="zh-CN">"#,
        r#"<article data-kind="procedure" data-code="A-1" data-source="content/procedures/A-1.md""#,
        r#"data-status="effective" data-effective="2026-10-01" data-review-by="2027-10-01">"#,
        r#"<section id="step-1" class="step "#,
        r##"<a href="#step-1">步骤 1</a>"##,
        r#"<a href="../templates/f-001.html"><span class="code">F-001</span> =领用单</a>"#,
        r#"href="../procedures/a-1.html" aria-current="page""#,
        r#"<span class="answer">不同意</span>"#,
        r#"tabindex="0" aria-label="可左右滚动的表格"><table>"#,
        "手册 &amp; &lt;样本&gt;",
        r#"class="c-"#,
    ] {
        assert!(page.contains(hook), "no {hook} in\n{page}");
    }
    assert!(!page.contains("href=\"/"), "every link is relative");
}

#[test]
fn a_broken_reference_is_shown_and_marked() {
    let (site, _) = made(&sources(&[]));
    let page = text(&site, "roles/clerk.html");
    for hook in [
        r#"<span class="broken" title="找不到「没有」">没有</span>"#,
        r#"<a href="../procedures/a-1.html#step-2"><span class="code">A-1</span> 步骤 2</a>"#,
    ] {
        assert!(page.contains(hook), "no {hook} in\n{page}");
    }
    let chief = text(&site, "roles/chief.html");
    assert!(chief.contains("下级") && chief.contains("../roles/clerk.html"));
}

#[test]
fn a_form_has_real_controls_and_its_own_sheet() {
    let (site, _) = made(&sources(&[]));
    for path in ["forms/f-001.html", "templates/f-001.html"] {
        let page = text(&site, path);
        for hook in [
            r#"<form id="form" class="form" data-code="F-001" data-version="1.0""#,
            r#"<label for="f.what">"#,
            r#"name="what" id="f.what" required>"#,
            r#"name="rows[3].amount""#,
            r#"<output data-total="amount""#,
        ] {
            assert!(page.contains(hook), "no {hook} in {path}\n{page}");
        }
        assert!(!page.contains(r#"name="rows[4].amount""#));
    }
    assert!(text(&site, "forms/f-001.html").contains("@page{size:A5 landscape;"));
}

#[test]
fn a_register_as_csv_opens_in_a_spreadsheet_and_holds_no_formula() {
    let (site, _) = made(&sources(&[]));
    let forms = text(&site, "registers/forms.csv");
    assert!(forms.starts_with('\u{feff}'));
    let row = "\r\nF-001,'=领用单,主管,文员,,,1.0,生效,A-1#1,,\r\n";
    assert!(forms.contains(row), "{forms}");
    let raci = text(&site, "registers/raci.csv");
    assert!(raci.contains("\r\nA-1,领用,文员,1,,,2\r\n"), "{raci}");
    assert!(raci.contains("\r\nA-1,领用,主管,2,,,\r\n"), "{raci}");
}

#[test]
fn a_sites_own_files_win() {
    let mut sources = sources(&[("layouts/reference.html", "<p>{{ reference.title }}</p>")]);
    for name in ["static/handbook.css", "static/logo/mark.svg"] {
        let bytes: Arc<[u8]> = Arc::from(name.as_bytes());
        sources.assets.insert(SourcePath::new(name), bytes);
    }
    let (site, findings) = made(&sources);
    assert_eq!(findings, []);
    assert_eq!(text(&site, "reference/d-001.html"), "<p>术语</p>");
    assert_eq!(text(&site, "static/handbook.css"), "static/handbook.css");
    assert_eq!(text(&site, "static/logo/mark.svg"), "static/logo/mark.svg");
    assert!(text(&site, "roles/clerk.html").contains("<h1>文员</h1>"));
}

/// The findings as `path:line:column message`, with the text under the carets.
fn told(sources: &Sources, findings: &[Diagnostic]) -> Vec<String> {
    let mut lines = Lines::new(sources);
    (findings.iter())
        .map(|finding| {
            assert_eq!(finding.code.name, "layout");
            let source = &sources.texts[&finding.primary.path];
            let span = finding.primary.span;
            let (line, column) = lines.line_column(&source.path, span.start);
            let under = &source.text[span.start..span.end];
            let message = &finding.message.english;
            format!("{}:{line}:{column} {message} `{under}`", source.path)
        })
        .collect()
}

#[test]
fn a_mistake_in_a_layout_is_told_once_and_the_page_is_made_all_the_same() {
    let role = "layouts/role.html";
    let cases = [
        (
            role,
            "<p>\n{{ role.titel }}</p>",
            "layouts/role.html:2:",
            "titel",
        ),
        (role, "甲{% if %}", "layouts/role.html:1:", "`"),
        (
            role,
            "\n{{ role.title | shout }}",
            "layouts/role.html:2:",
            "unknown filter `shout`",
        ),
        (
            role,
            "{% extends \"no.html\" %}",
            "layouts/role.html:1:1 ",
            "no.html",
        ),
        (
            role,
            "{% extends \"role.html\" %}",
            "layouts/role.html:1:1 ",
            "circular",
        ),
        (
            "layouts/base.html",
            "<p>{{ page.title }}</p>",
            "layouts/base.html:1:1 ",
            "no longer works with this one",
        ),
    ];
    for (path, layout, place, words) in cases {
        let sources = sources(&[(path, layout)]);
        let (site, findings) = made(&sources);
        let told = told(&sources, &findings);
        assert!(!told.is_empty(), "nothing told of {layout}");
        assert!(told[0].starts_with(place), "{told:#?}");
        assert!(told[0].contains(words), "{told:#?}");
        let distinct: BTreeSet<&String> = told.iter().collect();
        assert_eq!(distinct.len(), told.len(), "{told:#?}");
        // Two roles share the layout; both are there, made by the built-in one.
        assert!(text(&site, "roles/clerk.html").contains("<h1>文员</h1>"));
        assert!(text(&site, "roles/chief.html").contains("<h1>主管</h1>"));
    }
}

#[test]
fn one_bad_layout_does_not_take_the_others_with_it() {
    let sources = sources(&[
        ("layouts/role.html", "{{ role.title"),
        ("layouts/reference.html", "<p>{{ reference.title }}</p>"),
    ]);
    let (site, findings) = made(&sources);
    assert_eq!(told(&sources, &findings).len(), 1);
    assert_eq!(text(&site, "reference/d-001.html"), "<p>术语</p>");
    assert!(text(&site, "roles/clerk.html").contains("<h1>文员</h1>"));
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let sources = sources(&[]);
    assert_eq!(made(&sources).0, made(&sources).0);
}

#[test]
fn an_english_handbook_speaks_english() {
    let config = "title = \"Handbook\"\nlanguage = \"en\"\n";
    let (site, _) = made(&sources(&[("handbook.toml", config)]));
    let page = text(&site, "procedures/a-1.html");
    assert!(page.contains("At a glance") && !page.contains("一览"));
}

/// A large handbook stays usable: its home page and sidebars name no more than fits.
#[test]
fn a_large_handbook_has_small_pages() {
    let mut config = String::from("title = \"Large\"\nlanguage = \"en\"\n");
    for part in 0..60 {
        writeln!(
            config,
            "\n[[part]]\nid = \"p{part}\"\ntitle = \"Part {part}\""
        )
        .expect("a string can be written to");
    }
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    files.insert("handbook.toml".to_owned(), config);
    for at in 0..1200 {
        let part = if at < 600 { 7 } else { at % 60 };
        let procedure = format!(
            "+++\ncode = \"L-{at}\"\ntitle = \"Procedure {at}\"\npart = \"p{part}\"\n\
             owner = \"chief\"\nversion = \"1.0\"\nstatus = \"draft\"\n+++\n"
        );
        files.insert(format!("content/procedures/L-{at}.md"), procedure);
    }
    let files: Vec<(&str, &str)> = (files.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let (site, findings) = made(&sources(&files));
    assert_eq!(findings, []);
    assert!(text(&site, "index.html").len() < 20_000);
    let page = text(&site, "procedures/l-300.html");
    assert!(page.len() < 20_000, "{} bytes", page.len());
    for hook in [
        r#"href="../procedures/l-300.html" aria-current="page""#,
        r#"rel="prev" href="../procedures/l-299.html""#,
        r#"rel="next" href="../procedures/l-301.html""#,
    ] {
        assert!(page.contains(hook), "no {hook} in\n{page}");
    }
    let second = text(&site, "registers/procedures-2.html");
    assert!(second.contains("aria-current=\"page\">2</a>"));
}

/// The list of what is compiled in is kept by hand; the folders say what it must be.
#[test]
fn the_built_in_files_are_those_of_the_folders() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = read(&root.join("src/render/builtin.rs"));
    for folder in ["layouts", "static"] {
        let mut names = files_under(&root.join(folder), "");
        names.sort();
        let marker = format!("\"../../{folder}/");
        let mut included: Vec<String> = (listed.split(marker.as_str()).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect();
        included.sort();
        assert_eq!(included, names, "src/render/builtin.rs lists {folder}/");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test compares a list with the files themselves"
)]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test compares a list with the files themselves"
)]
fn files_under(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.expect("the folder can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().extension().is_none() {
            names.extend(files_under(&entry.path(), &format!("{name}/")));
        } else {
            names.push(name);
        }
    }
    names
}
