//! A Mermaid fence as SVG.
//!
//! In: the fence's text. Out: SVG, or an error with its place in that text. It must not know which
//! file the fence stands in, nor anything of the page but the steps on it.

use std::collections::HashMap;

use limu::scene::{Edge, Kind, Scene};
use limu::{Error, ErrorCode};

use crate::chart::drawing::{Hooks, NodeHook, draw_scene};
use crate::chart::layout::{Failure, Limits, layout};
use crate::diagnostic::{Diagnostic, Text, code, nearest, say};
use crate::model::prose::Fence;
use crate::source::{SourcePath, Span};

/// A drawn fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Inline SVG without ids, so that any number of them may stand on one page.
    pub svg: String,
    /// The numbers of its nodes named like steps, `s22`, in order.
    pub steps: Vec<u32>,
    /// The arrows straight from one such node to another.
    pub arrows: Vec<Arrow>,
    /// Where such nodes lead when they are clicked, as the author has it.
    pub links: Vec<(u32, String)>,
}

/// An arrow between two nodes named like steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    /// The number of the step that it leaves.
    pub from: u32,
    /// The number of the step where it leads.
    pub to: u32,
    /// Whether it points one way; a plain line, or one with two heads, does not.
    pub has_direction: bool,
}

/// Why a fence was not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FenceError {
    /// One lowercase phrase.
    pub message: Text,
    /// What to type instead.
    pub help: Option<Text>,
    /// Byte offset in the fence's text.
    pub offset: usize,
}

impl FenceError {
    /// The finding, at its place in the file that the fence stands in.
    #[must_use]
    pub fn diagnostic(&self, path: &SourcePath, fence: &Fence) -> Diagnostic {
        let rest = fence.text.get(self.offset..).unwrap_or_default();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let start = fence.offset_in_file(self.offset);
        let span = Span::new(start, start + length);
        let finding = Diagnostic::error(&code::MERMAID, path, span, self.message.clone());
        match &self.help {
            Some(help) => finding.help(help.clone()),
            None => finding,
        }
    }
}

/// What mermaid.js takes by default; it keeps the slowest picture found at about a second.
const LIMITS: Limits = Limits {
    text: 50_000,
    edges: 500,
};

/// How deep brackets and subgraphs may nest. The library reads some nesting by recursion, which no
/// one can catch when it overflows the stack, and lays out some in cubic time.
const DEEPEST: usize = 50;

/// Draws a fence. `steps` are the numbers of the steps of the page that it stands on: nodes named
/// `s22` become links to them; elsewhere it is empty.
///
/// # Errors
/// When the text is not a diagram of a kind that is compiled in, or is too large, or too deep.
pub fn fence_chart(text: &str, steps: &[u32]) -> Result<Drawing, FenceError> {
    if let Some(offset) = too_deep(text) {
        return Err(FenceError {
            message: say!(
                "this Mermaid diagram nests more than {} levels deep",
                "这张 Mermaid 图嵌套超过 {} 层",
                DEEPEST
            ),
            help: Some(say!("split it into several diagrams", "拆成几张图")),
            offset,
        });
    }
    match layout(text, LIMITS, false) {
        Ok(scene) => Ok(drawing(&scene, steps)),
        Err(Failure::Text(error)) => Err(explain(text, &error)),
        Err(Failure::Broken) => Err(FenceError {
            message: say!(
                "the diagram library broke down over this Mermaid diagram",
                "画图程序处理这张 Mermaid 图时出了故障"
            ),
            help: Some(say!(
                "write it in a simpler way, and report it to procbook",
                "换一种简单的写法，并把这个问题报告给 procbook"
            )),
            offset: header(text).0,
        }),
    }
}

fn drawing(scene: &Scene, steps: &[u32]) -> Drawing {
    let mut hooks = Hooks {
        label: scene.title.clone(),
        ..Hooks::default()
    };
    let (mut named, mut arrows, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for item in &scene.items {
        let Some(id) = &item.id else { continue };
        match &item.kind {
            Kind::Node => {
                let Some(step) = step_number(id) else {
                    continue;
                };
                named.push(step);
                links.extend(item.link.clone().map(|address| (step, address)));
            }
            Kind::Edge(edge) => {
                let Some((from, to)) = step_ends(id) else {
                    continue;
                };
                arrows.push(arrow(from, to, edge));
                if steps.contains(&from) && steps.contains(&to) {
                    let ends = (from.to_string(), to.to_string());
                    hooks.edges.insert(id.clone(), ends);
                }
            }
            Kind::Group | Kind::Text | Kind::Mark => {}
        }
    }
    named.sort_unstable();
    named.dedup();
    hooks.nodes = (named.iter().filter(|step| steps.contains(step)))
        .map(|step| (format!("s{step}"), NodeHook::Step(*step, None)))
        .collect::<HashMap<_, _>>();
    Drawing {
        svg: draw_scene(scene, &hooks),
        steps: named,
        arrows,
        links,
    }
}

/// 22 of `s22`.
fn step_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('s')?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

/// The steps at the ends of an arrow; the library names it `L_s22_s27_0`.
fn step_ends(name: &str) -> Option<(u32, u32)> {
    let parts: Vec<&str> = name.strip_prefix("L_")?.split('_').collect();
    let [from, to, _] = parts[..] else {
        return None;
    };
    Some((step_number(from)?, step_number(to)?))
}

/// An arrow, which may point against the order of the text.
fn arrow(from: u32, to: u32, edge: &Edge) -> Arrow {
    let (at_start, at_end) = (edge.ends[0].is_some(), edge.ends[1].is_some());
    let (from, to) = if at_start && !at_end {
        (to, from)
    } else {
        (from, to)
    };
    Arrow {
        from,
        to,
        has_direction: at_start != at_end,
    }
}

/// Where the text nests too deep. Brackets and subgraphs count; those of an entity diagram's
/// arrows, `||--o{`, are no brackets.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut offset = 0;
    for line in text.split_inclusive(['\n', ';']) {
        let words = line.trim_start();
        if words.starts_with("subgraph") {
            depth += 1;
        } else if words.trim_end().trim_end_matches(';') == "end" {
            depth = depth.saturating_sub(1);
        }
        for (at, c) in line.char_indices() {
            match c {
                '{' | '[' if !ends_arrow(&line[..at]) => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return Some(offset + at);
            }
        }
        offset += line.len();
    }
    None
}

fn ends_arrow(before: &str) -> bool {
    (before.strip_suffix(['o', '|'])).is_some_and(|before| before.ends_with(['-', '.']))
}

fn explain(text: &str, error: &Error) -> FenceError {
    let (start, word) = header(text);
    let mut found = FenceError {
        message: Text::default(),
        help: None,
        offset: error.byte_offset(text).unwrap_or(start),
    };
    match error.code {
        ErrorCode::UnsupportedDiagram => {
            (found.message, found.help) = unknown_kind(word);
        }
        ErrorCode::Syntax if error.line > 0 => {
            (found.message, found.help) = syntax(&error.message);
            // Some kinds of diagram take only Latin words without quotes.
            let blamed = text[found.offset..].chars().next();
            if found.help.is_none() && blamed.is_some_and(|c| !c.is_ascii()) {
                found.help = Some(say!("put the words in double quotes", "把文字放进双引号"));
            }
        }
        ErrorCode::Syntax | ErrorCode::Semantic | ErrorCode::Limit => {
            found.message = phrase(&error.message);
            // The library gives no place for these, but ends its message with the author's word.
            let blamed = error.message.rsplit(':').next().unwrap_or_default();
            let blamed = blamed.trim().trim_end_matches('.');
            let at = text.rfind(blamed).filter(|_| blamed.len() > 2);
            found.offset = at.unwrap_or(found.offset);
        }
    }
    found
}

/// The place and the text of the word that says what kind of diagram it is.
pub(super) fn header(text: &str) -> (usize, &str) {
    let mut offset = 0;
    let mut in_front_matter = false;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        if words == "---" && (number == 0 || in_front_matter) {
            in_front_matter = !in_front_matter;
        } else if !in_front_matter && !words.is_empty() && !words.starts_with("%%") {
            let start = offset + line.len() - line.trim_start().len();
            let word = words.split_whitespace().next().unwrap_or(words);
            return (start, word);
        }
        offset += line.len();
    }
    (0, "")
}

fn unknown_kind(word: &str) -> (Text, Option<Text>) {
    let kinds: Vec<&str> = (limu::types().iter())
        .map(|kind| first_word(kind.name()))
        .collect();
    let all = Text::list(kinds.iter().copied());
    if word.is_empty() {
        let help = say!(
            "begin it with its kind, one of: {}",
            "开头写图的种类，可用的有：{}",
            all
        );
        let message = say!("this Mermaid diagram is empty", "这张 Mermaid 图是空的");
        return (message, Some(help));
    }
    let word: String = word.chars().take(40).collect();
    let help = match nearest(&word, kinds.iter().copied()) {
        Some(kind) => say!("did you mean `{}`?", "是不是想写 `{}`？", kind),
        None => say!("the kinds that can be drawn: {}", "能画的种类：{}", all),
    };
    let message = say!(
        "no Mermaid diagram of kind `{}` can be drawn",
        "画不了 `{}` 这种 Mermaid 图",
        word
    );
    (message, Some(help))
}

/// The word that a diagram of this kind begins with.
fn first_word(kind: &'static str) -> &'static str {
    match kind {
        "agentflow" => "agentflow-beta",
        "architecture" => "architecture-beta",
        "block" => "block-beta",
        "c4" => "C4Context",
        "class" => "classDiagram",
        "cynefin" => "cynefin-beta",
        "er" => "erDiagram",
        "ishikawa" => "ishikawa-beta",
        "packet" => "packet-beta",
        "radar" => "radar-beta",
        "railroad" => "railroad-ebnf-beta",
        "requirement" => "requirementDiagram",
        "sankey" => "sankey-beta",
        "sequence" => "sequenceDiagram",
        "state" => "stateDiagram-v2",
        "swimlane" => "swimlane-beta",
        "treeView" => "treeView-beta",
        "treemap" => "treemap-beta",
        "usecase" => "usecase-beta",
        "venn" => "venn-beta",
        "wardley" => "wardley-beta",
        "xychart" => "xychart-beta",
        other => other,
    }
}

/// The library words its errors as mermaid.js does: `Expecting 'SQE', 'TEXT', got '$end'`.
fn syntax(message: &str) -> (Text, Option<Text>) {
    let detail = message.lines().last().unwrap_or_default();
    let Some((expected, got)) = detail.rsplit_once(", got ") else {
        return (unreadable(), None);
    };
    let message = match token(got.trim_matches('\'')) {
        Some(got) => say!(
            "Mermaid does not expect {} here",
            "Mermaid 图写到这里有误，不应是：{}",
            got
        ),
        None => say!(
            "Mermaid does not expect this here",
            "Mermaid 图写到这里有误"
        ),
    };
    let expected: Vec<Text> = (expected.trim_start_matches("Expecting ").split(", "))
        .filter_map(|name| token(name.trim_matches('\'')))
        .collect();
    let help = say!(
        "it expects {}",
        "这里可以写：{}",
        Text::join(&expected, " or ", "、")
    );
    (message, (!expected.is_empty()).then_some(help))
}

fn unreadable() -> Text {
    say!("Mermaid cannot read this", "Mermaid 读不懂这里")
}

/// What Mermaid's grammar calls a token, in words; names that would tell an author nothing are left
/// out.
fn token(name: &str) -> Option<Text> {
    let sign = |sign: &str| Text::same(format!("`{sign}`"));
    Some(match name {
        "$end" | "EOF" | "EOF_IN_STRUCT" => say!("the end of the diagram", "图的结尾"),
        "NEWLINE" | "NL" => say!("the end of the line", "一行的结尾"),
        "SEMI" => sign(";"),
        "COLON" => sign(":"),
        "COMMA" => sign(","),
        "MINUS" => sign("-"),
        "PIPE" => sign("|"),
        "SQS" => sign("["),
        "SQE" => sign("]"),
        "PS" => sign("("),
        "PE" => sign(")"),
        "DIAMOND_START" => sign("{"),
        "DIAMOND_STOP" | "STRUCT_STOP" => sign("}"),
        "TAGEND" => sign(">"),
        "STR" => say!("words in quotes", "引号里的文字"),
        "TXT" => say!("`:` and the words of the message", "`:` 和消息的文字"),
        "end" => sign("end"),
        "LINK" | "START_LINK" => say!("an arrow", "箭头"),
        "ID" | "NODE_STRING" | "ENTITY_NAME" | "ALPHA" => say!("a name", "名称"),
        "NUM" | "NUMBER_WITH_DECIMAL" => say!("a number", "数字"),
        _ => return None,
    })
}

/// A sentence of the library's own as a phrase in one line.
fn phrase(sentence: &str) -> Text {
    let sentence = sentence.trim().trim_end_matches('.');
    let sentence = sentence.replace('\n', " ").replace(". ", ": ");
    let mut letters = sentence.chars();
    let Some(first) = letters.next() else {
        return unreadable();
    };
    let phrase: String = first.to_lowercase().chain(letters).take(200).collect();
    say!("{}", "Mermaid 图有误：{}", phrase)
}
