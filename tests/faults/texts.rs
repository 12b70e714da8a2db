//! Faults in the text of pages, and in what authors say of findings.

use crate::book::{Book, Dice, Page};
use crate::{Fault, Place, place};

pub(crate) fn faults() -> Vec<Fault> {
    let mut all = links();
    all.extend(words());
    all.extend(allowances());
    all
}

/// Puts a paragraph under the purpose of a procedure, or into a reference page.
fn with_text(book: &mut Book, dice: &mut Dice, text: &str, words: &str) -> Place {
    let count = book.procedures.len();
    let page: &mut Page = match dice.usize(..=count) {
        at if at < count => &mut book.procedures[at],
        _ => &mut book.references[0],
    };
    page.text += &format!("\n\n{text}");
    place(&page.path, words)
}

fn links() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("broken-link", |book, dice| {
            with_text(book, dice, "见[附录](appendix.md)。", "appendix.md")
        }),
        fault("broken-fragment", |book, dice| {
            with_text(book, dice, "见[上文](#没有这节)。", "#没有这节")
        }),
        fault("broken-image", |book, dice| {
            with_text(book, dice, "![流程照片](photo.png)", "photo.png")
        }),
        fault("image-without-text", |book, dice| {
            let place = with_text(book, dice, "![](a.png)", "a.png");
            let (folder, _) = place.path.rsplit_once('/').expect("a folder");
            book.others.insert(format!("{folder}/a.png"), String::new());
            place
        }),
        fault("unsafe-link", |book, dice| {
            with_text(book, dice, "[点这里](javascript:alert(1))", "javascript")
        }),
        fault("raw-html", |book, dice| {
            with_text(book, dice, "<blink>注意</blink>", "<blink>")
        }),
    ]
}

fn words() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("skipped-heading", |book, dice| {
            with_text(book, dice, "#### 细则\n\n照此办理。", "#### 细则")
        }),
        fault("unknown-abbreviation", |book, dice| {
            with_text(book, dice, "按 QZX 办理。", "QZX")
        }),
        fault("mermaid", |book, dice| {
            let fence = "```mermaid\nflowchart TD\n  a[甲] --> b[乙\n```";
            with_text(book, dice, fence, "b[乙")
        }),
        fault("mermaid-unknown-step", |book, dice| {
            let at = dice.usize(..book.procedures.len());
            let page = &mut book.procedures[at];
            page.text += "\n\n```mermaid\nflowchart TD\n  s1 --> s88\n```";
            place(&page.path, "s1 --> s88")
        }),
    ]
}

fn allowances() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("unused-allow", |book, dice| {
            let text = "<!-- procbook: allow vague-limit — 试运行 -->";
            with_text(book, dice, text, "allow vague-limit")
        }),
        fault("malformed-allow", |book, dice| {
            let text = "<!-- procbook: allow vague-limit -->";
            with_text(book, dice, text, "allow vague-limit")
        }),
    ]
}
