//! Finds every URL, request target and query in a text.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::scan::{
    BLANK, LINE_END, QUOTES, SPACE, back, ends, ends_name, find, first, front, is_letter, is_word, last, last_line,
    limited, name_back, skip, skip_back, starts, until, until_quote, word, word_back,
};
use super::value::{closing, occurrences};
use crate::explain::blank::is_blank;
use crate::explain::names::{PATHS, is_documented};
use crate::explain::parse::parameter::parameters;
use crate::query::percent_decode;

/// The methods of HTTP that a request can have.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A URL, a target or a query in the text.
pub(super) struct Target {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The URL in one piece, even if the text breaks it into lines or string literals.
    pub(super) url: String,
    /// Whether nothing in the text says where it ends.
    pub(super) doubtful: bool,
}

impl Target {
    /// Whether a program or a template writes the values of this query.
    pub(super) fn is_template(&self, text: &str) -> bool {
        let query = self.url.split_once('?').map_or(self.url.as_str(), |(_, query)| query);
        let is_empty = parameters(query).last().is_some_and(|part| part.raw.is_empty());
        let is_joined = is_empty && query.ends_with('=') && starts(back(text, self.end), QUOTES);
        is_joined
            || query.ends_with("{{")
            || parameters(query)
                .filter(|part| is_computed(&part.value))
                .nth(1)
                .is_some()
    }

    /// The distance between this and another place in the text.
    pub(super) fn distance(&self, place: usize) -> usize {
        self.start.saturating_sub(place) + place.saturating_sub(self.end)
    }
}

/// A value that a shell, a template or a program replaces, or its type.
pub(super) fn is_computed(value: &str) -> bool {
    matches!(
        value,
        "?" | "…" | "..." | "header" | "string" | "%s" | "%d" | "%@" | "%v" | "{}"
    ) || value.starts_with("\\(")
        || value.starts_with("#{")
        || (value.len() > 2 && value.starts_with('%') && ends(skip_back(value, "^"), "%"))
        || starts(value, "$`{<") && back(value, 1).starts_with(|char| is_word(char) || "{(%".contains(char))
}

pub(super) fn is_of_the_api(url: &str) -> bool {
    url.contains("/lti/rich/") || url.contains(HOST) || has_api_path(url)
}

/// The host of the API.
pub(super) const HOST: &str = "applications.zoom.us";

/// Zoom's host has other services, such as the launch of LTI.
pub(super) fn has_api_path(url: &str) -> bool {
    PATHS.iter().any(|(path, _)| url.contains(path))
}

/// How many parameters of a query have documented names.
pub(super) fn known_names(query: &str) -> usize {
    query.split('&').filter(|part| is_documented(until(part, "="))).count()
}

/// The absolute URLs, and the paths that follow a method or are the API's.
pub(super) fn targets(text: &str) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut read = 0;
    for (at, _) in text.match_indices('/') {
        if at < read {
            continue;
        }
        let before = front(text, at);
        let is_url = back(text, at).starts_with("//");
        let scheme = before.strip_suffix("https:").or_else(|| before.strip_suffix("http:"));
        let start = match scheme {
            Some(before) if is_url => before.len(),
            _ if is_url => continue,
            _ => at - host_back(before).len(),
        };
        // A path can follow a space, a quote, a bracket or a variable, but not the rest of another path.
        let before = front(text, start);
        let is_start = before.is_empty() || ends(before, " \t\r\n\"'`“‘„«(=:,<[}>$|");
        if !is_url && !is_start {
            continue;
        }
        let target = whole(text, start);
        read = target.end;
        if is_url || is_of_the_api(&target.url) || method_before(text, start).is_some() {
            found.push(target);
        }
    }
    found.extend(encoded(text));
    found
}

/// The host at the end, with its port: some displays leave out the scheme.
fn host_back(text: &str) -> &str {
    let host = skip_back(text, "0123456789");
    let port = host.strip_suffix(':').filter(|_| host.len() < text.len());
    let name = name_back(port.unwrap_or(text));
    let is_host = name.contains('.') || (port.is_some() && !name.is_empty());
    let start = port.unwrap_or(text).len() - name.len();
    if is_host { back(text, start) } else { "" }
}

/// The URLs that are values of other URLs. A text with many of them is not a request.
fn encoded(text: &str) -> impl Iterator<Item = Target> {
    occurrences(text, "%3A%2F%2F").take(16).filter_map(|(at, _)| {
        let start = at - word_back(front(text, at)).len();
        let url = until(back(text, start), "&# \t\r\n\"`<>]}");
        let decoded = percent_decode(url).ok().filter(|url| is_of_the_api(url))?;
        Some(Target {
            start,
            end: start + url.len(),
            url: decoded,
            doubtful: true,
        })
    })
}

/// The queries that stand alone, as a base string does. Each has a documented name.
pub(super) fn queries(text: &str) -> impl Iterator<Item = Target> {
    let mut read = 0;
    text.match_indices('=').filter_map(move |(at, _)| {
        if at < read {
            return None;
        }
        let start = read + skip_back_to(back(front(text, at), read));
        // Some logs write a text in brackets: `base=[…]`.
        let start = if back(text, at).starts_with("=[") {
            at + 2
        } else {
            start
        };
        read = match last(front(text, start)) {
            Some(quote @ ('"' | '\'')) => end_of(text, start, Some(quote)).max(at),
            _ => end_of(text, at, None),
        };
        let word = text.get(start..read)?;
        let start = start + before_name(word);
        let query = text.get(start..read)?;
        let is_query = query.contains('&') && known_names(query) > 0;
        let is_alone = is_query && !word.contains("://") && !word.starts_with('/');
        is_alone
            .then(|| whole(text, start))
            .filter(|found| !found.is_template(text))
    })
}

/// The length of what a display writes before the first name without a space: `base:key=…`, `file:12:key=…`, `**key=…`.
fn before_name(query: &str) -> usize {
    let piece = until(query, "&");
    let is_start = |at: &usize| {
        let before = front(piece, *at);
        let is_apart = !last(before).is_some_and(|char| is_word(char) || "-.".contains(char));
        is_documented(until(limited(back(piece, *at), MAX_NAME), "=")) && (is_apart || !before.contains(is_letter))
    };
    piece.char_indices().map(|(at, _)| at).find(is_start).unwrap_or(0)
}

/// No documented name is longer.
const MAX_NAME: usize = 20;

const BREAKS: &str = " \t\r\n\"'`“”„«»「」『』【】（）<>\u{3000}，。；";

/// What starts the text behind a URL in a line. Programs that write URLs encode most of these characters.
const BEHIND: &str = ",;[{";

/// Where the word at the end starts.
fn skip_back_to(text: &str) -> usize {
    let mut rest = text.chars();
    loop {
        let end = rest.as_str().len();
        if rest.next_back().is_none_or(|char| BREAKS.contains(char)) {
            return end;
        }
    }
}

/// What starts here, with the lines and strings that continue it.
fn whole(text: &str, start: usize) -> Target {
    let before = last(front(text, start));
    let mut end = end_of(text, start, before);
    let mut url = text.get(start..end).unwrap_or_default().to_string();
    let mut doubtful = false;
    // Behind a path, programs write other arguments.
    if !url.contains(['?', '=']) {
        url.truncate(until(&url, ",;(").len());
        end = start + url.len();
    }
    let is_closed = before.and_then(closing).is_some() && !starts(back(text, end), LINE_END);
    if is_closed {
        while let Some((piece, after)) = joined(text, end, &url) {
            url.push_str(piece);
            end = after;
        }
    } else {
        while let Some((piece, after)) = continued(text, start, end, &url, &mut doubtful) {
            url.push_str(piece);
            end = after;
        }
        // Some encoders keep the apostrophe.
        let behind = back(text, end);
        let is_quote_inside = starts(behind, QUOTES) && first(back(behind, 1)).is_some_and(is_word);
        doubtful |= url.contains('…') || url.ends_with('\\') || is_quote_inside;
        url.truncate(trimmed(text, start, end, &url));
        url.truncate(seen(&url));
        let behind = back(&url, url.rfind('=').unwrap_or(url.len()));
        let is_text = |behind: &str| behind.contains(|char: char| char.is_ascii_alphabetic());
        doubtful |= !is_alone(text, start) && find(behind, BEHIND).is_some_and(|at| is_text(back(behind, at)));
    }
    // Some filters of mail write the URL into one of their own.
    doubtful |= url.matches("://").nth(1).is_some();
    Target {
        start,
        end,
        url,
        doubtful,
    }
}

/// A line that continues a URL, or a space in a value.
fn continued<'a>(text: &'a str, start: usize, end: usize, url: &str, doubtful: &mut bool) -> Option<(&'a str, usize)> {
    let rest = back(text, end);
    if let Some(next) = rest.strip_prefix(' ') {
        let piece = until(next, SPACE);
        let is_piece = piece.contains('&') && piece.contains('=') && url.contains('=') && !piece.contains(['/', '"']);
        return is_piece.then(|| (front(rest, piece.len() + 1), end + piece.len() + 1));
    }
    let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let line = until(next, LINE_END);
    let piece = line.trim();
    let is_next = piece.starts_with('&')
        || (piece.starts_with('?') && !url.contains('?'))
        || (ends(url, "?&") && piece.contains('=') && !piece.contains(' '));
    let is_wrapped = !is_next && wraps(text, start, end, line);
    *doubtful |= is_wrapped;
    (is_next || is_wrapped).then(|| (piece, end + rest.len() - next.len() + line.len()))
}

/// Whether a terminal wrapped a long line here: `line`, the next one, looks like a part of a query.
fn wraps(text: &str, start: usize, end: usize, line: &str) -> bool {
    let width = end - start + last_line(front(text, start)).len();
    let is_query = line.contains('=') && line.contains('&') && !line.contains([' ', '"', '\'', ':', '/']);
    // A URL without a query is followed by other lines of names and values.
    let has_query = front(back(text, start), end - start).contains('?') || line.contains('?');
    is_query && has_query && width >= 40 && line.len() <= width
}

/// Whether a line has nothing else than the URL.
fn is_alone(text: &str, start: usize) -> bool {
    let before = front(text, start);
    (before.is_empty() || before.ends_with('\n')) && find(until(back(text, start), LINE_END), BLANK).is_none()
}

/// The end of what starts here, by the character before it.
fn end_of(text: &str, start: usize, before: Option<char>) -> usize {
    let rest = back(text, start);
    if let Some(close) = before.and_then(closing) {
        let mut end = until_quote(rest, close).len();
        while continues(back(rest, end)) {
            end += 1 + until_quote(back(rest, end + 1), close).len();
        }
        return start + end;
    }
    // A request line.
    let target = until(rest, SPACE);
    if back(rest, target.len()).starts_with(" HTTP/") {
        return start + target.len();
    }
    let is_alone = is_alone(text, start);
    let (mut depth, mut brackets, mut angle) = (0_usize, 0_usize, 0_usize);
    for (at, char) in rest.char_indices() {
        if char == '<' && front(rest, at).ends_with('=') {
            angle = at + angled(back(rest, at));
        }
        if at < angle {
            continue;
        }
        let closes = match char {
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            // Encoders in JavaScript keep it.
            ')' => !skip(back(rest, at), ")")
                .starts_with(|next: char| next.is_ascii_alphanumeric() || "%&=".contains(next)),
            '[' => {
                brackets += 1;
                false
            }
            ']' if brackets > 0 => {
                brackets -= 1;
                false
            }
            ']' | '|' => !is_alone,
            '}' => before == Some('{'),
            '\'' => !continues(back(rest, at)),
            _ => BREAKS.contains(char),
        };
        if closes {
            return start + at;
        }
    }
    text.len()
}

/// Whether the apostrophe at the start is part of a value: encoders in JavaScript keep it, and parameters follow.
fn continues(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('\'') else {
        return false;
    };
    let piece = until(rest, " \t\r\n\"'`<>,{}");
    let mut parts = piece.split('&').skip(1);
    !starts(rest, "&+.;?\\") && parts.any(|part| is_documented(until(part, "=")))
}

/// The length of `<userId>`, a placeholder that is the whole value.
fn angled(text: &str) -> usize {
    let name = until(back(text, 1), "<>/&\r\n\"'`");
    let end = name.len() + 2;
    let after = back(text, name.len() + 1);
    let is_whole = after.len() == 1 || starts(back(after, 1), "& \t\r\n\"'`");
    if after.starts_with('>') && is_whole && !name.is_empty() {
        end
    } else {
        0
    }
}

/// `"…" + "…"`, and two strings without anything between them.
fn joined<'a>(text: &'a str, end: usize, url: &str) -> Option<(&'a str, usize)> {
    let rest = back(text, end);
    closing(first(rest)?)?;
    let next = skip(skip(back(rest, 1), " \t\r\n"), "+.&_\\ \t\r\n");
    let quote = first(next).filter(|char| QUOTES.contains(*char))?;
    let inner = back(next, 1);
    let piece = until_quote(inner, quote);
    // The next string is a name.
    if starts(skip(back(inner, piece.len() + 1), SPACE), ":=") {
        return None;
    }
    (ends(url, "?&/=") || starts(piece, "?&/=")).then(|| (piece, text.len() - inner.len() + piece.len()))
}

/// The length without the punctuation of the sentence around it.
fn trimmed(text: &str, start: usize, end: usize, url: &str) -> usize {
    let (before, after) = (front(text, start), back(text, end));
    let is_line = before.is_empty() || before.ends_with('\n');
    if is_line && (after.is_empty() || starts(after, LINE_END)) {
        return url.len();
    }
    skip_back(url, ".,;:!]}\\^|’").len()
}

/// The length without the invisible characters that were copied along, and without the text behind a wide space.
fn seen(url: &str) -> usize {
    // A base string shows what was signed.
    let is_url = url.starts_with('/') || url.contains("://");
    let unseen = url.find(|char: char| is_blank(char) && !char.is_ascii());
    let is_behind = |at: &usize| {
        let rest = back(url, *at);
        let is_end = rest.chars().all(is_blank) || rest.starts_with(char::is_whitespace);
        is_end && !rest.contains('&')
    };
    unseen.filter(|at| is_url && is_behind(at)).unwrap_or(url.len())
}

/// The method before a target: `GET /…`, `"GET", "/…"`.
pub(super) fn method_before(text: &str, start: usize) -> Option<&'static str> {
    let before = skip_back(front(text, start), " \t,\"'`“‘");
    let method = METHODS.into_iter().find(|method| ends_name(before, method))?;
    let front = front(before, before.len() - method.len());
    let is_start = front.is_empty() || front.ends_with('\n');
    let is_apart = !last(front).is_some_and(|char| is_word(char) || char == '-' || char == '.');
    (is_apart && (is_start || before.ends_with(method))).then_some(method)
}

/// The method behind a target: `https://… GET`.
pub(super) fn method_behind(text: &str, end: usize) -> Option<&'static str> {
    let own = word(back(text, end).strip_prefix(' ')?);
    METHODS.into_iter().find(|method| *method == own)
}
