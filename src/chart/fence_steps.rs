//! A fence of a procedure against its steps.
//!
//! In: a procedure, a fence that stands in it, and its drawing. Out: findings, at their places in the
//! fence. It must not know how the fence was drawn.
//!
//! A node named `s22` is step 22. What other nodes say is the author's own business, and so is what
//! leads to them and away from them.

use std::collections::BTreeSet;

use crate::chart::fence::{Arrow, Drawing};
use crate::diagnostic::{Code, Diagnostic, Text, code, say};
use crate::model::Procedure;
use crate::model::procedure::EdgeEnd;
use crate::model::prose::Fence;
use crate::source::Span;

/// What the fence says of the steps that is not so.
pub(super) fn findings(procedure: &Procedure, fence: &Fence, drawing: &Drawing) -> Vec<Diagnostic> {
    let checker = Checker {
        procedure,
        fence,
        numbers: (procedure.steps.iter().map(|step| step.number.value)).collect(),
    };
    let mut found = checker.unknown_steps(&drawing.steps);
    found.extend(checker.missing_steps(&drawing.steps));
    found.extend(checker.wrong_arrows(&drawing.arrows));
    found.extend(checker.wrong_links(&drawing.links));
    found
}

struct Checker<'a> {
    procedure: &'a Procedure,
    fence: &'a Fence,
    numbers: BTreeSet<u32>,
}

impl Checker<'_> {
    fn error(&self, code: &'static Code, place: Span, message: impl Into<Text>) -> Diagnostic {
        let start = self.fence.offset_in_file(place.start);
        let span = Span::new(start, start + (place.end - place.start));
        Diagnostic::error(code, &self.procedure.path, span, message)
    }

    /// A node that names no step. The node may be named on purpose like one, for its shortness, so that
    /// the help says how not to.
    fn unknown_steps(&self, drawn: &[u32]) -> Vec<Diagnostic> {
        let code = self.procedure.code.value.as_str();
        let unknown = drawn.iter().filter(|step| !self.numbers.contains(step));
        let finding = |step: &u32| {
            let name = format!("s{step}");
            let message = say!(
                "node `{}` names no step of `{}`",
                "节点 `{}` 不是 `{}` 的步骤",
                name,
                code
            );
            let label = match self.numbers.len() {
                0 => say!("`{}` has no steps", "`{}` 没有步骤", code),
                _ => say!("the steps are {}", "现有步骤：{}", list(&self.numbers)),
            };
            self.error(&code::MERMAID_UNKNOWN_STEP, self.name(&name), message)
                .label(label)
                .help(say!(
                    "name it after a step, or otherwise than `s` and a number",
                    "用现有步骤的编号，或者给节点起个不是 `s` 加数字的名字"
                ))
        };
        unknown.map(finding).collect()
    }

    /// A fence with more than half of the steps passes for the whole chart, so that readers would take
    /// what it leaves out for not being there; one with fewer is a picture of some detail.
    fn missing_steps(&self, drawn: &[u32]) -> Option<Diagnostic> {
        let drawn: BTreeSet<u32> = drawn.iter().copied().collect();
        let missing: BTreeSet<u32> = self.numbers.difference(&drawn).copied().collect();
        let shown = self.numbers.len() - missing.len();
        if missing.is_empty() || shown * 2 <= self.numbers.len() {
            return None;
        }
        let (what, nodes) = match missing.len() {
            1 => (say!("step", "步骤"), say!("a node", "节点")),
            _ => (say!("steps", "步骤"), say!("nodes", "节点")),
        };
        let message = say!(
            "the chart leaves out {} {}",
            "图里少了 {} {}",
            what,
            list(&missing)
        );
        let names = Text::list(missing.iter().map(|step| format!("`s{step}`")));
        let header = header(&self.fence.text);
        let finding = self.error(&code::MERMAID_MISSING_STEP, header, message);
        let label = say!(
            "it shows {0} of the {1} steps of `{2}`",
            "`{2}` 有 {1} 步，图里只有 {0} 步",
            shown,
            self.numbers.len(),
            self.procedure.code.value.as_str()
        );
        let help = say!(
            "add {} {}, or draw no more than half of the steps",
            "补上 {} {}，或者最多只画一半的步骤",
            nodes,
            names
        );
        Some(finding.warning().label(label).help(help))
    }

    /// An arrow straight from step to step that the steps do not have.
    fn wrong_arrows(&self, arrows: &[Arrow]) -> Vec<Diagnostic> {
        let edges = self.procedure.edges().into_iter();
        let ways: BTreeSet<(u32, u32)> = edges
            .filter_map(|edge| {
                let EdgeEnd::Step(to) = edge.to else {
                    return None;
                };
                let number = |at: usize| self.procedure.steps[at].number.value;
                Some((number(edge.from.at), number(to.at)))
            })
            .collect();
        let is_known =
            |arrow: &&Arrow| self.numbers.contains(&arrow.from) && self.numbers.contains(&arrow.to);
        let is_wrong = |arrow: &&Arrow| {
            let (there, back) = ((arrow.from, arrow.to), (arrow.to, arrow.from));
            !ways.contains(&there) && (arrow.has_direction || !ways.contains(&back))
        };
        let wrong = arrows.iter().filter(is_known).filter(is_wrong);
        wrong.map(|arrow| self.wrong_arrow(arrow, &ways)).collect()
    }

    fn wrong_arrow(&self, arrow: &Arrow, ways: &BTreeSet<(u32, u32)>) -> Diagnostic {
        let Arrow { from, to, .. } = arrow;
        let leads: BTreeSet<u32> = (ways.iter())
            .filter(|(step, _)| step == from)
            .map(|(_, to)| *to)
            .collect();
        let label = match leads.len() {
            0 => say!(
                "step {} leads to no other step",
                "步骤 {} 不通向别的步骤",
                from
            ),
            1 => say!(
                "step {} leads to step {}",
                "步骤 {} 的下一步是 {}",
                from,
                list(&leads)
            ),
            _ => say!(
                "step {} leads to steps {}",
                "步骤 {} 的下一步是 {}",
                from,
                list(&leads)
            ),
        };
        let message = say!(
            "the chart leads from step {} to step {}, the steps do not",
            "图里从步骤 {} 走到步骤 {}，步骤里没有这样写",
            from,
            to
        );
        let place = arrow_place(&self.fence.text, *from, *to)
            .unwrap_or_else(|| self.name(&format!("s{from}")));
        self.error(&code::MERMAID_WRONG_ARROW, place, message)
            .label(label)
            .help(say!(
                "draw what lies between, or say in step {} that it leads to step {}",
                "画出中间的步骤，或者在步骤 {} 里写明下一步是 {}",
                from,
                to
            ))
    }

    /// `click s22` that leads to another step than 22.
    fn wrong_links(&self, links: &[(u32, String)]) -> Vec<Diagnostic> {
        let page = format!("{}.html", self.procedure.code.value.as_str().to_lowercase());
        let is_wrong = |step: u32, address: &str| {
            let Some((path, fragment)) = address.split_once('#') else {
                return false;
            };
            let here = path.is_empty() || path.rsplit('/').next() == Some(page.as_str());
            fragment
                .strip_prefix("step-")
                .is_some_and(|number| !here || number != step.to_string())
        };
        let known = links.iter().filter(|(step, _)| self.numbers.contains(step));
        let wrong = known.filter(|(step, address)| is_wrong(*step, address));
        let finding = |(step, address): &(u32, String)| {
            let name = format!("s{step}");
            let place = link_place(&self.fence.text, &name, address);
            let message = say!(
                "node `{}` is step {}, but leads to `{}`",
                "节点 `{}` 是步骤 {}，却链接到 `{}`",
                name,
                step,
                address
            );
            self.error(
                &code::MERMAID_WRONG_LINK,
                place.unwrap_or_else(|| self.name(&name)),
                message,
            )
            .help(say!(
                "leave the `click` out: the node leads to step {} by itself",
                "去掉 `click`：节点会自动链接到步骤 {}",
                step
            ))
        };
        wrong.map(finding).collect()
    }

    fn name(&self, name: &str) -> Span {
        let text = &self.fence.text;
        names(text, name).next().unwrap_or_else(|| header(text))
    }
}

/// `3, 5 and 7`, `3、5、7`; of many the first few.
fn list(numbers: &BTreeSet<u32>) -> Text {
    const MOST: usize = 12;
    let mut words: Vec<String> = numbers.iter().take(MOST).map(u32::to_string).collect();
    let more = numbers.len().saturating_sub(MOST);
    if more > 0 {
        return say!(
            "{} and {} more",
            "{} 以及另外 {} 个",
            Text::list(words.clone()),
            more
        );
    }
    let last = words.pop().unwrap_or_default();
    if words.is_empty() {
        return Text::same(last);
    }
    say!("{} and {}", "{}、{}", Text::list(words.clone()), last)
}

/// The word that says what kind of diagram it is.
fn header(text: &str) -> Span {
    let (start, word) = crate::chart::fence::header(text);
    Span::new(start, start + word.len())
}

/// Where a node's name stands as a word of its own, outside of comments and quoted words.
fn names<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    text.match_indices(name)
        .map(|(at, _)| Span::new(at, at + name.len()))
        .filter(|span| {
            let before = text[..span.start].chars().next_back();
            let after = text[span.end..].chars().next();
            let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let line = line_before(text, span.start);
            !is_name(before)
                && !is_name(after)
                && !line.trim_start().starts_with("%%")
                && line.matches('"').count().is_multiple_of(2)
        })
}

fn line_before(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..at]
}

/// From the one node's name to the other's, in one line, with an arrow between them.
fn arrow_place(text: &str, from: u32, to: u32) -> Option<Span> {
    let (from, to) = (format!("s{from}"), format!("s{to}"));
    let pairs = names(text, &from).flat_map(|a| names(text, &to).map(move |b| (a, b)));
    let spans = pairs.filter_map(|(a, b)| {
        let between = text.get(a.end.min(b.end)..a.start.max(b.start))?;
        let is_arrow = ["--", "==", "-.", "~~"]
            .iter()
            .any(|dash| between.contains(dash));
        let span = Span::new(a.start.min(b.start), a.end.max(b.end));
        (is_arrow && !between.contains(['\n', ';'])).then_some(span)
    });
    spans.min_by_key(|span| span.end - span.start)
}

/// The address in the `click` of a node.
fn link_place(text: &str, name: &str, address: &str) -> Option<Span> {
    names(text, name).find_map(|span| {
        let is_click = line_before(text, span.start).trim() == "click";
        let line = text[span.end..].lines().next()?;
        let start = span.end + line.find(address)?;
        is_click.then(|| Span::new(start, start + address.len()))
    })
}
