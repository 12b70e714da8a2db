//! Files and folders that no one meant: links that go round, what may not be read, what is no file, odd names.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use crate::handbook::{self, Handbook};

#[test]
fn names_that_climb_out_of_the_site() {
    let long = "x".repeat(300);
    for code in [
        "../../outside",
        "/outside",
        "a/b",
        "..",
        ".",
        "a\\\\b",
        "C:x",
        "\\u0000",
        "CON",
        " ",
        "?#%",
        &long,
        "a\\nb",
    ] {
        let book = Handbook::small();
        let role = format!("+++\nid = \"{code}\"\ntitle = \"Outside\"\n+++\n");
        book.write("content/roles/outside.md", role);
        let before = book.entries_around();
        book.build().ends();
        assert_eq!(
            book.entries_around(),
            before,
            "a build of `{code}` wrote outside its folder"
        );
    }
}

#[test]
fn two_pages_of_one_address() {
    let book = Handbook::small();
    book.write(
        "content/roles/BOSS.md",
        "+++\nid = \"BOSS\"\ntitle = \"Another\"\n+++\n",
    );
    // On the disks of Windows and macOS, and in a site, `boss` and `BOSS` are one file.
    book.build().finds("duplicate-code", "content/roles/");
}

#[test]
fn a_loop_of_links() {
    let book = Handbook::small();
    symlink("..", book.path("content/loop")).expect("a link");
    book.check().finds("unreadable", "content/loop");

    let book = Handbook::small();
    symlink("nowhere.md", book.path("content/roles/dangling.md")).expect("a link");
    book.check()
        .finds("unreadable", "content/roles/dangling.md");

    let book = Handbook::small();
    symlink("self.md", book.path("content/roles/self.md")).expect("a link");
    book.check().finds("unreadable", "content/roles/self.md");
}

#[test]
fn what_the_user_may_not_read() {
    let book = Handbook::small();
    for path in [handbook::ROLE, "handbook.toml", "content/reference"] {
        let file = book.path(path);
        let before = fs::metadata(&file).expect("it is there").permissions();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("mode 000");
        // The superuser reads what no one may read.
        let is_readable = fs::File::open(&file).is_ok();
        let run = book.check();
        fs::set_permissions(&file, before).expect("the old mode");
        if is_readable {
            run.is_sound();
        } else {
            run.finds("unreadable", path);
        }
    }
}

#[test]
fn things_that_are_no_files() {
    let book = Handbook::small();
    fs::create_dir(book.path("content/roles/folder.md")).expect("a folder");
    symlink("/dev/zero", book.path("content/roles/zero.md")).expect("a link");
    let pipe = Command::new("mkfifo")
        .arg(book.path("content/roles/pipe.md"))
        .status();
    assert!(pipe.expect("mkfifo runs").success());
    book.check().ends();

    let book = Handbook::small();
    fs::remove_file(book.path("handbook.toml")).expect("it is there");
    fs::create_dir(book.path("handbook.toml")).expect("a folder");
    let run = book.check();
    assert!(matches!(run.code, 1 | 2), "{}", run.text);
    run.names("handbook.toml");
}

#[test]
fn names_of_files_that_no_one_types() {
    let long = "长".repeat(80) + ".md";
    for name in [
        "new\nline.md",
        "tab\t\x1b[31m.md",
        " .md",
        "\u{202e}gpj.md",
        "\"'&<b>.md",
        "%2e%2e.md",
        "a#b?.md",
        &long,
    ] {
        let book = Handbook::small();
        book.write(&format!("content/roles/{name}"), "no front matter");
        let run = book.check();
        run.names("content/roles/");
        assert!(
            run.text
                .lines()
                .all(|line| line.starts_with("content/roles/")),
            "a name of a file broke a line of findings\n{}",
            run.text
        );
        assert!(
            !run.text.contains('\x1b'),
            "a name of a file reached the terminal as it is\n{}",
            run.text
        );
    }
    let book = Handbook::small();
    let name = OsStr::from_bytes(b"\xff\xfe.md");
    fs::write(book.path("content/roles").join(name), "no front matter").expect("a file");
    book.check().names("content/roles/");
}

#[test]
fn a_folder_that_is_no_handbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = handbook::run(&["check", "--format", "short"], folder.path());
    assert_eq!(run.code, 2, "{}", run.text);
    assert!(
        run.text.contains("handbook.toml") && run.text.contains("procbook init"),
        "{}",
        run.text
    );
    let run = handbook::run(&["check", "--root", "nowhere"], folder.path());
    assert_eq!(run.code, 2, "{}", run.text);
    assert!(run.text.contains("nowhere"), "{}", run.text);
}
