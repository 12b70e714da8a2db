//! A small sound handbook in a folder of its own, and runs of the program on it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

pub(crate) const PROCEDURE: &str = "content/procedures/P-1.md";
pub(crate) const ROLE: &str = "content/roles/boss.md";
pub(crate) const TEMPLATE: &str = "content/templates/F-1.md";
pub(crate) const FORM: &str = "forms/F-1.toml";
pub(crate) const REFERENCE: &str = "content/reference/D-001.md";

/// A run that takes longer hangs. Far more than any run takes, for busy machines.
const LONGEST: Duration = Duration::from_mins(10);

/// A handbook in a temporary folder; the folder goes with it.
pub(crate) struct Handbook {
    folder: TempDir,
}

impl Handbook {
    /// One file of each kind, without any finding.
    pub(crate) fn small() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let book = Self { folder };
        book.write(
            "handbook.toml",
            "title = \"Small\"\nlanguage = \"en\"\n\n[[part]]\nid = \"one\"\ntitle = \"Part one\"\n",
        );
        book.write(PROCEDURE, procedure(&(step(1, "") + &step(2, ""))));
        book.write(ROLE, "+++\nid = \"boss\"\ntitle = \"The boss\"\nkind = \"person\"\n+++\n\n## Duties\n\n- Decides.\n");
        book.write(
            TEMPLATE,
            "+++\ncode = \"F-1\"\ntitle = \"A form\"\nowner = \"boss\"\nversion = \"1.0\"\n+++\n\n## Purpose\n\nA form.\n",
        );
        book.write(
            FORM,
            "paper = \"A4\"\n\n[[section]]\ntitle = \"All\"\n\n[[section.field]]\nname = \"day\"\ntype = \"date\"\nlabel = \"Day\"\n",
        );
        book.write(
            REFERENCE,
            "+++\ncode = \"D-001\"\ntitle = \"Glossary\"\n+++\n\n## Words\n\nSee [[P-1#1]].\n",
        );
        book
    }

    /// The handbook's folder, inside a temporary one, so that what a build writes beside it is seen.
    fn root(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect("a file of the small handbook")
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        let parent = file.parent().expect("a file stands in a folder");
        fs::create_dir_all(parent).expect("a folder of the handbook");
        fs::write(file, bytes).expect("a file of the handbook");
    }

    /// A check in each format; all must agree. The answer is the short one's.
    pub(crate) fn check(&self) -> Run {
        let [short, human, json] = ["short", "human", "json"]
            .map(|format| run(&["check", "--format", format], &self.root()));
        assert_eq!(short.code, human.code, "{}", human.text);
        assert_eq!(short.code, json.code, "{}", json.text);
        short
    }

    /// A build into the handbook's own `public`.
    pub(crate) fn build(&self) -> Run {
        run(&["build", "--format", "short"], &self.root())
    }

    /// What stands beside the handbook's folder and beside its output.
    pub(crate) fn entries_around(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for folder in [self.folder.path().to_path_buf(), self.root()] {
            for entry in fs::read_dir(folder).expect("a folder can be listed") {
                found.push(entry.expect("an entry").path());
            }
        }
        found.retain(|path| !path.ends_with("public"));
        found.sort();
        found
    }
}

/// A procedure with these steps.
pub(crate) fn procedure(steps: &str) -> String {
    format!(
        "+++\ncode = \"P-1\"\ntitle = \"A procedure\"\npart = \"one\"\nowner = \"boss\"\nversion = \"1.0\"\n+++\n\n\
         ## Purpose\n\nA purpose.\n\n## Steps\n\n{steps}"
    )
}

/// A step with its owner and its form, and more fields.
pub(crate) fn step(number: usize, fields: &str) -> String {
    format!(
        "### {number} Fill in the form\n\n- owner: [[boss]]\n- forms: [[F-1]]\n{fields}\nText.\n\n"
    )
}

/// How a run of the program ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    /// stderr, then stdout.
    pub(crate) text: String,
}

impl Run {
    /// It ended as a run may end.
    pub(crate) fn ends(&self) {
        let is_mended_somewhere = self.code == 0 || !self.text.trim().is_empty();
        assert!(
            matches!(self.code, 0..=2) && is_mended_somewhere && !self.text.contains("panicked"),
            "exit code {}\n{}",
            self.code,
            shortened(&self.text)
        );
    }

    pub(crate) fn is_sound(&self) {
        self.ends();
        assert_eq!(self.code, 0, "{}", shortened(&self.text));
    }

    /// There are errors, and the file that holds them is named.
    pub(crate) fn names(&self, path: &str) {
        self.ends();
        assert_ne!(self.code, 0, "nothing was found in {path}");
        assert!(
            self.text.contains(path),
            "{path} is not named in\n{}",
            shortened(&self.text)
        );
    }

    /// A finding of this code stands in this file.
    pub(crate) fn finds(&self, code: &str, path: &str) {
        self.ends();
        assert_eq!(self.code, 1, "{path}: {code}\n{}", shortened(&self.text));
        let wanted = format!("error[{code}]");
        assert!(
            self.text
                .lines()
                .any(|line| line.starts_with(path) && line.contains(&wanted)),
            "no {wanted} in {path}, only\n{}",
            shortened(&self.text)
        );
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(3_000).collect()
}

/// Runs the program in a folder, up to the longest time.
pub(crate) fn run(arguments: &[&str], folder: &Path) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_procbook"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (sender, receiver) = mpsc::channel();
    let streams: [Box<dyn Read + Send>; 2] = [
        Box::new(child.stderr.take().expect("stderr is piped")),
        Box::new(child.stdout.take().expect("stdout is piped")),
    ];
    for (number, mut stream) in streams.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes);
            let _ = sender.send((number, String::from_utf8_lossy(&bytes).into_owned()));
        });
    }
    let mut texts = [String::new(), String::new()];
    for _ in 0..2 {
        if let Ok((number, text)) = receiver.recv_timeout(LONGEST) {
            texts[number] = text;
        } else {
            let _ = child.kill();
            panic!("procbook {arguments:?} had not ended after {LONGEST:?}");
        }
    }
    let status = child.wait().expect("the program ended");
    Run {
        // No code means that a signal ended it: a stack that was too small, say.
        code: status.code().unwrap_or(-1),
        text: texts.concat(),
    }
}
