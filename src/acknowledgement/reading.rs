//! What a reader handed in, from JSON or from the lines of a mail.
//!
//! In: text. Out: acknowledgements, or what is wrong with them. It must not judge whether a version is in force.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Text, say};

/// The first of the lines over which the checksum is made.
const MARK: &str = "procbook acknowledgement 1";
/// The keys of the others, in order; static/acknowledge.js writes the same.
const KEYS: [&str; 10] = [
    "handbook",
    "code",
    "title",
    "version",
    "release",
    "name",
    "number",
    "department",
    "read_at",
    "statement",
];

/// That a person has read a document in a version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Acknowledgement {
    /// The handbook's title.
    pub handbook: String,
    /// The document's code; empty of the whole handbook.
    pub code: String,
    /// Its title at that time.
    pub title: String,
    /// Its version; may be empty.
    pub version: String,
    /// The release that was read.
    pub release: String,
    /// The reader's name.
    pub name: String,
    /// The reader's number; may be empty.
    pub number: String,
    /// May be empty.
    pub department: String,
    /// When, by the reader's clock: `2026-11-22T09:00:00+08:00`.
    pub read_at: String,
    /// What the reader confirmed.
    pub statement: String,
}

/// A file that a page made.
#[derive(Deserialize)]
struct Filed {
    #[serde(default)]
    format: serde_json::Value,
    #[serde(default)]
    kind: serde_json::Value,
}

/// The acknowledgement in a JSON file.
///
/// # Errors
/// When it is none, or is not as it was made.
pub fn of_json(text: &str) -> Result<Acknowledgement, Text> {
    let text = text.trim_start_matches('\u{feff}');
    let broken = |error: &serde_json::Error| {
        let told = error.to_string().replace('`', "'");
        say!("damaged: `{}`", "已损坏：`{}`", told)
    };
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let filed = Filed::deserialize(&value).ok();
    if filed
        .as_ref()
        .is_none_or(|filed| filed.kind != "acknowledgement")
    {
        return Err(no_acknowledgement());
    }
    if filed.is_none_or(|filed| filed.format != 1) {
        let why = say!(
            "made by a newer version of the handbook's pages; use a newer procbook",
            "由更新的手册页面生成；请用新版 procbook"
        );
        return Err(why);
    }
    let read = Acknowledgement::deserialize(&value).map_err(|error| broken(&error))?;
    let sum = value.get("sha256").and_then(serde_json::Value::as_str);
    judged(read, sum.unwrap_or_default())
}

/// The acknowledgements in a text that holds the body of one mail or of several; quoted ones too.
///
/// # Errors
/// When there is none.
pub fn of_text(text: &str) -> Result<Vec<Result<Acknowledgement, Text>>, Text> {
    let text = text.trim_start_matches('\u{feff}');
    let plain = |line| str::trim(str::trim_start_matches(line, ['>', ' ', '\t']));
    let lines: Vec<&str> = text.lines().map(plain).collect();
    let starts = (0..lines.len()).filter(|at| lines[*at] == MARK);
    let found: Vec<_> = starts.map(|at| of_lines(&lines[at + 1..])).collect();
    if found.is_empty() {
        return Err(no_acknowledgement());
    }
    Ok(found)
}

fn no_acknowledgement() -> Text {
    say!("this is no acknowledgement", "不是阅读确认")
}

/// One acknowledgement from the lines under its first. A mail program may have broken a long line in two.
fn of_lines(lines: &[&str]) -> Result<Acknowledgement, Text> {
    let mut values: Vec<Vec<&str>> = Vec::new();
    let mut sum = None;
    for line in lines {
        let key = |key: &str| {
            let rest = line.strip_prefix(key)?.strip_prefix(':')?;
            Some(rest.trim())
        };
        if let Some(value) = KEYS.get(values.len()).and_then(|next| key(next)) {
            values.push(vec![value]);
        } else if values.len() == KEYS.len()
            && let Some(value) = key("sha256")
        {
            sum = Some(value);
            break;
        } else if *line == MARK {
            break;
        } else if let Some(value) = values.last_mut().filter(|_| !line.is_empty()) {
            value.push(line);
        }
    }
    let (Some(sum), true) = (sum, values.len() == KEYS.len()) else {
        let key = KEYS.get(values.len()).copied().unwrap_or("sha256");
        return Err(say!(
            "damaged: its line `{}` is missing",
            "已损坏：缺少 `{}` 一行",
            key
        ));
    };
    let joined = |join: &dyn Fn(&[&str]) -> String| {
        let mut values = values.iter().map(|parts| join(parts));
        let mut next = || values.next().unwrap_or_default();
        Acknowledgement {
            handbook: next(),
            code: next(),
            title: next(),
            version: next(),
            release: next(),
            name: next(),
            number: next(),
            department: next(),
            read_at: next(),
            statement: next(),
        }
    };
    judged(joined(&mended), sum)
        .or_else(|_| judged(joined(&|parts| parts.concat()), sum))
        .or_else(|_| judged(joined(&|parts| parts.join(" ")), sum))
}

/// The parts of a line that a mail program broke: between Chinese words it lost nothing, between others a space.
fn mended(parts: &[&str]) -> String {
    let mut line = String::new();
    for part in parts {
        let words =
            line.ends_with(|c: char| c.is_ascii()) && part.starts_with(|c: char| c.is_ascii());
        if words {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// The same when it says what it must and its checksum is right.
fn judged(read: Acknowledgement, sum: &str) -> Result<Acknowledgement, Text> {
    if !sum.trim().eq_ignore_ascii_case(&read.checksum()) {
        let why = say!(
            "its checksum is wrong: it was changed after it was made",
            "校验值不符：生成以后被改动过"
        );
        return Err(why);
    }
    if read.name.trim().is_empty() {
        return Err(say!("it names nobody", "没有写姓名"));
    }
    if !is_time(&read.read_at) {
        return Err(say!(
            "`{}` is no time",
            "`{}` 不是时间",
            read.read_at.replace('`', "'")
        ));
    }
    Ok(read)
}

/// `2026-11-22T09:00:00+08:00`.
fn is_time(text: &str) -> bool {
    let shape = "dddd-dd-ddTdd:dd:ddsdd:dd";
    text.chars().count() == shape.len()
        && (text.chars().zip(shape.chars())).all(|(c, wanted)| match wanted {
            'd' => c.is_ascii_digit(),
            's' => matches!(c, '+' | '-'),
            other => c == other,
        })
}

impl Acknowledgement {
    /// The checksum over what it says, in hexadecimal: it finds accidental changes, and is no signature.
    #[must_use]
    pub fn checksum(&self) -> String {
        use std::fmt::Write as _;

        let values = [
            &self.handbook,
            &self.code,
            &self.title,
            &self.version,
            &self.release,
            &self.name,
            &self.number,
            &self.department,
            &self.read_at,
            &self.statement,
        ];
        let mut text = format!("{MARK}\n");
        let mut sum = String::new();
        // Writing to a string cannot fail.
        for (key, value) in KEYS.iter().zip(values) {
            let _ = writeln!(text, "{key}: {value}");
        }
        for byte in Sha256::digest(text.as_bytes()) {
            let _ = write!(sum, "{byte:02x}");
        }
        sum
    }

    /// The day on which it was made.
    #[must_use]
    pub fn day(&self) -> &str {
        self.read_at.get(..10).unwrap_or(&self.read_at)
    }

    /// The version that was read; of the whole handbook, the release.
    #[must_use]
    pub fn read_version(&self) -> &str {
        if self.code.is_empty() {
            &self.release
        } else {
            &self.version
        }
    }
}
