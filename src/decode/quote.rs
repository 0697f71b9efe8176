//! Selects the part of a server's text that a message may show: the error text, cut and masked.

use alloc::string::String;

use super::json::{Json, Step};
use super::octets;
use super::tape::Tape;

/// A word with this many consecutive base64url characters is masked: it may be a signature or a token.
const TOKEN: usize = 20;
/// A word with this many consecutive digits is masked too: they may be a meeting number or a timestamp.
const DIGITS: usize = 9;

/// The names under which this API, gateways and frameworks report errors, the most specific first.
const NAMES: [&str; 3] = ["errorMessage", "message", "error"];

/// Error text can be nested, as in `{"error":{"message":"…"}}`.
const MAX_DEPTH: usize = 4;

/// The error text in a JSON body. The body is already checked.
#[inline(never)]
pub(super) fn find(body: &[u8]) -> Option<String> {
    let mut tape = Tape::EMPTY;
    let mut json = Json::new(body, &mut tape);
    json.at = octets::start(body);
    json.space();
    inside(&mut json, 0).ok().flatten()
}

/// Reads a value and returns the error text in it.
fn text(json: &mut Json<'_>, depth: usize) -> Step<Option<String>> {
    if json.peek() != b'"' {
        return inside(json, depth);
    }
    json.value()?;
    let text = valid(json.out.pending().trim_ascii());
    Ok((!text.is_empty()).then(|| text.into()))
}

/// Reads an object, or skips any other value.
fn inside(json: &mut Json<'_>, depth: usize) -> Step<Option<String>> {
    let mut found = None;
    let mut rank = NAMES.len();
    if json.peek() != b'{' || depth >= MAX_DEPTH {
        return json.skip().map(|()| None);
    }
    json.step_in();
    if json.ends(b'}') {
        return Ok(found);
    }
    loop {
        let here = name(json)?;
        if here >= rank {
            json.skip()?;
        } else if let Some(text) = text(json, depth + 1)? {
            found = Some(text);
            rank = here;
        }
        if !json.more(b'}')? {
            return Ok(found);
        }
    }
}

/// Reads a key and its colon. Returns its index in [`NAMES`].
fn name(json: &mut Json<'_>) -> Step<usize> {
    json.value()?;
    let key = json.out.pending();
    let place = NAMES.iter().position(|name| name.as_bytes().eq_ignore_ascii_case(key));
    json.colon()?;
    Ok(place.unwrap_or(NAMES.len()))
}

/// Adds at most `limit` characters of a text. Control characters become spaces, and possible secrets are masked.
///
/// Cuts at a space: [`crate::Error::mask`] could not find a value that was cut in the middle.
pub(super) fn push(message: &mut String, text: &str, limit: usize) {
    let mut left = limit;
    let mut rest = text;
    let mut space = message.len();
    while let Some(character) = rest.chars().next()
        && left > 0
    {
        let length = rest.bytes().take_while(|&byte| is_word(byte)).count();
        let (word, after) = rest
            .split_at_checked(length.max(character.len_utf8()))
            .unwrap_or_default();
        rest = after;
        if length == 0 {
            if character == ' ' {
                space = message.len();
            }
            message.push(visible(character));
            left -= 1;
            continue;
        }
        let end = public_length(word.as_bytes());
        let shown = word.get(..end).filter(|word| !may_be_secret(word)).unwrap_or_default();
        let is_whole = shown.len() == word.len();
        if shown.len() >= left {
            left = 0;
            rest = word;
            break;
        }
        message.push_str(shown);
        if !is_whole {
            message.push('…');
        }
        left -= shown.len() + usize::from(!is_whole);
    }
    if left == 0 && !rest.is_empty() {
        message.truncate(space);
        message.push('…');
    }
}

/// A word is masked as a whole: [`crate::Error::mask`] could not find the rest of an encoded secret.
fn may_be_secret(word: &str) -> bool {
    let has_run = |least: usize, is_part: fn(u8) -> bool| {
        word.as_bytes()
            .split(|&byte| !is_part(byte))
            .any(|run| run.len() >= least)
    };
    has_run(TOKEN, is_token) || has_run(DIGITS, |byte| byte.is_ascii_digit())
}

/// The length of the part of a word that may be shown: up to the query of a URL, the value of a secret parameter, or
/// the values of `name=value&name=value`.
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

/// Replaces control characters and line or direction marks, which could falsify a log.
fn visible(character: char) -> char {
    match character {
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        other => other,
    }
}

/// Whether IDs, URLs and queries may contain the byte.
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
