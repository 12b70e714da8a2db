//! Sheets of text cells as an `.xlsx` file.
//!
//! In: rows of texts. Out: bytes, the same for the same rows. It must not know what the cells say.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// One sheet.
pub(super) struct Sheet<'a> {
    /// Its name on the tab.
    pub(super) name: &'a str,
    /// Its rows; the first is the head.
    pub(super) rows: Vec<Vec<String>>,
}

/// The sheets as one file.
///
/// # Errors
/// When a cell is longer than a spreadsheet takes, 32,767 characters.
pub(super) fn workbook(sheets: &[Sheet<'_>]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // Without a day of its own the file would have the day on which it is written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
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
