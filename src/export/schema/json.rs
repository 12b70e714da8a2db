//! A JSON Schema as data, written in the order in which a person reads it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

/// A schema of draft 2020-12, or a part of one.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) dialect: Option<&'static str>,
    #[serde(rename = "$id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Kind>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) read_only: bool,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub(super) constant: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) one_of: Vec<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<u32>,
    #[serde(flatten)]
    pub(super) bounds: Bounds,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) multiple_of: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Self>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) prefix_items: Vec<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_items: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) unique_items: bool,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub(super) properties: Properties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_properties: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) all_of: Vec<Self>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub(super) enum Kind {
    /// One type.
    One(&'static str),
    /// One of two.
    Either([&'static str; 2]),
}

/// Between which numbers a value lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bounds {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_maximum: Option<Number>,
}

/// What an object has, in the form's order.
#[derive(Debug, Clone, Default)]
pub(super) struct Properties(pub(super) Vec<(String, Schema)>);

impl Properties {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, schema) in &self.0 {
            map.serialize_entry(name, schema)?;
        }
        map.end()
    }
}

impl Schema {
    /// A schema of one type.
    pub(super) fn of(kind: &'static str) -> Self {
        Self {
            kind: Some(Kind::One(kind)),
            ..Self::default()
        }
    }

    /// An object with these properties and no others.
    pub(super) fn object(properties: Vec<(String, Self)>, required: Vec<String>) -> Self {
        Self {
            properties: Properties(properties),
            required,
            additional_properties: Some(false),
            ..Self::of("object")
        }
    }

    /// Exactly this value.
    pub(super) fn constant(value: Value) -> Self {
        Self {
            constant: Some(value),
            ..Self::default()
        }
    }
}
