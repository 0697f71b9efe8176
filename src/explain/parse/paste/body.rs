//! Reads the fields of a JSON or form body.

use alloc::vec::Vec;

use super::Pasted;
use super::value::{Of, value};
use crate::explain::parse::parameter::{Parameter, parameters};

/// No request of this API has more fields.
const FIELDS: usize = 8;

impl Pasted {
    /// The fields with scalar values that are not also parameters.
    pub(in crate::explain) fn body_fields(&self) -> Vec<Parameter> {
        let body = self.body.as_deref().unwrap_or_default().trim();
        let mut fields = if body.starts_with(['{', '[']) {
            of_json(body)
        } else {
            of_form(body)
        };
        let is_sent = |field: &Parameter| self.parameters.iter().any(|parameter| parameter.name == field.name);
        fields.retain(|field| !is_sent(field));
        fields.truncate(FIELDS);
        fields
    }
}

fn of_form(body: &str) -> Vec<Parameter> {
    let fields = parameters(body).filter(|field| !field.raw.is_empty());
    fields.take(FIELDS).collect()
}

/// The names in double quotes with scalar values.
fn of_json(body: &str) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    let mut start = 0;
    for part in body.split('"') {
        let end = start + part.len();
        let is_new = !part.is_empty() && !found.iter().any(|other| other.name == part);
        let is_name = body
            .get(end + 1..)
            .is_some_and(|rest| rest.trim_start().starts_with(':'));
        if found.len() < FIELDS && is_new && is_name {
            let value = value(body, start, end, Of::Parameter);
            found.extend(value.map(|value| Parameter::plain(part, value)));
        }
        start = end + 1;
    }
    found
}
