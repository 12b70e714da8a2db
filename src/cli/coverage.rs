//! `procbook check --coverage FILE`: reads the list, and puts into words what of it the handbook has.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Serialize;

use crate::check::{Coverage, How, Wanted, coverage, kind_words, read_list};
use crate::diagnostic::{Language, Text, say};
use crate::model::{Book, Item};

/// What a comparison gives.
pub(super) struct Compared {
    /// For stdout.
    pub(super) text: String,
    /// Whether every code of the list is covered.
    pub(super) is_whole: bool,
}

/// Holds the list in a file against the book; `json` for programs, else for people.
pub(super) fn compare(
    book: &Book,
    file: &Path,
    json: bool,
    language: Language,
) -> anyhow::Result<Compared> {
    let wanted = read(file, language)?;
    let found = coverage(book, &wanted);
    let report = Report {
        book,
        file,
        language,
    };
    Ok(Compared {
        text: if json {
            report.json(&found)?
        } else {
            report.words(&found)
        },
        is_whole: found.missing.is_empty(),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the list is named by the person who runs the command, and is no file of the handbook"
)]
fn read(file: &Path, language: Language) -> anyhow::Result<Vec<Wanted>> {
    let name = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = sound.split(|byte| *byte == b'\n').count();
        let why = say!(
            "this is not UTF-8; save the file as UTF-8",
            "不是 UTF-8；请把文件另存为 UTF-8"
        );
        anyhow::anyhow!("{name}:{line}: {}", why.words(language))
    })?;
    match read_list(&text) {
        Ok(wanted) if wanted.is_empty() => {
            let why = say!("no code stands in it", "里面没有编号");
            bail!("{name}: {}", why.words(language))
        }
        Ok(wanted) => Ok(wanted),
        Err(bad) => {
            let lines = bad.iter().map(|bad| {
                let (line, message) = (bad.line, bad.message.words(language));
                format!("\n{name}:{line}: {message}")
            });
            let what = say!("bad lines in the list: {}", "清单中有错的行：{}", bad.len());
            bail!("{}{}", what.words(language), lines.collect::<String>())
        }
    }
}

struct Report<'a> {
    book: &'a Book,
    file: &'a Path,
    language: Language,
}

impl Report<'_> {
    fn words(&self, found: &Coverage<'_>) -> String {
        let mut out = String::new();
        self.covered(&mut out, found);
        self.missing(&mut out, found);
        let extra = found.not_asked_for.len();
        let heading = say!("not asked for: {}", "清单没有要求：{}", extra);
        self.heading(&mut out, &heading);
        for item in &found.not_asked_for {
            let _ = writeln!(out, "  {}", self.item(*item).words(self.language));
        }
        if !found.not_in_list.is_empty() {
            let count = found.not_in_list.len();
            let heading = say!(
                "in `covers`, but not in the list: {}",
                "写在 `covers` 里、清单没有：{}",
                count
            );
            self.heading(&mut out, &heading);
        }
        for (item, code) in &found.not_in_list {
            let item = self.item(*item);
            let _ = writeln!(out, "  {code}  {}", item.words(self.language));
        }
        out
    }

    fn covered(&self, out: &mut String, found: &Coverage<'_>) {
        let (count, total) = (
            found.covered.len(),
            found.covered.len() + found.missing.len(),
        );
        self.heading(out, &say!("covered: {} of {}", "已有：{}/{}", count, total));
        for (wanted, by) in &found.covered {
            let by: Vec<Text> = by.iter().map(|(item, how)| self.by(*item, *how)).collect();
            let by = Text::join(&by, ", ", "、");
            let _ = writeln!(out, "  {}  {}", wanted.code, by.words(self.language));
        }
    }

    fn missing(&self, out: &mut String, found: &Coverage<'_>) {
        let missing = say!("missing: {}", "缺少：{}", found.missing.len());
        self.heading(out, &missing);
        for (wanted, near) in &found.missing {
            let (file, line, code) = (self.file.display(), wanted.line, &wanted.code);
            let _ = write!(out, "  {file}:{line}: {code}");
            if !wanted.title.is_empty() {
                let _ = write!(out, " {}", wanted.title);
            }
            if let Some(near) = near {
                let near = say!(" (the handbook has `{}`)", "（手册里有 `{}`）", *near);
                out.push_str(near.words(self.language));
            }
            out.push('\n');
        }
    }

    fn heading(&self, out: &mut String, text: &Text) {
        let _ = writeln!(out, "{}", text.words(self.language));
    }

    /// `procedure SM1.1 年度计划`.
    fn item(&self, item: Item) -> Text {
        let (code, title) = (self.book.code(item), self.book.title(item));
        say!(
            "{} {} {}",
            "{} {} {}",
            kind_words(item.kind().word()),
            code,
            title
        )
    }

    fn by(&self, item: Item, how: How) -> Text {
        let item = self.item(item);
        match how {
            How::Code => item,
            How::Alias => say!("{} (an alias)", "{}（别名）", item),
            How::Covers => say!("{} (`covers`)", "{}（`covers`）", item),
        }
    }

    fn json(&self, found: &Coverage<'_>) -> anyhow::Result<String> {
        let page = |item: Item, how: Option<How>| Page {
            kind: item.kind().word(),
            code: self.book.code(item),
            title: self.book.title(item),
            how: how.map(|how| match how {
                How::Code => "code",
                How::Alias => "alias",
                How::Covers => "covers",
            }),
        };
        let covered = found.covered.iter().map(|(wanted, by)| Covered {
            asked: Asked::of(wanted),
            by: (by.iter().map(|(item, how)| page(*item, Some(*how)))).collect(),
        });
        let missing = found.missing.iter().map(|(wanted, near)| Lacking {
            asked: Asked::of(wanted),
            nearest: *near,
        });
        let not_in_list = found.not_in_list.iter().map(|(item, code)| Claimed {
            code,
            by: page(*item, None),
        });
        let json = Json {
            covered: covered.collect(),
            missing: missing.collect(),
            not_asked_for: (found.not_asked_for.iter().map(|item| page(*item, None))).collect(),
            not_in_list: not_in_list.collect(),
        };
        Ok(serde_json::to_string_pretty(&json)? + "\n")
    }
}

/// The names of the fields are permanent.
#[derive(Serialize)]
struct Json<'a> {
    covered: Vec<Covered<'a>>,
    missing: Vec<Lacking<'a>>,
    not_asked_for: Vec<Page<'a>>,
    not_in_list: Vec<Claimed<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    code: &'a str,
    title: &'a str,
    line: usize,
}

impl<'a> Asked<'a> {
    fn of(wanted: &'a Wanted) -> Self {
        Self {
            code: &wanted.code,
            title: &wanted.title,
            line: wanted.line,
        }
    }
}

#[derive(Serialize)]
struct Covered<'a> {
    #[serde(flatten)]
    asked: Asked<'a>,
    by: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Lacking<'a> {
    #[serde(flatten)]
    asked: Asked<'a>,
    nearest: Option<&'a str>,
}

#[derive(Serialize)]
struct Claimed<'a> {
    code: &'a str,
    by: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    kind: &'static str,
    code: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
}
