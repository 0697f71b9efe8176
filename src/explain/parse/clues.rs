//! Signs of a mistake in the pasted text, before it is parsed.

use alloc::string::{String, ToString};

use crate::explain::names::distance;
use crate::explain::parse::shape::{ShapeCode, shape};
use crate::request::SIGNATURE_HEADER;
use crate::signature::Signature;

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

/// How far behind the name of a header its value is looked for in a display of any form.
const NEAR: usize = 2_000;
/// Other encodings of a digest are also common elsewhere: commits, traces and tokens.
const BESIDE: usize = 100;

/// The signature in a display of any form. It is the right one, or the first digest behind the word `signature`, or
/// the only digest in the text.
pub(in crate::explain) fn digest(text: &str, right: Option<&str>, is_sent: &dyn Fn(&str) -> bool) -> Option<String> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "+/=_-".contains(char);
    let (mut named, mut alone, mut other) = (None, None, false);
    let mut name_end = None;
    let mut place = 0;
    for piece in text.split(|char| !is_part(char)) {
        let before = piece.trim_end_matches('=').rfind('=').map_or(0, |at| at + 1);
        let token = piece.get(before..).unwrap_or_default();
        if has_name(piece) {
            name_end = Some(place + before);
        }
        let distance = name_end.map_or(usize::MAX, |end: usize| (place + before).saturating_sub(end));
        if token.len() >= MIN_DIGEST && token.len() <= MAX_VALUE && is_digest(token) && !is_sent(token) {
            let is_signature = token.len() == Signature::LENGTH;
            if right == Some(token) {
                return Some(token.to_string());
            }
            if named.is_none() && distance < if is_signature { NEAR } else { BESIDE } {
                named = Some(token);
            }
            if is_signature && is_random(token) {
                other |= alone.is_some_and(|known| known != token);
                alone = Some(token);
            }
        }
        // The character that ended the piece can be longer than one byte.
        let end = place + piece.len();
        place = end
            + text
                .get(end..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
    }
    named.or(alone.filter(|_| !other)).map(ToString::to_string)
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
    let has = |test: fn(&u8) -> bool| token.bytes().any(|byte| test(&byte));
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// An `Authorization` header can also hold other tokens.
fn is_digest(value: &str) -> bool {
    let shape = shape(value);
    shape.code == ShapeCode::Signature || shape.corrected.is_some()
}

/// `: value`, `": "value"`, `= "value"`.
fn value(after: &str) -> Option<String> {
    let rest = after.trim_start_matches(['"', '\'', '`', ' ']);
    // An HTTP archive writes `"name": "…", "value": "…"`.
    let pair = rest.strip_prefix(',').map(str::trim_start);
    let rest = pair
        .and_then(|pair| pair.strip_prefix("\"value\""))
        .map_or(rest, str::trim_start);
    let rest = rest
        .strip_prefix([':', '=', ','])?
        .trim_start_matches([' ', '"', '\'', '`']);
    let value = rest.split(['"', '\'', '`', '\r', '\n', ',', ';', '}']).next()?.trim();
    let word = value
        .split(' ')
        .next()
        .filter(|word| word.len() < value.len() && is_digest(word));
    (!value.is_empty()).then(|| word.unwrap_or(value).to_string())
}
