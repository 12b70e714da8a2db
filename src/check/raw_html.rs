//! HTML in Markdown, in a handbook that does not allow it.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::proses;
use crate::diagnostic::{Diagnostic, Text, code, say};
use crate::model::Book;

pub(super) const RULE: Rule = Rule {
    code: &code::RAW_HTML,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    if book.config.allow_html {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (path, prose) in proses(book) {
        let mut opened: Vec<String> = Vec::new();
        for html in &prose.raw_html {
            let text = html.text.trim();
            let name = element(text);
            if text.starts_with("</") && opened.contains(&name) {
                // Its opening is reported; the two are mended together.
                continue;
            }
            let first_line = text.lines().next().unwrap_or_default();
            let message = say!("raw HTML {}", "正文里有 HTML：{}", quoted(first_line));
            findings.push(
                Diagnostic::error(RULE.code, path, html.span, message)
                    .label(say!("shown to readers as text", "读者会原样看到这段文字"))
                    .help(instead(&name)),
            );
            opened.push(name);
        }
    }
    findings
}

/// The lower-case name of the element that a tag opens or closes; of a comment, `!--`.
fn element(tag: &str) -> String {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    if inner.starts_with("!--") {
        return "!--".to_owned();
    }
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    inner[..end.unwrap_or(inner.len())].to_lowercase()
}

/// What to type instead of an element.
fn instead(name: &str) -> Text {
    match name {
        "!--" => say!(
            "take the comment out: what staff should not read does not belong in a page",
            "去掉这段注释：不给员工看的内容不要写在页面里"
        ),
        "br" => say!(
            "end the line with `\\` to break it, or leave an empty line for a new paragraph",
            "换行就在行末写 `\\`，另起一段就空一行"
        ),
        "b" | "strong" => say!("write `**bold**`", "加粗写作 `**bold**`"),
        "i" | "em" => say!("write `*emphasis*`", "强调写作 `*emphasis*`"),
        "s" | "del" | "strike" => say!("write `~~struck out~~`", "删除线写作 `~~struck out~~`"),
        "code" | "pre" => say!(
            "write `` `code` ``, or a block between lines of three backticks",
            "代码写作 `` `code` ``，或者上下各写一行三个反引号"
        ),
        "a" => say!(
            "write `[words](address)` or `[[code]]`",
            "链接写作 `[words](address)` 或 `[[code]]`"
        ),
        "img" => say!(
            "write `![what it shows](file.png)`",
            "图片写作 `![what it shows](file.png)`"
        ),
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => say!(
            "write the table in Markdown: `| a | b |`",
            "表格用 Markdown 写：`| a | b |`"
        ),
        "ul" | "ol" | "li" => say!(
            "write the list in Markdown: `- item` or `1. item`",
            "列表用 Markdown 写：`- item` 或 `1. item`"
        ),
        "p" => say!("leave an empty line between paragraphs", "段落之间空一行"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => say!(
            "write the heading in Markdown: `## heading`",
            "标题用 Markdown 写：`## heading`"
        ),
        "hr" => say!("write `---` on a line of its own", "分隔线单独写一行 `---`"),
        "blockquote" => say!("begin the line with `> `", "引用在行首写 `> `"),
        _ => say!(
            "write it in Markdown; for the sign itself write `\\<`; \
             `allow_html = true` in `handbook.toml` allows HTML everywhere",
            "改用 Markdown 写；要写这个符号本身就写 `\\<`；在 `handbook.toml` 里写 \
             `allow_html = true`，所有页面就都可以写 HTML"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn elements_are_named() {
        let names = ["<br/>", "</B>", "<my-tag x>", "<!-- note -->", "<"].map(element);
        assert_eq!(names, ["br", "b", "my-tag", "!--", ""]);
    }
}
