//! The handbook that `init` begins.

use std::fs;
use std::path::Path;

use crate::{LANGUAGES, Run, begun, check, empty, files, nothing_found, procbook, refused, write};

#[test]
fn a_new_handbook_is_sound() {
    for (language, code) in LANGUAGES.into_iter().zip(["PU-02", "CG-02"]) {
        let folder = empty();
        let run = procbook(folder.path(), &["init", "book", "--language", language]);
        let out =
            format!("procbook serve --root book\nprocbook new procedure {code} --root book\n");
        let wanted = Run {
            exit: 0,
            out,
            err: "15 files in book\n".to_owned(),
        };
        assert_eq!(run, wanted);
        assert_eq!(
            check(folder.path()),
            nothing_found([2, 4, 3, 3, 1, 0]),
            "{language}"
        );
    }
}

#[test]
fn what_commands_say_is_in_the_language_of_the_handbook() {
    let folder = begun("zh-CN");
    let found = procbook(folder.path(), &["check", "--root", "book"]);
    assert_eq!(
        found.err,
        "没有发现问题：2 个流程、4 个角色、3 个模板、3 张表单、1 份资料、0 个表单包\n"
    );
    let arguments = ["build", "--root", "book", "--out", "site"];
    let built = procbook(folder.path(), &arguments);
    assert!(built.err.starts_with("site：写出 "), "{built:?}");
    assert!(
        built.err.ends_with(" 个文件，0 个没有变化，删除 0 个\n"),
        "{built:?}"
    );
    write(folder.path(), "book/content/roles/owner.md", "+++\n");
    let refused = procbook(folder.path(), &arguments);
    assert_eq!(refused.exit, 1);
    let said = "1 个错误\n没有写出任何文件：请先改正错误\n";
    assert!(refused.err.ends_with(said), "{refused:?}");
    let english = procbook(
        folder.path(),
        &[&arguments[..], &["--language", "en"]].concat(),
    );
    let said = "1 error\nnothing was written: mend the errors first\n";
    assert!(english.err.ends_with(said), "{english:?}");
}

#[test]
fn a_new_handbook_has_every_file_that_is_kept_for_it() {
    for (language, kept) in LANGUAGES.into_iter().zip(["en", "zh"]) {
        let folder = begun(language);
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/cli/scaffold")
            .join(kept);
        let mut wanted: Vec<_> = (files(&source).into_keys())
            .filter(|path| !path.starts_with("new/"))
            .collect();
        wanted.push(".gitignore".to_owned());
        wanted.sort();
        let written = files(&folder.path().join("book"));
        assert_eq!(written.keys().cloned().collect::<Vec<_>>(), wanted);
        assert_eq!(written[".gitignore"], "/public\n/.public.procbook-*\n");
        for (path, text) in written {
            assert!(!text.contains('@'), "an opening is left in {path}");
        }
    }
}

#[test]
fn a_title_stands_in_the_settings_as_it_was_given() {
    let folder = empty();
    let arguments = ["init", "book", "--title", r#"  C:\ "x" @today@ "#];
    assert_eq!(procbook(folder.path(), &arguments).exit, 0);
    let settings = &files(&folder.path().join("book"))["handbook.toml"];
    assert!(
        settings.starts_with(r#"title = "C:\\ \"x\" @today@""#),
        "{settings}"
    );
    assert_eq!(check(folder.path()).exit, 0);
}

#[test]
fn an_empty_folder_and_a_new_repository_are_places_to_begin() {
    let folder = empty();
    write(folder.path(), ".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(procbook(folder.path(), &["init", "."]).exit, 0);
    let inner = empty();
    assert_eq!(procbook(inner.path(), &["init", "a/b/c"]).exit, 0);
    assert!(inner.path().join("a/b/c/handbook.toml").is_file());
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_alone() {
    let folder = empty();
    write(folder.path(), "notes/b.txt", "mine");
    write(folder.path(), "notes/.git/HEAD", "");
    write(folder.path(), "notes/a.txt", "mine");
    let before = files(folder.path());
    assert_eq!(
        procbook(folder.path(), &["init", "notes"]),
        refused("notes is not empty: it holds a.txt\nname a folder that is new or empty")
    );
    assert_eq!(
        procbook(folder.path(), &["init", "notes/a.txt"]),
        refused("notes/a.txt is a file\nname a folder that is new or empty")
    );
    assert_eq!(files(folder.path()), before);
}

#[test]
fn no_handbook_begins_inside_another() {
    let folder = begun("en");
    let root = fs::canonicalize(folder.path().join("book")).expect("the handbook's folder");
    let inside = refused(&format!(
        "book/content/new is inside the handbook {}\nname a folder outside it: no handbook holds another",
        root.display()
    ));
    assert_eq!(
        procbook(folder.path(), &["init", "book/content/new"]),
        inside
    );
    assert_eq!(
        procbook(folder.path(), &["init", "book"]),
        refused("book is a handbook already\nadd to it: procbook new procedure CODE --root book")
    );
    // The way there leads through the handbook, the folder stands beside it.
    assert_eq!(procbook(&root, &["init", "../beside"]).exit, 0);
    assert!(folder.path().join("beside/handbook.toml").is_file());
}

#[test]
fn titles_without_words_are_refused() {
    let folder = empty();
    assert_eq!(
        procbook(folder.path(), &["init", "book", "--title", " \t"]),
        refused("a title needs words\nwrite --title \"Purchase request\"")
    );
    assert_eq!(
        procbook(folder.path(), &["init", "book", "--title", "two\nlines"]),
        refused(
            "the title \"two\\nlines\" holds a line break or another control character\nwrite it on one line"
        )
    );
    assert!(files(folder.path()).is_empty());
}

#[test]
fn what_will_be_due_is_found_as_of_another_day() {
    let folder = begun("en");
    let later = ["check", "--root", "book", "--format", "short", "--today"];
    let on = |day: &'static str| procbook(folder.path(), &[&later[..], &[day]].concat());
    let found = on("2999-01-01");
    assert_eq!(found.exit, 0, "{}", found.err);
    let overdue = found.err.matches("warning[review-overdue]").count();
    assert_eq!(overdue, found.err.lines().count(), "{}", found.err);
    assert!(overdue > 0, "{}", found.err);
    for day in ["2999-02-29", "tomorrow"] {
        let refused = on(day);
        assert_eq!(refused.exit, 2);
        assert!(
            refused.err.contains("write it as 2026-10-01"),
            "{}",
            refused.err
        );
    }
}
