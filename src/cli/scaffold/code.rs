//! Which codes a page can have: those that are a file's name on every system and can be referred to.

use anyhow::bail;

/// What ends a reference, or stands between two, so that a code cannot hold it.
const OF_REFERENCES: [char; 11] = ['[', ']', '#', '|', ';', '；', ',', '，', '、', '→', '@'];

/// What a file's name cannot hold on one system or another.
const OF_PATHS: [char; 9] = ['/', '\\', ':', '<', '>', '"', '?', '*', '`'];

/// Longer ones do not fit into the name of a file beside an extension, in Chinese neither.
const LONGEST: usize = 60;

const EXAMPLES: &str = "a code is letters, digits, `-`, `_` and `.`: SM1.1, F-012, sales-director";

/// Refuses what cannot be a code, and says what to type.
pub(in crate::cli) fn check(code: &str) -> anyhow::Result<()> {
    match trouble(code) {
        Some(trouble) => bail!("{trouble}\n{EXAMPLES}"),
        None => Ok(()),
    }
}

/// Whether `check` lets a code pass.
pub(in crate::cli) fn is_sound(code: &str) -> bool {
    trouble(code).is_none()
}

fn trouble(code: &str) -> Option<String> {
    if code.is_empty() {
        return Some("a code cannot be empty".to_owned());
    }
    if let Some(odd) = code.chars().find(|c| c.is_control() || is_invisible(*c)) {
        let (shown, odd) = (code.escape_debug(), u32::from(odd));
        return Some(format!(
            "`{shown}` cannot be a code: it holds the invisible character U+{odd:04X}"
        ));
    }
    let cannot = |why: &str| Some(format!("`{code}` cannot be a code: {why}"));
    if code.chars().any(char::is_whitespace) {
        return cannot("it holds a space");
    }
    if let Some(odd) = code.chars().find(|c| OF_PATHS.contains(c)) {
        return cannot(&format!("no file's name can hold {odd} on every system"));
    }
    if code.starts_with('.') {
        return cannot("a file whose name begins with a dot is hidden");
    }
    if code.ends_with('.') {
        return cannot("Windows takes no file's name that ends with a dot");
    }
    if let Some(odd) = code.chars().find(|c| OF_REFERENCES.contains(c)) {
        return cannot(&format!("a reference to it cannot hold {odd}"));
    }
    if is_reserved(code) {
        return cannot("Windows keeps this name for a device");
    }
    if code.chars().count() > LONGEST {
        return cannot(&format!("it is longer than {LONGEST} characters"));
    }
    None
}

/// Characters that are not seen, so that two names look alike.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Device names count with any extension: `nul.1.md` is the device `nul`.
fn is_reserved(code: &str) -> bool {
    let stem = code.split('.').next().unwrap_or(code).to_lowercase();
    if ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str()) {
        return true;
    }
    let number = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    number.is_some_and(|number| {
        let mut characters = number.chars();
        let first = characters.next();
        first.is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c))
            && characters.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::is_sound;

    #[test]
    fn codes_of_every_shape_pass() {
        for code in [
            "SM1.1",
            "F-012",
            "sales-director",
            "a_b",
            "词汇表",
            "a..b",
            "company",
            "com10",
            "lpt",
            "console",
        ] {
            assert!(is_sound(code), "{code}");
        }
        assert!(is_sound(&"长".repeat(60)));
    }

    #[test]
    fn what_is_no_name_on_some_system_is_refused() {
        for code in [
            "",
            "..",
            ".a",
            "a.",
            "a/b",
            "../a",
            "a\\b",
            "C:a",
            "a b",
            "a\u{3000}b",
            "a\nb",
            "a\0",
            "a\u{202e}b",
            "con",
            "NUL",
            "Com1",
            "lpt9.x",
            "aux.1",
            "COM¹",
            "a#1",
            "a]]b",
            "a|b",
            "a；b",
            "a、b",
        ] {
            assert!(!is_sound(code), "{code:?}");
        }
        assert!(!is_sound(&"长".repeat(61)));
    }
}
