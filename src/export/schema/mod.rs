//! The JSON Schema of a form: what its page exports, and nothing else.
//!
//! In: a form and its template. Out: JSON, draft 2020-12. It must not know pages; what it describes is
//! what `record()` of `static/form-files.js` and `data()` of `static/form-fields.js` give.

mod bounds;
mod field;
mod json;

use serde_json::Value;

use crate::export::schema::json::{Kind, Schema};
use crate::export::words::{self, Words};
use crate::model::form::{Field, Form, Section};
use crate::model::{Book, Index, Item, value};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema of the data that a form's page exports; `id` is the name of the schema's file.
///
/// # Errors
/// When a value cannot be written as JSON, which no value of a form is known to be.
pub fn form_schema(book: &Book, at: Index<Form>, id: &str) -> anyhow::Result<Vec<u8>> {
    let form = book.form(at);
    let template = book.uses.template_of_form[at.at];
    let version = template.map_or("", |template| {
        book.template(template).version.value.as_str()
    });
    let schema = Schema {
        dialect: Some(DIALECT),
        id: Some(id.to_owned()),
        title: titled(form.code.as_str(), book.title(Item::Form(at))),
        ..record(form, version, words::words(&book.config.language))
    };
    let mut bytes = serde_json::to_vec_pretty(&schema)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn titled(code: &str, title: &str) -> String {
    if code == title {
        title.to_owned()
    } else {
        format!("{code} {title}")
    }
}

/// A filled form with what is said of it as a whole.
fn record(form: &Form, version: &str, words: &'static Words) -> Schema {
    let known = match version {
        "" => Schema::of("null"),
        version => Schema::constant(Value::from(version)),
    };
    let filled_at = Schema {
        format: Some("date-time"),
        ..Schema::of("string")
    };
    let release = Schema {
        kind: Some(Kind::Either(["string", "null"])),
        min_length: Some(1),
        ..Schema::default()
    };
    let code = Schema::constant(Value::from(form.code.as_str()));
    let properties = [
        ("form", code),
        ("version", known),
        ("release", release),
        ("filled_at", filled_at),
        ("data", data(form, words)),
    ];
    let properties = properties.map(|(name, schema)| (name.to_owned(), schema));
    let required = properties.iter().map(|(name, _)| name.clone()).collect();
    Schema::object(properties.into(), required)
}

fn data(form: &Form, words: &'static Words) -> Schema {
    let types = value::types(form);
    let mut properties = Vec::new();
    let mut required = Vec::new();
    for section in &form.sections {
        for field in &section.fields {
            let name = &field.name.value;
            let Some(schema) = field::schema(field, &types, words) else {
                continue;
            };
            if is_always_there(section, field) {
                required.push(name.clone());
            }
            properties.push((name.clone(), schema));
        }
    }
    Schema::object(properties, required)
}

/// Whether every finished form has the field: asked for, and never hidden.
fn is_always_there(section: &Section, field: &Field) -> bool {
    section.relevant.is_none() && field.relevant.is_none() && field::is_needed(field)
}
