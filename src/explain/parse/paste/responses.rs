//! Finds the API's response beside the request: its JSON, its status line and headers, and the output of `curl -v`.

use alloc::string::String;

use super::target::is_of_the_api;
use super::value::is_field;

/// The responses in a text.
pub(super) fn responses(text: &str) -> String {
    let mut responses = json(text);
    let mut in_head = false;
    for line in text.lines() {
        in_head = is_status_line(line) || (in_head && is_field(line));
        if in_head || is_note(line) {
            responses.push_str(line);
            responses.push('\n');
        }
    }
    responses
}

fn is_note(line: &str) -> bool {
    line == "<" || line.starts_with("* ") || line.starts_with("< ")
}

/// `HTTP/1.1 200 OK` (RFC 9112, section 4).
fn is_status_line(line: &str) -> bool {
    let status = line.strip_prefix("HTTP/").and_then(|rest| rest.split(' ').nth(1));
    status.is_some_and(|status| status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The first names of the API's responses (KB0065241). Other responses of Zoom start with the last two.
const FIRST_NAMES: [&str; 6] = [
    "\"status\"",
    "\"result\"",
    "\"errorCode\"",
    "\"errorMessage\"",
    "\"code\"",
    "\"message\"",
];

/// The JSON of responses.
fn json(text: &str) -> String {
    let mut responses = String::new();
    let mut rest = text;
    // An object without an end is read up to the end of its line; the objects inside have no end either.
    let mut balanced = true;
    while let Some(object) = rest.find('{').and_then(|at| rest.get(at..)) {
        let length = if is_response(object) {
            let end = balanced.then(|| end_of_object(object)).flatten();
            balanced = end.is_some();
            let length = end.unwrap_or_else(|| object.find('\n').unwrap_or(object.len()));
            let response = object.get(..length).unwrap_or_default();
            // An error of a client contains its request.
            if !is_of_the_api(response) {
                responses.push_str(response);
                responses.push('\n');
            }
            length
        } else {
            1
        };
        rest = object.get(length..).unwrap_or_default();
    }
    responses
}

pub(super) fn is_response(object: &str) -> bool {
    let inner = object.strip_prefix('{').unwrap_or_default().trim_start();
    FIRST_NAMES.iter().any(|name| inner.starts_with(name))
}

/// The length up to the brace that closes the first one.
fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted && depth == 1 => return Some(index + 1),
            b'}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The object at the start of the text.
pub(super) fn object(text: &str) -> &str {
    text.get(..end_of_object(text).unwrap_or(text.len()))
        .unwrap_or_default()
}
