//! The printers: a frame that lines up, places at the edges of a file, texts that no one should print.

use procbook::diagnostic::{Diagnostic, Language, Text, code, human, json, short, summary};
use procbook::source::{Source, SourcePath, Sources, Span};
use unicode_width::UnicodeWidthStr;

const ROLE: &str = "content/roles/a.md";

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources
            .texts
            .insert(SourcePath::new(path), Source::new(path, text));
    }
    sources
}

fn finding(path: &str, text: &str, words: &str) -> Diagnostic {
    let start = text.find(words).expect("the words stand in the text");
    let span = Span::new(start, start + words.len());
    Diagnostic::error(
        &code::UNKNOWN_ROLE,
        &SourcePath::new(path),
        span,
        Text::same(format!("unknown role `{words}`")),
    )
    .label(Text::same("没有这个角色"))
}

fn at(start: usize, end: usize) -> Diagnostic {
    let path = SourcePath::new(ROLE);
    Diagnostic::error(
        &code::UNKNOWN_NAME,
        &path,
        Span::new(start, end),
        Text::same("odd"),
    )
}

/// The display columns that the carets of a frame cover, and those of the words in the line above.
fn columns(frame: &str, words: &str) -> ((usize, usize), (usize, usize)) {
    let lines: Vec<&str> = frame.lines().collect();
    let carets = lines
        .iter()
        .position(|line| line.contains('^'))
        .expect("carets");
    let first = lines[carets].find('^').expect("a caret");
    let count = lines[carets].matches('^').count();
    let source = lines[carets - 1];
    let word = source.find(words).expect("the words are shown");
    let left = source[..word].width();
    ((first, first + count), (left, left + words.width()))
}

#[test]
fn carets_stand_under_full_width_characters() {
    let texts = [
        "- 责任：[[销售总监]]，负责全年",
        "- 责任： [[销售总监]]（ａｂｃ）",
        "\t- 协助\t：[[销售总监]]",
        "🙂 表情与 [[销售总监]] 并列",
    ];
    for text in texts {
        let text = format!("+++\n+++\n\n{text}\n");
        let frame = human::print(
            &[finding(ROLE, &text, "[[销售总监]]")],
            &sources(&[(ROLE, &text)]),
            Language::English,
            false,
        );
        let (carets, words) = columns(&frame, "[[销售总监]]");
        assert_eq!(carets, words, "{frame}");
    }
}

#[test]
fn carets_stand_under_full_width_characters_of_a_line_that_is_cut() {
    for before in [80, 400, 900, 3000, 100_000] {
        let text = format!(
            "{}[[销售总监]]{}\n",
            "销售与 ".repeat(before),
            "，以后".repeat(before)
        );
        let frame = human::print(
            &[finding(ROLE, &text, "[[销售总监]]")],
            &sources(&[(ROLE, &text)]),
            Language::English,
            false,
        );
        let (carets, words) = columns(&frame, "[[销售总监]]");
        assert_eq!(carets, words, "{frame}");
        assert!(frame.len() < 1000, "{frame}");
    }
}

#[test]
fn a_finding_reads_like_this() {
    let procedure = "# 步骤\n\n### 3 汇总\n\n- 责任：[[计划部]]；[[财务部]]\n\n### 3 再汇总\n";
    let role = "+++\nid = \"finance\"\n+++\n";
    let path = "content/procedures/P.md";
    let mut first =
        finding(path, procedure, "[[财务部]]").help(Text::same("write `[[finance]]`\nor another"));
    first = first.related(
        &SourcePath::new(ROLE),
        Span::new(9, 18),
        Text::same("this role"),
    );
    let start = procedure.find("3 再").expect("the second step");
    let second = Diagnostic::error(
        &code::DUPLICATE_STEP,
        &SourcePath::new(path),
        Span::new(start, start + 1),
        Text::same("two steps have the number `3`"),
    )
    .related(
        &SourcePath::new(path),
        Span::new(14, 15),
        Text::same("first here"),
    );
    let found = [first, second];
    let sources = sources(&[(path, procedure), (ROLE, role)]);
    assert_eq!(
        human::print(&found, &sources, Language::English, false),
        "\
error[unknown-role]: unknown role `[[财务部]]`
 --> content/procedures/P.md:5:14
  |
5 | - 责任：[[计划部]]；[[财务部]]
  |                     ^^^^^^^^^^ 没有这个角色
  |
 ::: content/roles/a.md:2:6
  |
2 | id = \"finance\"
  |      --------- this role
  |
  = help: write `[[finance]]`
          or another

error[duplicate-step]: two steps have the number `3`
 --> content/procedures/P.md:7:5
  |
3 | ### 3 汇总
  |     - first here
...
7 | ### 3 再汇总
  |     ^

"
    );
    assert_eq!(summary(&found, Language::English), "2 errors");
    assert_eq!(
        short::print(&found, &sources, Language::English),
        "content/procedures/P.md:5:14: error[unknown-role]: unknown role `[[财务部]]`\n\
         content/procedures/P.md:7:5: error[duplicate-step]: two steps have the number `3`\n"
    );
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let text = "责任 [[nobody]]\n";
    let found = [finding(ROLE, text, "[[nobody]]").help(Text::same("name somebody"))];
    let sources = sources(&[(ROLE, text)]);
    let coloured = human::print(&found, &sources, Language::English, true);
    assert!(coloured.contains('\u{1b}'));
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').expect("an escape ends in m").1;
    }
    bare.push_str(rest);
    assert_eq!(
        bare,
        human::print(&found, &sources, Language::English, false)
    );
}

#[test]
fn places_at_the_edges_of_a_file_are_shown() {
    let texts = [
        "",
        "\n",
        "a",
        "a\n",
        "a\r\nb",
        "\r\n",
        "角色",
        "a\n\n\n",
        "\u{feff}a",
    ];
    for text in texts {
        let sources = sources(&[(ROLE, text)]);
        for start in 0..text.len() + 3 {
            for end in [start, start + 1, start + 2, text.len(), usize::MAX, 0] {
                let found = [at(start, end)];
                let frame = human::print(&found, &sources, Language::English, false);
                assert!(
                    frame.contains(" --> content/roles/a.md:"),
                    "{text:?} {start} {frame}"
                );
                assert!(frame.contains('^'), "{text:?} {start} {frame}");
                serde_json::from_str::<serde_json::Value>(&json::print(
                    &found,
                    &sources,
                    Language::English,
                ))
                .expect("json");
            }
        }
    }
}

#[test]
fn a_file_without_text_is_named() {
    let frame = human::print(&[at(0, 5)], &Sources::default(), Language::English, false);
    assert_eq!(
        frame,
        "error[unknown-name]: odd\n--> content/roles/a.md\n\n"
    );
}

#[test]
fn a_place_over_many_lines_is_shown_by_its_first() {
    let text = "<div>\n".repeat(1000);
    let frame = human::print(
        &[at(6, text.len())],
        &sources(&[(ROLE, &text)]),
        Language::English,
        false,
    );
    assert!(frame.contains("2 | <div>\n  | ^^^^^\n"), "{frame}");
    assert_eq!(frame.lines().count(), 6, "{frame}");
}

#[test]
fn places_far_apart_get_a_frame_each() {
    let text = "line\n".repeat(30_000);
    let found = at(5, 9).related(
        &SourcePath::new(ROLE),
        Span::new(140_000, 140_004),
        Text::same("far"),
    );
    let frame = human::print(
        &[found],
        &sources(&[(ROLE, &text)]),
        Language::English,
        false,
    );
    assert!(
        frame.contains("::: content/roles/a.md:28001:1\n"),
        "{frame}"
    );
    assert!(frame.lines().count() < 14, "{frame}");
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let text = "a \u{1b}[31m \u{9b}31m \u{202e}x\u{7} [[x]] \u{2028}\n";
    let mut found = finding(ROLE, text, "[[x]]")
        .label(Text::same(text))
        .help(Text::same(text));
    found.message = Text::same(text);
    let path = SourcePath::new("content/\u{1b}[2J.md");
    found = found.related(&path, Span::new(0, 1), Text::same(text));
    let mut sources = sources(&[(ROLE, text)]);
    sources.texts.insert(path, Source::new("x", text));
    let found = [found];
    let frame = human::print(&found, &sources, Language::English, false);
    let line = short::print(&found, &sources, Language::English);
    assert_eq!(line.lines().count(), 1, "{line:?}");
    let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2028}');
    for text in [frame, line] {
        assert_eq!(text.chars().find(|c| bad(*c)), None, "{text:?}");
    }
}

#[test]
fn a_line_of_a_megabyte_is_not_printed() {
    let text = format!("{} [[x]] {}", "角".repeat(300_000), "b".repeat(1_000_000));
    let mut found = finding(ROLE, &text, "[[x]]")
        .label(Text::same(text.as_str()))
        .help(Text::same(text.as_str()));
    found.message = Text::same(text.as_str());
    let end = Span::new(text.len() - 1, text.len());
    let found = [
        found.related(&SourcePath::new(ROLE), end, Text::same("the end")),
        at(0, text.len()),
    ];
    let sources = sources(&[(ROLE, &text)]);
    let frame = human::print(&found, &sources, Language::English, false);
    assert!(frame.chars().count() < 6000, "{}", frame.chars().count());
    assert!(frame.contains("角 [[x]] b"), "{frame}");
}

#[test]
fn json_says_where_in_lines_and_characters() {
    let text = "第一行\n责任 [[x]] 等\n";
    let mut found = finding(ROLE, text, "[[x]]").help(Text::same("name a role"));
    found = found.related(
        &SourcePath::new(ROLE),
        Span::new(0, 10),
        Text::same("above"),
    );
    let sources = sources(&[(ROLE, text)]);
    let expected = r#"[
  {
    "code": "unknown-role",
    "severity": "error",
    "message": "unknown role `[[x]]`",
    "path": "content/roles/a.md",
    "line": 2,
    "column": 4,
    "end_line": 2,
    "end_column": 9,
    "label": "没有这个角色",
    "related": [
      {
        "path": "content/roles/a.md",
        "line": 1,
        "column": 1,
        "end_line": 2,
        "end_column": 1,
        "label": "above"
      }
    ],
    "help": "name a role"
  }
]
"#;
    assert_eq!(json::print(&[found], &sources, Language::English), expected);
    assert_eq!(json::print(&[], &sources, Language::English), "[]\n");
}
