//! File events to sets of changed paths.
//!
//! In: a handbook's root. Out: batches of paths that changed under it. It must not know what a path means beyond
//! the five names that a handbook consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "it looks whether a changed path is a folder; it reads no file"
)]

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use anyhow::Context;
use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, NoCache, RecommendedCache, new_debouncer_opt,
};

/// The folders of a handbook; each is watched with all that is in it.
const FOLDERS: [&str; 4] = ["content", "forms", "layouts", "static"];

/// The one file of a handbook that stands at its root.
const CONFIG: &str = "handbook.toml";

/// How long the polling watcher rests between two looks at every file.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// How to watch.
#[derive(Debug, Clone)]
pub struct Options {
    /// Reads every file again and again instead of asking the system, which hears nothing of network drives.
    pub poll: bool,
    /// How long to wait for what else one save does, about 30 ms. At least 4 ms.
    pub debounce: Duration,
    /// Files and folders that say nothing of interest, such as the output folder; relative to the root or absolute.
    pub ignore: Vec<PathBuf>,
}

/// What the threads of the watcher tell the thread that waits for changes.
enum Message {
    Events(Vec<DebouncedEvent>),
    Errors(Vec<notify::Error>),
    Stop,
}

/// Ends the waiting of a [`Watch`] from another thread, for example when Ctrl-C is pressed.
#[derive(Debug, Clone)]
pub struct Stopper(Sender<Message>);

impl Stopper {
    /// Makes the watch say that nothing more will come. Calling it twice does no harm.
    pub fn stop(&self) {
        // A watch that is gone has stopped.
        let _ = self.0.send(Message::Stop);
    }
}

/// Either way to hear of changes.
enum Backend {
    System(Debouncer<RecommendedWatcher, RecommendedCache>),
    Poll(Debouncer<PollWatcher, NoCache>),
}

impl Backend {
    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        match self {
            Self::System(debouncer) => debouncer.watch(path, mode),
            Self::Poll(debouncer) => debouncer.watch(path, mode),
        }
    }
}

/// A watched handbook: an iterator that blocks until files change and gives their paths.
///
/// A batch is sorted, names no path twice, is never empty, and its paths are relative to the root. A folder among
/// them means that anything in it may have changed.
pub struct Watch {
    root: PathBuf,
    ignore: Vec<PathBuf>,
    backend: Backend,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    /// Changes heard of and not yet told.
    pending: BTreeSet<PathBuf>,
    stopped: bool,
    /// The last trouble told, so that a poll which meets it twice a second tells it once.
    trouble: String,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

/// Starts to watch the handbook at `root`. Changes from now on are told, those of earlier are not.
///
/// # Errors
/// When the root cannot be read, or the system refuses to watch it.
pub fn watch(root: &Path, options: &Options) -> anyhow::Result<Watch> {
    // The system tells real paths; the root must be one too, or none of them is under it.
    let root = root
        .canonicalize()
        .with_context(|| format!("cannot watch {}", root.display()))?;
    let (sender, messages) = mpsc::channel();
    let backend = start(options, sender.clone())
        .context("cannot watch files; try --poll, which needs nothing of the system")?;
    let ignore = options.ignore.iter().map(|path| {
        let path = root.join(path);
        path.canonicalize().unwrap_or(path)
    });
    let mut watch = Watch {
        ignore: ignore.collect(),
        root,
        backend,
        sender,
        messages,
        pending: BTreeSet::new(),
        stopped: false,
        trouble: String::new(),
    };
    watch.add(Path::new(""), RecursiveMode::NonRecursive)?;
    for folder in FOLDERS {
        if watch.root.join(folder).is_dir() {
            watch.add(Path::new(folder), RecursiveMode::Recursive)?;
        }
    }
    Ok(watch)
}

fn start(options: &Options, sender: Sender<Message>) -> notify::Result<Backend> {
    let hear = move |heard: DebounceEventResult| {
        // Nobody waits any more when this fails, and then there is nothing to tell.
        let _ = sender.send(match heard {
            Ok(events) => Message::Events(events),
            Err(errors) => Message::Errors(errors),
        });
    };
    let debounce = options.debounce.max(Duration::from_millis(4));
    if options.poll {
        let config = Config::default()
            .with_poll_interval(POLL_INTERVAL)
            .with_compare_contents(true);
        new_debouncer_opt(debounce, None, hear, NoCache, config).map(Backend::Poll)
    } else {
        let cache = RecommendedCache::new();
        new_debouncer_opt(debounce, None, hear, cache, Config::default()).map(Backend::System)
    }
}

impl Watch {
    /// What ends this watch from another thread.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> anyhow::Result<()> {
        let folder = if folder.as_os_str().is_empty() {
            self.root.clone()
        } else {
            self.root.join(folder)
        };
        self.backend.watch(&folder, mode).with_context(|| {
            format!(
                "cannot watch {}; try --poll, which needs nothing of the system",
                folder.display()
            )
        })
    }

    /// The paths of some events that are worth a build, relative to the root.
    fn changed(&self, events: &[DebouncedEvent]) -> BTreeSet<PathBuf> {
        let mut changed = BTreeSet::new();
        for event in events {
            if event.need_rescan() {
                // The system lost count of what happened.
                changed.extend(FOLDERS.into_iter().chain([CONFIG]).map(PathBuf::from));
            }
            if !says_something(event.kind) {
                continue;
            }
            for path in &event.paths {
                let Ok(relative) = path.strip_prefix(&self.root) else {
                    continue;
                };
                let is_ignored = self.ignore.iter().any(|ignored| path.starts_with(ignored));
                if is_ignored || !is_source(relative) {
                    continue;
                }
                // A folder's own date changes with each file in it, which has an event of its own.
                let is_name = matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
                if event.kind.is_modify() && !is_name && path.is_dir() {
                    continue;
                }
                changed.insert(relative.to_path_buf());
            }
        }
        changed
    }

    /// Watches those of a handbook's folders that have just come.
    fn follow(&mut self, changed: &BTreeSet<PathBuf>) -> anyhow::Result<()> {
        for folder in FOLDERS.map(Path::new) {
            if changed.contains(folder) && self.root.join(folder).is_dir() {
                self.add(folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// The trouble in words, when it is not the one told last.
    fn fresh_trouble(&mut self, errors: &[notify::Error]) -> Option<anyhow::Error> {
        let words: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let words = words.join("; ");
        let is_fresh = words != self.trouble;
        self.trouble.clone_from(&words);
        is_fresh.then(|| {
            anyhow::anyhow!(
                "changes may go unnoticed: {words}; try --poll, which needs nothing of the system"
            )
        })
    }
}

impl Iterator for Watch {
    type Item = anyhow::Result<Vec<PathBuf>>;

    /// Waits for the next batch. An error says that changes may go unnoticed; waiting on is possible. `None` comes
    /// after [`Stopper::stop`].
    fn next(&mut self) -> Option<Self::Item> {
        while !self.stopped {
            // What has come while the last batch was worked on is one batch.
            let message = if self.pending.is_empty() {
                self.messages.recv().ok()
            } else if let Ok(message) = self.messages.try_recv() {
                Some(message)
            } else {
                return Some(Ok(std::mem::take(&mut self.pending).into_iter().collect()));
            };
            match message {
                Some(Message::Events(events)) => {
                    let changed = self.changed(&events);
                    let followed = self.follow(&changed);
                    self.pending.extend(changed);
                    if let Err(error) = followed {
                        return Some(Err(error));
                    }
                }
                Some(Message::Errors(errors)) => {
                    if let Some(error) = self.fresh_trouble(&errors) {
                        return Some(Err(error));
                    }
                }
                Some(Message::Stop) | None => self.stopped = true,
            }
        }
        None
    }
}

/// Whether an event can change what a build makes of the file. Its rights count: they decide if it can be read.
fn says_something(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_)
        | EventKind::Other
        | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
    }
}

/// Whether a path, relative to the root, belongs to a handbook and is not some editor's own.
fn is_source(relative: &Path) -> bool {
    let mut names = relative.components().map(|component| match component {
        Component::Normal(name) => name.to_str().unwrap_or("?"),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => "",
    });
    let Some(first) = names.next() else {
        return false;
    };
    if first == CONFIG {
        return names.next().is_none();
    }
    FOLDERS.contains(&first) && !names.any(is_of_an_editor)
}

/// Names that editors, file managers and git give to files that come and go while a person works.
fn is_of_an_editor(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    // Vim tries with 4913 whether it can make files in a folder.
    matches!(name, ".git" | "4913" | ".DS_Store" | "Thumbs.db")
        || name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
        || (name.starts_with('.') && matches!(extension, Some("swp" | "swo" | "swx")))
        || matches!(extension, Some("kate-swp" | "crswap"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handbook_is_one_file_and_four_folders() {
        for source in [
            "handbook.toml",
            "content",
            "content/procedures/SM1.1.md",
            "forms/F-177.toml",
            "layouts/page.html",
            "static/a.swp",
            "static/.well-known/x",
        ] {
            assert!(is_source(Path::new(source)), "{source}");
        }
        for other in [
            "",
            "handbook.toml/x",
            "public/index.html",
            ".git/index",
            "content/.git/index",
            "README.md",
            "content/a.md~",
            "content/.a.md.swp",
            "content/4913",
            "forms/.#F-177.toml",
            "forms/#F-177.toml#",
            "static/.DS_Store",
        ] {
            assert!(!is_source(Path::new(other)), "{other}");
        }
    }
}
