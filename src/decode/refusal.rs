//! Errors of the decoder, and what of a body may stand in a message.

use alloc::string::String;

use super::answer::Flaw;
use super::json::small;
use crate::error::{Code, Error, Reason};
use crate::policy;
use crate::time::decimal;

/// Characters of a body in a message.
const EXCERPT: usize = 120;
/// Characters of the API's own message.
const MESSAGE: usize = 200;
/// Characters of the API's `errorCode`.
const ERROR_CODE: usize = 40;
/// A run of this many characters of base64url is masked: it may be a signature or a token.
const TOKEN: usize = 20;

/// The detail of "Verify LTI signature failed(2203)."
const SIGNATURE_FAILED: u32 = 2203;
const SIGNATURE_HINT: &str = "Check that the secret belongs to this very key, that the parameters \
    signed are exactly those sent, sorted by name and unencoded, and that the clock is right. \
    Given the request, zoom-lti-pro/explain or `npx zoom-lti-pro explain` says which of these it is.";

/// A body that is no JSON text at all.
pub(super) fn undecodable(status: u16, reason: Reason, at: usize, body: &[u8]) -> Error {
    let (code, what) = match reason {
        Reason::Empty => (Code::TruncatedBody, "the body is empty"),
        Reason::Truncated => (Code::TruncatedBody, "the body ends inside the JSON text"),
        Reason::TooLarge => (Code::BodyTooLarge, "the body is larger than 256 MiB"),
        Reason::TooDeep => (Code::InvalidResponse, "the JSON text nests deeper than 128"),
        Reason::Encoding => (Code::InvalidResponse, "the body is not UTF-8"),
        Reason::Html => (Code::InvalidResponse, "the body is a page, not JSON: "),
        Reason::Syntax | Reason::Schema => (Code::InvalidResponse, "the body is not JSON: "),
    };
    let mut message = String::from(what);
    if matches!(reason, Reason::Html | Reason::Syntax) {
        push_redacted(&mut message, from_token(body, at), EXCERPT);
    }
    refuse(status, code, message).with_reason(reason, at)
}

/// JSON that is not the documented answer.
pub(super) fn flawed(status: u16, flaw: &Flaw) -> Error {
    let name = core::str::from_utf8(flaw.field.name()).unwrap_or_default();
    let mut message = String::from(match flaw.row {
        _ if !name.is_empty() => name,
        Some(_) => "meeting",
        None => "answer",
    });
    for part in [": expected ", flaw.field.kind.expected(), ", found ", flaw.found.name()] {
        message.push_str(part);
    }
    let mut error = refuse(status, Code::InvalidResponse, message);
    error = error.with_reason(Reason::Schema, flaw.at);
    if let Some(row) = flaw.row {
        error = error.with_row(row);
    }
    if name.is_empty() { error } else { error.with_field(name) }
}

/// An error, unless the HTTP status already says that there is no answer to expect.
fn refuse(status: u16, code: Code, mut message: String) -> Error {
    if (200..300).contains(&status) {
        return build(status, code, message);
    }
    message.insert_str(0, ": ");
    message.insert_str(0, &decimal(u64::from(status)));
    message.insert_str(0, "HTTP status ");
    build(status, Code::HttpStatus, message)
}

/// `status: false`, with the API's `errorCode` and `errorMessage`.
pub(super) fn refused(status: u16, [error_code, text]: &[Option<String>; 2]) -> Error {
    let text = text.as_deref().unwrap_or_default();
    let detail = detail(text);
    let mut message = String::from("the API refused the request");
    if !text.is_empty() {
        message.push_str(": ");
        push_redacted(&mut message, text.as_bytes(), MESSAGE);
    }
    let error_code = error_code.as_ref().map(|code| {
        let mut clipped = String::new();
        push_redacted(&mut clipped, code.as_bytes(), ERROR_CODE);
        clipped
    });
    let is_rejection = detail == Some(SIGNATURE_FAILED);
    let code = if is_rejection {
        Code::SignatureRejected
    } else {
        Code::ApiError
    };
    let error = build(status, code, message).with_api(error_code, detail);
    if is_rejection {
        error.with_hint(SIGNATURE_HINT)
    } else {
        error
    }
}

fn build(status: u16, code: Code, message: String) -> Error {
    let retryable = policy::retryable(code, status);
    Error::new(code, message)
        .with_status(status)
        .with_retry(retryable, None)
}

/// The four digits that end an `errorMessage`: `(2203)` or `(2203).`
fn detail(message: &str) -> Option<u32> {
    let message = message.strip_suffix('.').unwrap_or(message).as_bytes();
    match message {
        [.., b'(', a, b, c, d, b')'] => small(&[*a, *b, *c, *d]),
        _ => None,
    }
}

/// The body from `at` on, and what of a token stands before: masked, it must be seen whole.
fn from_token(body: &[u8], at: usize) -> &[u8] {
    let before = body.get(..at).unwrap_or_default();
    let token = before.iter().rev().take_while(|&&byte| is_token(byte)).count();
    body.get(at - token..).unwrap_or_default()
}

/// Adds at most `limit` characters: control characters as spaces, tokens as `…`.
fn push_redacted(message: &mut String, text: &[u8], limit: usize) {
    let mut left = limit;
    let mut rest = valid(text);
    while let Some(character) = rest.chars().next()
        && left > 0
    {
        let token = rest.bytes().take_while(|&byte| is_token(byte)).count();
        let (length, shown) = if token >= TOKEN {
            (token, '…')
        } else {
            (character.len_utf8(), visible(character))
        };
        message.push(shown);
        left -= 1;
        rest = rest.get(length..).unwrap_or_default();
    }
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

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
