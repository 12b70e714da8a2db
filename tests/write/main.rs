//! A site written to a folder: what is touched, what is left alone, what is refused, and what a kill leaves.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

mod killed;
mod replaced;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

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
