//! An installed Chromium, Chrome or Edge, run without a window to print a page.
//!
//! In: a page on the disk. Out: a PDF's bytes. It must not know what the page is.
//!
//! The browser gets a profile of its own in the folder that is given: with the person's own profile, a browser
//! that is open already would take the page over and print nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "another program is found, run and waited for; its files stand in a folder that is given"
)]

mod find;

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The environment's variable that names the browser, for those who always need `--browser`.
pub const VARIABLE: &str = "PROCBOOK_BROWSER";

/// How often it is asked whether the browser has ended.
const LOOK: Duration = Duration::from_millis(20);

/// What a path may not hold in an address.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

/// The browser that prints: the one that was named, or the first that is found.
///
/// # Errors
/// When the one that was named is not there, or none was found.
pub fn find(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    let wanted = named
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
    if let Some(wanted) = wanted {
        if wanted.is_file() {
            return Ok(wanted);
        }
        bail!(
            "there is no browser at {}\nname the program's file with --browser PATH",
            wanted.display()
        );
    }
    let variable = |name: &str| std::env::var_os(name);
    let mut places = find::places(std::env::consts::OS, variable).into_iter();
    places.find(|place| place.is_file()).context(
        "no browser was found that can print: install Chromium, Google Chrome or Microsoft Edge,\n\
         or name the program's file with --browser PATH",
    )
}

/// What a print needs besides the browser.
#[derive(Debug)]
pub struct Print<'a> {
    /// The page's file.
    pub page: &'a Path,
    /// What follows the `?` of its address; may be empty.
    pub query: &'a str,
    /// An empty folder for the browser's own files.
    pub folder: &'a Path,
    /// How long it may take.
    pub limit: Duration,
    /// Set from elsewhere when the person no longer wants it.
    pub stop: &'a AtomicBool,
}

/// Prints a page and gives the PDF: tagged, with an outline of its headings, without the browser's own head and foot.
///
/// # Errors
/// When the browser cannot be started, crashes, takes too long, is stopped or writes no PDF.
pub fn print(browser: &Path, print: &Print<'_>) -> anyhow::Result<Vec<u8>> {
    let pdf = print.folder.join("print.pdf");
    let said = print.folder.join("browser.log");
    let log = File::create(&said).with_context(|| format!("cannot write {}", said.display()))?;
    let mut command = Command::new(browser);
    command
        .args([
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--no-default-browser-check",
        ])
        .args([
            "--disable-background-networking",
            "--disable-extensions",
            "--disable-sync",
        ])
        .args([
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--export-tagged-pdf",
        ])
        .arg(with("--user-data-dir=", &print.folder.join("profile")))
        .arg(with("--print-to-pdf=", &pdf));
    if is_root() {
        // For root its sandbox refuses to work; the page is our own and loads nothing from elsewhere.
        command.arg("--no-sandbox");
    }
    command.arg(address(print.page, print.query));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log);
    let child = command
        .spawn()
        .with_context(|| format!("cannot start {}", browser.display()))?;
    let status = wait(child, print)
        .with_context(|| format!("printing with {} failed", browser.display()))?;
    match fs::read(&pdf) {
        Ok(bytes) if bytes.starts_with(b"%PDF-") && status.success() => Ok(bytes),
        _ => bail!(
            "{} printed nothing ({status}){}",
            browser.display(),
            last_words(&said)
        ),
    }
}

/// Removes a folder that a browser wrote to. What it started may still be ending, and write once more.
pub fn clear(folder: &Path) {
    const TIMES: u32 = 100;
    for _ in 0..TIMES {
        if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
        thread::sleep(LOOK);
    }
}

fn with(flag: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(flag);
    argument.push(path);
    argument
}

/// The `file://` address of a page.
fn address(page: &Path, query: &str) -> String {
    let path = page.to_string_lossy().replace('\\', "/");
    // Windows' own prefix of absolute paths is no part of an address.
    let path = path.trim_start_matches("//?/");
    let path = utf8_percent_encode(path, PATH);
    let slash = if page.to_string_lossy().starts_with('/') {
        ""
    } else {
        "/"
    };
    let mark = if query.is_empty() { "" } else { "?" };
    format!("file://{slash}{path}{mark}{query}")
}

fn wait(mut child: Child, print: &Print<'_>) -> anyhow::Result<ExitStatus> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        let late = started.elapsed() > print.limit;
        if late || print.stop.load(Ordering::Relaxed) {
            // It may have ended by itself this moment.
            let _ = child.kill();
            child.wait()?;
            if late {
                bail!(
                    "it did not end within {} seconds; give it more with --timeout SECONDS",
                    print.limit.as_secs()
                );
            }
            bail!("stopped");
        }
        thread::sleep(LOOK);
    }
}

/// The last thing that the browser complained of, for a person to search for.
fn last_words(said: &Path) -> String {
    let bytes = fs::read(said).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let matters = |line: &&str| !line.trim().is_empty() && !line.contains("dbus");
    match text.lines().rev().find(matters) {
        Some(line) => format!("; its last words: {}", line.trim()),
        None => String::new(),
    }
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    // The folder of this very process belongs to the user that it runs as.
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(target_os = "linux"))]
const fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::address;

    #[test]
    fn a_path_becomes_an_address() {
        let odd = address(Path::new("/tmp/a b#?%/页.html"), "items=F-1*2");
        assert_eq!(odd, "file:///tmp/a%20b%23%3F%25/%E9%A1%B5.html?items=F-1*2");
        assert_eq!(
            address(Path::new("C:\\a\\b.html"), ""),
            "file:///C:/a/b.html"
        );
    }
}
