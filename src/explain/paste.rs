//! Reads what a person pasted: a URL, a curl command, a raw HTTP request, a query or a base string.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::query::percent_decode;
use crate::request::SIGNATURE_HEADER;

/// A request as it was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The URL before its query, where there was one.
    pub endpoint: Option<String>,
    /// The query's parameters, in its order.
    pub parameters: Vec<Parameter>,
    /// The signature header found beside the URL.
    pub signature: Option<String>,
}

/// A parameter of a pasted query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The name, decoded.
    pub name: String,
    /// The value as it stands in the query.
    pub raw: String,
    /// The value as a server reads it; as it stands where it cannot be decoded.
    pub value: String,
    /// Whether name and value are percent-encoded UTF-8.
    #[serde(skip)]
    pub decodes: bool,
}

/// Reads a pasted request. Text in which no URL is found counts as a query; a query whose values
/// hold no `%` and no `+` reads the same as a base string.
#[must_use]
pub fn paste(text: &str) -> Pasted {
    let signature = header(text);
    let text = text.trim();
    if let Some(url) = absolute_url(text).or_else(|| request_target(text)) {
        let url = url.split('#').next().unwrap_or_default();
        let (endpoint, query) = url.split_once('?').unwrap_or((url, ""));
        let endpoint = (!endpoint.starts_with('/')).then(|| endpoint.to_string());
        return Pasted {
            endpoint,
            parameters: parameters(query),
            signature,
        };
    }
    let query = text.strip_prefix('?').unwrap_or(text);
    let query = query.trim_matches(['"', '\'', '`']);
    Pasted {
        endpoint: None,
        parameters: parameters(query),
        signature,
    }
}

/// The first absolute URL, up to white space or the quote it stands in.
fn absolute_url(text: &str) -> Option<&str> {
    let start = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()?;
    text.get(start..)?
        .split([' ', '\t', '\r', '\n', '"', '\'', '`', '<', '>'])
        .next()
}

/// The target of a raw HTTP request: `GET /path?query HTTP/1.1`
fn request_target(text: &str) -> Option<&str> {
    let mut words = text.lines().next()?.split_ascii_whitespace();
    let first = words.next()?;
    let target = if first.starts_with('/') {
        first
    } else {
        words.next()?
    };
    (target.starts_with('/') && target.contains('?')).then_some(target)
}

/// The value of a signature header anywhere in the text, in any spelling of its case.
fn header(text: &str) -> Option<String> {
    let start = find_ignoring_case(text, SIGNATURE_HEADER)? + SIGNATURE_HEADER.len();
    // Between name and value: `: `, `": "`, `=`.
    let value = text
        .get(start..)?
        .trim_start_matches([' ', '"', '\'', ':', '=']);
    let value = value.split(['"', '\'', '\r', '\n', ' ', '`']).next()?;
    (!value.is_empty()).then(|| value.to_string())
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.char_indices().map(|(index, _)| index).find(|&index| {
        text.get(index..index + wanted.len())
            .is_some_and(|part| part.eq_ignore_ascii_case(wanted))
    })
}

fn parameters(query: &str) -> Vec<Parameter> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(parameter)
        .collect()
}

fn parameter(part: &str) -> Parameter {
    let (name, raw) = part.split_once('=').unwrap_or((part, ""));
    let decoded_name = percent_decode(name);
    let decoded_value = percent_decode(raw);
    Parameter {
        decodes: decoded_name.is_ok() && decoded_value.is_ok(),
        name: decoded_name.unwrap_or_else(|_| name.to_string()),
        value: decoded_value.unwrap_or_else(|_| raw.to_string()),
        raw: raw.to_string(),
    }
}
