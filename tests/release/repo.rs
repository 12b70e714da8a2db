//! A git repository with the small handbook of `tests/findings/base` in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use tempfile::TempDir;

/// A repository that goes when it is dropped.
pub(crate) struct Repo {
    /// The handbook's folder.
    pub(crate) root: PathBuf,
    home: TempDir,
}

impl Repo {
    /// A repository whose handbook stands in `folder` of it.
    pub(crate) fn new(folder: &str) -> anyhow::Result<Self> {
        let repo = Self::laid(folder)?;
        let top = repo.home.path().join("repository");
        repo.git_in(&top, &["init", "--quiet", "--initial-branch=main"])?;
        repo.git(&["config", "user.name", "测试者"])?;
        repo.git(&["config", "user.email", "tester@example.com"])?;
        Ok(repo)
    }

    /// The same handbook in no repository.
    pub(crate) fn without_git() -> anyhow::Result<Self> {
        Self::laid("")
    }

    fn laid(folder: &str) -> anyhow::Result<Self> {
        let home = TempDir::new()?;
        let root = home.path().join("repository").join(folder);
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings/base");
        lay(&base, &root)?;
        fs::create_dir_all(root.join("static"))?;
        Ok(Self { root, home })
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().context("a file in no folder")?)?;
        Ok(fs::write(path, text)?)
    }

    pub(crate) fn read(&self, path: &str) -> anyhow::Result<String> {
        Ok(fs::read_to_string(self.root.join(path))?)
    }

    pub(crate) fn remove(&self, path: &str) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.root.join(path))?)
    }

    /// Commits everything, on a day.
    pub(crate) fn commit(&self, day: &str) -> anyhow::Result<()> {
        let top = self.home.path().join("repository");
        self.git_in(&top, &["add", "--all"])?;
        let date = format!("{day}T10:00:00+08:00");
        self.run(&top, &["commit", "--quiet", "-m", "x"], Some(&date))?;
        // The tagger's clock, for the tags that follow.
        fs::write(self.home.path().join("date"), date)?;
        Ok(())
    }

    /// Runs git in the handbook's folder; what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> anyhow::Result<String> {
        self.git_in(&self.root, arguments)
    }

    fn git_in(&self, folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
        let date = fs::read_to_string(self.home.path().join("date")).ok();
        self.run(folder, arguments, date.as_deref())
    }

    fn run(&self, folder: &Path, arguments: &[&str], date: Option<&str>) -> anyhow::Result<String> {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(folder);
        // Neither the machine's nor the person's own settings.
        git.env("GIT_CONFIG_NOSYSTEM", "1")
            .env("HOME", self.home.path());
        if let Some(date) = date {
            git.env("GIT_AUTHOR_DATE", date)
                .env("GIT_COMMITTER_DATE", date);
        }
        let done = git.output().context("git cannot be run")?;
        let told = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "git {arguments:?}: {told}");
        Ok(String::from_utf8(done.stdout)?)
    }

    /// Runs procbook in the handbook's folder: its exit code, results and messages.
    pub(crate) fn procbook(&self, arguments: &[&str]) -> anyhow::Result<(i32, String, String)> {
        let done = Command::new(env!("CARGO_BIN_EXE_procbook"))
            .args(arguments)
            .current_dir(&self.root)
            .env("HOME", self.home.path())
            .output()?;
        Ok((
            done.status.code().unwrap_or(-1),
            String::from_utf8(done.stdout)?,
            String::from_utf8(done.stderr)?,
        ))
    }
}

/// Copies a folder into another.
pub(crate) fn lay(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            lay(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
