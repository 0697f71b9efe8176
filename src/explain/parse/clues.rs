//! Signs of a mistake in the pasted text, before it is parsed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::names::distance;
use crate::explain::parse::paste::scan::{
    LINE_END, SPACE, back, ends, find, first, front, is_letter, last, limited, name_back, skip, skip_back, starts,
    until,
};
use crate::explain::parse::paste::{self, occurrences};
use crate::explain::parse::shape::{ShapeCode, shape};
use crate::request::SIGNATURE_HEADER;
use crate::signature::Signature;

/// Whether the name of the signature header occurs only as a query parameter.
pub(in crate::explain) fn stands_in_query(text: &str) -> bool {
    let mut places = occurrences(text, SIGNATURE_HEADER).peekable();
    places.peek().is_some() && places.all(|(at, _)| ends(front(text, at), "?&"))
}

/// The mark behind the value of the signature header on a line of its own.
pub(in crate::explain) fn mark_behind<'a>(text: &'a str, header: &str) -> Option<&'a str> {
    let mut places = occurrences(text, SIGNATURE_HEADER);
    places.find_map(|(start, end)| {
        let before = front(text, start);
        let own = skip(back(text, end).strip_prefix(':')?, SPACE);
        let start = skip_back(before, " \t-*>");
        let is_line = own.starts_with(header) && (start.is_empty() || ends(start, LINE_END));
        is_line.then(|| paste::mark_behind(before, own, header)).flatten()
    })
}

/// A header with nearly the name of the signature header, and its value.
pub(in crate::explain) fn other_header(text: &str) -> Option<(String, String)> {
    let mut rest = text;
    let mut before = ' ';
    while let Some(char) = first(rest) {
        let name = run(rest, "-_");
        if name.is_empty() {
            before = char;
            rest = back(rest, char.len_utf8());
            continue;
        }
        let after = back(rest, name.len());
        let beside = limited(after, NEAR);
        let is_token = name.eq_ignore_ascii_case("authorization")
            && value(limited(after, MAX_VALUE)).is_some_and(|value| is_digest(&value));
        if (is_nearly(name) || is_token)
            && !"?&/.".contains(before)
            && let Some(value) = value(beside)
            && (is_digest(limited(&value, MAX_VALUE)) || is_text(name, &value))
        {
            return Some((name.to_string(), value));
        }
        before = last(name).unwrap_or(' ');
        rest = after;
    }
    None
}

/// The name of the header with this value, whatever it is: `-H 'name: value'`, or a line `name: value`.
pub(in crate::explain) fn name_of(text: &str, value: &str) -> Option<String> {
    let mut places = text.match_indices(value);
    places.find_map(|(at, _)| {
        let before = skip_back(front(text, at), " ").strip_suffix(':')?;
        let name = name_back(before);
        let start = front(before, before.len() - name.len());
        let is_header = name.contains(['-', '_']) && (start.is_empty() || ends(start, "\n\"'"));
        is_header.then(|| name.to_string())
    })
}

/// The ASCII letters, digits and other characters at the start.
#[inline(never)]
pub(super) fn run<'a>(text: &'a str, other: &str) -> &'a str {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || other.as_bytes().contains(byte);
    front(text, text.bytes().take_while(is_part).count())
}

/// Programs also have variables with these names.
fn is_text(name: &str, value: &str) -> bool {
    distance(name, SIGNATURE_HEADER) <= 2 && find(value, "(.$ ").is_none()
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

/// How far behind the name of a header its value is looked for in a display of any form.
const NEAR: usize = 2_000;
/// Other encodings of a digest are also common elsewhere: commits, traces and tokens.
const BESIDE: usize = 100;

/// The signature in a display of any form. It is the first digest behind the word `signature`, or the only
/// digest in the text.
pub(in crate::explain) fn digest(text: &str, is_sent: &dyn Fn(&str) -> bool) -> Option<String> {
    let (mut named, mut alone, mut other) = (None, None, false);
    let mut name_end = None;
    let mut rest = text;
    while let Some(char) = first(rest) {
        let token = run(rest, "+/_-");
        if token.is_empty() {
            rest = back(rest, char.len_utf8());
            continue;
        }
        let after = back(rest, token.len());
        let padded = front(rest, rest.len() - skip(after, "=").len());
        rest = after;
        if has_name(token) {
            name_end = Some(after.len());
        }
        let is_padded = padded.len().is_multiple_of(4);
        let token = if is_padded { padded } else { token };
        if token.len() < MIN_DIGEST || token.len() > MAX_VALUE || !is_digest(token) || is_sent(token) {
            continue;
        }
        let is_signature = token.len() == Signature::LENGTH;
        let near = if is_signature { NEAR } else { BESIDE };
        if named.is_none() && name_end.is_some_and(|end| end - after.len() < near) {
            named = Some(token);
        }
        if is_signature && is_random(token) {
            other |= alone.is_some_and(|known| known != token);
            alone = Some(token);
        }
    }
    named.or(alone.filter(|_| !other)).map(ToString::to_string)
}

/// A text with more of them is not a request.
const MAX_SIGNATURES: usize = 256;

/// How many marks can stand on each side of a signature.
const MAX_MARKS: usize = 3;

/// Whatever may be a signature, with no letter or digit beside it.
pub(in crate::explain) fn signatures(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(char) = first(rest) {
        let token = run(rest, "+/_-=%");
        rest = back(rest, token.len().max(char.len_utf8()));
        // A name can stand before its value: `name=value`.
        let token = back(token, token.rfind('=').map_or(0, |at| at + 1));
        for at in 0..=token.len().saturating_sub(Signature::LENGTH).min(MAX_MARKS) {
            let (before, own) = (front(token, at), limited(back(token, at), Signature::LENGTH));
            let behind = back(token, at + own.len());
            let is_whole = !before.contains(is_letter) && !behind.contains(is_letter) && behind.len() <= MAX_MARKS;
            if is_whole && found.len() < MAX_SIGNATURES && shape(own).code == ShapeCode::Signature {
                found.push(own.to_string());
            }
        }
    }
    found
}

/// The length of the shortest encoding of a digest.
const MIN_DIGEST: usize = Signature::LENGTH;

fn has_name(piece: &str) -> bool {
    const NAME: &str = "signature";
    let bytes = piece.as_bytes();
    bytes
        .windows(NAME.len())
        .any(|part| part.eq_ignore_ascii_case(NAME.as_bytes()))
}

/// Names of programs and words with hyphens have one case, or no digits.
fn is_random(token: &str) -> bool {
    let digits = find(token, "0123456789");
    digits.is_some() && token != token.to_ascii_lowercase() && token != token.to_ascii_uppercase()
}

/// An `Authorization` header can also hold other tokens.
fn is_digest(value: &str) -> bool {
    let shape = shape(value);
    shape.code == ShapeCode::Signature || shape.corrected.is_some()
}

/// `: value`, `": "value"`, `= "value"`.
fn value(after: &str) -> Option<String> {
    let rest = skip(after, "\"'` ");
    // An HTTP archive writes `"name": "…", "value": "…"`.
    let pair = rest.strip_prefix(',').map(|rest| skip(rest, SPACE));
    let rest = pair
        .and_then(|pair| pair.strip_prefix("\"value\""))
        .map_or(rest, |rest| skip(rest, SPACE));
    if !starts(rest, ":=,") {
        return None;
    }
    let value = until(skip(back(rest, 1), " \"'`"), "\"'`\r\n,;}").trim();
    let word = until(value, " ");
    let value = if is_digest(limited(word, MAX_VALUE)) {
        word
    } else {
        value
    };
    (!value.is_empty()).then(|| value.to_string())
}
