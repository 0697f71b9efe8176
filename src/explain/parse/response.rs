//! Reads a pasted response: its JSON, its headers or both. It searches for names, so an incomplete response also works.

use alloc::string::{String, ToString};

use crate::time::http_date_ms;

/// The parts of a response that were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::explain) struct Response {
    /// The value of `status` in the JSON.
    pub(in crate::explain) accepted: Option<bool>,
    /// The value of `errorCode`.
    pub(in crate::explain) error_code: Option<String>,
    /// The number at the end of `errorMessage`.
    pub(in crate::explain) detail: Option<String>,
    /// Whether `list` is present and empty.
    pub(in crate::explain) is_empty_list: bool,
    /// The server's clock, in milliseconds since 1970.
    pub(in crate::explain) date: Option<i64>,
}

pub(in crate::explain) fn response(text: &str) -> Response {
    let message = value(text, "errorMessage").unwrap_or_default();
    let list = behind(text, "list");
    Response {
        accepted: all_behind(text, "status").find_map(flag),
        error_code: value(text, "errorCode").map(shortened),
        detail: detail(if message.is_empty() { text } else { message }),
        is_empty_list: list
            .and_then(|rest| rest.strip_prefix('['))
            .is_some_and(|rest| rest.trim_start().starts_with(']')),
        date: text.lines().find_map(date).or_else(|| archived_date(text)),
    }
}

/// The text after `"name":`, with or without quotes.
fn behind<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    all_behind(text, name).next()
}

fn all_behind<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    text.match_indices(name).filter_map(move |(at, name)| {
        let rest = text.get(at + name.len()..)?;
        let rest = rest.trim_start_matches(['"', '\'', '\\', ' ', '\t']);
        Some(rest.strip_prefix(':')?.trim_start())
    })
}

/// Only the first value: there may be many, and each may reach to the end of the text.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = behind(text, name)?.trim_start_matches(['"', '\'', '\\']);
    rest.split(ENDS).next().map(str::trim)
}

const ENDS: [char; 7] = ['"', '\'', '\\', ',', '}', '\n', '\r'];

/// Accepts only booleans: the `status` of an HTTP archive is a number.
fn flag(rest: &str) -> Option<bool> {
    let rest = rest.trim_start_matches(['"', '\'', '\\']);
    let (value, behind) = match (rest.strip_prefix("true"), rest.strip_prefix("false")) {
        (Some(behind), _) => (true, behind),
        (_, Some(behind)) => (false, behind),
        _ => return None,
    };
    let behind = behind.trim_start();
    (behind.is_empty() || behind.starts_with(ENDS)).then_some(value)
}

/// Error codes are short, so a longer text is cut.
fn shortened(code: &str) -> String {
    code.chars().take(40).collect()
}

/// `(2203)`
fn detail(text: &str) -> Option<String> {
    let mut opened = text.split('(').skip(1);
    opened.find_map(|rest| {
        let (number, _) = rest.split_once(')')?;
        let digits = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| number.to_string())
    })
}

/// `"name": "date", "value": "…"`, a header in an HTTP archive.
fn archived_date(text: &str) -> Option<i64> {
    let (_, rest) = text.split_once("\"date\"").or_else(|| text.split_once("\"Date\""))?;
    http_date_ms(rest.split('"').nth(3)?)
}

/// `Date: …`, a header in a raw response, in the output of `curl -v` or in developer tools.
fn date(line: &str) -> Option<i64> {
    let line = line.trim().trim_start_matches(['<', '"', ' ']);
    let name = line.get(..4)?;
    let rest = line.get(4..)?.trim_start_matches(['"', ' ']);
    let rest = rest.strip_prefix([':', '=']).unwrap_or(rest);
    let value = rest.trim_matches([' ', '\t', '"', ',', '\'']);
    name.eq_ignore_ascii_case("date").then(|| http_date_ms(value))?
}
