//! Reads a raw HTTP request (RFC 9112, section 3) from a tool or a log, or only its target.

use alloc::string::{String, ToString};

use super::header;
use super::request::Request;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Reads a request line with headers, HTTP/2 pseudo-headers such as `:path`, or only a target.
pub(super) fn read(text: &str) -> Option<Request> {
    let (method, target, headers) = request_line(text)
        .or_else(|| pseudo_headers(text))
        .or_else(|| target_alone(text))?;
    let of = |name| value_in(headers, name);
    let host = of("Host").or_else(|| of(":authority"));
    Some(Request {
        method: method.map(str::to_ascii_uppercase),
        url: match host.filter(|_| target.starts_with('/')) {
            Some(host) => [scheme(host), host, target].concat(),
            None => target.to_string(),
        },
        signature: of("X-Lti-Signature").map(ToString::to_string),
        body: body(headers),
    })
}

/// The method, the target, and the text that contains the headers.
type Parts<'a> = (Option<&'a str>, &'a str, &'a str);

/// The first `GET /path`, at the start of a line or inside one, as in a server log.
fn request_line(text: &str) -> Option<Parts<'_>> {
    let mut rest = text;
    while !rest.is_empty() {
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        if let Some((method, target)) = method_and_target(line) {
            return Some((Some(method), target, below));
        }
        rest = below;
    }
    None
}

fn method_and_target(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let method = word.trim_start_matches(['"', '\'', '`', '>']);
        let target = words.peek().copied().unwrap_or_default();
        if METHODS.contains(&method) && is_target(target) {
            return Some((method, target.trim_end_matches(['"', '\'', '`'])));
        }
    }
    None
}

fn is_target(word: &str) -> bool {
    word.starts_with('/') || word.starts_with("https://") || word.starts_with("http://")
}

fn pseudo_headers(text: &str) -> Option<Parts<'_>> {
    let path = value_in(text, ":path")?;
    is_target(path).then(|| (value_in(text, ":method"), path, text))
}

/// `/path?query`, optionally after a method, also in lower case.
fn target_alone(text: &str) -> Option<Parts<'_>> {
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    let mut words = line.split_ascii_whitespace();
    let first = words.next()?;
    let is_method = METHODS.iter().any(|method| first.eq_ignore_ascii_case(method));
    let method = Some(first).filter(|_| is_method);
    let target = if is_method { words.next()? } else { first };
    (is_target(target) && target.starts_with('/') && target.contains('?')).then_some((method, target, below))
}

/// A header's value, up to the first empty line.
fn value_in<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let head = text.lines().take_while(|line| !line.trim().is_empty());
    let mut fields = head.filter_map(|line| header::field(line.trim_start()));
    let (_, value) = fields.find(|(own, value)| own.eq_ignore_ascii_case(name) && !value.is_empty())?;
    Some(value)
}

/// The text after the first empty line.
fn body(headers: &str) -> Option<String> {
    let places = [headers.find("\n\n"), headers.find("\n\r\n")];
    let start = places.into_iter().flatten().min()?;
    let body = headers.get(start..)?.trim();
    (!body.is_empty()).then(|| body.to_string())
}

/// A local server has no certificate.
fn scheme(host: &str) -> &'static str {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]" | "::1");
    if local { "http://" } else { "https://" }
}
