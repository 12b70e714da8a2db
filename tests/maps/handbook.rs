//! Handbooks for the tests of maps, read from text as a build reads them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use procbook::model::{Book, Config, Entry};
use procbook::source::Source;
use procbook::{link, parse};

/// The book of these files.
pub(crate) fn book(files: &[(String, String)]) -> Book {
    let entries: Vec<Arc<Entry>> = (files.iter())
        .filter_map(|(path, text)| parse::parse(&Source::new(path, text)).0)
        .map(Arc::new)
        .collect();
    let config = entries.iter().find_map(|entry| config_of(entry));
    link::link(&entries, config.expect("a handbook.toml"), &BTreeSet::new())
}

fn config_of(entry: &Entry) -> Option<Config> {
    if let Entry::Config(config) = entry {
        Some(config.clone())
    } else {
        None
    }
}

/// `handbook.toml` with parts of these ids.
pub(crate) fn config(parts: &[&str]) -> (String, String) {
    let mut text = "title = \"手册\"\nlanguage = \"zh-CN\"\n".to_owned();
    for part in parts {
        let _ = write!(text, "\n[[part]]\nid = \"{part}\"\ntitle = \"篇{part}\"\n");
    }
    ("handbook.toml".to_owned(), text)
}

/// A procedure; each step is its list of fields, such as `输出：[[F-1]]`.
pub(crate) fn procedure(code: &str, part: &str, steps: &[&str]) -> (String, String) {
    let mut text = format!(
        "+++\ncode = \"{code}\"\ntitle = \"流程{code}的名称\"\npart = \"{part}\"\n+++\n\n## 步骤\n"
    );
    for (at, fields) in steps.iter().enumerate() {
        let _ = write!(text, "\n### {0} 第{0}步\n\n", at + 1);
        for field in fields.split('|') {
            let _ = writeln!(text, "- {field}");
        }
    }
    (format!("content/procedures/{code}.md"), text)
}

/// A template.
pub(crate) fn template(code: &str) -> (String, String) {
    let text = format!("+++\ncode = \"{code}\"\ntitle = \"表{code}\"\n+++\n");
    (format!("content/templates/{code}.md"), text)
}

/// A role that reports to another, or to nobody.
pub(crate) fn role(id: &str, kind: &str, reports_to: &str) -> (String, String) {
    let superior = if reports_to.is_empty() {
        String::new()
    } else {
        format!("reports_to = \"{reports_to}\"\n")
    };
    let text =
        format!("+++\nid = \"{id}\"\ntitle = \"角色{id}\"\nkind = \"{kind}\"\n{superior}+++\n");
    (format!("content/roles/{id}.md"), text)
}
