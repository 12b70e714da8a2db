//! Sheets of cells as an `.xlsx` file.
//!
//! In: columns and cells. Out: bytes, the same for the same cells. It must not know what the cells say.

use std::borrow::Cow;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Url, Workbook, Worksheet,
    XlsxError,
};

/// Links that a spreadsheet takes on one sheet.
const MOST_LINKS: usize = 65_530;
/// Characters that a spreadsheet takes in one cell.
const MOST_CHARACTERS: usize = 32_767;
/// Characters that a spreadsheet takes in a sheet's name.
const NAME_LENGTH: usize = 31;

/// One sheet of text cells.
pub struct Sheet<'a> {
    /// Its name on the tab.
    pub name: &'a str,
    /// Its rows; the first is the head.
    pub rows: Vec<Vec<String>>,
}

/// The sheets as one file, their columns as wide as what stands in them.
///
/// # Errors
/// When a cell is longer than a spreadsheet takes, 32,767 characters.
pub fn workbook(sheets: &[Sheet<'_>]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = dated()?;
    let head = Format::new().set_bold();
    for sheet in sheets {
        let place = workbook.add_worksheet();
        place.set_name(sheet.name)?;
        place.set_freeze_panes(1, 0)?;
        for (row, cells) in (0_u32..).zip(&sheet.rows) {
            for (column, text) in (0_u16..).zip(cells) {
                if text.is_empty() {
                    continue;
                }
                if row == 0 {
                    place.write_string_with_format(row, column, text, &head)?;
                } else {
                    place.write_string(row, column, text)?;
                }
            }
        }
        place.set_autofit_max_width(400);
        place.autofit();
    }
    Ok(workbook.save_to_buffer()?)
}

/// A file whose day is always the same: without one of its own it would have the day on which it is written.
fn dated() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(workbook)
}

/// A table with a head that stays in view, a filter on each column and columns of given widths.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name on the tab, made to be one that a spreadsheet takes and that no other table of its file has.
    pub name: String,
    /// How many of its first columns stay in view as well as the head.
    pub frozen: u16,
    /// What stands over each column, and its width in characters.
    pub columns: Vec<(String, u16)>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

/// What stands in a cell of a table.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// Words; of those that are too long, as many as a spreadsheet takes.
    Text(String),
    /// Words and the address that they lead to.
    Link(String, String),
    /// A number.
    Number(u32),
    /// Year, month and day.
    Day(u16, u8, u8),
}

/// The tables as the sheets of one file.
///
/// # Errors
/// When a spreadsheet cannot hold them.
pub fn tables(tables: &[Table]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = dated()?;
    let mut names = Vec::new();
    for table in tables {
        let name = free_name(&table.name, &mut names);
        Writer::new().write(workbook.add_worksheet().set_name(name)?, table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look, and how many links there are so far.
struct Writer {
    words: Format,
    link: Format,
    day: Format,
    links: usize,
}

impl Writer {
    fn new() -> Self {
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let link = words.clone().set_font_color("#0A5A8C");
        Self {
            link: link.set_underline(FormatUnderline::Single),
            day: words.clone().set_num_format("yyyy-mm-dd"),
            words,
            links: 0,
        }
    }

    fn write(&mut self, sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
        let head = self.words.clone().set_bold();
        for (column, (name, width)) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(column, *width)?;
            sheet.set_column_format(column, &self.words)?;
            sheet.write_string_with_format(0, column, name, &head)?;
        }
        let mut last = 0;
        for (row, cells) in (1_u32..).zip(&table.rows) {
            last = row;
            for (column, value) in (0_u16..).zip(cells) {
                self.cell(sheet, (row, column), value)?;
            }
        }
        sheet.set_freeze_panes(1, table.frozen)?;
        if let Some(column) = u16::try_from(table.columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1))
        {
            sheet.autofilter(0, 0, last, column)?;
        }
        sheet.set_landscape().set_repeat_rows(0, 0)?;
        sheet.set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn cell(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: &Value,
    ) -> Result<(), XlsxError> {
        let text = match value {
            Value::Text(text) => Cow::from(text),
            Value::Link(text, address) => {
                let url = Url::new(address).set_text(cut(text));
                let room = self.links < MOST_LINKS && !text.is_empty();
                // An address that a spreadsheet does not take is left out; the words stay.
                if room
                    && sheet
                        .write_url_with_format(row, column, url, &self.link)
                        .is_ok()
                {
                    self.links += 1;
                    return Ok(());
                }
                Cow::from(text)
            }
            Value::Number(number) => {
                sheet.write_number(row, column, *number)?;
                return Ok(());
            }
            Value::Day(year, month, day) => match ExcelDateTime::from_ymd(*year, *month, *day) {
                Ok(date) => {
                    sheet.write_datetime_with_format(row, column, &date, &self.day)?;
                    return Ok(());
                }
                // Days before 1900 are words.
                Err(_) => Cow::from(format!("{year:04}-{month:02}-{day:02}")),
            },
        };
        if !text.is_empty() {
            // It looks as its column does: a format for each cell would have to be found for each.
            sheet.write_string(row, column, cut(&text))?;
        }
        Ok(())
    }
}

/// As much of a text as a cell takes, which counts in UTF-16.
fn cut(text: &str) -> &str {
    let mut room = MOST_CHARACTERS;
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        !fits
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A name that a spreadsheet takes for a sheet and that no other sheet has.
fn free_name(wanted: &str, names: &mut Vec<String>) -> String {
    let allowed = |c: char| !(c.is_control() || "[]:*?/\\".contains(c));
    let plain: String = wanted
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('\'');
    let base = if plain.is_empty() { "-" } else { plain };
    let mut number = 1;
    loop {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = NAME_LENGTH - end.len();
        let name: String = base.chars().take(room).chain(end.chars()).collect();
        // Spreadsheets do not tell capital letters from small ones, and keep this name for themselves.
        let key = name.to_lowercase();
        if key != "history" && !names.contains(&key) {
            names.push(key);
            return name;
        }
        number += 1;
    }
}
