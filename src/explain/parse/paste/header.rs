//! Finds headers in lines, and the signature header in any text.

use alloc::string::{String, ToString};

use crate::request::SIGNATURE_HEADER;

/// Whether this is the name of the signature header, in any case (RFC 9110, section 5.1).
pub(super) fn is_signature(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(SIGNATURE_HEADER)
}

/// The name and value of a line `Name: value`. HTTP/2 names may start with a colon (`:path`).
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let mut colons = line.match_indices(':').map(|(at, _)| at);
    let (name, value) = line.split_at_checked(colons.find(|at| *at > 0)?)?;
    let value = value.strip_prefix(':')?;
    let bare = name.strip_prefix(':').unwrap_or(name);
    let token = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let apart = value.is_empty() || value.starts_with([' ', '\t']) || is_signature(name);
    (token && apart).then(|| (name, value.trim()))
}

/// The value of an argument `X-Lti-Signature: value`.
pub(super) fn signature_of(field: &str) -> Option<String> {
    let (name, value) = field.split_once(':')?;
    let value = value.trim();
    (is_signature(name) && !value.is_empty()).then(|| value.to_string())
}

/// The whole value of the first signature header in the text.
pub(super) fn find(text: &str) -> Option<String> {
    occurrences(text)
        .filter_map(|(start, end)| value(text.get(..start)?, text.get(end..)?))
        .find(|value| !value.is_empty())
        .map(ToString::to_string)
}

/// The start and end of each occurrence of the header's name.
pub(super) fn occurrences(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let ends = text
        .char_indices()
        .map(|(start, _)| (start, start + SIGNATURE_HEADER.len()));
    ends.filter(|(start, end)| {
        let name = text.get(*start..*end);
        name.is_some_and(|name| name.eq_ignore_ascii_case(SIGNATURE_HEADER))
    })
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// `name: value` inside quotes or on a line of its own, `"name": "value"`, `"name"="value"`, `"name", "value"`,
/// and `name=value` in a query.
fn value<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let opened = before.chars().next_back().filter(|char| QUOTES.contains(char));
    let closed = opened.and_then(|quote| after.strip_prefix(quote));
    let blank = [' ', '\t'];
    let separated = closed.unwrap_or(after).trim_start_matches(blank);
    let separators: &[char] = if closed.is_some() {
        &[':', '=', ',']
    } else {
        &[':', '=']
    };
    let value = separated.strip_prefix(separators)?.trim_start_matches(blank);
    let end = |ends: &[char]| value.split(ends).next().map(str::trim);
    match (opened, closed) {
        (Some(_), Some(_)) => in_quotes(value),
        (Some(quote), None) => end(&[quote, '\r', '\n']),
        _ if before.ends_with(['?', '&']) => end(&['&', '#', ' ', '"', '\'', '`', '\r', '\n']),
        _ if separated.starts_with('=') && value.starts_with(QUOTES) => in_quotes(value),
        _ => end(&['\r', '\n']),
    }
}

fn in_quotes(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|char| QUOTES.contains(char))?;
    value.strip_prefix(quote)?.split([quote, '\r', '\n']).next()
}
