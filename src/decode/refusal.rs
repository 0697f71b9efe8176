//! The errors of the decoder, and the parts of a body that a message may show.

use alloc::string::String;

use super::json::small;
use super::quote;
use super::schema::{Field, Found};
use crate::error::{Code, Error, Reason};
use crate::policy;
use crate::time::decimal;

/// The maximum length of the API's message, in characters.
const MESSAGE: usize = 200;
/// The maximum length of the API's `errorCode`, in characters.
const ERROR_CODE: usize = 40;

/// The number in "Verify LTI signature failed(2203)."
const SIGNATURE_FAILED: u32 = 2203;
const SIGNATURE_HINT: &str = "Check that the secret belongs to this key, that the clock is correct, and that the \
    signed parameters are exactly the sent ones, sorted by name and unencoded. \
    To find the mistake, give the request to zoom-lti-pro/explain or `npx zoom-lti-pro explain`.";

/// A value that is missing or has the wrong type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flaw {
    pub(super) at: usize,
    /// The index of the meeting, if the value is in one.
    pub(super) row: Option<usize>,
    /// The field; [`UNKNOWN`] for a whole meeting or the whole response.
    pub(super) field: &'static Field,
    pub(super) found: Found,
}

/// The body is not JSON.
pub(super) fn undecodable(status: u16, reason: Reason, at: usize) -> Error {
    let (code, what) = match reason {
        Reason::Empty => (Code::TruncatedBody, "the body is empty"),
        Reason::Truncated => (Code::TruncatedBody, "the body ends before the JSON is complete"),
        Reason::TooLarge => (Code::BodyTooLarge, "the body is larger than 256 MiB"),
        Reason::TooDeep => (Code::InvalidResponse, "the JSON is nested more than 128 levels deep"),
        Reason::Encoding => (Code::InvalidResponse, "the body is not UTF-8"),
        Reason::Html => (Code::InvalidResponse, "the body is HTML or XML, not JSON"),
        Reason::Syntax | Reason::Schema => (Code::InvalidResponse, "the body is not JSON"),
    };
    refuse(status, code, what.into()).with_reason(reason, at)
}

/// The body is JSON, but not the documented response. `said` is the server's error text in another format.
pub(super) fn flawed(status: u16, flaw: &Flaw, said: Option<String>) -> Error {
    let name = core::str::from_utf8(flaw.field.name()).unwrap_or_default();
    let is_ours = flaw.row.is_some() || !matches!(name, "" | "status");
    // The body of an HTTP error from another server does not follow the schema, so a schema message would not help.
    if !is_success(status) && !is_ours {
        let mut message = http_status(status);
        match said {
            Some(said) => push_said(&mut message, &said),
            None => message.push_str(": the body is not a response of this API"),
        }
        return build(status, Code::HttpStatus, message).with_reason(Reason::Schema, flaw.at);
    }
    let mut message = String::from(match flaw.row {
        _ if !name.is_empty() => name,
        Some(_) => "meeting",
        None => "response",
    });
    for part in [": expected ", flaw.field.kind.expected(), ", found ", flaw.found.name()] {
        message.push_str(part);
    }
    if let Some(said) = said {
        push_said(&mut message, &said);
    }
    let mut error = refuse(status, Code::InvalidResponse, message);
    error = error.with_reason(Reason::Schema, flaw.at);
    if let Some(row) = flaw.row {
        error = error.with_row(row);
    }
    if name.is_empty() { error } else { error.with_field(name) }
}

fn push_said(message: &mut String, said: &str) {
    message.push_str("; the server said: ");
    quote::push(message, said, MESSAGE);
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

fn http_status(status: u16) -> String {
    let mut message = String::from("HTTP status ");
    message.push_str(&decimal(u64::from(status)));
    message
}

/// A decoding error. A failed HTTP status is reported first, because it explains the unexpected body.
fn refuse(status: u16, code: Code, message: String) -> Error {
    if is_success(status) {
        return build(status, code, message);
    }
    let mut whole = http_status(status);
    whole.push_str(": ");
    whole.push_str(&message);
    build(status, Code::HttpStatus, whole)
}

/// `status: false`, with the API's `errorCode` and `errorMessage`. `said` is its error text under another name.
pub(super) fn refused(status: u16, error_code: Option<&str>, text: &str, said: Option<String>) -> Error {
    let detail = detail(text);
    let text = said.as_deref().unwrap_or(text);
    let mut message = String::from("the API refused the request");
    if !text.is_empty() {
        message.push_str(": ");
        quote::push(&mut message, text, MESSAGE);
    }
    let error_code = error_code.map(|code| {
        let mut clipped = String::new();
        quote::push(&mut clipped, code, ERROR_CODE);
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

/// The four digits at the end of an `errorMessage`: `(2203)` or `(2203).`
fn detail(message: &str) -> Option<u32> {
    let message = message.strip_suffix('.').unwrap_or(message).as_bytes();
    match message {
        [.., b'(', a, b, c, d, b')'] => small(&[*a, *b, *c, *d]),
        _ => None,
    }
}
