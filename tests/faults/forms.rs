//! Faults in templates and their forms.

use crate::book::{Book, Dice, field};
use crate::{Fault, Place, place};

pub(crate) fn faults() -> Vec<Fault> {
    let mut all = files();
    all.extend(fields());
    all
}

/// Puts a field into a form; its words, which only it has, are where the fault is.
fn with_field(book: &mut Book, dice: &mut Dice, text: &str, words: &str) -> Place {
    let at = dice.usize(..book.forms.len());
    book.forms[at] += text;
    place(&format!("forms/F-{}.toml", at + 1), words)
}

/// Puts a calculation into a form.
fn computed(book: &mut Book, dice: &mut Dice, expression: &str) -> Place {
    let text = field(
        "extra",
        "calculate",
        &format!("calculation = \"{expression}\"\n"),
    );
    with_field(
        book,
        dice,
        &text,
        &format!("calculation = \"{expression}\""),
    )
}

fn files() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("unused-form", |book, _| {
            let mut template = book.templates[0].clone();
            template.path = "content/templates/F-90.md".to_owned();
            template.set("code", "\"F-90\"");
            template.set("title", "\"闲置表\"");
            book.templates.push(template);
            book.forms.push(book.forms[0].clone());
            place("content/templates/F-90.md", "code = ")
        }),
        fault("template-without-form", |book, dice| {
            let at = dice.usize(..book.forms.len());
            book.forms[at].clear();
            place(&book.templates[at].path, "code = ")
        }),
        fault("form-without-template", |book, _| {
            let form = book.forms[0].clone();
            book.others.insert("forms/F-91.toml".to_owned(), form);
            place("forms/F-91.toml", "[[section]]")
        }),
        fault("signature-mismatch", |book, dice| {
            let at = dice.usize(..book.forms.len());
            let signature = field("signature", "signature", "");
            book.forms[at] = book.forms[at].replace(&signature, "");
            place(&book.templates[at].path, "signed_by")
        }),
    ]
}

fn fields() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("duplicate-field", |book, dice| {
            let text = field("amount", "text", "").replace("amount 栏", "又一栏");
            let text = text.replace("name = \"amount\"", "name = \"amount\" # 又一次");
            with_field(book, dice, &text, "# 又一次")
        }),
        fault("unknown-key", |book, dice| {
            let text = field("extra", "text", "lable = \"x\"\n");
            with_field(book, dice, &text, "lable")
        }),
        fault("expression-unknown-field", |book, dice| {
            computed(book, dice, "${amount} + ${nothing}")
        }),
        fault("expression-syntax", |book, dice| {
            computed(book, dice, "${amount} +")
        }),
        fault("expression-unknown-function", |book, dice| {
            computed(book, dice, "summ(${amount})")
        }),
        fault("expression-wrong-arguments", |book, dice| {
            computed(book, dice, "round(${amount}, 1, 2)")
        }),
        fault("expression-wrong-type", |book, dice| {
            computed(book, dice, "${note} * 2")
        }),
        fault("expression-unknown-choice", |book, dice| {
            computed(book, dice, "if(${way} = 'cheque', 1, 2)")
        }),
        fault("expression-cycle", |book, dice| {
            let one = field("one", "calculate", "calculation = \"${other} + 1\"\n");
            let other = field("other", "calculate", "calculation = \"${one} + 1\"\n");
            with_field(book, dice, &format!("{one}{other}"), "${other} + 1")
        }),
        fault("score-weights", |book, dice| {
            let items = "items = [\n  { name = \"a\", label = \"甲\", weight = 60 },\n  \
                         { name = \"b\", label = \"乙\", weight = 30 },\n]\n";
            let text = field("score", "score", items);
            let text = text.replace("[[section.field]]", "[[section.field]] # 评分");
            with_field(book, dice, &text, "# 评分")
        }),
        fault("wrong-default", |book, dice| {
            let text = field("when", "date", "default = \"明天\"\n");
            with_field(book, dice, &text, "default = \"明天\"")
        }),
    ]
}
