//! A site written to a folder: what is touched, what is left alone, what is refused, and what a kill leaves.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at the disk, and one of them runs itself as a process to be killed"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::Context;
use procbook::site::{Site, SitePath};
use procbook::write::{Written, write};

type Outcome = anyhow::Result<()>;

fn site(files: &[(&str, &str)]) -> Site {
    Site {
        files: files
            .iter()
            .map(|(path, text)| {
                let path = SitePath::new(path).expect("a test's own path is sound");
                (path, Arc::from(text.as_bytes()))
            })
            .collect(),
    }
}

const fn counts(written: usize, unchanged: usize, removed: usize) -> Written {
    Written {
        written,
        unchanged,
        removed,
    }
}

/// Every file under a folder with its bytes, links not followed.
fn files_in(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(&inside)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_type()?.is_file() {
                let path = entry.path();
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                found.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// The same without the two files that tell procbook that the folder is its own.
fn pages_in(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = files_in(folder)?;
    found.remove(".procbook");
    found.remove(".procbook.lock");
    Ok(found)
}

fn files_of(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let file = |(path, bytes): (&SitePath, &Arc<[u8]>)| (path.to_string(), bytes.to_vec());
    site.files.iter().map(file).collect()
}

fn refusal(site: &Site, out: &Path) -> String {
    match write(site, out) {
        Ok(written) => format!("not refused: {written:?}"),
        Err(error) => format!("{error:#}"),
    }
}

#[test]
fn a_site_is_written_and_then_only_what_differs() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("deep/public");
    let first = site(&[
        ("index.html", "home"),
        ("roles/a.html", "a"),
        ("roles/b.html", "b"),
        ("static/x/y.css", "y"),
    ]);
    assert_eq!(write(&first, &out)?, counts(4, 0, 0));
    assert_eq!(pages_in(&out)?, files_of(&first));

    let date = fs::metadata(out.join("roles/a.html"))?.modified()?;
    let marker_date = fs::metadata(out.join(".procbook"))?.modified()?;
    assert_eq!(write(&first, &out)?, counts(0, 4, 0));
    assert_eq!(
        fs::metadata(out.join(".procbook"))?.modified()?,
        marker_date,
        "a build with nothing to do touches nothing"
    );

    let second = site(&[
        ("index.html", "HOME"),
        ("roles/a.html", "a"),
        ("roles/c.html", "c"),
    ]);
    assert_eq!(write(&second, &out)?, counts(2, 1, 2));
    assert_eq!(pages_in(&out)?, files_of(&second));
    assert_eq!(fs::metadata(out.join("roles/a.html"))?.modified()?, date);
    assert!(
        !out.join("static").exists(),
        "folders that became empty are gone"
    );
    Ok(())
}

#[test]
fn the_list_of_files_is_sorted_and_complete() -> Outcome {
    let folder = tempfile::tempdir()?;
    write(
        &site(&[("b.html", ""), ("a/z.html", ""), ("a\nb.html", "")]),
        folder.path(),
    )?;
    assert_eq!(
        fs::read_to_string(folder.path().join(".procbook"))?,
        "{\n  \"format\": 1,\n  \"complete\": true,\n  \"files\": [\n    \"a\\nb.html\",\n    \"a/z.html\",\n    \"b.html\"\n  ]\n}\n"
    );
    Ok(())
}

#[test]
fn a_file_that_somebody_changed_is_put_right() -> Outcome {
    let folder = tempfile::tempdir()?;
    let built = site(&[("index.html", "home"), ("a.html", "a")]);
    write(&built, folder.path())?;
    fs::write(folder.path().join("index.html"), "edit")?;
    fs::remove_file(folder.path().join("a.html"))?;
    assert_eq!(write(&built, folder.path())?, counts(2, 0, 0));
    assert_eq!(pages_in(folder.path())?, files_of(&built));
    Ok(())
}

#[test]
fn files_of_others_in_our_folder_stay() -> Outcome {
    let folder = tempfile::tempdir()?;
    write(
        &site(&[("index.html", "1"), ("roles/a.html", "a")]),
        folder.path(),
    )?;
    fs::write(folder.path().join("CNAME"), "handbook.example")?;
    fs::write(folder.path().join("roles/notes.txt"), "mine")?;
    assert_eq!(
        write(&site(&[("index.html", "2")]), folder.path())?,
        counts(1, 0, 1)
    );
    let left: Vec<String> = pages_in(folder.path())?.into_keys().collect();
    assert_eq!(left, ["CNAME", "index.html", "roles/notes.txt"]);

    let taken = site(&[("index.html", "2"), ("CNAME", "other")]);
    let refused = refusal(&taken, folder.path());
    assert!(
        refused.contains("CNAME is not a file that procbook wrote"),
        "{refused}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("CNAME"))?,
        "handbook.example"
    );
    Ok(())
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_as_it_was() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("thesis.txt"), "years of work")?;
    let refused = refusal(&site(&[("index.html", "1")]), folder.path());
    assert!(refused.contains("is not empty"), "{refused}");
    assert!(refused.contains("thesis.txt"), "{refused}");
    assert!(refused.contains("--out"), "{refused}");
    let left: Vec<String> = files_in(folder.path())?.into_keys().collect();
    assert_eq!(left, ["thesis.txt"]);

    let refused = refusal(&site(&[]), &folder.path().join("thesis.txt"));
    assert!(
        refused.contains("cannot create the output folder"),
        "{refused}"
    );
    Ok(())
}

#[test]
fn a_list_that_names_files_outside_is_not_believed() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("public");
    fs::write(folder.path().join("outside.txt"), "keep")?;
    write(&site(&[("index.html", "1")]), &out)?;
    let outside = folder.path().join("outside.txt");
    let list = serde_json::json!({
        "format": 1,
        "complete": true,
        "files": ["../outside.txt", outside, "index.html"],
    });
    fs::write(out.join(".procbook"), list.to_string())?;
    assert_eq!(write(&site(&[("a.html", "1")]), &out)?, counts(1, 0, 1));
    assert!(outside.exists());

    fs::write(out.join(".procbook"), "not a list")?;
    let refused = refusal(&site(&[]), &out);
    assert!(
        refused.contains("is not a list that this procbook can read"),
        "{refused}"
    );
    assert!(out.join("a.html").exists());
    Ok(())
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() -> Outcome {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir()?;
    let (out, elsewhere) = (folder.path().join("public"), folder.path().join("else"));
    let built = site(&[("index.html", "1"), ("roles/a.html", "a")]);
    write(&built, &out)?;
    fs::create_dir(&elsewhere)?;
    fs::write(elsewhere.join("a.html"), "theirs")?;
    fs::remove_dir_all(out.join("roles"))?;
    symlink(&elsewhere, out.join("roles"))?;

    let refused = refusal(&built, &out);
    assert!(refused.contains("roles is in the way"), "{refused}");
    // The page is stale now, and its place is reached through the link only.
    assert_eq!(write(&site(&[("index.html", "1")]), &out)?.removed, 0);
    assert_eq!(fs::read_to_string(elsewhere.join("a.html"))?, "theirs");

    symlink(elsewhere.join("a.html"), out.join("b.html"))?;
    let refused = refusal(&site(&[("index.html", "1"), ("b.html", "b")]), &out);
    assert!(refused.contains("b.html is in the way"), "{refused}");
    assert_eq!(fs::read_to_string(elsewhere.join("a.html"))?, "theirs");
    Ok(())
}

#[test]
fn a_file_gives_way_to_a_folder_and_a_folder_to_a_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    for built in [
        site(&[("a", "file"), ("b/c/d", "deep"), ("B.html", "1")]),
        site(&[("a/x", "in a folder"), ("b", "file"), ("b.html", "1")]),
        site(&[("a", "file"), ("b/c/d", "deep"), ("B.html", "1")]),
    ] {
        write(&built, folder.path())?;
        assert_eq!(pages_in(folder.path())?, files_of(&built));
    }
    Ok(())
}

#[test]
fn paths_that_cannot_stand_beside_each_other_are_refused() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("public");
    let refused = refusal(&site(&[("roles/Ä.html", ""), ("roles/ä.html", "")]), &out);
    assert!(
        refused.contains("`roles/Ä.html` and `roles/ä.html` differ only in case"),
        "{refused}"
    );
    let refused = refusal(&site(&[("A", ""), ("a/b", "")]), &out);
    assert!(
        refused.contains("`A` is a file, but `a/b` needs a folder"),
        "{refused}"
    );
    for reserved in [".procbook", ".procbook.lock", "roles/.procbook.7.tmp"] {
        let refused = refusal(&site(&[(reserved, "")]), &out);
        assert!(refused.contains("procbook keeps for itself"), "{refused}");
    }
    assert!(!out.exists());
    Ok(())
}

#[test]
fn two_builds_do_not_write_into_one_folder() -> Outcome {
    let folder = tempfile::tempdir()?;
    let built = site(&[("index.html", "1")]);
    write(&built, folder.path())?;
    let other = fs::File::options()
        .write(true)
        .open(folder.path().join(".procbook.lock"))?;
    other.lock()?;
    let refused = refusal(&built, folder.path());
    assert!(refused.contains("another procbook is writing"), "{refused}");
    drop(other);
    assert_eq!(write(&built, folder.path())?, counts(0, 1, 0));
    Ok(())
}

// A build that is killed.

/// Says to `the_build_that_is_killed` which folder to write to.
const CHILD: &str = "PROCBOOK_TEST_KILLED_BUILD";

/// Files of each version of the big site.
const MANY: usize = 600;

/// Two versions of one site: every file differs in bytes and length, some come, some go.
fn old_and_new() -> (Site, Site) {
    let version = |word: &str, length: usize, range: std::ops::Range<usize>| Site {
        files: range
            .map(|number| {
                let path = format!("folder-{}/{number}.html", number % 20);
                let text = format!("{word} {number}\n").repeat(length);
                let path = SitePath::new(&path).expect("a test's own path is sound");
                (path, Arc::from(text.into_bytes()))
            })
            .collect(),
    };
    (
        version("old", 300, 0..MANY),
        version("new", 900, 100..MANY + 100),
    )
}

/// Not a test of its own: the process that the tests below start and kill. Without a folder it does nothing.
#[test]
fn the_build_that_is_killed() -> Outcome {
    if let Ok(out) = std::env::var(CHILD) {
        write(&old_and_new().1, Path::new(&out))?;
    }
    Ok(())
}

/// When the killer strikes.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as the folder is claimed.
    Locked,
    /// As soon as the list says that a build is at work.
    Begun,
    /// When so many new files stand in their places.
    Written(usize),
    /// When so many stale files are gone.
    Removed(usize),
}

impl Moment {
    fn has_come(self, out: &Path, old: &Site, new: &Site) -> bool {
        let has = |path: &SitePath, bytes: &[u8]| {
            fs::metadata(out.join(path.as_str())).is_ok_and(|is| is.len() == bytes.len() as u64)
        };
        match self {
            Self::Locked => out.join(".procbook.lock").exists(),
            Self::Begun => fs::read_to_string(out.join(".procbook"))
                .is_ok_and(|list| list.contains("\"complete\": false")),
            Self::Written(wanted) => {
                let there = new.files.iter().filter(|(path, bytes)| has(path, bytes));
                there.take(wanted).count() == wanted
            }
            Self::Removed(wanted) => {
                let stale = old
                    .files
                    .keys()
                    .filter(|path| !new.files.contains_key(*path));
                let gone = stale.filter(|path| !out.join(path.as_str()).exists());
                gone.take(wanted).count() == wanted
            }
        }
    }
}

fn start_build(out: &Path) -> anyhow::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", "the_build_that_is_killed"])
        .env(CHILD, out)
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start the build that is to be killed")
}

/// Builds in a process of its own, kills it at the moment, and looks at what it left. True if it was in time.
fn kill_and_mend(out: &Path, moment: Moment, old: &Site, new: &Site) -> anyhow::Result<bool> {
    let mut child = start_build(out)?;
    while child.try_wait()?.is_none() && !moment.has_come(out, old, new) {
        std::thread::yield_now();
    }
    child.kill()?;
    child.wait()?;

    let (old_files, new_files) = (files_of(old), files_of(new));
    let found = if out.exists() {
        files_in(out)?
    } else {
        BTreeMap::new()
    };
    for (path, bytes) in &found {
        let is_whole = [&old_files, &new_files]
            .iter()
            .any(|version| version.get(path) == Some(bytes));
        let is_own = path.starts_with(".procbook") || path.contains("/.procbook.");
        assert!(is_whole || is_own, "{path} is half written at {moment:?}");
    }
    for path in old_files.keys() {
        let may_be_gone = !new_files.contains_key(path);
        assert!(
            may_be_gone || found.contains_key(path),
            "{path} was lost at {moment:?}"
        );
    }

    let was_in_time = found
        .get(".procbook")
        .is_none_or(|list| !String::from_utf8_lossy(list).contains("\"complete\": true"));
    write(new, out).with_context(|| format!("after a kill at {moment:?}"))?;
    let mended = files_in(out)?;
    assert_eq!(
        mended.len(),
        new_files.len() + 2,
        "something is left over after a kill at {moment:?}"
    );
    assert!(pages_in(out)? == new_files, "not mended after {moment:?}");
    Ok(was_in_time)
}

fn moments() -> Vec<Moment> {
    let mut moments = vec![Moment::Locked, Moment::Begun];
    moments.extend([1, 2, 10, 50, 150, 300, 450, 550, 599, MANY].map(Moment::Written));
    moments.extend([1, 20, 70, 100].map(Moment::Removed));
    moments
}

#[test]
fn a_build_killed_over_an_old_one_leaves_whole_files() -> Outcome {
    let (old, new) = old_and_new();
    let folder = tempfile::tempdir()?;
    let out: PathBuf = folder.path().join("public");
    let mut in_time = 0;
    for moment in moments() {
        write(&old, &out)?;
        in_time += usize::from(kill_and_mend(&out, moment, &old, &new)?);
    }
    assert!(in_time > 0, "no build was killed while it was at work");
    Ok(())
}

#[test]
fn a_first_build_that_is_killed_leaves_whole_files() -> Outcome {
    let (_, new) = old_and_new();
    let none = Site::default();
    let mut in_time = 0;
    for moment in moments() {
        if matches!(moment, Moment::Removed(_)) {
            continue;
        }
        let folder = tempfile::tempdir()?;
        let out = folder.path().join("public");
        in_time += usize::from(kill_and_mend(&out, moment, &none, &new)?);
    }
    assert!(in_time > 0, "no build was killed while it was at work");
    Ok(())
}

#[test]
fn what_a_killed_build_was_writing_is_cleaned_up() -> Outcome {
    let folder = tempfile::tempdir()?;
    let built = site(&[("index.html", "1"), ("roles/a.html", "a")]);
    write(&built, folder.path())?;
    let list = fs::read_to_string(folder.path().join(".procbook"))?;
    let killed = list.replace("\"complete\": true", "\"complete\": false");
    assert_ne!(list, killed);
    fs::write(folder.path().join(".procbook"), killed)?;
    fs::write(folder.path().join(".procbook.3.tmp"), "half")?;
    fs::write(folder.path().join("roles/.procbook.12.tmp"), "ha")?;
    assert_eq!(write(&built, folder.path())?, counts(0, 2, 0));
    assert_eq!(files_in(folder.path())?.len(), 4);
    assert_eq!(fs::read_to_string(folder.path().join(".procbook"))?, list);
    Ok(())
}
