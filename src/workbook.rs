//! Sheets of cells as an `.xlsx` file.
//!
//! In: columns and cells. Out: bytes, the same for the same cells. It must not know what the cells say.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
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

/// What stands in a cell of a `Register`.
pub enum Value<'a> {
    /// Words; of those that are too long, as many as a spreadsheet takes.
    Text(&'a str),
    /// Words and the address that they lead to.
    Link(&'a str, &'a str),
    /// A number.
    Number(u32),
    /// Year, month and day.
    Day(u16, u8, u8),
}

/// A table with a head that stays in view, a filter on each column and columns of given widths.
pub struct Register {
    sheet: Worksheet,
    columns: u16,
    row: u32,
    links: usize,
    head: Format,
    words: Format,
    link: Format,
    day: Format,
}

impl Register {
    /// An empty table: its name on the tab, and its columns with their widths in characters. `names` are the
    /// names that the other sheets of its file have, to which its own is added.
    ///
    /// # Errors
    /// When there are more columns than a spreadsheet takes.
    pub fn new(
        name: &str,
        names: &mut Vec<String>,
        columns: &[(&str, f64)],
    ) -> anyhow::Result<Self> {
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let mut register = Self {
            sheet: Worksheet::new(),
            columns: 0,
            row: 1,
            links: 0,
            head: words.clone().set_bold(),
            link: words
                .clone()
                .set_font_color("#0A5A8C")
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            day: words.clone().set_num_format("yyyy-mm-dd"),
            words,
        };
        register.sheet.set_name(free_name(name, names))?;
        register.sheet.set_freeze_panes(1, 0)?;
        for (column, (head, width)) in (0_u16..).zip(columns) {
            register.sheet.set_column_width(column, *width)?;
            register.sheet.set_column_format(column, &register.words)?;
            register
                .sheet
                .write_string_with_format(0, column, *head, &register.head)?;
            register.columns = column + 1;
        }
        Ok(register)
    }

    /// Keeps this many columns in view as well as the head.
    ///
    /// # Errors
    /// When there are more columns than a spreadsheet takes.
    pub fn freeze(&mut self, columns: u16) -> anyhow::Result<()> {
        self.sheet.set_freeze_panes(1, columns)?;
        Ok(())
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When there are more rows than a spreadsheet takes.
    pub fn add(&mut self, cells: &[Value<'_>]) -> anyhow::Result<()> {
        let row = self.row;
        for (column, value) in (0_u16..).zip(cells) {
            match value {
                Value::Text(text) => self.text(column, text)?,
                Value::Link(text, address) => {
                    let url = Url::new(*address).set_text(cut(text));
                    let full = self.links == MOST_LINKS;
                    // An address that a spreadsheet does not take is left out; the words stay.
                    let written = !full
                        && !text.is_empty()
                        && (self
                            .sheet
                            .write_url_with_format(row, column, url, &self.link))
                        .is_ok();
                    if written {
                        self.links += 1;
                    } else {
                        self.text(column, text)?;
                    }
                }
                Value::Number(number) => {
                    let sheet = &mut self.sheet;
                    sheet.write_number_with_format(row, column, *number, &self.words)?;
                }
                Value::Day(year, month, day) => {
                    // Days before 1900 are words.
                    match ExcelDateTime::from_ymd(*year, *month, *day) {
                        Ok(date) => {
                            let sheet = &mut self.sheet;
                            sheet.write_datetime_with_format(row, column, &date, &self.day)?;
                        }
                        Err(_) => {
                            self.text(column, &format!("{year:04}-{month:02}-{day:02}"))?;
                        }
                    }
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let text = cut(text);
            (self.sheet).write_string_with_format(self.row, column, text, &self.words)?;
        }
        Ok(())
    }
}

/// The tables as the sheets of one file.
///
/// # Errors
/// When a spreadsheet cannot hold them.
pub fn registers(registers: Vec<Register>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = dated()?;
    for mut register in registers {
        if let Some(last) = register.columns.checked_sub(1) {
            (register.sheet).autofilter(0, 0, register.row - 1, last)?;
            register.sheet.set_landscape().set_repeat_rows(0, 0)?;
            register.sheet.set_print_fit_to_pages(1, 0);
        }
        workbook.push_worksheet(register.sheet);
    }
    Ok(workbook.save_to_buffer()?)
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
