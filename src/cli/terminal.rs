//! Results to stdout, everything else to stderr. A closed pipe is no error.

use std::io::{BufRead, IsTerminal, Write};

/// Writes a result, as it is, to stdout.
pub(super) fn result(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// Writes a line of progress, or a message, to stderr.
pub(super) fn error(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Whether stderr can show colours.
pub(super) fn has_colour() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether stdout can show colours.
pub(super) fn result_has_colour() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether there is a person to ask.
pub(super) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks, and waits for a line; `None` when there is none to come.
pub(super) fn ask(question: &str) -> Option<String> {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{question} ");
    let _ = err.flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok_and(|bytes| bytes > 0)
        .then(|| answer.trim().to_lowercase())
}
