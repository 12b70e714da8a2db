//! Releases in real git repositories, made by `git` itself for each test.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests lay repositories out on the disk and run git and procbook on them"
)]

mod changes;
mod diff;
mod history;
mod publish;
mod repo;
mod review;

use procbook::release::{Repository, same_files};
use procbook::source::SourcePath;

use repo::Repo;

type Outcome = anyhow::Result<()>;

fn opened(repo: &Repo) -> anyhow::Result<Repository> {
    Repository::find(&repo.root)?.ok_or_else(|| anyhow::anyhow!("no repository was found"))
}

fn versions(repository: &Repository) -> anyhow::Result<Vec<String>> {
    let releases = repository.releases("handbook/")?;
    Ok(releases
        .into_iter()
        .map(|release| release.version)
        .collect())
}

#[test]
fn releases_come_in_rising_order_with_day_author_and_note() -> Outcome {
    let repo = Repo::new("")?;
    repo.commit("2026-01-05")?;
    repo.git(&[
        "tag",
        "-a",
        "handbook/2026.10",
        "-m",
        "手册 2026.10\n\n新增退货流程。\n",
    ])?;
    repo.write(
        "content/roles/general-manager.md",
        "+++\nid = \"general-manager\"\ntitle = \"总裁\"\n+++\n",
    )?;
    repo.commit("2026-02-06")?;
    repo.git(&["tag", "handbook/2026.9"])?;
    repo.git(&["tag", "other/2026.1"])?;
    repo.git(&["tag", "handbook/第三版"])?;
    let releases = opened(&repo)?.releases("handbook/")?;
    let told: Vec<_> = (releases.iter())
        .map(|r| {
            (
                r.version.as_str(),
                r.tag.as_str(),
                r.date.as_str(),
                r.author.as_str(),
                r.note.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("2026.9", "handbook/2026.9", "2026-02-06", "测试者", ""),
            (
                "2026.10",
                "handbook/2026.10",
                "2026-01-05",
                "测试者",
                "新增退货流程。"
            ),
        ]
    );
    assert_ne!(releases[0].tree, releases[1].tree);
    assert_eq!(releases[0].commit.len(), 40);
    Ok(())
}

#[test]
fn a_release_holds_the_files_as_they_were() -> Outcome {
    for folder in ["", "docs/handbook"] {
        let repo = Repo::new(folder)?;
        repo.write(
            "static/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )?;
        repo.write("static/.hidden", "x")?;
        repo.write("notes.txt", "no part of the handbook")?;
        repo.commit("2026-01-05")?;
        repo.git(&["tag", "handbook/1"])?;
        let then = procbook::load::load(&repo.root)?;
        repo.write("content/roles/general-manager.md", "changed")?;
        repo.remove("forms/F-002.toml")?;
        repo.write("static/new.css", "a {}")?;
        let repository = opened(&repo)?;
        let releases = repository.releases("handbook/")?;
        let files = repository.sources(&releases[0])?;
        assert_eq!(same_files(&then, &files), [], "{folder}");
        assert_eq!(files.texts.len(), then.texts.len());
        assert!(
            files
                .assets
                .contains_key(&SourcePath::new("static/logo.svg"))
        );
        let now = procbook::load::load(&repo.root)?;
        let differing: Vec<String> = (same_files(&now, &files).iter())
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            differing,
            [
                "content/roles/general-manager.md",
                "forms/F-002.toml",
                "static/new.css"
            ]
        );
    }
    Ok(())
}

#[test]
fn ends_of_lines_do_not_make_a_file_another() -> Outcome {
    let repo = Repo::new("")?;
    repo.commit("2026-01-05")?;
    let text = repo.read("handbook.toml")?;
    repo.write("handbook.toml", &text.replace('\n', "\r\n"))?;
    let head = opened(&repo)?.head()?.unwrap_or_default();
    assert_eq!(same_files(&procbook::load::load(&repo.root)?, &head), []);
    Ok(())
}

#[test]
fn what_is_no_handbook_or_no_repository_has_no_release() -> Outcome {
    let repo = Repo::new("")?;
    repo.remove("handbook.toml")?;
    repo.commit("2026-01-05")?;
    repo.git(&["tag", "handbook/1"])?;
    assert_eq!(versions(&opened(&repo)?)?, Vec::<String>::new());
    let alone = Repo::without_git()?;
    assert!(Repository::find(&alone.root)?.is_none());
    Ok(())
}

#[test]
fn a_link_in_a_release_is_told_and_not_followed() -> Outcome {
    let repo = Repo::new("")?;
    std::os::unix::fs::symlink("/etc/hostname", repo.root.join("static/name.txt"))?;
    repo.commit("2026-01-05")?;
    repo.git(&["tag", "handbook/1"])?;
    let repository = opened(&repo)?;
    let sources = repository.sources(&repository.releases("handbook/")?[0])?;
    assert_eq!(sources.unread.len(), 1);
    assert_eq!(sources.unread[0].0.as_str(), "static/name.txt");
    Ok(())
}

#[test]
fn a_release_is_an_annotated_tag_and_nothing_else() -> Outcome {
    let repo = Repo::new("")?;
    repo.commit("2026-01-05")?;
    repo.write("notes.md", "新增退货流程。\n")?;
    let before = repo.git(&["status", "--porcelain"])?;
    let (code, out, err) = repo.procbook(&["release", "2026.1", "--note", "notes.md"])?;
    assert_eq!((code, out.as_str()), (0, "handbook/2026.1\n"), "{err}");
    assert_eq!(repo.git(&["cat-file", "-t", "handbook/2026.1"])?, "tag\n");
    let message = repo.git(&["tag", "-l", "--format=%(contents)", "handbook/2026.1"])?;
    assert_eq!(message.trim(), "样例手册 2026.1\n\n新增退货流程。");
    assert_eq!(repo.git(&["status", "--porcelain"])?, before);
    assert_eq!(repo.git(&["fsck", "--strict"])?, "");
    Ok(())
}

#[test]
fn what_is_not_fit_to_be_published_is_not_tagged() -> Outcome {
    let repo = Repo::new("")?;
    let refused = |arguments: &[&str], code: i32, words: &str| -> Outcome {
        let (found, _, err) = repo.procbook(arguments)?;
        assert_eq!(found, code, "{err}");
        assert!(err.contains(words), "{err}");
        Ok(())
    };
    refused(&["release", "2026.1"], 2, "not as they were committed")?;
    repo.commit("2026-01-05")?;
    refused(&["release", "第一版"], 2, "cannot be a version")?;
    refused(&["release", "2026.1", "--note", "none.md"], 2, "none.md")?;
    assert_eq!(repo.procbook(&["release", "2026.9"])?.0, 0);
    refused(&["release", "2026.9"], 2, "does not come after 2026.9")?;
    refused(&["release", "2026.8"], 2, "does not come after 2026.9")?;
    repo.write(
        "content/roles/general-manager.md",
        "+++\nid = \"general-manager\"\ntitle = \"总裁\"\n+++\n",
    )?;
    refused(
        &["release", "2026.10"],
        2,
        "content/roles/general-manager.md",
    )?;
    repo.write(
        "content/roles/general-manager.md",
        "+++\nid = \"general-manager\"\n+++\n",
    )?;
    repo.commit("2026-01-06")?;
    refused(&["release", "2026.10"], 1, "nothing was tagged")?;
    assert_eq!(versions(&opened(&repo)?)?, ["2026.9"]);
    Ok(())
}

#[test]
fn the_handbook_says_what_its_tags_are_called() -> Outcome {
    let repo = Repo::new("")?;
    let text = repo.read("handbook.toml")?;
    repo.write(
        "handbook.toml",
        &format!("{text}\n[release]\ntags = \"v*\"\n"),
    )?;
    repo.commit("2026-01-05")?;
    let (code, out, err) = repo.procbook(&["release", "1.0"])?;
    assert_eq!((code, out.as_str()), (0, "v1.0\n"), "{err}");
    assert_eq!(opened(&repo)?.releases("v")?.len(), 1);
    Ok(())
}
