//! Which commits touched which file.

use procbook::source::SourcePath;

use crate::repo::Repo;
use crate::{Outcome, opened};

/// The subjects of a file's commits, newest first.
fn subjects(repo: &Repo, path: &str) -> anyhow::Result<Vec<String>> {
    let repository = opened(repo)?;
    let releases = repository.releases("handbook/")?;
    let newest = releases
        .last()
        .ok_or_else(|| anyhow::anyhow!("no release"))?;
    let history = repository.history(newest)?;
    let commits = history.get(&SourcePath::new(path)).cloned();
    let commits = commits.unwrap_or_default().into_iter();
    Ok(commits
        .map(|of| format!("{} {} {}", of.date, of.author, of.subject))
        .collect())
}

fn commit(repo: &Repo, day: &str, subject: &str) -> Outcome {
    repo.commit(day)?;
    repo.git(&[
        "commit",
        "--quiet",
        "--amend",
        "--allow-empty",
        "-m",
        subject,
    ])?;
    Ok(())
}

const MANAGER: &str = "content/roles/general-manager.md";

#[test]
fn a_file_has_the_commits_that_changed_it_up_to_the_release() -> Outcome {
    for folder in ["", "docs/handbook"] {
        let repo = Repo::new(folder)?;
        commit(&repo, "2026-01-05", "首次提交\n\n全部文件。")?;
        repo.write(MANAGER, "二")?;
        repo.write("notes.txt", "no part of the handbook")?;
        commit(&repo, "2026-02-06", "总经理改称总裁")?;
        repo.write("forms/F-009.toml", "x = 1")?;
        commit(&repo, "2026-03-07", "another file")?;
        repo.git(&["tag", "handbook/1"])?;
        repo.write(MANAGER, "三")?;
        commit(&repo, "2026-04-08", "after the release")?;
        let wanted = [
            "2026-02-06 测试者 总经理改称总裁",
            "2026-01-05 测试者 首次提交",
        ];
        assert_eq!(subjects(&repo, MANAGER)?, wanted, "{folder}");
        let wanted = ["2026-03-07 测试者 another file"];
        assert_eq!(subjects(&repo, "forms/F-009.toml")?, wanted, "{folder}");
        assert_eq!(subjects(&repo, "handbook.toml")?.len(), 1, "{folder}");
        assert!(subjects(&repo, "notes.txt")?.is_empty(), "{folder}");
    }
    Ok(())
}

#[test]
fn a_merge_counts_where_it_is_like_none_of_its_parents() -> Outcome {
    let repo = Repo::new("")?;
    commit(&repo, "2026-01-05", "first")?;
    repo.git(&["checkout", "--quiet", "-b", "other"])?;
    repo.write(MANAGER, "one line")?;
    commit(&repo, "2026-02-06", "on the branch")?;
    repo.git(&["checkout", "--quiet", "main"])?;
    repo.write("forms/F-009.toml", "x = 1")?;
    commit(&repo, "2026-02-07", "on main")?;
    repo.git(&["merge", "--quiet", "--no-ff", "other", "-m", "merged"])?;
    repo.git(&["tag", "handbook/1"])?;
    let wanted = ["2026-02-06 测试者 on the branch", "2026-01-05 测试者 first"];
    assert_eq!(subjects(&repo, MANAGER)?, wanted);
    repo.write(MANAGER, "neither")?;
    repo.git(&["add", "--all"])?;
    repo.git(&["commit", "--quiet", "--amend", "-m", "merged by hand"])?;
    repo.git(&["tag", "handbook/2"])?;
    assert_eq!(
        subjects(&repo, MANAGER)?.first().map(String::as_str),
        Some("2026-02-07 测试者 merged by hand")
    );
    Ok(())
}

#[test]
fn the_newest_twenty_commits_of_a_file_are_told() -> Outcome {
    let repo = Repo::new("")?;
    for number in 1..=25 {
        repo.write(MANAGER, &format!("{number}"))?;
        commit(
            &repo,
            &format!("2026-01-{number:02}"),
            &format!("change {number}"),
        )?;
    }
    repo.git(&["tag", "handbook/1"])?;
    let told = subjects(&repo, MANAGER)?;
    assert_eq!(told.len(), 20);
    assert_eq!(told[0], "2026-01-25 测试者 change 25");
    assert_eq!(told[19], "2026-01-06 测试者 change 6");
    Ok(())
}

#[test]
fn of_a_clone_that_begins_late_what_is_there_is_told() -> Outcome {
    let repo = Repo::new("")?;
    commit(&repo, "2026-01-05", "first")?;
    repo.write(MANAGER, "two")?;
    commit(&repo, "2026-02-06", "second")?;
    repo.write(MANAGER, "three")?;
    commit(&repo, "2026-03-07", "third")?;
    repo.git(&["tag", "handbook/1"])?;
    let from = format!("file://{}", repo.root.display());
    repo.git(&[
        "clone",
        "--quiet",
        "--depth",
        "2",
        "--branch",
        "handbook/1",
        &from,
        "shallow",
    ])?;
    let shallow = procbook::release::Repository::find(&repo.root.join("shallow"))?;
    let shallow = shallow.ok_or_else(|| anyhow::anyhow!("no repository was found"))?;
    let releases = shallow.releases("handbook/")?;
    let history = shallow.history(&releases[0])?;
    let told: Vec<&str> = history[&SourcePath::new(MANAGER)]
        .iter()
        .map(|of| of.subject.as_str())
        .collect();
    assert_eq!(told, ["third"]);
    assert_eq!(
        history.len(),
        1,
        "what the first commit at hand changed, nobody can tell"
    );
    Ok(())
}
