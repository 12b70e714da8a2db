//! Who has read which version, in words, as JSON and as CSV.
//!
//! In: the report. Out: text. It must not know files.

use std::fmt::Write as _;

use serde::Serialize;

use crate::acknowledgement::{Current, Extra, Person, Report, State};
use crate::diagnostic::{Language, Text, say};

/// All that is told.
pub(super) struct Told<'a> {
    pub(super) report: Report,
    /// Files that count for nothing, with the reason.
    pub(super) broken: Vec<(String, Text)>,
    /// The newest release; `None` when there is none, and the working files stand for it.
    pub(super) release: Option<&'a str>,
    pub(super) language: Language,
}

impl Told<'_> {
    fn say(&self, text: &Text) -> String {
        text.words(self.language).to_owned()
    }

    /// `SM1.1 年度计划 1.0`.
    fn document(&self, of: &Current) -> String {
        let whole = self.say(&say!("whole handbook", "整本手册"));
        let code = if of.code.is_empty() { &whole } else { &of.code };
        let parts = [code, &of.title, &of.version];
        let mut parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        parts.join(" ")
    }

    fn extra(&self, (file, read): &Extra) -> String {
        let of = Current {
            code: read.code.clone(),
            title: read.title.clone(),
            version: read.read_version().to_owned(),
        };
        format!(
            "  {file}  {}  {}  {}",
            read.name,
            read.day(),
            self.document(&of)
        )
    }
}

/// The files that count for nothing, a line each.
pub(super) fn broken(told: &Told<'_>) -> Vec<String> {
    let line = |(file, why): &(String, Text)| format!("{file}: {}", told.say(why));
    told.broken.iter().map(line).collect()
}

/// For people.
pub(super) fn human(told: &Told<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let against = match told.release {
        Some(release) => say!("held against release {}", "以 {} 版为准", release),
        None => say!(
            "held against the working files: there is no release",
            "尚无发布，以工作文件为准"
        ),
    };
    let _ = writeln!(out, "{}", told.say(&against));
    let (read, unread): (Vec<_>, Vec<_>) = (told.report.documents.iter())
        .partition(|(_, people)| people.iter().any(|person| person.by.is_some()));
    for (document, people) in read {
        push_document(&mut out, told, document, people);
    }
    // Whom a list of people names, nobody needs to hear again for each of these.
    let unread = unread.into_iter().map(|(document, _)| document);
    let unread: Vec<&Current> = unread.chain(&told.report.unread).collect();
    if !unread.is_empty() {
        let heading = say!(
            "documents that nobody has read: {}",
            "无人确认已读的文件：{}",
            unread.len()
        );
        let _ = writeln!(out, "\n{}", told.say(&heading));
    }
    for document in unread {
        let _ = writeln!(out, "  {}", told.document(document));
    }
    push_extras(&mut out, told);
    if !told.broken.is_empty() {
        let count = told.broken.len();
        let heading = say!("files that do not count: {}", "不能计入的文件：{}", count);
        let _ = writeln!(out, "\n{}", told.say(&heading));
        for line in broken(told) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// `张三 1002  2026-11-22`, with the version when it is another.
fn person_line(person: &Person) -> String {
    let mut text = person.name.clone();
    if !person.number.is_empty() {
        let _ = write!(text, " {}", person.number);
    }
    let Some((_, read)) = &person.by else {
        return text;
    };
    if person.state == State::Older {
        let _ = write!(text, "  {}", read.read_version());
    }
    let _ = write!(text, "  {}", read.day());
    text
}

/// A document and its people, by how they stand to it.
fn push_document(out: &mut String, told: &Told<'_>, document: &Current, people: &[Person]) {
    let _ = writeln!(out, "\n{}", told.document(document));
    for state in [State::Read, State::Older, State::NotRead] {
        let of: Vec<&Person> = people
            .iter()
            .filter(|person| person.state == state)
            .collect();
        if of.is_empty() {
            continue;
        }
        let heading = match state {
            State::Read => say!("read: {}", "已读：{}", of.len()),
            State::Older => say!(
                "read another version only: {}",
                "只读过其他版本：{}",
                of.len()
            ),
            State::NotRead => say!("not read: {}", "未读：{}", of.len()),
        };
        let _ = writeln!(out, "  {}", told.say(&heading));
        for person in of {
            let _ = writeln!(out, "    {}", person_line(person));
        }
    }
}

/// What counts for nothing though it was read.
fn push_extras(out: &mut String, told: &Told<'_>) {
    let lists = [
        (
            &told.report.duplicates,
            say!(
                "handed in twice: {}",
                "重复提交：{}",
                told.report.duplicates.len()
            ),
        ),
        (
            &told.report.unknown,
            say!(
                "of documents that are not in force: {}",
                "不在执行中的文件：{}",
                told.report.unknown.len()
            ),
        ),
    ];
    for (extras, heading) in lists {
        if !extras.is_empty() {
            let _ = writeln!(out, "\n{}", told.say(&heading));
        }
        for extra in extras {
            let _ = writeln!(out, "{}", told.extra(extra));
        }
    }
}

const fn word(state: State) -> &'static str {
    match state {
        State::Read => "read",
        State::Older => "other_version",
        State::NotRead => "not_read",
    }
}

/// The names of the fields are permanent.
#[derive(Serialize)]
struct Json<'a> {
    release: Option<&'a str>,
    documents: Vec<DocumentJson<'a>>,
    unread: Vec<&'a str>,
    duplicates: Vec<Row<'a>>,
    unknown: Vec<Row<'a>>,
    broken: Vec<Broken<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    code: &'a str,
    title: &'a str,
    version: &'a str,
    people: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Broken<'a> {
    file: &'a str,
    why: &'a str,
}

/// A person and a document, which is also a row of the CSV.
#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    title: &'a str,
    version: &'a str,
    state: &'static str,
    name: &'a str,
    number: &'a str,
    department: &'a str,
    read_version: &'a str,
    release: &'a str,
    read_at: &'a str,
    file: &'a str,
}

fn row<'a>(document: &'a Current, person: &'a Person) -> Row<'a> {
    let (file, read) = person
        .by
        .as_ref()
        .map_or(("", None), |(file, read)| (file.as_str(), Some(read)));
    Row {
        code: &document.code,
        title: &document.title,
        version: &document.version,
        state: word(person.state),
        name: &person.name,
        number: &person.number,
        department: read.map_or("", |read| &read.department),
        read_version: read.map_or("", |read| read.read_version()),
        release: read.map_or("", |read| &read.release),
        read_at: read.map_or("", |read| &read.read_at),
        file,
    }
}

fn extra_row<'a>((file, read): &'a Extra, state: &'static str) -> Row<'a> {
    Row {
        code: &read.code,
        title: &read.title,
        version: "",
        state,
        name: &read.name,
        number: &read.number,
        department: &read.department,
        read_version: read.read_version(),
        release: &read.release,
        read_at: &read.read_at,
        file,
    }
}

/// For programs.
pub(super) fn json(told: &Told<'_>) -> anyhow::Result<String> {
    let report = &told.report;
    let documents = report
        .documents
        .iter()
        .map(|(document, people)| DocumentJson {
            code: &document.code,
            title: &document.title,
            version: &document.version,
            people: people.iter().map(|person| row(document, person)).collect(),
        });
    let json = Json {
        release: told.release,
        documents: documents.collect(),
        unread: report.unread.iter().map(|of| of.code.as_str()).collect(),
        duplicates: (report.duplicates.iter())
            .map(|of| extra_row(of, "duplicate"))
            .collect(),
        unknown: report
            .unknown
            .iter()
            .map(|of| extra_row(of, "unknown"))
            .collect(),
        broken: (told.broken.iter())
            .map(|(file, why)| Broken {
                file,
                why: why.words(told.language),
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&json)? + "\n")
}

/// For spreadsheets.
pub(super) fn csv(told: &Told<'_>) -> anyhow::Result<String> {
    let report = &told.report;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // A byte order mark: without it spreadsheets do not read Chinese.
        .from_writer("\u{feff}".as_bytes().to_vec());
    let people = (report.documents.iter())
        .flat_map(|(document, people)| people.iter().map(move |person| row(document, person)));
    let duplicates = report
        .duplicates
        .iter()
        .map(|of| extra_row(of, "duplicate"));
    let unknown = report.unknown.iter().map(|of| extra_row(of, "unknown"));
    writer.write_record(HEAD)?;
    for row in people.chain(duplicates).chain(unknown) {
        writer.write_record(cells(&row))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The columns of the CSV; the names are permanent.
const HEAD: [&str; 11] = [
    "code",
    "title",
    "version",
    "state",
    "name",
    "number",
    "department",
    "read_version",
    "release",
    "read_at",
    "file",
];

fn cells(row: &Row<'_>) -> [String; 11] {
    let cells = [
        row.code,
        row.title,
        row.version,
        row.state,
        row.name,
        row.number,
        row.department,
        row.read_version,
        row.release,
        row.read_at,
        row.file,
    ];
    // Readers write what they like: no text may be a formula to a spreadsheet.
    cells.map(|cell| {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{cell}")
        } else {
            cell.to_owned()
        }
    })
}
