//! Finds every URL, request target and query in a text.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::value::closing;
use crate::explain::names::{PATHS, is_documented};

/// The methods of HTTP that a request can have.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A URL, a target or a query in the text.
pub(super) struct Target {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Without what the text breaks it with.
    pub(super) url: String,
    /// Whether nothing in the text says where it ends, or whether it is a request.
    pub(super) doubtful: bool,
}

impl Target {
    pub(super) fn query(&self) -> Option<&str> {
        let (_, query) = self.url.split_once('?')?;
        query.contains('=').then_some(query)
    }
}

pub(super) fn is_of_the_api(url: &str) -> bool {
    url.contains("/lti/rich/") || url.contains("applications.zoom.us") || PATHS.iter().any(|(path, _)| url.contains(path))
}

pub(super) fn has_known_name(query: &str) -> bool {
    query.split(['?', '&']).any(|part| is_documented(part.split('=').next().unwrap_or_default()))
}

/// The absolute URLs, and the paths that follow a method or are the API's.
pub(super) fn targets(text: &str) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut read = 0;
    for (at, _) in text.match_indices('/') {
        if at < read {
            continue;
        }
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let scheme = before.strip_suffix("https:").or_else(|| before.strip_suffix("http:"));
        let start = match scheme {
            Some(before) if rest.starts_with("//") => before.len(),
            _ if rest.starts_with("//") || !is_boundary(before) => continue,
            _ => at,
        };
        let (end, url, doubtful) = whole(text, start);
        let target = Target { start, end, url, doubtful };
        let is_path = start == at;
        if is_path && !is_of_the_api(&target.url) && method_before(text, start).is_none() {
            continue;
        }
        read = end;
        found.push(target);
    }
    found
}

/// A path can follow a space, a quote, a bracket or a variable, but not the rest of another path.
fn is_boundary(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|char| char.is_whitespace() || closing(char).is_some() || "(=:,<[}>$".contains(char))
}

/// The queries that stand alone, as base strings do. Each has a documented name.
pub(super) fn queries(text: &str) -> Vec<Target> {
    let mut found = Vec::new();
    let mut next = 0;
    for line in text.split('\n') {
        let start = next;
        next += line.len() + 1;
        let mut read = 0;
        for (at, _) in line.match_indices('=') {
            if at < read {
                continue;
            }
            let end = end_of(line, at, None);
            let before = line.get(..at).unwrap_or_default();
            let first = before.rfind(is_break).map_or(0, |place| {
                place + before.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            });
            read = end;
            let query = line.get(first..end).unwrap_or_default();
            if query.contains('&') && has_known_name(query) && !query.contains("://") && !query.starts_with('/') {
                let (end, url, doubtful) = whole(text, start + first);
                let url = ["?", url.strip_prefix('?').unwrap_or(&url)].concat();
                found.push(Target { start: start + first, end, url, doubtful });
            }
        }
    }
    found
}

fn is_break(char: char) -> bool {
    char.is_ascii_whitespace() || "\"'`“”<>".contains(char)
}

/// The end, the text and the doubt of what starts here, with the lines and strings that continue it.
fn whole(text: &str, start: usize) -> (usize, String, bool) {
    let before = text.get(..start).unwrap_or_default().chars().next_back();
    let quote = before.and_then(closing);
    let mut end = end_of(text, start, before);
    let mut url = text.get(start..end).unwrap_or_default().to_string();
    let mut doubtful = false;
    if quote.is_some() {
        while let Some((piece, after)) = joined(text, end, &url) {
            url.push_str(piece);
            end = after;
        }
        return (end, url, doubtful);
    }
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else {
            break;
        };
        let line = next.split('\n').next().unwrap_or_default();
        let piece = line.trim();
        let continues = piece.starts_with(['?', '&'])
            || (url.ends_with(['?', '&']) && piece.contains('=') && !piece.contains(' '));
        let is_wrapped = !continues && wraps(text, start, end, line);
        if !continues && !is_wrapped {
            break;
        }
        doubtful |= is_wrapped;
        url.push_str(piece);
        end += rest.len() - next.len() + line.trim_end().len();
    }
    let kept = trimmed(text, start, end, &url);
    doubtful |= url.contains('…');
    url.truncate(kept);
    (end, url, doubtful)
}

/// Where a terminal broke a long line: the next line has no space, and at least its shape of a query.
fn wraps(text: &str, start: usize, end: usize, line: &str) -> bool {
    let piece = line.trim_end();
    let above = text.get(..end).unwrap_or_default();
    let width = end - above.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let is_piece = !piece.is_empty() && !piece.contains([' ', '\t', '"', '\'', ':', '/']);
    is_piece && width >= 40 && piece.len() <= width && piece.contains('=') && piece.contains('&')
}

/// The end of what starts here, by the character before it.
fn end_of(text: &str, start: usize, before: Option<char>) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let length = match before.and_then(closing) {
        Some(close) => rest.find([close, '\r', '\n']),
        None => {
            let mut depth = 0_usize;
            rest.find(|char: char| {
                depth += usize::from(char == '(');
                let closes = char == ')' && depth == 0;
                depth -= usize::from(char == ')' && depth > 0);
                is_break(char) || closes || (char == ']' && before == Some('[')) || (char == '}' && before == Some('{'))
            })
        }
    };
    start + length.unwrap_or(rest.len())
}

/// `"…" + "…"`, and two strings without anything between them.
fn joined<'a>(text: &'a str, end: usize, url: &str) -> Option<(&'a str, usize)> {
    let rest = text.get(end..)?;
    let after = rest.get(rest.chars().next().filter(|char| closing(*char).is_some())?.len_utf8()..)?;
    let bare = after.trim_start().trim_start_matches(['+', '.', '\\']).trim_start();
    let quote = bare.chars().next().filter(|char| matches!(char, '"' | '\'' | '`'))?;
    let inner = bare.get(1..)?;
    let piece = inner.split([quote, '\r', '\n']).next()?;
    let is_joined = url.ends_with(['?', '&', '/', '=']) || piece.starts_with(['?', '&', '/', '=']);
    is_joined.then(|| (piece, text.len() - inner.len() + piece.len()))
}

/// The length without the punctuation of the sentence around it.
fn trimmed(text: &str, start: usize, end: usize, url: &str) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let is_line = before.is_empty() || before.ends_with('\n');
    let is_whole = is_line && (after.is_empty() || after.starts_with(['\r', '\n']));
    if is_whole {
        return url.len();
    }
    url.trim_end_matches(['.', ',', ';', ':', '!', ']', '}', '\\', '^', '|', '’']).len()
}

/// The method before a target: `GET /…`, `"GET", "/…"`.
pub(super) fn method_before(text: &str, start: usize) -> Option<&'static str> {
    let before = text.get(..start)?;
    let before = before.trim_end_matches(|char: char| " \t,".contains(char) || closing(char).is_some());
    method_at_end(before)
}

/// The method behind a target: `https://… GET`.
pub(super) fn method_behind(text: &str, end: usize) -> Option<&'static str> {
    let word = text.get(end..)?.strip_prefix(' ')?;
    let word = word.split(|char: char| !char.is_ascii_alphabetic()).next()?;
    METHODS.into_iter().find(|method| *method == word)
}

fn method_at_end(before: &str) -> Option<&'static str> {
    let found = METHODS.into_iter().find(|method| {
        let start = before.len().checked_sub(method.len());
        start.and_then(|start| before.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(method))
    })?;
    let front = before.get(..before.len() - found.len())?;
    let own = before.get(front.len()..)?;
    let is_upper = own.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_start = front.is_empty() || front.ends_with('\n');
    let is_word = !front.ends_with(|char: char| char.is_alphanumeric() || "-_.".contains(char));
    (is_word && (is_upper || is_start)).then_some(found)
}
