//! Expressions in plain words, as printed forms say them.
//!
//! `speech/cases.txt` has a case a line: `when EXPRESSION`, or `must TYPE EXPRESSION` for a field of that type.
//! `speech/zh.toml` and `en.toml` have the fields that they name, `zh.txt` and `en.txt` the exact words.
//! `UPDATE=1` writes the last two anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads its cases and is told by the environment to update what it expects"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use procbook::chart::{Fences, fences};
use procbook::model::{Entry, expression::Operator};
use procbook::render::{Edition, Layouts, render};
use procbook::source::{Source, Sources};
use procbook::{link, parse};

const TEMPLATE: &str = "+++\ncode = \"F-1\"\ntitle = \"F\"\nversion = \"1.0\"\n+++\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speech")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The page of a form, of a handbook in this language.
fn page(language: &str, form: &str) -> String {
    let config = format!("title = \"H\"\nlanguage = \"{language}\"\n");
    let files = [
        ("handbook.toml", config.as_str()),
        ("content/templates/F-1.md", TEMPLATE),
        ("forms/F-1.toml", form),
    ];
    let mut entries = Vec::new();
    for (path, text) in files {
        let (entry, findings) = parse::parse(&Source::new(path, text));
        assert_eq!(findings, [], "{path}");
        entries.push(Arc::new(entry.expect("the file is understood")));
    }
    let config = entries.iter().find_map(|entry| match entry.as_ref() {
        Entry::Config(config) => Some(config.clone()),
        Entry::Procedure(_)
        | Entry::Role(_)
        | Entry::Template(_)
        | Entry::Form(_)
        | Entry::Reference(_)
        | Entry::Pack(_) => None,
    });
    let book = link::link(&entries, config.expect("a handbook"), &BTreeSet::new());
    let (fences, _) = fences(&book, &Fences::default());
    let (site, findings) = render(
        &book,
        &Layouts::of(&Sources::default()),
        &fences,
        &Edition::default(),
    );
    assert_eq!(findings, []);
    let (_, bytes) = (site.files.iter())
        .find(|(path, _)| path.as_str() == "forms/f-1.html")
        .expect("the form has a page");
    String::from_utf8(bytes.to_vec()).expect("a page is UTF-8")
}

/// The field of a case, in TOML.
fn field(number: usize, case: &str) -> String {
    let (key, rest) = case
        .split_once(' ')
        .expect("a case has a word and an expression");
    let (kind, expression) = if key == "when" {
        ("text", rest)
    } else {
        rest.split_once(' ').expect("a type and an expression")
    };
    let key = if key == "when" {
        "relevant"
    } else {
        "constraint"
    };
    let choices = if kind == "select_multiple" {
        "choices = [{ name = \"x\", label = \"X\" }, { name = \"y\", label = \"Y\" }]\n"
    } else {
        ""
    };
    format!(
        "[[section]]\n[[section.field]]\nname = \"case_{number}\"\ntype = \"{kind}\"\nlabel = \"c\"\n{choices}{key} = \"\"\"{expression}\"\"\"\n"
    )
}

/// What the page says beside a field, on paper alone; empty when nothing.
fn words(page: &str, number: usize) -> String {
    let start = page
        .find(&format!("data-name=\"case_{number}\""))
        .expect("the field is there");
    let end = page[start..]
        .find("<div class=\"fields\"")
        .map_or(page.len(), |end| start + end);
    let field = &page[start..end];
    let mut said = Vec::new();
    for class in ["when", "must"] {
        let open = format!("<span class=\"hint paper {class}\">");
        if let Some((_, rest)) = field.split_once(&open) {
            said.push(rest.split("</span>").next().unwrap_or_default());
        }
    }
    said.join(" | ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#x27;", "'")
}

fn cases() -> Vec<String> {
    read("cases.txt").lines().map(str::to_owned).collect()
}

#[test]
fn expressions_are_said_in_plain_words() {
    for language in ["zh", "en"] {
        let cases = cases();
        let mut form = read(&format!("{language}.toml"));
        for (number, case) in cases.iter().enumerate() {
            form.push_str(&field(number, case));
        }
        let page = page(language, &form);
        let mut found = String::new();
        for (number, case) in cases.iter().enumerate() {
            let said = words(&page, number);
            for raw in ["${", "'", "!=", "div", "selected(", "()"] {
                assert!(!said.contains(raw), "{case}: {said}");
            }
            writeln!(found, "{case}\n    {said}").expect("a string takes all");
        }
        let expected = format!("{language}.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(folder().join(&expected), &found).expect("the file is written");
        }
        assert_eq!(found, read(&expected), "{expected}");
    }
}

#[test]
fn the_cases_have_every_operator_and_every_function() {
    let all = cases().join("\n");
    let operators = [
        Operator::Or,
        Operator::And,
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
        Operator::Add,
        Operator::Subtract,
        Operator::Multiply,
        Operator::Divide,
        Operator::Remainder,
    ];
    for operator in operators {
        assert!(
            all.contains(&format!(" {} ", operator.word())),
            "{operator:?}"
        );
    }
    // The list of functions that a finding gives is the list that there is.
    let text = "[[section]]\n[[section.field]]\nname = \"x\"\ntype = \"integer\"\nlabel = \"x\"\nrelevant = \"zzzzzzzzzzzz() = 1\"\n";
    let (_, findings) = parse::parse(&Source::new("forms/F-2.toml", text));
    let help = findings[0].help.clone().unwrap_or_default();
    let names = help
        .english
        .strip_prefix("the functions are: ")
        .expect("the list of functions");
    for name in names.split(", ") {
        assert!(all.contains(&format!("{name}(")), "no case has `{name}`");
    }
}

#[test]
fn the_authors_own_words_come_first() {
    let form = "[[section]]\nfield = [{ name = \"a\", type = \"integer\", label = \"a\", constraint = \". > 3\", constraint_message = \"从 4 起\" },\n{ name = \"b\", type = \"integer\", label = \"b\", relevant = \"${a} > 4\", constraint = \". > 3\" }]\n";
    let page = page("zh-CN", form);
    assert!(
        page.contains("<span class=\"hint paper must\">从 4 起</span>"),
        "{page}"
    );
    let when = "<span class=\"hint paper when\">当「a」 &gt; 4 时填写</span>";
    assert!(page.contains(when), "{page}");
}

#[test]
fn a_table_says_once_what_holds_of_several_columns() {
    let form = "[[section]]\n[[section.field]]\nname = \"k\"\ntype = \"yes_no\"\nlabel = \"新品\"\n[[section]]\ntitle = \"明细\"\nrelevant = \"${k} = 'yes'\"\n[[section.field]]\nname = \"t\"\ntype = \"table\"\nlabel = \"明细\"\ncolumns = [\n{ name = \"a\", type = \"integer\", label = \"数量\", constraint = \". > 0\" },\n{ name = \"b\", type = \"money\", label = \"单价\", constraint = \". > 0\" },\n{ name = \"c\", type = \"select_one\", label = \"类别\", choices = [\"甲类产品与配件\", \"乙类产品与配件\", \"丙类产品与配件\"] },\n{ name = \"d\", type = \"yes_no\", label = \"合格\" },\n{ name = \"e\", type = \"money\", label = \"差额\", constraint = \". >= 0\" } ]\n";
    let page = page("zh-CN", form);
    let notes = "<span class=\"hint paper notes\">数量、单价：须 &gt; 0；类别：甲类产品与配件、乙类产品与配件、丙类产品与配件</span>";
    assert!(page.contains(notes), "{page}");
    assert!(
        page.contains("<span class=\"hint paper\">是 / 否</span>"),
        "{page}"
    );
    assert!(page.contains("当「新品」为「是」时填写本节"), "{page}");
    assert!(page.contains("金额、数量不填负数"), "{page}");
}
