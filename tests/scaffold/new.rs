//! The pages that `new` begins.

use std::fs;

use crate::{
    LANGUAGES, bare, begun, check, empty, files, nothing_found, printed, procbook, refused, write,
};

const EXAMPLES: &str = "a code is letters, digits, `-`, `_` and `.`: SM1.1, F-012, sales-director";

#[test]
fn a_new_page_of_each_kind_is_sound() {
    let kinds = [
        ("procedure", "PU-77", "procedures", Some([3, 4, 3, 3, 1, 0])),
        ("template", "F-077", "templates", Some([3, 4, 4, 4, 1, 0])),
        ("reference", "词汇表", "reference", Some([3, 4, 4, 4, 2, 0])),
        ("pack", "new-buyer", "packs", Some([3, 4, 4, 4, 2, 1])),
        ("role", "auditor", "roles", None),
    ];
    for language in LANGUAGES {
        let folder = begun(language);
        let mut written = files(&folder.path().join("book"));
        for (kind, code, place, counts) in kinds {
            let run = procbook(folder.path(), &["new", kind, code, "--root", "book"]);
            let mut out = format!("book/content/{place}/{code}.md\n");
            if kind == "template" {
                out += "book/forms/F-077.toml\n";
            }
            assert_eq!(run, printed(&out), "{language}");
            let found = check(folder.path());
            if let Some(counts) = counts {
                assert_eq!(found, nothing_found(counts), "{language} {kind}");
            } else {
                // Nothing names the new role yet, which its author is told.
                assert_eq!(found.exit, 0, "{language} {kind}");
                let hints = found.err.matches("[unused-role]").count();
                assert_eq!(hints, found.err.matches('[').count(), "{}", found.err);
            }
            let after = files(&folder.path().join("book"));
            for path in out.lines().map(|path| &path["book/".len()..]) {
                let text = &after[path];
                assert!(!text.contains('@'), "an opening is left in {path}:\n{text}");
                assert!(written.insert(path.to_owned(), text.clone()).is_none());
            }
            assert_eq!(after, written, "nothing else has changed");
        }
    }
}

#[test]
fn a_new_page_takes_its_title_its_part_and_the_first_role() {
    let folder = begun("zh-CN");
    let page = |part: &str, code: &str| {
        let arguments = [
            "new",
            "procedure",
            code,
            "--title",
            "退货 \"七天\"",
            "--part",
            part,
        ];
        let run = procbook(&folder.path().join("book/content"), &arguments);
        assert_eq!(run, printed(&format!("procedures/{code}.md\n")));
        files(&folder.path().join("book"))[&format!("content/procedures/{code}.md")].clone()
    };
    let head = "title = \"退货 \\\"七天\\\"\"\n# aliases = [\"大家搜索时用的别名\"]\npart = \"payment\"\nowner = \"accountant\"\n";
    assert!(page("payment", "CG-02").contains(head));
    assert!(page("验收与付款", "CG-03").contains(head));
    assert_eq!(check(folder.path()), nothing_found([4, 4, 3, 3, 1, 0]));
}

#[test]
fn in_a_bare_handbook_only_what_the_owner_must_fill_in_is_found() {
    let folder = bare("title = \"Bare\"\n");
    let root = folder.path();
    for (kind, code) in [("role", "boss"), ("template", "F-1"), ("reference", "D-1")] {
        assert_eq!(procbook(root, &["new", kind, code]).exit, 0);
    }
    assert_eq!(
        procbook(root, &["check"]),
        nothing_found([0, 1, 1, 1, 1, 0])
    );
    assert_eq!(procbook(root, &["new", "procedure", "P-1"]).exit, 0);
    let found = procbook(root, &["check", "--format", "short"]);
    let wanted = "content/procedures/P-1.md:1:1: error[missing-key]: `part` is missing\n";
    assert_eq!((found.exit, found.err.as_str()), (1, wanted));
}

#[test]
fn without_a_role_no_owner_is_made_up() {
    let folder = bare("title = \"Bare\"\n[[part]]\nid = \"a\"\ntitle = \"A\"\n");
    assert_eq!(
        procbook(folder.path(), &["new", "procedure", "P-1"]).exit,
        0
    );
    let text = &files(folder.path())["content/procedures/P-1.md"];
    assert!(text.contains("part = \"a\"\nversion"), "{text}");
    assert!(!text.contains("owner:"), "{text}");
}

#[test]
fn codes_that_cannot_be_are_refused() {
    let folder = begun("en");
    let before = files(folder.path());
    let slash = "no file's name can hold / on every system";
    let dot = "a file whose name begins with a dot is hidden";
    let device = "Windows keeps this name for a device";
    for (code, why) in [
        ("a/b", slash),
        ("../up", slash),
        ("/etc/passwd", slash),
        ("a\\b", "no file's name can hold \\ on every system"),
        ("C:x", "no file's name can hold : on every system"),
        ("..", dot),
        (".hidden", dot),
        ("end.", "Windows takes no file's name that ends with a dot"),
        ("a b", "it holds a space"),
        ("nul", device),
        ("COM1.x", device),
        ("a#1", "a reference to it cannot hold #"),
        ("一、二", "a reference to it cannot hold 、"),
        (&"长".repeat(61), "it is longer than 60 characters"),
    ] {
        assert_eq!(
            procbook(folder.path(), &["new", "role", code, "--root", "book"]),
            refused(&format!("`{code}` cannot be a code: {why}\n{EXAMPLES}"))
        );
    }
    for (code, shown, odd) in [
        ("a\nb", "a\\nb", "000A"),
        ("a\u{202e}b", "a\\u{202e}b", "202E"),
    ] {
        assert_eq!(
            procbook(folder.path(), &["new", "role", code, "--root", "book"]),
            refused(&format!(
                "`{shown}` cannot be a code: it holds the invisible character U+{odd}\n{EXAMPLES}"
            ))
        );
    }
    assert_eq!(
        procbook(folder.path(), &["new", "role", "", "--root", "book"]),
        refused(&format!("a code cannot be empty\n{EXAMPLES}"))
    );
    assert_eq!(files(folder.path()), before);
}

#[test]
fn codes_and_names_that_are_taken_are_refused() {
    let folder = begun("en");
    let root = folder.path().join("book");
    let before = files(&root);
    for (arguments, message) in [
        (
            ["new", "template", "F-001"].as_slice(),
            "the code F-001 is taken by content/templates/F-001.md\n\
             give another: procbook new template F-004",
        ),
        (
            &["new", "reference", "f-002"],
            "the code F-002 is taken by content/templates/F-002.md\n\
             give another: procbook new reference f-004",
        ),
        (
            &["new", "role", "Requester"],
            "the code requester is taken by content/roles/requester.md\n\
             give another: procbook new role CODE",
        ),
        (
            &["new", "role", "Buyer"],
            "the code Buyer is an alias in content/roles/purchasing-officer.md\n\
             give another, or take the alias out there",
        ),
        (
            &["new", "role", "boss", "--title", "Manager"],
            "the title Manager is an alias in content/roles/head-of-department.md\n\
             give another, or take the alias out there",
        ),
        (
            &["new", "procedure", "X-1", "--part", "purchasin"],
            "there is no part `purchasin`\ndid you mean --part purchasing?",
        ),
        (
            &["new", "procedure", "X-1", "--part", "?"],
            "there is no part `?`\nthe parts are: purchasing, payment",
        ),
        (
            &["new", "role", "boss", "--part", "payment"],
            "a role stands in no part\nleave --part out",
        ),
    ] {
        assert_eq!(procbook(&root, arguments), refused(message));
    }
    assert_eq!(files(&root), before);
}

#[test]
fn a_file_that_is_there_is_never_replaced() {
    let folder = begun("en");
    let root = folder.path().join("book");
    // Its page has another code, so that only the file itself is in the way.
    write(
        &root,
        "content/roles/boss.md",
        "+++\nid = \"chief\"\ntitle = \"Chief\"\n+++\n",
    );
    // A form alone takes its code as well.
    write(&root, "forms/F-009.toml", "[[section]]\ntitle = \"Mine\"\n");
    let before = files(&root);
    assert_eq!(
        procbook(&root, &["new", "role", "boss"]),
        refused(
            "content/roles/boss.md is there already, and nothing was written\n\
             edit it, or give another code"
        )
    );
    assert_eq!(
        procbook(&root, &["new", "template", "F-009"]),
        refused(
            "the code F-009 is taken by forms/F-009.toml\ngive another: procbook new template F-010"
        )
    );
    assert_eq!(files(&root), before);
}

#[test]
fn when_a_form_cannot_be_written_its_template_is_not_either() {
    let folder = begun("en");
    let root = folder.path().join("book");
    // A folder with the form's name is no form, and no file can be made there.
    fs::create_dir_all(root.join("forms/F-009.toml")).expect("a folder in the way");
    let before = files(&root);
    assert_eq!(
        procbook(&root, &["new", "template", "F-009"]),
        refused(
            "forms/F-009.toml is there already, and nothing was written\n\
             edit it, or give another code"
        )
    );
    assert_eq!(files(&root), before);
}

#[test]
fn settings_with_errors_and_places_without_any_are_refused() {
    let folder = bare("title = \n");
    assert_eq!(
        procbook(folder.path(), &["new", "role", "boss"]),
        refused(
            "handbook.toml has errors, so that the handbook's language and parts are not known\n\
             mend them first: procbook check"
        )
    );
    let folder = empty();
    let here = fs::canonicalize(folder.path()).expect("the folder");
    assert_eq!(
        procbook(folder.path(), &["new", "role", "boss"]),
        refused(&format!(
            "no handbook.toml in {} or in a folder above it\n\
             go to a handbook's folder, name it with --root DIR, or begin one: procbook init DIR",
            here.display()
        ))
    );
    let folder = bare("title = \"Bare\"\n");
    assert_eq!(
        procbook(folder.path(), &["new", "procedure", "P-1", "--part", "a"]),
        refused("there is no part `a`\nwrite `[[part]]` with its id and title into handbook.toml")
    );
}
