//! The rows of a register as HTML, as CSV, as a script for the filter and as a table of a workbook.
//!
//! In: columns, and rows one by one. Out: texts and bytes. It must not know what the rows are of.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::render::html::push_escaped;
use crate::render::links::Links;
use crate::render::tables::{Column, Place};
use crate::render::view::Link;
use crate::render::view::register::{Cell, Row};
use crate::workbook::{self, Value};

/// How many rows stand on one page.
const ROWS: usize = 500;
/// More rows than this are no matter for a spreadsheet program, and would hold up every build.
const MOST_SHEET_ROWS: usize = 20_000;

/// A register's rows as texts.
pub(crate) struct Rows {
    /// By page, at least one: its rows as HTML.
    pub(crate) pages: Vec<String>,
    /// How many there are.
    pub(crate) count: usize,
    /// As CSV.
    pub(crate) csv: Vec<u8>,
    /// As a script that hands them to the filter.
    pub(crate) script: String,
}

/// Rows while they are added.
struct Writer<'a> {
    links: &'a Links<'a>,
    columns: &'a [Column],
    pages: Vec<String>,
    count: usize,
    csv: csv::Writer<Vec<u8>>,
    /// What cells link to, each once, with its number.
    places: BTreeMap<(String, String), usize>,
    addresses: Vec<Json>,
    cells: String,
}

/// Whether so many rows are given as a workbook.
pub(crate) const fn has_workbook(rows: usize) -> bool {
    rows <= MOST_SHEET_ROWS
}

/// The rows as texts.
pub(crate) fn rows<'a>(
    links: &Links<'_>,
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
) -> Rows {
    let mut writer = Writer {
        links,
        columns,
        pages: vec![String::new()],
        count: 0,
        csv: csv_writer(),
        places: BTreeMap::new(),
        addresses: Vec::new(),
        cells: String::new(),
    };
    let heads = in_files(columns).map(|of| of.head.to_owned());
    add_record(&mut writer.csv, heads);
    for row in rows {
        writer.add(&row);
    }
    let addresses = Json::from(writer.addresses);
    Rows {
        pages: writer.pages,
        count: writer.count,
        csv: writer.csv.into_inner().unwrap_or_default(),
        script: format!(
            "window.procbookRows={{\"links\":{addresses},\"rows\":[{}]}};\n",
            writer.cells
        ),
    }
}

fn in_files(columns: &[Column]) -> impl Iterator<Item = &Column> {
    columns.iter().filter(|of| of.place != Place::Page)
}

impl Writer<'_> {
    fn add(&mut self, row: &Row<'_>) {
        if self.count > 0 && self.count.is_multiple_of(ROWS) {
            self.pages.push(String::new());
        }
        self.count += 1;
        let shown = |wanted: Place| {
            let cells = row.cells.iter().zip(self.columns);
            cells.filter(move |(_, of)| of.place != wanted)
        };
        if let Some(html) = self.pages.last_mut() {
            html.push_str("\n<tr>");
            for (cell, column) in shown(Place::Files) {
                push_cell(html, cell, column, self.links.words.separator);
            }
            html.push_str("</tr>");
        }
        let data: Vec<Json> = shown(Place::Files)
            .map(|(cell, _)| in_script(cell, &mut self.places, &mut self.addresses))
            .collect();
        if self.count > 1 {
            self.cells.push(',');
        }
        self.cells.push('\n');
        // `</script` cannot end a file of its own.
        self.cells.push_str(&Json::from(data).to_string());
        let texts = shown(Place::Page).map(|(cell, _)| cell.plain(self.links));
        add_record(&mut self.csv, texts);
    }
}

/// The rows as a table of a workbook; `None` when there are too many.
pub(crate) fn table<'a>(
    links: &Links<'_>,
    title: &str,
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
) -> Option<workbook::Table> {
    let mut values: Vec<Vec<Value>> = Vec::new();
    for row in rows {
        if !has_workbook(values.len() + 1) {
            return None;
        }
        let cells = row.cells.iter().zip(columns);
        let cells = cells.filter(|(_, of)| of.place != Place::Page);
        values.push(cells.map(|(cell, of)| value(links, cell, of)).collect());
    }
    Some(workbook::Table {
        name: title.to_owned(),
        frozen: 0,
        columns: (in_files(columns))
            .map(|of| (of.head.to_owned(), of.width))
            .collect(),
        rows: values,
    })
}

/// Records as CSV that a spreadsheet opens.
pub(crate) fn csv(records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv_writer();
    for record in records {
        add_record(&mut writer, record.into_iter());
    }
    writer.into_inner().unwrap_or_default()
}

fn csv_writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // A byte order mark: without it spreadsheets do not read Chinese.
        .from_writer("\u{feff}".as_bytes().to_vec())
}

fn add_record(writer: &mut csv::Writer<Vec<u8>>, texts: impl Iterator<Item = String>) {
    let record: Vec<String> = texts.map(plain).collect();
    // Writing to memory cannot fail, and every record has the same length.
    let _ = writer.write_record(record);
}

/// A cell of a workbook. Titles lead to their pages; were every name a link, the file would take thrice the
/// time and half as much room again.
fn value(links: &Links<'_>, cell: &Cell<'_>, column: &Column) -> Value {
    let text = cell.plain(links);
    // A spreadsheet's cell leads to one place.
    if let ("wide", [link]) = (column.class, cell.links.as_slice())
        && let Some(address) = link.href.as_deref().and_then(|href| links.address(href))
    {
        return Value::Link(text, address);
    }
    if cell.number
        && let Ok(number) = text.parse()
    {
        return Value::Number(number);
    }
    let mut parts = text.split('-');
    if cell.day.is_some()
        && let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
    {
        return Value::Day(year, month, day);
    }
    Value::Text(text)
}

/// A cell as HTML; `cell` in layouts/components.html writes the same.
fn push_cell(html: &mut String, cell: &Cell<'_>, column: &Column, separator: &str) {
    match (cell.number, column.class) {
        (true, _) => html.push_str("<td class=\"numeric\">"),
        (false, "") => html.push_str("<td>"),
        (false, class) => {
            html.push_str("<td class=\"");
            html.push_str(class);
            html.push_str("\">");
        }
    }
    for (at, link) in cell.links.iter().enumerate() {
        if at > 0 {
            html.push_str(separator);
        }
        push_link(html, link);
    }
    if !cell.links.is_empty() {
    } else if let Some(kind) = cell.day {
        html.push_str("<time datetime=\"");
        push_escaped(html, &cell.text);
        html.push_str("\" data-");
        html.push_str(kind);
        html.push_str("=\"");
        push_escaped(html, &cell.text);
        if let Some(day) = &cell.near_from {
            html.push_str("\" data-near-from=\"");
            push_escaped(html, day);
        }
        html.push_str("\">");
        push_escaped(html, &cell.text);
        html.push_str("</time>");
    } else if let Some(badge) = cell.badge {
        html.push_str("<span class=\"badge badge-");
        html.push_str(badge);
        html.push_str("\">");
        push_escaped(html, &cell.text);
        html.push_str("</span>");
    } else {
        push_escaped(html, &cell.text);
    }
    html.push_str("</td>");
}

fn push_link(html: &mut String, link: &Link<'_>) {
    let end = if let Some(href) = &link.href {
        html.push_str("<a href=\"");
        push_escaped(html, href);
        html.push_str("\">");
        "</a>"
    } else if let Some(why) = &link.broken {
        html.push_str("<span class=\"broken\" title=\"");
        push_escaped(html, why);
        html.push_str("\">");
        "</span>"
    } else {
        ""
    };
    if let Some(code) = link.code.as_ref().filter(|_| link.href.is_some()) {
        html.push_str("<span class=\"code\">");
        push_escaped(html, code);
        html.push_str("</span> ");
    }
    push_escaped(html, &link.title);
    html.push_str(end);
}

/// A cell for static/register.js: a text; a day with the day from which it is near; or a list of numbers,
/// which are places in the list of links, and texts.
fn in_script(
    cell: &Cell<'_>,
    places: &mut BTreeMap<(String, String), usize>,
    addresses: &mut Vec<Json>,
) -> Json {
    if cell.links.is_empty() {
        return match &cell.near_from {
            Some(day) => json!([cell.text, day]),
            None => json!(cell.text),
        };
    }
    let links = cell.links.iter().map(|link| {
        let Some(href) = &link.href else {
            return json!(link.title);
        };
        let code = link.code.as_deref().unwrap_or_default();
        let key = (href.to_string(), format!("{code} {}", link.title));
        let next = addresses.len();
        let at = *places.entry(key).or_insert(next);
        if at == next {
            addresses.push(json!([href, code, link.title]));
        }
        json!(at)
    });
    Json::from(links.collect::<Vec<_>>())
}

/// A text that no spreadsheet takes for a formula.
fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text
}

impl Cell<'_> {
    fn plain(&self, links: &Links<'_>) -> String {
        if self.links.is_empty() {
            return self.text.to_string();
        }
        let titles = self.links.iter().map(|link| match &link.code {
            Some(code) => format!("{code} {}", link.title),
            None => link.title.to_string(),
        });
        titles.collect::<Vec<_>>().join(links.words.separator)
    }
}
