//! Signs of a mistake in the pasted text, before it is parsed.

use alloc::string::{String, ToString};

use crate::explain::names::distance;
use crate::explain::parse::shape::{ShapeCode, shape};
use crate::request::SIGNATURE_HEADER;

/// Whether the name of the signature header occurs only as a query parameter.
pub(in crate::explain) fn stands_in_query(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let name = SIGNATURE_HEADER.to_ascii_lowercase();
    let mut places = lower.match_indices(&name).peekable();
    let any = places.peek().is_some();
    any && places.all(|(at, _)| lower.get(..at).is_some_and(|before| before.ends_with(['?', '&'])))
}

/// A header with nearly the name of the signature header, and its value.
pub(in crate::explain) fn other_header(text: &str) -> Option<(String, String)> {
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    let mut rest = text;
    let mut before = ' ';
    while let Some(start) = rest.find(is_name) {
        let (skipped, tail) = rest.split_at_checked(start)?;
        before = skipped.chars().next_back().unwrap_or(before);
        let length = tail.find(|char| !is_name(char)).unwrap_or(tail.len());
        let (name, after) = tail.split_at_checked(length)?;
        let is_token = name.eq_ignore_ascii_case("authorization")
            && value(after.get(..MAX_VALUE).unwrap_or(after)).is_some_and(|value| is_digest(&value));
        if (is_nearly(name) || is_token)
            && !matches!(before, '?' | '&' | '/' | '.')
            && let Some(value) = value(after)
            && (is_digest(value.get(..MAX_VALUE).unwrap_or(&value)) || is_text(name, &value))
        {
            return Some((name.to_string(), value));
        }
        before = name.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    None
}

/// Programs also have variables with these names.
fn is_text(name: &str, value: &str) -> bool {
    distance(name, SIGNATURE_HEADER) <= 2 && !value.contains(['(', '.', '$', ' '])
}

fn is_nearly(name: &str) -> bool {
    if name.len() < 8 || name.len() > 30 || name.eq_ignore_ascii_case(SIGNATURE_HEADER) {
        return false;
    }
    let same = [
        "signature",
        "lti-signature",
        "zoom-signature",
        "x-signature",
        "x-zoom-signature",
        "x-zm-signature",
        "x-zoom-lti-signature",
        "lti_signature",
        "x-lti-sign",
        "x-lti-sig",
    ];
    same.iter().any(|other| name.eq_ignore_ascii_case(other)) || distance(name, SIGNATURE_HEADER) <= 2
}

/// A longer value is not a digest. The limit keeps the search fast when there are many values.
const MAX_VALUE: usize = 400;

/// An `Authorization` header can also hold other tokens.
fn is_digest(value: &str) -> bool {
    let shape = shape(value);
    shape.code == ShapeCode::Signature || shape.corrected.is_some()
}

/// `: value`, `": "value"`, `= "value"`.
fn value(after: &str) -> Option<String> {
    let rest = after.trim_start_matches(['"', '\'', ' ']);
    // An HTTP archive writes `"name": "…", "value": "…"`.
    let pair = rest.strip_prefix(',').map(str::trim_start);
    let rest = pair
        .and_then(|pair| pair.strip_prefix("\"value\""))
        .map_or(rest, str::trim_start);
    let rest = rest.strip_prefix([':', '=', ','])?.trim_start_matches([' ', '"', '\'']);
    let value = rest.split(['"', '\'', '\r', '\n', ',', ';', '}']).next()?.trim();
    (!value.is_empty()).then(|| value.to_string())
}
