//! What of a server's text may stand in a message: the words that say what is wrong, cut and masked.

use alloc::string::String;

use super::json::{Json, Step};
use super::tape::Tape;

/// A run of this many characters of base64url is masked: it may be a signature or a token.
const TOKEN: usize = 20;

/// Names under which servers say what is wrong, the most telling first: this API, gateways, frameworks, RFC 9457.
const NAMES: [&str; 9] = [
    "errorMessage",
    "message",
    "error_description",
    "detail",
    "error",
    "errors",
    "title",
    "reason",
    "msg",
];

/// Such a text may stand in objects and arrays inside each other, as in `{"error":{"message":"…"}}`.
const MAX_DEPTH: usize = 4;

/// The text of a JSON body that says what is wrong. The body was checked before.
#[inline(never)]
pub(super) fn find(body: &[u8]) -> Option<String> {
    let mut tape = Tape::EMPTY;
    let mut json = Json::new(body, &mut tape);
    json.at = super::start(body);
    json.space();
    text(&mut json, 0).ok().flatten()
}

/// Reads a value; the text in it.
fn text(json: &mut Json<'_>, depth: usize) -> Step<Option<String>> {
    match json.peek() {
        b'"' => {
            json.value()?;
            let text = valid(json.out.pending().trim_ascii());
            Ok((!text.is_empty()).then(|| text.into()))
        }
        // In ASCII `}` and `]` stand two after what they close.
        open @ (b'{' | b'[') if depth < MAX_DEPTH => inside(json, open + 2, depth + 1),
        _ => json.skip().map(|()| None),
    }
}

/// Reads an object, or an array, whose items all have the first rank.
fn inside(json: &mut Json<'_>, close: u8, depth: usize) -> Step<Option<String>> {
    let mut found = None;
    let mut rank = NAMES.len();
    json.step_in();
    if json.ends(close) {
        return Ok(found);
    }
    loop {
        let here = if close == b'}' { name(json)? } else { 0 };
        if here >= rank {
            json.skip()?;
        } else if let Some(text) = text(json, depth)? {
            found = Some(text);
            rank = here;
        }
        if !json.more(close)? {
            return Ok(found);
        }
    }
}

/// Reads a key and its colon; its place in [`NAMES`].
fn name(json: &mut Json<'_>) -> Step<usize> {
    json.value()?;
    let key = json.out.pending();
    let place = NAMES.iter().position(|name| name.as_bytes().eq_ignore_ascii_case(key));
    json.colon()?;
    Ok(place.unwrap_or(NAMES.len()))
}

/// Adds at most `limit` characters of a text: control characters as spaces, masked what may be secret.
///
/// A word is shown whole or not at all: of a value that the caller masks afterwards ([`crate::Error::mask`]) no
/// beginning may be left.
pub(super) fn push(message: &mut String, text: &[u8], limit: usize) {
    let mut left = limit;
    let mut rest = valid(text);
    while let Some(character) = rest.chars().next()
        && left > 0
    {
        let length = rest.bytes().take_while(|&byte| is_word(byte)).count();
        let (word, after) = rest
            .split_at_checked(length.max(character.len_utf8()))
            .unwrap_or_default();
        rest = after;
        if length == 0 {
            message.push(visible(character));
            left -= 1;
            continue;
        }
        let start = message.len();
        let added = push_masked(message, word);
        if added > left {
            message.truncate(start);
            message.push('…');
            return;
        }
        left -= added;
    }
}

/// The body from the word on in which `at` stands: masked, it must be seen whole.
pub(super) fn from_word(body: &[u8], at: usize) -> &[u8] {
    let before = body.get(..at).unwrap_or_default();
    let begun = before.iter().rev().take_while(|&&byte| is_word(byte)).count();
    body.get(at - begun..).unwrap_or_default()
}

/// Adds a word without a URL's query, without the values of parameters, and without what may be a signature or a token.
/// Returns the number of characters added.
fn push_masked(message: &mut String, word: &str) -> usize {
    let mut added = 0;
    let end = public_length(word.as_bytes());
    let mut rest = word.get(..end).unwrap_or_default();
    while !rest.is_empty() {
        let token = rest.bytes().take_while(|&byte| is_token(byte)).count();
        let (here, after) = rest.split_at_checked(token.max(1)).unwrap_or_default();
        let is_secret = token >= TOKEN;
        message.push_str(if is_secret { "…" } else { here });
        added += if is_secret { 1 } else { here.len() };
        rest = after;
    }
    if end < word.len() {
        message.push('…');
        added += 1;
    }
    added
}

/// How much of a word comes before the query of a URL, or before the values of parameters: of `name=value&name=value`,
/// or of one whose value nobody should see.
fn public_length(word: &[u8]) -> usize {
    const SECRET: [&[u8]; 5] = [b"key", b"userId", b"secret", b"signature", b"X-Lti-Signature"];
    let mut name = 0;
    let mut value = None;
    for (at, &byte) in word.iter().enumerate() {
        let rest = word.get(at + 1..).unwrap_or_default();
        match (byte, rest, value) {
            (b'?', [_, ..], _) => return at + 1,
            (b'%', [b'3', b'F' | b'f', _, ..], _) => return at + 3,
            (b'&', _, Some(value)) => return value,
            (b'&' | b'/' | b':', _, None) => name = at + 1,
            (b'=', _, None) => {
                value = Some(at + 1);
                let name = word.get(name..at).unwrap_or_default();
                if SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name)) {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    word.len()
}

fn valid(text: &[u8]) -> &str {
    match core::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let valid = text.get(..error.valid_up_to()).unwrap_or_default();
            core::str::from_utf8(valid).unwrap_or_default()
        }
    }
}

/// Control characters, and those that break or turn lines, would falsify a log.
fn visible(character: char) -> char {
    match character {
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        other => other,
    }
}

/// What IDs, URLs and their queries are made of.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'<' | b'>' | b'"' | b'\'' | b'`' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b';'
        )
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
