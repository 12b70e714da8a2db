//! Faults in what documents, roles and packs say of themselves.

use crate::book::{Book, Dice, Page};
use crate::{Fault, place};

pub(crate) fn faults() -> Vec<Fault> {
    let mut all = heads();
    all.extend(names());
    all.extend(lives());
    all.extend(roles());
    all.extend(packs());
    all
}

/// A procedure, whose front matter is to be spoilt.
fn document<'b>(book: &'b mut Book, dice: &mut Dice) -> &'b mut Page {
    let at = dice.usize(..book.procedures.len());
    &mut book.procedures[at]
}

/// One more reference page, which the first one leads to.
fn page(book: &mut Book, code: &str) -> usize {
    let mut page = book.references[0].clone();
    page.path = format!("content/reference/{code}.md");
    page.set("code", &format!("\"{code}\""));
    page.set("title", &format!("\"资料{code}\""));
    page.text = "## 内容\n\n供查阅。".to_owned();
    book.references[0].text += &format!("\n\n另见[[{code}]]。");
    book.references.push(page);
    book.references.len() - 1
}

fn heads() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("missing-key", |book, dice| {
            let page = document(book, dice);
            page.head.retain(|(key, _)| key != "version");
            place(&page.path, "")
        }),
        fault("unknown-key", |book, dice| {
            let page = document(book, dice);
            page.set("ownner", "\"role-0\"");
            place(&page.path, "ownner")
        }),
        fault("wrong-type", |book, dice| {
            let page = document(book, dice);
            page.set("version", "1.5");
            place(&page.path, "version = 1.5")
        }),
        fault("wrong-value", |book, dice| {
            let page = document(book, dice);
            page.set("status", "\"valid\"");
            place(&page.path, "status = \"valid\"")
        }),
        fault("bad-date", |book, dice| {
            let page = document(book, dice);
            page.set("effective", "\"2026-02-30\"");
            place(&page.path, "2026-02-30")
        }),
        fault("toml-syntax", |book, dice| {
            let page = document(book, dice);
            page.set("aliases", "[\"别名\"");
            page.set("phases", "[\"月初\", \"月中\", \"月末\"]");
            place(&page.path, "aliases = ")
        }),
        fault("front-matter", |book, _| {
            let text = "+++\nid = \"lost\"\ntitle = \"无尾\"\n\n## 职责\n".to_owned();
            let path = "content/roles/lost.md";
            book.others.insert(path.to_owned(), text);
            place(path, "")
        }),
    ]
}

fn names() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("duplicate-code", |book, _| {
            let again = page(book, "D-2");
            book.references[again].set("code", "\"D-1\"");
            book.references[0].text = book.references[0].text.replace("\n\n另见[[D-2]]。", "");
            book.references[again].path = "content/reference/more/D-1.md".to_owned();
            place("content/reference/more/D-1.md", "code = ")
        }),
        fault("duplicate-alias", |book, dice| {
            let page = document(book, dice);
            page.set("aliases", "[\"审批权限表\"]");
            place(&page.path, "aliases = ")
        }),
        fault("file-name", |book, _| {
            let at = page(book, "D-2");
            book.references[at].path = "content/reference/D-20.md".to_owned();
            place("content/reference/D-20.md", "code = ")
        }),
        fault("misplaced-file", |book, _| {
            let path = "content/notes.md";
            book.others
                .insert(path.to_owned(), "随手记下。\n".to_owned());
            place(path, "随手记下")
        }),
        fault("retired-code-reused", |book, _| {
            book.settings += "\n[check]\nretired_codes = [\"P1\"]\n";
            place("content/procedures/P1.md", "code = ")
        }),
        fault("unlinked-page", |book, _| {
            let at = page(book, "D-2");
            book.references[0].text = book.references[0].text.replace("\n\n另见[[D-2]]。", "");
            place(&book.references[at].path, "code = ")
        }),
        fault("ambiguous-reference", |book, dice| {
            for code in ["D-2", "D-3"] {
                let at = page(book, code);
                book.references[at].set("title", "\"同名资料\"");
            }
            let page = document(book, dice);
            page.text += "\n\n另见[[同名资料]]。";
            place(&page.path, "[[同名资料]]")
        }),
    ]
}

fn lives() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("review-overdue", |book, dice| {
            let page = document(book, dice);
            page.set("review_by", "2026-10-31");
            place(&page.path, "review_by")
        }),
        fault("review-due", |book, dice| {
            let page = document(book, dice);
            page.set("effective", "2025-11-15");
            page.set("review_by", "2026-11-15");
            place(&page.path, "review_by")
        }),
        fault("not-yet-effective", |book, _| {
            book.procedures[1].set("effective", "2027-01-01");
            place("content/procedures/P1.md", "→ P2#1")
        }),
        fault("reference-to-retired", |book, dice| {
            let at = page(book, "D-2");
            book.references[at].set("status", "\"retired\"");
            book.references[at].set("superseded_by", "\"D-1\"");
            book.references[0].text = book.references[0].text.replace("\n\n另见[[D-2]]。", "");
            let page = document(book, dice);
            page.text += "\n\n另见[[D-2]]。";
            place(&page.path, "[[D-2]]")
        }),
        fault("retired-without-successor", |book, _| {
            let at = page(book, "D-2");
            book.references[at].set("status", "\"retired\"");
            book.references[0].text = book.references[0].text.replace("\n\n另见[[D-2]]。", "");
            place(&book.references[at].path, "status = ")
        }),
        fault("bad-successor", |book, _| {
            let at = page(book, "D-2");
            book.references[at].set("superseded_by", "\"D-1\"");
            place(&book.references[at].path, "superseded_by")
        }),
        fault("revision-list", |book, dice| {
            let page = document(book, dice);
            page.tables =
                "\n[[revisions]]\nversion = \"1.2\"\ndate = 2026-05-01\nnote = \"改时限\"\n"
                    .to_owned();
            place(&page.path, "version = \"1.2\"")
        }),
        fault("external-owner", |book, _| {
            let mut role = book.roles[0].clone();
            role.path = "content/roles/customer.md".to_owned();
            role.set("id", "\"customer\"");
            role.set("title", "\"客户\"");
            role.set("kind", "\"external\"");
            book.roles.push(role);
            let at = page(book, "D-2");
            book.references[at].set("owner", "\"customer\"");
            place(&book.references[at].path, "owner = ")
        }),
    ]
}

fn roles() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("unused-role", |book, _| {
            let mut role = book.roles[0].clone();
            role.path = "content/roles/idle.md".to_owned();
            role.set("id", "\"idle\"");
            role.set("title", "\"法务部\"");
            book.roles.push(role);
            place("content/roles/idle.md", "id = ")
        }),
        fault("duplicate-role-title", |book, _| {
            let mut role = book.roles[1].clone();
            role.path = "content/roles/twin.md".to_owned();
            role.set("id", "\"twin\"");
            book.roles.push(role);
            book.references[0].text += "\n\n也由[[twin]]办理。";
            place("content/roles/twin.md", "title = ")
        }),
        fault("reporting-cycle", |book, _| {
            book.roles[0].set("reports_to", "\"role-1\"");
            place("content/roles/role-0.md", "reports_to")
        }),
    ]
}

fn packs() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("unknown-item", |book, _| {
            book.packs[0].set("items", "[\"P1\", \"F-97\"]");
            place("content/packs/course.md", "items = ")
        }),
        fault("duplicate-item", |book, _| {
            book.packs[0].set("items", "[\"P1\", \"F-1\", \"P1\"]");
            place("content/packs/course.md", "items = ")
        }),
        fault("items-and-for-role", |book, dice| {
            let at = dice.usize(..book.roles.len());
            book.packs[0].set("for_role", &format!("\"role-{at}\""));
            place("content/packs/course.md", "for_role")
        }),
        fault("pack-without-items", |book, _| {
            book.packs[0].head.retain(|(key, _)| key != "items");
            place("content/packs/course.md", "id = ")
        }),
        fault("retired-item", |book, _| {
            let at = page(book, "D-2");
            book.references[at].set("status", "\"retired\"");
            book.references[at].set("superseded_by", "\"D-1\"");
            book.references[0].text = book.references[0].text.replace("\n\n另见[[D-2]]。", "");
            book.packs[0].set("items", "[\"P1\", \"D-2\"]");
            place("content/packs/course.md", "items = ")
        }),
    ]
}
