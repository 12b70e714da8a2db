//! Bad input: whatever bytes stand in a handbook's files, a run ends with exit code 0, 1 or 2 and says
//! which file is to be mended. It never panics, never hangs and never writes outside its folder.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "this test writes the handbooks that it has checked, and measures time"
)]

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/handbook.rs"]
mod handbook;
#[path = "hostile/mutations.rs"]
mod mutations;

use handbook::{Handbook, Run};

/// One file of each kind of the small handbook.
const KINDS: [&str; 6] = [
    "handbook.toml",
    handbook::PROCEDURE,
    handbook::ROLE,
    handbook::TEMPLATE,
    handbook::FORM,
    handbook::REFERENCE,
];

fn is_toml(path: &str) -> bool {
    path == "handbook.toml" || path == handbook::FORM
}

/// A reference page with this text under its front matter.
fn reference(body: &str) -> String {
    format!("+++\ncode = \"D-002\"\ntitle = \"Hostile\"\n+++\n\n{body}\n")
}

const HOSTILE: &str = "content/reference/D-002.md";

/// What a check says of the small handbook with one more reference page.
fn check_reference(body: &str) -> Run {
    let book = Handbook::small();
    book.write(HOSTILE, reference(body));
    book.check()
}

#[test]
fn the_small_handbook_is_sound() {
    Handbook::small().check().is_sound();
}

#[test]
fn bytes_that_are_not_utf8() {
    for path in KINDS {
        let book = Handbook::small();
        let mut bytes = book.read(path);
        let middle = bytes.len() / 2;
        bytes.splice(middle..middle, [0xff, 0xfe, 0x80]);
        book.write(path, bytes);
        book.check().finds("not-utf8", path);
    }
    let book = Handbook::small();
    book.write("layouts/role.html", b"\xff\xfe{{");
    book.check().finds("not-utf8", "layouts/role.html");
}

#[test]
fn nul_bytes_and_other_controls() {
    for path in KINDS {
        let book = Handbook::small();
        let mut bytes = book.read(path);
        bytes.extend(b"\n\0\0\x01\x02\x07\x1b[31m\x7f\xe2\x80\xae\0\n");
        book.write(path, bytes);
        let run = book.check();
        if is_toml(path) {
            run.finds("toml-syntax", path);
        } else {
            run.ends();
        }
    }
}

#[test]
fn random_bytes_in_every_kind_of_file() {
    let mut random = mutations::Random::new(1);
    for path in KINDS.into_iter().chain(["layouts/role.html"]) {
        let book = Handbook::small();
        book.write(path, random.bytes(20_000));
        book.check().finds("not-utf8", path);
        book.write(path, b"");
        book.check().ends();
    }
}

#[test]
fn a_file_of_50_megabytes() {
    for path in KINDS {
        let book = Handbook::small();
        book.write(path, vec![b'a'; 50 * 1024 * 1024]);
        book.check().finds("too-large", path);
    }
}

#[test]
fn lists_10_000_deep() {
    for body in [
        format!("{}x", "- ".repeat(10_000)),
        format!("{}x", "1. ".repeat(10_000)),
        (0..2_000).fold(String::new(), |text, level| {
            text + &"  ".repeat(level) + "- x\n"
        }),
    ] {
        check_reference(&body).finds("too-deep", HOSTILE);
    }
}

#[test]
fn quotes_10_000_deep() {
    for body in [
        format!("{}x", "> ".repeat(10_000)),
        format!("{}x", ">".repeat(10_000)),
        format!("{}x", "> - ".repeat(10_000)),
        (0..2_000).fold(String::new(), |text, level| {
            text + &">".repeat(level) + " x\n"
        }),
    ] {
        check_reference(&body).finds("too-deep", HOSTILE);
    }
}

#[test]
fn marks_that_never_close() {
    for body in [
        "[".repeat(50_000),
        "[[".repeat(25_000),
        "![".repeat(25_000),
        "*a **a ".repeat(10_000),
        "`".repeat(50_000),
        "a` ``b ".repeat(10_000),
        "<a ".repeat(20_000),
        "[a](".repeat(20_000),
        "[^a]".repeat(10_000) + "\n\n[^a]: note\n",
        "[a]: b\n".repeat(20_000) + &"[a]".repeat(20_000),
        "| a ".repeat(10_000) + "|\n" + &"|---".repeat(10_000) + "|\n",
        "a\n: b\n\n".repeat(5_000),
        "&#x".repeat(20_000),
        "> [!NOTE]\n".repeat(5_000),
        format!("{}\n{}", "```x\n".repeat(10_001), "~~~"),
        "[[|]] [[a|]] [[|a]] [[#]] [[SM#]] [[SM#999999999999999999999999]]".repeat(100),
    ] {
        check_reference(&body).ends();
    }
}

#[test]
fn a_hundred_thousand_headings() {
    check_reference(&"## Heading\n\n".repeat(100_000)).ends();
    check_reference(&"###### **a** `b` [[D-001]]\n".repeat(20_000)).ends();
}

#[test]
fn a_chart_without_an_end() {
    let book = Handbook::small();
    let steps = (1..=50).map(|number| {
        let next = number % 50 + 1;
        handbook::step(number, &format!("- next: {next}\n"))
    });
    book.write(
        handbook::PROCEDURE,
        handbook::procedure(&steps.collect::<String>()),
    );
    book.check().finds("dead-end", handbook::PROCEDURE);

    book.write(
        handbook::PROCEDURE,
        handbook::procedure(&handbook::step(1, "- next: 1\n")),
    );
    book.check().finds("dead-end", handbook::PROCEDURE);
}

#[test]
fn steps_that_no_one_would_write() {
    let many = (1..=1_500).map(|number| handbook::step(number, ""));
    let all_to_all = (1..=60).map(|number| {
        let targets: Vec<_> = (1..=60).map(|to| to.to_string()).collect();
        handbook::step(number, &format!("- next: {}\n", targets.join(", ")))
    });
    let odd = "### 99999999999999999999 a\n\n### 0 b\n\n### 1\n\n###\n\n### 2 c\n\n- :\n- ：\n- owner:\n- next:\n  - → 1\n  - a →\n  - → → →\n- owner: [[\n- forms: ]]\n";
    let long = format!(
        "### 1 {}\n\n- due: {}\n",
        "长".repeat(20_000),
        "x".repeat(100_000)
    );
    for steps in [
        many.collect::<String>(),
        all_to_all.collect(),
        odd.to_owned(),
        long,
    ] {
        let book = Handbook::small();
        book.write(handbook::PROCEDURE, handbook::procedure(&steps));
        book.check().ends();
    }
}

#[test]
fn mermaid_that_is_none() {
    let nodes = |count: usize| {
        (0..count).fold(String::from("flowchart TD\n"), |text, node| {
            text + &format!("  n{node} --> n{}\n", node + 1)
        })
    };
    for (chart, is_broken) in [
        ("§ %% \0 -->> {{{ [[ garbage".to_owned(), true),
        ("flowchart TD\n  a[\n  b --\n  --> --> c\n".to_owned(), true),
        (String::new(), true),
        (
            "flowchart TD\n".to_owned() + &"subgraph a\n".repeat(2_000),
            false,
        ),
        ("flowchart TD\n  a[".to_owned() + &"(".repeat(20_000), false),
        (
            "sequenceDiagram\n".to_owned() + &"  loop a\n".repeat(2_000),
            false,
        ),
        (
            "mindmap\n".to_owned()
                + &(0..1_000)
                    .map(|level| " ".repeat(level) + "x\n")
                    .collect::<String>(),
            false,
        ),
        (nodes(20_000), false),
    ] {
        let run = check_reference(&format!("```mermaid\n{chart}\n```"));
        if is_broken {
            run.finds("mermaid", HOSTILE);
        } else {
            run.ends();
        }
    }
}

#[test]
fn toml_that_is_nested_too_deeply() {
    let arrays = format!("title = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    let tables = format!(
        "title = {}1{}",
        "{ a = ".repeat(20_000),
        " }".repeat(20_000)
    );
    let dots = format!("{}a = 1", "a.".repeat(20_000));
    let header = format!("[{}a]\nb = 1", "a.".repeat(20_000));
    let headers = (1..400).fold(String::new(), |text, depth| {
        text + "[[" + &vec!["a"; depth].join(".") + "]]\n"
    });
    for toml in [arrays, tables, dots, header, headers] {
        for path in ["handbook.toml", handbook::FORM] {
            let book = Handbook::small();
            book.write(path, &toml);
            book.check().names(path);
        }
        let book = Handbook::small();
        book.write(handbook::ROLE, format!("+++\n{toml}\n+++\n"));
        book.check().names(handbook::ROLE);
    }
}

#[test]
fn toml_of_a_megabyte() {
    let field = "\n[[section.field]]\nname = \"f\"\ntype = \"text\"\nlabel = \"标签\"\n";
    let form = format!("[[section]]\ntitle = \"a\"\n{}", field.repeat(4_000));
    let book = Handbook::small();
    book.write(handbook::FORM, form);
    book.check().ends();

    let book = Handbook::small();
    let keys = (0..50_000).fold(String::new(), |text, key| text + &format!("key{key} = 1\n"));
    book.write("handbook.toml", &keys);
    book.check().names("handbook.toml");
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a table of cases, each a line or two"
)]
fn every_key_of_the_wrong_type() {
    let keys = [
        "code",
        "id",
        "title",
        "aliases",
        "part",
        "owner",
        "version",
        "status",
        "basis",
        "effective",
        "review_by",
        "approved_by",
        "superseded_by",
        "phases",
        "lanes",
        "sources",
        "covers",
        "revisions",
        "kind",
        "unit",
        "reports_to",
        "filled_by",
        "signed_by",
        "kept",
        "language",
        "summary",
        "paper",
        "orientation",
        "section",
        "field",
        "name",
        "type",
        "columns",
        "rows",
        "choices",
        "items",
        "allow_html",
    ];
    let values = [
        "1",
        "1.5",
        "nan",
        "true",
        "[1, 2]",
        "[[]]",
        "{ a = 1 }",
        "1979-05-27",
        "07:32:00",
        "\"\"",
        "[{}]",
        "\"\\u0000\"",
    ];
    for value in values {
        let toml = keys.map(|key| format!("{key} = {value}\n")).concat();
        for path in KINDS {
            let book = Handbook::small();
            let text = if is_toml(path) {
                toml.clone()
            } else {
                format!("+++\n{toml}+++\n\n## Steps\n")
            };
            book.write(path, text);
            book.check().names(path);
        }
    }
    for key in [
        "name", "type", "label", "choices", "rows", "columns", "preset", "width", "items",
        "required",
    ] {
        for value in values {
            let book = Handbook::small();
            let form = format!("[[section]]\ntitle = \"a\"\n[[section.field]]\n{key} = {value}\n");
            book.write(handbook::FORM, form);
            book.check().names(handbook::FORM);
        }
    }
}

#[test]
fn mutated_files_parse_with_places_inside_the_file() {
    mutations::parse_many(3_000);
}

#[test]
fn mutated_handbooks_go_through_the_whole_pipeline() {
    mutations::run_many(120);
}
