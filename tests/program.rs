//! The program of a form, as its page brings it: what is in it, in which order, and that it stays in its
//! `script`. What it computes is shown in a browser, by `tests/browser/expressions.test.mjs`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use procbook::chart::{Fences, fences};
use procbook::model::{Config, Entry};
use procbook::render::{Edition, Layouts, render};
use procbook::source::{Source, Sources};
use procbook::{link, parse};
use serde_json::{Value, json};

const TEMPLATE: &str = "+++\ncode = \"F-1\"\ntitle = \"表\"\nversion = \"1.0\"\n+++\n\n试。\n";

/// The page of a form.
fn page(form: &str) -> String {
    let mut sources = Sources::default();
    for (path, text) in [
        ("handbook.toml", "title = \"手册\"\nlanguage = \"zh-CN\"\n"),
        ("content/templates/F-1.md", TEMPLATE),
        ("forms/F-1.toml", form),
    ] {
        let source = Source::new(path, text);
        sources.texts.insert(source.path.clone(), source);
    }
    let entries: Vec<Arc<Entry>> = (sources.texts.values())
        .filter_map(|source| parse::parse(source).0)
        .map(Arc::new)
        .collect();
    let config = entries.iter().find_map(|entry| config_of(entry));
    let config = config.expect("there is a handbook.toml");
    let book = link::link(&entries, config, &BTreeSet::new());
    let (charts, _) = fences(&book, &Fences::default());
    let (site, _) = render(&book, &Layouts::of(&sources), &charts, &Edition::default());
    let (_, bytes) = (site.files.iter())
        .find(|(path, _)| path.as_str() == "forms/f-1.html")
        .expect("the form has a page");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn config_of(entry: &Entry) -> Option<Config> {
    if let Entry::Config(config) = entry {
        Some(config.clone())
    } else {
        None
    }
}

/// The nodes of a form's program; `None` when its page has none.
fn nodes(form: &str) -> Option<Vec<Value>> {
    let page = page(form);
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"form-program\">")?;
    let (text, _) = rest.split_once("</script>")?;
    let program: Value = serde_json::from_str(text).expect("JSON");
    program["nodes"].as_array().cloned()
}

fn field(name: &str, kind: &str, more: &str) -> String {
    format!("[[section.field]]\nname = \"{name}\"\ntype = \"{kind}\"\nlabel = \"{name}\"\n{more}\n")
}

#[test]
fn a_program_has_what_is_computed_in_its_order() {
    let form = [
        "[[section]]\nrelevant = \"${asked} = 'yes'\"\n".to_owned(),
        field("total", "money", "calculation = \"round(sum(${net}), 2)\""),
        field("unused", "text", ""),
        "[[section]]\n".to_owned(),
        field("asked", "yes_no", ""),
        field(
            "lines",
            "table",
            "columns = [{ name = \"price\", type = \"money\", label = \"价\", total = true, constraint = \". <= ${most}\" },\n\
             { name = \"net\", type = \"money\", label = \"净\", calculation = \"${price} * 0.9\" }]",
        ),
        field("most", "money", ""),
    ]
    .concat();
    let wanted = json!([
        { "name": "asked", "type": "text", "feeds": [2] },
        { "name": "most", "type": "number", "checks": [3] },
        { "section": 0, "relevant": ["=", "text", ["f", "asked"], ["t", "yes"]], "feeds": [5] },
        { "name": "price", "table": "lines", "type": "number", "total": true,
          "constraint": ["<=", "number", ["."], ["f", "most"]], "feeds": [4] },
        { "name": "net", "table": "lines", "type": "number",
          "calculation": ["*", ["f", "price"], ["n", "0.9"]], "feeds": [5] },
        { "name": "total", "type": "number", "in": 2, "places": 2,
          "calculation": ["round", ["sum", ["c", "net"]], ["n", "2"]] },
    ]);
    assert_eq!(nodes(&form).map(Value::Array), Some(wanted));
    assert_eq!(
        nodes(&["[[section]]\n", &field("a", "text", "")].concat()),
        None
    );
}

#[test]
fn no_text_ends_the_script() {
    let form = [
        "[[section]]\n".to_owned(),
        field("a", "text", ""),
        field(
            "b",
            "text",
            "relevant = \"${a} = '</script><!-- <script>\u{2028}&quot;'\"",
        ),
    ]
    .concat();
    let nodes = nodes(&form).expect("a program");
    assert_eq!(
        nodes[1]["relevant"][3][1],
        "</script><!-- <script>\u{2028}&quot;"
    );
}

/// A page that `serve` shows while its form has mistakes computes what has none.
#[test]
fn mistakes_are_left_out() {
    let form = [
        "[[section]]\n".to_owned(),
        field("a", "money", "calculation = \"${b} + 1\""),
        field("b", "money", "calculation = \"${a} + 1\""),
        field("c", "money", "calculation = \"1 +\""),
        field("d", "money", "calculation = \"${none} + sums(1)\""),
        field("e", "money", "calculation = \"1 + 1\""),
    ]
    .concat();
    let names: Vec<Value> = (nodes(&form).expect("a program").iter())
        .map(|node| node["name"].clone())
        .collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.contains(&json!("e")) && !names.contains(&json!("c")));
}

#[test]
fn deep_trees_and_long_chains_are_compiled() {
    let many = 2_000;
    let mut form = String::from("[[section]]\n");
    for number in 0..many {
        let needs = match number {
            0 => format!("1{}", " + 1".repeat(100)),
            _ => format!("${{f{}}} + 1", number - 1),
        };
        let calculation = format!("calculation = \"{needs}\"");
        write!(
            form,
            "{}",
            field(&format!("f{number}"), "money", &calculation)
        )
        .expect("a text");
    }
    let nodes = nodes(&form).expect("a program");
    assert_eq!(nodes.len(), many);
    assert_eq!(nodes[0]["feeds"], json!([1]));
    assert_eq!(nodes[many - 1]["name"], "f1999");
}
