//! Mermaid fences: `chart/fences` are drawn; what is broken, large, deep or hostile is refused.
#![expect(clippy::disallowed_methods, reason = "the test reads its folder")]

#[path = "chart/svg.rs"]
mod svg;

use std::fs;
use std::path::{Path, PathBuf};

use procbook::chart::fence_chart;
use procbook::model::prose::Fence;
use procbook::source::{SourcePath, Span};

fn fences() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chart/fences");
    let entries = fs::read_dir(&root).expect("the folder is there");
    let mut paths: Vec<PathBuf> = (entries.map(|e| e.expect("an entry").path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "mmd"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", root.display());
    paths
}

#[test]
fn steps_in_a_fence_become_links_on_their_page_alone() {
    let text = "flowchart TD\n s1 --> s2\n s2 --> s3[其他]\n s01 --> x";
    let here = fence_chart(text, &[1, 2]).expect("a picture");
    assert_eq!(here.steps, [1, 2, 3]);
    let svg = svg::read(&here.svg);
    let links: Vec<_> = svg.iter().filter_map(|e| e.get("href")).collect();
    assert_eq!(links, ["#step-1", "#step-2"]);
    let ends: Vec<_> = svg
        .iter()
        .filter_map(|e| Some((e.get("data-from")?, e.get("data-to")?)))
        .collect();
    assert_eq!(ends, [("1", "2")]);
    let elsewhere = fence_chart(text, &[]).expect("a picture").svg;
    assert!(!elsewhere.contains("href") && !elsewhere.contains("data-"));
}

#[test]
fn only_harmless_links_survive() {
    let link = |address: &str| {
        let text = format!("flowchart TD\n a[甲]\n click a \"{address}\" \"提示\"");
        let svg = fence_chart(&text, &[]).expect("a picture").svg;
        let links = svg::read(&svg);
        links.iter().find_map(|e| e.get("href").map(str::to_owned))
    };
    for kept in [
        "https://example.com/a?b=c&amp;d",
        "mailto:a@example.com",
        "../roles/a.html#b",
        "#step-1",
    ] {
        assert!(link(kept).is_some(), "{kept}");
    }
    for dropped in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript#colon;alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "tel:110",
        "//example.com/",
        "\\\\host\\share",
    ] {
        assert_eq!(link(dropped), None, "{dropped}");
    }
}

#[test]
fn nothing_of_a_label_is_markup() {
    let text = "flowchart TD\n a[\"<script>alert(1)</script><img src=x onerror=alert(1)>\"]\n \
                style a fill:expression,stroke:red;\n \
                b@{ img: \"https://example.com/a.png\", label: \"图\" }";
    let svg = fence_chart(text, &[]).expect("a picture").svg;
    for bad in [
        "<script",
        "<img",
        "<image",
        "onerror=\"",
        "javascript",
        "example.com",
    ] {
        assert!(!svg.contains(bad), "{bad} in {svg}");
    }
}

/// The fence, its message, and what stands at the error's place; `\u{3}` is its end.
#[test]
fn an_error_says_what_and_where() {
    for (text, message, at) in [
        (
            "flowchart TD\n  甲[质询会 --> b\n",
            "Mermaid does not expect the end of the diagram here",
            "\n",
        ),
        (
            "flowchart TD\n  甲 -> 乙\n",
            "Mermaid does not expect `-` here",
            "-> 乙",
        ),
        (
            "sequenceDiagram\n 甲->>乙\n",
            "Mermaid does not expect the end of the line here",
            "\n",
        ),
        ("pie\n \"甲\": x\n", "Mermaid cannot read this", "x"),
        (
            "%% 注\n\nflowchat TD\n a-->b",
            "no Mermaid diagram of kind `flowchat` can be drawn",
            "flowchat TD",
        ),
        (
            "---\ntitle: 甲\n---\nzenuml\n 甲.乙()",
            "no Mermaid diagram of kind `zenuml` can be drawn",
            "zenuml",
        ),
        (
            "flowchart TD\n a@{ shape: nosuch }",
            "no such shape: nosuch",
            "nosuch }",
        ),
        (
            "flowchart TD\r\n a[x\r\n",
            "Mermaid does not expect the end of the diagram here",
            "\r\n",
        ),
        ("", "this Mermaid diagram is empty", "\u{3}"),
        ("  \n\n", "this Mermaid diagram is empty", "  \n"),
    ] {
        let error = fence_chart(text, &[]).expect_err(text);
        assert_eq!(error.message.english, message, "{text}");
        assert!(error.message.chinese.contains("Mermaid"), "{text}");
        assert_ne!(error.message.chinese, message, "{text}");
        let rest = &text[error.offset..];
        assert!(
            rest.starts_with(at) || (at == "\u{3}" && rest.is_empty()),
            "{text}: {rest}"
        );
    }
}

#[test]
fn an_unknown_kind_is_told_the_known_ones() {
    let help = |text: &str| {
        fence_chart(text, &[])
            .expect_err(text)
            .help
            .unwrap_or_default()
            .english
    };
    assert_eq!(help("sequencediagram\n"), "did you mean `sequenceDiagram`?");
    let kinds = help("zenuml\n");
    for kind in [
        "flowchart",
        "sequenceDiagram",
        "gantt",
        "stateDiagram-v2",
        "mindmap",
        "pie",
    ] {
        assert!(kinds.contains(kind), "{kinds}");
    }
}

#[test]
fn words_that_need_quotes_are_told_so() {
    let error = fence_chart("xychart-beta\n  x-axis [一月, 二月]\n", &[]).expect_err("an error");
    let help = error.help.map(|help| help.english);
    assert_eq!(help.as_deref(), Some("put the words in double quotes"));
}

#[test]
fn a_finding_points_into_the_file() {
    let file = "# 标题\n\n> ```mermaid\n> flowchart TD\n>  甲 -> 乙\n> ```\n";
    let text = "flowchart TD\n 甲 -> 乙\n".to_owned();
    let line_starts = ["flowchart", " 甲"].map(|line| file.find(line).expect("the line"));
    let fence = Fence {
        language: "mermaid".to_owned(),
        span: Span::new(file.find("```").expect("the fence"), file.len()),
        line_starts: line_starts.to_vec(),
        text,
    };
    let error = fence_chart(&fence.text, &[]).expect_err("an error");
    let finding = error.diagnostic(&SourcePath::new("content/a.md"), &fence);
    assert_eq!(finding.code.name, "mermaid");
    let span = finding.primary.span;
    assert_eq!(&file[span.start..span.end], "->");
}

/// So many lines, each made from its number.
fn numbered(count: usize, line: &dyn Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a table of cases, each a line or two"
)]
fn hostile_fences_neither_hang_nor_overflow() {
    let nested = |open: &str, close: &str, count: usize| {
        format!(
            "{}a-->b\n{}",
            numbered(count, &|i| open.replace('@', &i.to_string())),
            close.repeat(count)
        )
    };
    let edges = numbered(5000, &|i| {
        format!("n{}-->n{}\n", (i * 7) % 701, (i * 13 + 5) % 701)
    });
    for (name, text) in [
        (
            "10,000 nodes",
            format!("flowchart TD\n{}", numbered(10_000, &|i| format!("n{i}\n"))),
        ),
        (
            "10,000 nodes in a ring",
            format!(
                "flowchart TD\n{}",
                numbered(10_000, &|i| format!("n{i}-->n{}\n", (i + 1) % 10_000))
            ),
        ),
        ("5,000 arrows", format!("flowchart TD\n{edges}")),
        (
            "every node to every node",
            format!(
                "flowchart TD\n{0} --> {0}\n",
                numbered(300, &|i| format!("{}n{i}", if i > 0 { " & " } else { "" }))
            ),
        ),
        (
            "5,000 subgraphs deep",
            format!("flowchart TD\n{}", nested("subgraph g@\n", "end\n", 5000)),
        ),
        (
            "1,500 subgraphs deep",
            format!(
                "flowchart TD\n{}",
                nested("subgraph g@\n n@-->m@\n", "end\n", 1500)
            ),
        ),
        (
            "1,500 subgraphs deep in one line",
            format!("flowchart TD;{}", nested("subgraph g@;", "end;", 1500)),
        ),
        (
            "1,500 lanes deep",
            format!(
                "swimlane-beta TD\n{}",
                nested("subgraph g@\n", "end\n", 1500)
            ),
        ),
        (
            "1,500 states deep",
            format!(
                "stateDiagram-v2\n{}",
                nested("state g@ {\n n@-->m@\n", "}\n", 1500)
            ),
        ),
        (
            "deep JSON",
            format!(
                "%%{{init: {{\"a\": {}{}}}}}%%\nflowchart TD\n a-->b",
                "[".repeat(2000),
                "]".repeat(2000)
            ),
        ),
        (
            "deep JSON in a sequence",
            format!(
                "sequenceDiagram\n participant a\n links a: {}{}",
                "{\"a\":".repeat(2000),
                "}".repeat(2000)
            ),
        ),
        (
            "deep YAML",
            format!("---\na: {}\n---\nflowchart TD\n a-->b", "[".repeat(20_000)),
        ),
        ("1 MB of letters", "a".repeat(1 << 20)),
        (
            "1 MB of brackets",
            format!("flowchart TD\n{}", "a{[(".repeat(1 << 18)),
        ),
        (
            "1 MB of diagram",
            format!("flowchart TD\n{}", "a-->b\n".repeat(170_000)),
        ),
    ] {
        let error = fence_chart(&text, &[]).expect_err(name);
        assert!(
            !error.message.is_empty() && text.is_char_boundary(error.offset),
            "{name}"
        );
    }
}

#[test]
fn the_largest_that_is_allowed_is_drawn() {
    let tangle = numbered(500, &|i| {
        format!("n{}-->n{}\n", (i * 7) % 45, (i * 13 + 5) % 45)
    });
    let deep = numbered(45, &|i| format!("subgraph g{i}\n n{i}\n"));
    for text in [
        format!("flowchart TD\n{}", numbered(7000, &|i| format!("n{i}\n"))),
        format!("flowchart TD\n{deep}{}{tangle}", "end\n".repeat(45)),
        format!("swimlane-beta TD\n{deep}{}{tangle}", "end\n".repeat(45)),
        format!(
            "stateDiagram-v2\n{}",
            numbered(3000, &|i| format!(
                "n{}-->n{}\n",
                i % 701,
                (i * 13 + 5) % 701
            ))
        ),
        format!(
            "sequenceDiagram\n{}a->>b: x\n{}",
            "loop x\n".repeat(3000),
            "end\n".repeat(3000)
        ),
        format!(
            "mindmap\n{}",
            numbered(300, &|i| format!("{}a\n", " ".repeat(i + 1)))
        ),
    ] {
        let drawing = fence_chart(&text, &[]);
        assert!(drawing.is_ok(), "{text:.60}: {drawing:?}");
    }
}

#[test]
fn entity_arrows_and_many_flat_blocks_are_not_deep() {
    let entities = numbered(300, &|i| format!(" a{i} ||--o{{ b{i} : x\n"));
    assert!(fence_chart(&format!("erDiagram\n{entities}"), &[]).is_ok());
    let blocks = numbered(300, &|i| format!("subgraph g{i}\n n{i}\nend\n"));
    assert!(fence_chart(&format!("flowchart TD\n{blocks}"), &[]).is_ok());
}

#[test]
fn text_broken_at_random_is_drawn_or_refused() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below).expect("small")).expect("small")
    };
    let texts: Vec<Vec<char>> = (fences().iter())
        .map(|path| fs::read_to_string(path).expect("a fence").chars().collect())
        .collect();
    let odd: Vec<char> = "[](){}|\"'`;:#%&<>-=~.,@\\/\n\t 甲é😀\u{0}\u{202e}0"
        .chars()
        .collect();
    for round in 0..400 {
        let mut text = texts[round % texts.len()].clone();
        for _ in 0..=random(6) {
            let at = random(text.len());
            match random(3) {
                0 => text[at] = odd[random(odd.len())],
                1 => text.insert(at, odd[random(odd.len())]),
                _ => drop(text.remove(at)),
            }
        }
        let text: String = text.into_iter().collect();
        match fence_chart(&text, &[1, 2]) {
            Ok(drawing) => svg::assert_safe(&drawing.svg),
            Err(error) => {
                assert!(text.is_char_boundary(error.offset), "{text}");
                assert!(!error.message.english.contains("broke down"), "{text}");
            }
        }
    }
}
