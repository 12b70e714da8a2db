//! What `procbook publish` writes, and that nothing of it is ever seen half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::repo::{Repo, lay};

/// Every file of a published folder but its lock, with its bytes.
fn files(out: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![out.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(out)?.to_string_lossy().into_owned();
            if name != ".procbook.lock" {
                found.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// Those below a folder.
fn below(files: &BTreeMap<String, Vec<u8>>, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let inside = files.iter().filter(|(path, _)| path.starts_with(folder));
    inside
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> anyhow::Result<String> {
    let bytes = files.get(path).with_context(|| format!("no {path}"))?;
    Ok(String::from_utf8(bytes.clone())?)
}

fn out(repo: &Repo) -> PathBuf {
    repo.root.join("public")
}

fn publish(repo: &Repo, more: &[&str]) -> anyhow::Result<(i32, String, String)> {
    repo.procbook(&[&["publish", "--language", "en"], more].concat())
}

/// Publishes, and must be able to.
fn published(repo: &Repo, more: &[&str]) -> anyhow::Result<String> {
    let (code, _, told) = publish(repo, more)?;
    ensure!(code == 0, "publish ended with {code}\n{told}");
    Ok(told)
}

const SECOND: &str = "+++\nid = \"clerk\"\ntitle = \"办事员\"\n+++\n\n受理申请。\n";

fn tag(repo: &Repo, version: &str, day: &str) -> Outcome {
    repo.commit(day)?;
    let note = format!("手册 {version}\n\n{version} 的说明。\n");
    repo.git(&["tag", "-a", &format!("handbook/{version}"), "-m", &note])?;
    Ok(())
}

/// A first release with a role that the second renames, and a reference page that it leaves out.
fn two_releases() -> anyhow::Result<Repo> {
    let repo = Repo::new("")?;
    repo.write("content/roles/clerk.md", SECOND)?;
    repo.write(
        "content/reference/D-009.md",
        "+++\ncode = \"D-009\"\ntitle = \"名词\"\nowner = \"clerk\"\n+++\n\n见 [[clerk]]。\n",
    )?;
    tag(&repo, "2026.1", "2026-01-05")?;
    Ok(repo)
}

fn change(repo: &Repo) -> Outcome {
    repo.remove("content/roles/clerk.md")?;
    repo.remove("content/reference/D-009.md")?;
    let renamed = SECOND.replace(
        "id = \"clerk\"",
        "id = \"assistant\"\naliases = [\"clerk\"]",
    );
    repo.write("content/roles/assistant.md", &renamed)?;
    tag(repo, "2026.2", "2026-02-06")
}

#[test]
fn an_old_release_keeps_its_bytes_and_its_pages_lead_on() -> Outcome {
    let repo = two_releases()?;
    let told = published(&repo, &[])?;
    ensure!(told.contains("2026.1: built"), "{told}");
    let first = files(&out(&repo))?;
    ensure!(
        first.contains_key("v/2026.1/roles/clerk.html"),
        "no frozen release"
    );
    change(&repo)?;
    let told = published(&repo, &[])?;
    ensure!(
        told.contains("2026.1: as it was") && told.contains("2026.2: built"),
        "{told}"
    );
    let second = files(&out(&repo))?;
    assert_eq!(below(&first, "v/2026.1/"), below(&second, "v/2026.1/"));
    let record = text(&second, "v/2026.1/release.json")?;
    ensure!(!record.contains("findings"), "they depend on the day");
    // What came after is told beside it.
    let renamed = text(&second, "releases/roles/clerk.js")?;
    assert_eq!(renamed, text(&second, "releases/roles/assistant.js")?);
    ensure!(
        renamed.contains("\"from\":\"2026.1\",\"to\":\"2026.1\",\"path\":\"roles/clerk.html\""),
        "{renamed}"
    );
    ensure!(
        renamed.contains("\"from\":\"2026.2\",\"to\":\"2026.2\",\"path\":\"roles/assistant.html\""),
        "{renamed}"
    );
    let gone = text(&second, "roles/clerk.html")?;
    ensure!(
        gone.contains("href=\"../roles/assistant.html\"")
            && gone.contains("../v/2026.1/roles/clerk.html"),
        "{gone}"
    );
    let gone = text(&second, "reference/d-009.html")?;
    ensure!(
        gone.contains("<dd>2026.2</dd>") && gone.contains("../v/2026.1/reference/d-009.html"),
        "{gone}"
    );
    ensure!(
        !second.contains_key("v/2026.2/roles/clerk.html"),
        "a frozen release has no tombstones"
    );
    let list = text(&second, "releases.js")?;
    ensure!(list.contains("\"current\":\"2026.2\""), "{list}");
    ensure!(
        text(&second, "changes/index.html")?.contains("2026.1 的说明。"),
        "the note is not shown"
    );
    // Nothing has changed: nothing is written.
    let told = published(&repo, &[])?;
    ensure!(told.contains(": 0 files written"), "{told}");
    assert_eq!(files(&out(&repo))?, second);
    Ok(())
}

#[test]
fn another_folder_gets_the_same_bytes() -> Outcome {
    let repo = two_releases()?;
    change(&repo)?;
    published(&repo, &["--out", "one"])?;
    published(&repo, &["--out", "other", "--next"])?;
    let (mut one, mut other) = (
        files(&repo.root.join("one"))?,
        files(&repo.root.join("other"))?,
    );
    ensure!(
        text(&other, "next/index.html")?.contains("../releases.js"),
        "next is not among releases"
    );
    other.retain(|path, _| !path.starts_with("next/"));
    let lists = |files: &mut BTreeMap<String, Vec<u8>>| files.remove(".procbook");
    lists(&mut one);
    lists(&mut other);
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
    assert!(one == other, "the bytes differ");
    Ok(())
}

#[test]
fn a_file_that_is_not_ours_stays_and_one_that_was_changed_is_found() -> Outcome {
    let repo = two_releases()?;
    published(&repo, &[])?;
    repo.write("public/robots.txt", "User-agent: *\n")?;
    repo.write("public/v/2026.1/roles/clerk.html", "changed by hand")?;
    let (code, told, _) = publish(&repo, &["--check-only"])?;
    assert_eq!(
        (code, told.as_str()),
        (
            1,
            "2026.1\tdamaged: files are missing or were changed; publish again\n"
        )
    );
    published(&repo, &[])?;
    assert_eq!(repo.read("public/robots.txt")?, "User-agent: *\n");
    let (code, told, _) = publish(&repo, &["--check-only"])?;
    assert_eq!((code, told.as_str()), (0, "2026.1\twhole\n"));
    Ok(())
}

#[test]
fn what_cannot_be_published_says_why_and_writes_nothing() -> Outcome {
    let bare = Repo::without_git()?;
    let (code, _, told) = publish(&bare, &[])?;
    ensure!(
        code == 2 && told.contains("is not in a git repository"),
        "{code} {told}"
    );
    let repo = two_releases()?;
    repo.git(&["tag", "-d", "handbook/2026.1"])?;
    let (code, _, told) = publish(&repo, &[])?;
    ensure!(
        code == 2 && told.contains("procbook release 2026.1"),
        "{code} {told}"
    );
    repo.write(
        "content/roles/clerk.md",
        "+++\nid = \"clerk\"\ntitel = \"办事员\"\n+++\n",
    )?;
    tag(&repo, "2026.1", "2026-01-05")?;
    let (code, _, told) = publish(&repo, &[])?;
    ensure!(
        code == 1 && told.contains("nothing was published"),
        "{code} {told}"
    );
    ensure!(
        !out(&repo).join("index.html").exists(),
        "something was published"
    );
    // As an old release it is shown as far as it can be read.
    repo.write("content/roles/clerk.md", SECOND)?;
    tag(&repo, "2026.2", "2026-02-06")?;
    let told = published(&repo, &["--dry-run"])?;
    ensure!(told.contains("nothing was written"), "{told}");
    ensure!(
        !out(&repo).join("index.html").exists(),
        "something was published"
    );
    let told = published(&repo, &[])?;
    ensure!(
        told.contains("2026.1: built; findings of today's program: "),
        "{told}"
    );
    ensure!(
        out(&repo).join("v/2026.1/index.html").exists(),
        "the old release is not there"
    );
    Ok(())
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() -> Outcome {
    let repo = two_releases()?;
    repo.write("public/mine.txt", "mine")?;
    let (code, _, told) = publish(&repo, &[])?;
    ensure!(
        code == 2 && told.contains("was not made by procbook"),
        "{code} {told}"
    );
    assert_eq!(repo.read("public/mine.txt")?, "mine");
    fs::remove_dir_all(out(&repo))?;
    repo.write(".public.procbook-new", "mine")?;
    let (code, _, told) = publish(&repo, &[])?;
    ensure!(
        code == 2 && told.contains(".public.procbook-new is in the way"),
        "{code} {told}"
    );
    Ok(())
}

/// A disk that takes no more: files may not grow beyond a few blocks.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_site() -> Outcome {
    let repo = two_releases()?;
    published(&repo, &[])?;
    let before = files(&out(&repo))?;
    change(&repo)?;
    let program = env!("CARGO_BIN_EXE_procbook");
    let command = format!("trap '' XFSZ; ulimit -f 8; exec '{program}' publish --language en");
    let done = Command::new("sh")
        .args(["-c", &command])
        .current_dir(&repo.root)
        .output()?;
    let told = String::from_utf8_lossy(&done.stderr);
    ensure!(
        done.status.code() == Some(2) && told.contains("cannot write"),
        "{told}"
    );
    assert_eq!(files(&out(&repo))?, before);
    ensure!(
        !repo.root.join(".public.procbook-new").exists(),
        "what was written is not removed"
    );
    Ok(())
}

/// The whole command, killed at moments from its beginning to after its end: at each, one release or the other.
/// `tests/write/replaced.rs` does it two hundred times to what writes.
#[test]
fn killed_at_any_moment_one_whole_site_is_there() -> Outcome {
    const TIMES: u32 = 12;
    let repo = two_releases()?;
    published(&repo, &[])?;
    let old = files(&out(&repo))?;
    let kept = repo.root.join("kept");
    lay(&out(&repo), &kept)?;
    change(&repo)?;
    let begun = std::time::Instant::now();
    published(&repo, &["--out", "new"])?;
    let whole = begun.elapsed();
    let new = files(&repo.root.join("new"))?;
    for time in 0..TIMES {
        let mut child = Command::new(env!("CARGO_BIN_EXE_procbook"))
            .arg("publish")
            .current_dir(&repo.root)
            .stderr(Stdio::null())
            .spawn()?;
        let moment = whole * time / (TIMES - 2);
        std::thread::park_timeout(moment);
        child.kill()?;
        child.wait()?;
        let found = files(&out(&repo))?;
        if found == old {
            continue;
        }
        let other = new.keys().find(|path| found.get(*path) != new.get(*path));
        ensure!(
            found == new,
            "after {moment:?} neither the old site nor the new: {other:?}"
        );
        fs::remove_dir_all(out(&repo))?;
        lay(&kept, &out(&repo))?;
    }
    published(&repo, &[])?;
    assert!(files(&out(&repo))? == new, "the last one is not whole");
    for left in [".public.procbook-new", ".public.procbook-old"] {
        ensure!(!repo.root.join(left).exists(), "{left} is left");
    }
    Ok(())
}

#[test]
fn a_build_takes_no_releases_away_and_errors_keep_the_working_files_back() -> Outcome {
    let repo = two_releases()?;
    published(&repo, &[])?;
    let before = files(&out(&repo))?;
    let (code, _, told) = repo.procbook(&["build", "--language", "en"])?;
    ensure!(
        code == 2 && told.contains("holds published releases"),
        "{code} {told}"
    );
    repo.write("content/roles/clerk.md", "+++\nid = \"clerk\"\n+++\n")?;
    let (code, _, told) = publish(&repo, &["--next"])?;
    ensure!(
        code == 1 && told.contains("nothing was published"),
        "{code} {told}"
    );
    assert_eq!(files(&out(&repo))?, before);
    // A tag that was made anew: its note is told, and what was frozen stays when its commit does.
    repo.git(&[
        "tag",
        "-f",
        "-a",
        "handbook/2026.1",
        "-m",
        "手册\n\n另一段说明。\n",
    ])?;
    let told = published(&repo, &[])?;
    ensure!(told.contains("2026.1: as it was"), "{told}");
    let list = text(&files(&out(&repo))?, "changes/index.html")?;
    ensure!(list.contains("另一段说明。"), "the old note is told");
    Ok(())
}
