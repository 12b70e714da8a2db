//! Expressions of forms: the tree that a text gives, the places of its pieces, and input that means harm.

use std::fmt::Write;

use procbook::diagnostic::Diagnostic;
use procbook::model::Entry;
use procbook::model::Form;
use procbook::model::expression::{Expression, ExpressionKind};
use procbook::parse;
use procbook::source::{Source, Span};

/// A form whose one field is computed from `value`, a TOML text with its quotes.
fn form_of(value: &str) -> String {
    format!(
        "[[section]]\n[[section.field]]\nname = \"a\"\ntype = \"integer\"\nlabel = \"a\"\n\
         [[section.field]]\nname = \"x\"\ntype = \"calculate\"\nlabel = \"x\"\ncalculation = {value}\n"
    )
}

fn parsed(text: &str) -> (Form, Vec<Diagnostic>) {
    let (entry, findings) = parse::parse(&Source::new("forms/F-1.toml", text));
    let Some(Entry::Form(form)) = entry else {
        panic!("no form")
    };
    (form, findings)
}

fn tree(text: &str) -> Option<Expression> {
    let (form, _) = parsed(text);
    form.sections[0].fields[1].calculation.clone()?.tree
}

/// The tree with brackets around everything that has an operator.
fn bracketed(piece: &Expression) -> String {
    match &piece.kind {
        ExpressionKind::Number(digits) => digits.clone(),
        ExpressionKind::Text(text) => format!("'{text}'"),
        ExpressionKind::Boolean(truth) => truth.to_string(),
        ExpressionKind::Field(name) => name.clone(),
        ExpressionKind::Own => ".".to_owned(),
        ExpressionKind::Negative(inner) => format!("(-{})", bracketed(inner)),
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } => format!(
            "({} {} {})",
            bracketed(left),
            operator.word(),
            bracketed(right)
        ),
        ExpressionKind::Call {
            function,
            arguments,
        } => {
            let inside: Vec<String> = arguments.iter().map(bracketed).collect();
            format!("{}({})", function.value, inside.join(", "))
        }
    }
}

#[test]
fn operators_bind_as_in_xpath() {
    let cases = [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("8 div 4 div 2 mod 3", "(((8 div 4) div 2) mod 3)"),
        ("-1 * -${a}", "((-1) * (-a))"),
        ("--1", "(-(-1))"),
        ("${a}-${a}", "(a - a)"),
        (
            "1 = 2 or 3 = 4 and 5 = 6",
            "((1 = 2) or ((3 = 4) and (5 = 6)))",
        ),
        ("1 < 2 = true()", "((1 < 2) = true)"),
        ("1 + 2 >= 3 - 4", "((1 + 2) >= (3 - 4))"),
        ("not(1 != 2) and false()", "(not((1 != 2)) and false)"),
        (
            "if(${a} <= .5, 'x', \"it's\")",
            "if((a <= 0.5), 'x', 'it's')",
        ),
        ("days-between(., today())", "days-between(., today())"),
        (
            "000123456789012345678901234567890.10",
            "000123456789012345678901234567890.10",
        ),
        ("max(1,2 , 3.)", "max(1, 2, 3)"),
        ("1 ＋ ２．５ ≥ 3", "((1 + 2.5) >= 3)"),
        ("1 == 2 || 3 <> 4", "((1 = 2) or (3 != 4))"),
    ];
    for (text, wanted) in cases {
        let found = tree(&form_of(&format!("'''{text}'''")));
        assert_eq!(
            found.as_ref().map(bracketed).as_deref(),
            Some(wanted),
            "{text}"
        );
    }
}

/// Every number and text of the tree stands in the file where its place says.
#[test]
fn places_are_those_of_the_file() {
    for value in [
        "\"${a} * 12 + round(34, 5)\"",
        "'${a} * 12 + round(34, 5)'",
        "\"\"\"${a} * 12\n + round(34, 5)\"\"\"",
        "'''\n${a} * 12\n + round(34, 5)'''",
        "'''\r\n${a} * 12 + round(34, 5)'''",
    ] {
        let mut text = form_of(value);
        text.insert(0, '\u{feff}');
        let tree = tree(&text).unwrap_or_else(|| panic!("{value}: no tree"));
        let mut seen = Vec::new();
        tree.each(&mut |piece| {
            if let ExpressionKind::Number(_) | ExpressionKind::Field(_) = piece.kind {
                seen.push(&text[piece.span.start..piece.span.end]);
            }
        });
        assert_eq!(seen, ["${a}", "12", "34", "5"], "{value}");
        let whole = &text[tree.span.start..tree.span.end];
        assert!(
            whole.starts_with("${a}") && whole.ends_with("5)"),
            "{whole}"
        );
    }
}

#[test]
fn a_text_with_escapes_is_one_place() {
    let text = form_of("\"${a} * \\u0031\"");
    let tree = tree(&text).expect("a tree");
    let mut spans: Vec<Span> = Vec::new();
    tree.each(&mut |piece| spans.push(piece.span));
    spans.dedup();
    assert_eq!(spans.len(), 1, "{spans:?}");
    assert_eq!(&text[spans[0].start..spans[0].end], "\"${a} * \\u0031\"");
}

#[test]
fn deep_and_long_expressions_are_refused() {
    let many = 100_000;
    let deep = [
        format!("{}1{}", "(".repeat(many), ")".repeat(many)),
        format!("{}1", "-".repeat(many)),
        format!("1{}", " + 1".repeat(many)),
        format!("{}1{}", "not(".repeat(many), ")".repeat(many)),
        "(".repeat(many),
        format!("1{}", " = 1 and 1".repeat(many)),
    ];
    for text in deep {
        let (form, findings) = parsed(&form_of(&format!("'{text}'")));
        let formula = form.sections[0].fields[1].calculation.as_ref();
        assert!(formula.is_some_and(|formula| formula.tree.is_none()));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
        assert_eq!(codes, ["expression-syntax"]);
        assert!(
            findings[0].message.english.contains("levels"),
            "{}",
            findings[0].message.english
        );
    }
    let wide = format!("max(1{})", ", 1".repeat(many));
    let (_, findings) = parsed(&form_of(&format!("'{wide}'")));
    assert!(findings.is_empty(), "many values are not deep");
}

/// Fields that need each other by the thousand: one circle, and a chain that has none.
#[test]
fn long_chains_of_fields_end() {
    let many = 5_000;
    let form = |last: &str| {
        let mut text = String::from("[[section]]\n");
        for number in 0..many {
            let next = if number + 1 == many {
                last.to_owned()
            } else {
                format!("${{f{}}} + 1", number + 1)
            };
            write!(
                text,
                "[[section.field]]\nname = \"f{number}\"\ntype = \"calculate\"\nlabel = \"f\"\ncalculation = \"{next}\"\n"
            )
            .expect("a text takes all");
        }
        text
    };
    assert_eq!(parsed(&form("1")).1, []);
    let typed = parsed(&form("'x'")).1;
    assert_eq!(
        typed.len(),
        1,
        "the type of the last reaches the one that needs it"
    );
    let circle = parsed(&form("${f0}")).1;
    assert_eq!(circle.len(), 1);
    assert_eq!(circle[0].code.name, "expression-cycle");
    assert!(
        circle[0].message.english.len() < 300,
        "{}",
        circle[0].message.english
    );
}

#[test]
fn no_bytes_make_it_panic() {
    let pieces = [
        "${", "}", "$", "'", "‘", "’", "\u{3000}", "（", "）", "and", "or", "-", ".", "1", "１",
        "𠀀", "\u{0}", "!", "，", "if(", ")", "${a}", "<", "＝", " ", "%", "days-", "é",
    ];
    let mut state = fastrand::Rng::with_seed(4);
    for _ in 0..4_000 {
        let length = state.usize(1..12);
        let text: String = (0..length)
            .map(|_| *state.choice(&pieces).expect("a piece"))
            .collect();
        let file = form_of(
            &format!("{:?}", text.replace('\u{0}', "\u{1f}")).replace("\\u{1f}", "\\u001f"),
        );
        let (form, findings) = parsed(&file);
        for finding in findings {
            let span = finding.primary.span;
            assert!(file.get(span.start..span.end).is_some(), "{text}: {span:?}");
        }
        assert!(form.sections[0].fields.len() == 2);
    }
}
