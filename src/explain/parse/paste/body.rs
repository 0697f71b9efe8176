//! Reads the fields of a JSON or form body.

use alloc::vec::Vec;

use super::Pasted;
use super::literals::{Token, tokens};
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

fn of_json(body: &str) -> Vec<Parameter> {
    let tokens = tokens(body, &['"']);
    let pair = |window: &[Token<'_>]| match window {
        [Token::Text(name), colon, Token::Text(value)] if colon.is(':') => {
            Some(Parameter::plain(name.as_str(), value.as_str()))
        }
        [Token::Text(name), colon, Token::Word(value)] if colon.is(':') => {
            Some(Parameter::plain(name.as_str(), *value))
        }
        _ => None,
    };
    let mut found: Vec<Parameter> = Vec::new();
    for field in tokens.windows(3).filter_map(pair) {
        if found.len() < FIELDS && !found.iter().any(|other| other.name == field.name) {
            found.push(field);
        }
    }
    found
}
