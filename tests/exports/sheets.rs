//! A workbook as text: what stands in its cells, read from the file's own XML.

use std::fmt::Write;
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Every sheet with its cells, one line a row, a tab between cells, `⏎` for a line end.
pub(crate) fn text(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = archive
            .by_name(name)
            .unwrap_or_else(|_| panic!("{name} is in it"));
        file.read_to_string(&mut text).expect("it is text");
        text
    };
    let shared = part("xl/sharedStrings.xml");
    let shared: Vec<String> = elements(&shared, "si")
        .map(|(_, item)| elements(item, "t").map(|(_, text)| plain(text)).collect())
        .collect();
    let workbook = part("xl/workbook.xml");
    let mut out = String::new();
    for (at, name) in attributes(&workbook, "<sheet ", "name").enumerate() {
        writeln!(out, "== {name}").expect("text can be written");
        let sheet = part(&format!("xl/worksheets/sheet{}.xml", at + 1));
        for (_, row) in elements(&sheet, "row") {
            let mut cells: Vec<String> = Vec::new();
            for (open, cell) in elements(row, "c") {
                let column = column(attribute(open, "r"));
                cells.resize(column, String::new());
                let (_, value) = elements(cell, "v").next().expect("a cell has a value");
                if !open.contains("t=\"s\"") {
                    // A number; a day is the number of days since 1900.
                    cells.push(format!("#{value}"));
                    continue;
                }
                let number: usize = value.parse().expect("the number of a text");
                cells.push(shared[number].replace('\n', "⏎"));
            }
            writeln!(out, "{}", cells.join("\t")).expect("text can be written");
        }
    }
    out
}

/// Elements of a name that do not stand in each other: the attributes and the inside of each.
fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let open = format!("<{name}");
    let close = format!("</{name}>");
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(&open)? + open.len();
            rest = &rest[start..];
            if !rest.starts_with(['>', ' ', '/']) {
                continue;
            }
            let end = rest.find('>')?;
            let attributes = &rest[..end];
            rest = &rest[end + 1..];
            if attributes.ends_with('/') {
                continue;
            }
            let inside = rest.find(&close)?;
            let found = (attributes, &rest[..inside]);
            rest = &rest[inside..];
            return Some(found);
        }
    })
}

fn attributes<'a>(xml: &'a str, element: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split(element)
        .skip(1)
        .map(move |part| attribute(part, name))
}

fn attribute<'a>(text: &'a str, name: &str) -> &'a str {
    let start = format!("{name}=\"");
    let (_, value) = text.split_once(&start).expect("it has the attribute");
    value.split('"').next().unwrap_or_default()
}

/// `C7` is column 2.
fn column(cell: &str) -> usize {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |column, letter| {
        column * 26 + usize::from(letter - b'A') + 1
    }) - 1
}

fn plain(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, sign)| {
        text.replace(name, sign)
    })
}
