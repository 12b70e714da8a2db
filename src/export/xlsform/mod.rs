//! A form as an XLSForm, for ODK, `KoboToolbox` and Enketo.
//!
//! In: a form and its template. Out: an `.xlsx` file with the sheets `survey`, `choices` and `settings`, and what
//! of the form it could not say. It must not know disks.

mod condition;
mod expression;
mod lists;
mod names;
mod parts;
mod row;
mod survey;

use crate::export::words;
use crate::model::form::Form;
use crate::model::{Book, Index, Item};
use crate::workbook::{Sheet, workbook};
use row::Row;
use survey::Survey;

/// A form as an XLSForm.
pub struct XlsForm {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says in words for people instead of for programs, one sentence each.
    pub warnings: Vec<String>,
}

/// A form as an XLSForm.
///
/// # Errors
/// When a text of the form is longer than a spreadsheet's cell.
pub fn xlsform(book: &Book, at: Index<Form>) -> anyhow::Result<XlsForm> {
    let form = book.form(at);
    let words = words::words(&book.config.language);
    let mut survey = Survey::new(form, words);
    for section in &form.sections {
        survey.section(section);
    }
    let labelled = |column: &str| format!("{column}::{}", words.language);
    let mut choices = vec![vec![
        "list_name".to_owned(),
        "name".to_owned(),
        labelled("label"),
    ]];
    choices.extend(survey.lists.rows());
    let mut rows = vec![Row::head(labelled)];
    rows.extend(survey.rows.into_iter().map(Row::cells));
    let sheets = [
        Sheet {
            name: "survey",
            rows,
        },
        Sheet {
            name: "choices",
            rows: choices,
        },
        Sheet {
            name: "settings",
            rows: settings(book, at, words.language),
        },
    ];
    Ok(XlsForm {
        bytes: workbook(&sheets)?,
        warnings: survey.warnings,
    })
}

fn settings(book: &Book, at: Index<Form>, language: &str) -> Vec<Vec<String>> {
    let code = book.form(at).code.as_str();
    let title = match book.title(Item::Form(at)) {
        title if title == code => code.to_owned(),
        title => format!("{code} {title}"),
    };
    let template = book.uses.template_of_form[at.at];
    let version = template.map_or("", |template| {
        book.template(template).version.value.as_str()
    });
    let mut columns = vec![
        ("form_title", title.as_str()),
        ("form_id", code),
        ("default_language", language),
    ];
    if !version.is_empty() {
        columns.insert(2, ("version", version));
    }
    let (head, row) = columns
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .unzip();
    vec![head, row]
}
