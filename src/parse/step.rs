//! One step: its heading and the list of fields right under it.
//!
//! In: the heading's and the list's nodes. Out: a `Step` without its prose, which the caller makes.

use comrak::nodes::{ListType, NodeValue};

use crate::diagnostic::near::{half_width, likely};
use crate::diagnostic::{Diagnostic, Edit, Fix, Text, code, nearest, say};
use crate::model::id::{Destination, Parsed};
use crate::model::procedure::{Branch, Forms, Material, Step, StepKind};
use crate::model::prose::Prose;
use crate::parse::markdown::{Node, Positions, words};
use crate::parse::next;
use crate::parse::value::{name_and_value, plain, reference, split, trimmed};
use crate::source::{Source, Span, Spanned};

/// The fields of a step: what each is, its Chinese and its English name.
const FIELDS: [(Field, &str, &str); 11] = [
    (Field::Kind, "类型", "kind"),
    (Field::Owner, "责任", "owner"),
    (Field::Consulted, "协助", "consulted"),
    (Field::Approver, "审批", "approver"),
    (Field::Informed, "知会", "informed"),
    (Field::Phase, "阶段", "phase"),
    (Field::Due, "时限", "due"),
    (Field::Inputs, "输入", "inputs"),
    (Field::Outputs, "输出", "outputs"),
    (Field::Forms, "表单", "forms"),
    (Field::Next, "下一步", "next"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Kind,
    Owner,
    Consulted,
    Approver,
    Informed,
    Phase,
    Due,
    Inputs,
    Outputs,
    Forms,
    Next,
}

/// Reads steps of one file.
pub(super) struct StepReader<'s> {
    /// The file.
    pub(super) source: &'s Source,
    /// Places of its body.
    pub(super) positions: &'s Positions,
}

impl StepReader<'_> {
    /// The step that a heading opens; `None`, with a finding, when it has no number.
    pub(super) fn heading(
        &self,
        node: Node<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Step<Parsed>> {
        let span = self
            .positions
            .span(&self.source.text, node.data().sourcepos);
        let text = words(node);
        let text = text.trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let title =
            text[digits..].trim_start_matches(['.', '、', '．', '：', ':', ' ', '\u{3000}']);
        let number = text[..digits].parse::<u32>();
        let (Ok(number), false) = (number, title.is_empty()) else {
            let message = say!(
                "the heading `{}` is not a number and a title",
                "标题 `{}` 没有写成编号加名称",
                text
            );
            let finding =
                Diagnostic::error(&code::MALFORMED_STEP, &self.source.path, span, message).help(
                    say!(
                        "write the step's number, a space, its title: `### 22 Review meeting`",
                        "先写步骤的编号，空一格，再写名称：`### 22 Review meeting`"
                    ),
                );
            findings.push(finding.fix(self.half_width_number(text, span)));
            return None;
        };
        Some(Step {
            number: Spanned::new(number, span),
            title: title.to_owned(),
            kind: Spanned::new(StepKind::Task, span),
            owners: Vec::new(),
            consulted: Vec::new(),
            approvers: Vec::new(),
            informed: Vec::new(),
            phase: None,
            due: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
            forms: Forms::Unsaid,
            next: None,
            fields_end: self.line_end(span.end),
            bullet: None,
            prose: Prose::default(),
        })
    }

    /// The end of the line of a place: an allowance may stand there that belongs to the line.
    fn line_end(&self, at: usize) -> Span {
        let rest = &self.source.text[at..];
        let end = at + rest.find(['\r', '\n']).unwrap_or(rest.len());
        Span::new(end, end)
    }

    /// `２２ 质询会` with a number that can be read.
    fn half_width_number(&self, text: &str, span: Span) -> Option<Fix> {
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '０'..='９'))?;
        let edit = Edit::words(
            &self.source.path,
            span,
            &text[..end],
            half_width(&text[..end]),
        );
        (end > 0 && edit.old.as_ref() != Some(&edit.new)).then(|| Fix::certain(edit))
    }

    /// Fills a step from the list under its heading.
    pub(super) fn fields(
        &self,
        list: Node<'_>,
        step: &mut Step<Parsed>,
        findings: &mut Vec<Diagnostic>,
    ) {
        if let NodeValue::List(kind) = &list.data().value {
            step.bullet = Some(char::from(kind.bullet_char));
        }
        let whole = trimmed(self.source, self.span(list)).span;
        step.fields_end = self.line_end(whole.end);
        let mut seen: Vec<(Field, Span)> = Vec::new();
        for item in list.children() {
            let Some(paragraph) = item
                .first_child()
                .filter(|child| matches!(child.data().value, NodeValue::Paragraph))
            else {
                let span = self.span(item);
                findings.push(self.malformed(span));
                continue;
            };
            let Some((name, value)) = name_and_value(self.source, self.span(paragraph)) else {
                let span = self.span(paragraph);
                findings.push(self.malformed(span));
                continue;
            };
            let Some(field) = find_field(name.value) else {
                findings.push(self.unknown_field(&name));
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == field) {
                let message = say!("`{}` is said twice", "`{}` 写了两次", plain(name.value));
                let path = &self.source.path;
                let finding = Diagnostic::error(&code::DUPLICATE_FIELD, path, name.span, message)
                    .related(path, *first, say!("said here first", "最先在这里"))
                    .help(say!(
                        "keep one of them, with its values separated by `;` or `；`",
                        "只留一处，几个值之间用 `；` 或 `;` 隔开"
                    ));
                findings.push(finding);
                continue;
            }
            seen.push((field, name.span));
            let lines = nested_lines(item).map(|node| self.span(node)).collect();
            self.field(field, &name, value, lines, step, findings);
        }
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.positions
            .span(&self.source.text, node.data().sourcepos)
    }

    fn malformed(&self, span: Span) -> Diagnostic {
        let message = say!("this is not a field of a step", "这不是步骤的字段");
        let path = &self.source.path;
        Diagnostic::error(&code::MALFORMED_STEP, path, span, message).help(say!(
            "a field is written `- owner: [[role]]` (`- 责任：[[role]]`); a list that is none stands under a paragraph",
            "字段写成 `- 责任：[[role]]`（`- owner: [[role]]`）；普通的列表前面先写一段文字"
        ))
    }

    fn unknown_field(&self, name: &Spanned<&str>) -> Diagnostic {
        let message = say!(
            "a step has no field `{}`",
            "步骤没有 `{}` 这个字段",
            plain(name.value)
        );
        let known = FIELDS.iter().flat_map(|(_, zh, en)| [*zh, *en]);
        let help = if let Some(known) = nearest(name.value, known) {
            say!("write `{}`", "改成 `{}`", known)
        } else {
            let all = both(FIELDS.iter().map(|(_, zh, en)| (*zh, *en)));
            say!("the fields are: {}", "可用的字段：{}", all)
        };
        let known = FIELDS.iter().flat_map(|(_, zh, en)| [*zh, *en]);
        Diagnostic::error(&code::UNKNOWN_FIELD, &self.source.path, name.span, message)
            .help(help)
            .fix(self.meant(name, known))
    }

    fn field(
        &self,
        field: Field,
        name: &Spanned<&str>,
        value: Span,
        lines: Vec<Span>,
        step: &mut Step<Parsed>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let mut spans = vec![value];
        spans.extend(lines);
        if spans
            .iter()
            .all(|span| trimmed(self.source, *span).value.is_empty())
        {
            let message = say!("`{}` says nothing", "`{}` 后面没有内容", plain(name.value));
            let path = &self.source.path;
            let finding =
                Diagnostic::error(&code::MALFORMED_STEP, path, name.span, message).help(say!(
                    "write a value after the colon, or take the line out",
                    "在冒号后面写上内容，或者去掉这一行"
                ));
            findings.push(finding);
            return;
        }
        match field {
            Field::Kind => self.kind(value, step, findings),
            Field::Owner => step.owners = self.names(&spans),
            Field::Consulted => step.consulted = self.names(&spans),
            Field::Approver => step.approvers = self.names(&spans),
            Field::Informed => step.informed = self.names(&spans),
            Field::Phase => step.phase = Some(trimmed(self.source, value).map(plain)),
            Field::Due => step.due = Some(trimmed(self.source, value).map(plain)),
            Field::Inputs => step.inputs = self.materials(&spans, findings),
            Field::Outputs => step.outputs = self.materials(&spans, findings),
            Field::Forms => step.forms = self.forms(value, &spans),
            Field::Next => step.next = Some(self.next(&spans, findings)),
        }
    }

    fn kind(&self, value: Span, step: &mut Step<Parsed>, findings: &mut Vec<Diagnostic>) {
        let word = trimmed(self.source, value);
        let known = StepKind::WORDS
            .iter()
            .find(|(_, en, zh)| *en == word.value || *zh == word.value);
        if let Some((kind, _, _)) = known {
            step.kind = Spanned::new(*kind, word.span);
            return;
        }
        let words = StepKind::WORDS.iter().flat_map(|(_, en, zh)| [*zh, *en]);
        let help = if let Some(known) = nearest(word.value, words) {
            say!("write `{}`", "改成 `{}`", known)
        } else {
            let all = both(StepKind::WORDS.iter().map(|(_, en, zh)| (*zh, *en)));
            say!("the kinds are: {}", "可用的类型：{}", all)
        };
        let message = say!(
            "`{}` is no kind of step",
            "步骤没有 `{}` 这种类型",
            plain(word.value)
        );
        let path = &self.source.path;
        let words = StepKind::WORDS.iter().flat_map(|(_, en, zh)| [*zh, *en]);
        let finding = Diagnostic::error(&code::WRONG_VALUE, path, word.span, message);
        findings.push(finding.help(help).fix(self.meant(&word, words)));
    }

    /// The one of some words that is meant in the place of another.
    fn meant<'w>(
        &self,
        written: &Spanned<&str>,
        words: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<Fix> {
        let meant = likely(written.value, words.map(|word| (word, word)))?;
        let edit = Edit::whole(&self.source.path, written.span, meant.id);
        Some(Fix::of(edit, meant))
    }

    /// Names of roles or templates, in brackets or bare.
    fn names(&self, spans: &[Span]) -> Vec<Spanned<String>> {
        let separators = ['；', ';', '、', '，', ','];
        spans
            .iter()
            .flat_map(|span| split(self.source, *span, &separators))
            .map(|part| reference(&part).unwrap_or_else(|| part.map(plain)))
            .collect()
    }

    fn materials(
        &self,
        spans: &[Span],
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Spanned<Material<Parsed>>> {
        let mut materials = Vec::new();
        for part in spans
            .iter()
            .flat_map(|span| split(self.source, *span, &['；', ';']))
        {
            if let Some(name) = reference(&part) {
                materials.push(name.map(|name| Material::Page(Destination::Name(name))));
                continue;
            }
            if part.value.contains("[[") {
                let message = say!(
                    "a reference stands among other words here",
                    "引用和别的文字写在了一起"
                );
                let path = &self.source.path;
                let finding = Diagnostic::error(&code::MALFORMED_STEP, path, part.span, message)
                    .help(say!(
                        "separate values with `;` or `；`: `[[F-177]]; minutes`",
                        "几项之间用 `；` 或 `;` 隔开：`[[F-177]]; minutes`"
                    ));
                findings.push(finding);
            }
            materials.push(part.map(|words| Material::Words(plain(words))));
        }
        materials
    }

    fn forms(&self, value: Span, spans: &[Span]) -> Forms<Parsed> {
        let word = trimmed(self.source, value);
        if matches!(word.value, "无" | "none") {
            return Forms::NotNeeded(word.span);
        }
        Forms::Listed(self.names(spans))
    }

    fn next(&self, spans: &[Span], findings: &mut Vec<Diagnostic>) -> Vec<Branch<Parsed>> {
        spans
            .iter()
            .flat_map(|span| next::branches(self.source, *span, findings))
            .collect()
    }
}

/// Words that may be typed in Chinese or in English.
fn both<'w>(words: impl Iterator<Item = (&'w str, &'w str)>) -> Text {
    Text::list(words.map(|(zh, en)| format!("`{zh}`/`{en}`")))
}

/// Whether a node is a list that can hold fields.
pub(super) fn is_field_list(node: Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::List(list) if list.list_type == ListType::Bullet)
}

fn find_field(name: &str) -> Option<Field> {
    FIELDS
        .iter()
        .find(|(_, zh, en)| *zh == name || en.eq_ignore_ascii_case(name))
        .map(|(field, _, _)| *field)
}

/// The paragraphs of the list inside an item: one branch each.
fn nested_lines(item: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    item.children()
        .filter(|child| matches!(child.data().value, NodeValue::List(_)))
        .flat_map(comrak::arena_tree::Node::children)
        .filter_map(comrak::arena_tree::Node::first_child)
        .filter(|line| matches!(line.data().value, NodeValue::Paragraph))
}
