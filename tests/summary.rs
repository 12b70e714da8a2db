//! The last words of a run: how many findings of each kind, and what to do first.

use procbook::diagnostic::{Code, Diagnostic, Language, Text, code, summary};
use procbook::source::{SourcePath, Span};

const ROLE: &str = "content/roles/a.md";

fn at(start: usize, end: usize) -> Diagnostic {
    let path = SourcePath::new(ROLE);
    Diagnostic::error(
        &code::UNKNOWN_NAME,
        &path,
        Span::new(start, end),
        Text::same("odd"),
    )
}

#[test]
fn the_summary_counts_by_weight() {
    let mut warning = at(0, 1);
    warning.severity = procbook::diagnostic::Severity::Warning;
    assert_eq!(
        summary(
            &[at(0, 1), warning.clone(), at(1, 2), at(2, 3)],
            Language::English
        ),
        "3 errors, 1 warning"
    );
    assert_eq!(summary(&[warning], Language::English), "1 warning");
    assert_eq!(summary(&[], Language::English), "no errors");
}

/// So many findings of a kind, each at the beginning of a role's file.
fn many(code: &'static Code, count: usize, path: &str, message: &Text) -> Vec<Diagnostic> {
    let path = SourcePath::new(path);
    let found = Diagnostic::error(code, &path, Span::new(0, 1), message.clone());
    vec![found; count]
}

fn text(english: &str, chinese: &str) -> Text {
    Text {
        english: english.to_owned(),
        chinese: chinese.to_owned(),
    }
}

fn summaries(found: &[Diagnostic]) -> [String; 2] {
    [Language::English, Language::Chinese].map(|language| summary(found, language))
}

#[test]
fn the_summary_of_many_findings_says_how_many_of_each_kind_and_what_to_do_first() {
    let no_owner = text("step `2` has no owner", "步骤 `2` 没有责任角色");
    let nobody = text("unknown role `x`", "没有角色 `x`");
    let somebody = text("unknown role `y`", "没有角色 `y`");
    let mut found = many(&code::STEP_WITHOUT_OWNER, 7, ROLE, &no_owner);
    found.extend(many(&code::DUPLICATE_STEP, 2, ROLE, &no_owner));
    found.extend(many(&code::BROKEN_LINK, 2, ROLE, &no_owner));
    let warnings = many(&code::FILE_NAME, 30, ROLE, &no_owner);
    found.extend(warnings.into_iter().map(Diagnostic::warning));
    assert_eq!(
        summaries(&found),
        [
            "11 errors, 30 warnings
   7 error[step-without-owner]
   2 error[broken-link]
   2 error[duplicate-step]
  30 warning[file-name]
first: `step-without-owner`, found 7 times; `procbook explain step-without-owner` says what to write",
            "11 个错误，30 个警告
   7 错误[step-without-owner]
   2 错误[broken-link]
   2 错误[duplicate-step]
  30 警告[file-name]
先改：`step-without-owner`，共 7 处；怎么改见 `procbook explain step-without-owner`",
        ]
    );

    found.extend(many(&code::UNKNOWN_ROLE, 2, ROLE, &somebody));
    found.extend(many(&code::UNKNOWN_ROLE, 3, ROLE, &nobody));
    assert_eq!(
        summaries(&found).each_ref().map(|text| last_line(text)),
        [
            "first: unknown role `x`, found 3 times, perhaps for one reason",
            "先改：没有角色 `x`，共 3 处，可能是同一个原因",
        ]
    );

    let path = "content/roles/b.md";
    found.extend(many(&code::FRONT_MATTER, 1, path, &no_owner));
    assert_eq!(
        summaries(&found).each_ref().map(|text| last_line(text)),
        [
            "first: `content/roles/b.md`, which could not be read in full (front-matter); other \
             findings may come of that",
            "先改：`content/roles/b.md` 没能读全（front-matter），别的问题可能由此而来",
        ]
    );

    found.extend(many(&code::TOML_SYNTAX, 2, "handbook.toml", &no_owner));
    assert_eq!(
        summaries(&found).each_ref().map(|text| last_line(text)),
        [
            "first: the 2 files that could not be read in full, beginning with `handbook.toml` \
             (toml-syntax); other findings may come of that",
            "先改：2 个没能读全的文件，从 `handbook.toml` 开始（toml-syntax），别的问题可能由此而来",
        ]
    );
}

fn last_line(text: &str) -> &str {
    text.lines().last().expect("a line")
}

#[test]
fn the_summary_of_few_findings_is_one_line() {
    let message = text("odd", "奇怪");
    let found = many(&code::UNKNOWN_ROLE, 11, ROLE, &message);
    assert_eq!(summaries(&found[..10]), ["10 errors", "10 个错误"]);
    assert_eq!(summary(&found, Language::English).lines().count(), 3);
    let long = many(&code::UNKNOWN_ROLE, 11, ROLE, &text("a\n\u{1b}[2J", "b\nc"));
    for text in summaries(&long) {
        assert_eq!(text.lines().count(), 3, "{text:?}");
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }
}
