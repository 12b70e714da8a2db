//! Results to stdout, everything else to stderr. A closed pipe is no error.

use std::io::{IsTerminal, Write};

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
