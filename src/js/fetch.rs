//! Makes the arguments of `fetch`, and decodes its response.
//!
//! JavaScript calls `fetch` and awaits it, so that no call is inside this instance while it waits: a trap ends no other
//! call, and no callback of the event loop enters wasm. With an `async fn` over wasm-bindgen-futures, a page of one
//! meeting took 1.3 times as long in workerd, and a Worker was 1.9 KiB larger.

use alloc::string::ToString;
use core::ops::Range;

use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestInit, RequestRedirect};

use super::frame::{self, Fields, to_millis};
use super::tape;
use crate::decode::Expected;
use crate::error::{Code, Error, Reason};
use crate::policy;
use crate::request::origin;
use crate::time;
use crate::time::Timestamp;

/// Fills the second argument of `fetch`. JavaScript creates it: the wasm returns no object, so it needs no table of
/// objects. JavaScript also sets the method: each text that leaves the wasm is decoded again.
#[wasm_bindgen]
pub fn request_init(init: &RequestInit, headers: &JsValue, signal: &AbortSignal, body: &JsValue) {
    if !body.is_undefined() {
        init.set_body(body);
    }
    init.set_headers(headers);
    // Following a redirect would send the signature to another origin.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(signal));
}

/// The parts of a response's head that matter here.
struct Head<'a> {
    status: u16,
    location: &'a str,
    retry_after_ms: Option<u64>,
}

/// Decodes a response. In: the frame of its headers ([`head`]), then its body without a frame. `is_any` says whether
/// the result may be any JSON. Out: the page is on the tape; with `is_any`, the start and the end of the result in the
/// body, or 0 and 0.
#[wasm_bindgen]
pub fn receive(status: u16, is_redirect: bool, signed_ms: f64, head_length: usize, length: usize, is_any: bool) -> u32 {
    let expected = if is_any { Expected::Any } else { Expected::Page };
    let received = frame::with_input(head_length.saturating_add(length), |input| {
        let (frame, body) = input.split_at_checked(head_length).unwrap_or_default();
        let head = head(status, signed_ms, &mut Fields::of(frame));
        if is_redirect {
            return Err(redirected(&head));
        }
        tape::decode(head.status, body, expected).map_err(|error| {
            let retryable = error.is_retryable();
            error.with_retry(retryable, head.retry_after_ms)
        })
    });
    tape::publish_input(frame::free_large_input());
    frame::finish(received, |place| {
        if !is_any {
            return 0;
        }
        let Range { start, end } = place.unwrap_or_default();
        frame::write(|frame| {
            frame.number(frame::index(Some(start)));
            frame.number(frame::index(Some(end)));
        })
    })
}

/// The error for a response that is missing (status 0) or incomplete. In: the headers; "network", "truncated" or
/// "too_large". `read`: the number of bytes that were read. Out: an error.
#[wasm_bindgen]
#[must_use]
pub fn no_response(status: u16, signed_ms: f64, read: usize, length: usize) -> u32 {
    let error = frame::with_input(length, |frame| {
        let mut fields = Fields::of(frame);
        head(status, signed_ms, &mut fields);
        let error = failure(fields.text(), read);
        Err::<(), _>(if status == 0 { error } else { error.with_status(status) })
    });
    frame::finish(error, |()| 0)
}

/// Reads the headers `date`, `location` and `retry-after`. A missing header is empty. Publishes the server's clock.
fn head<'a>(status: u16, signed_ms: f64, fields: &mut Fields<'a>) -> Head<'a> {
    let server_ms = clock(fields.text());
    tape::publish_clock(server_ms);
    Head {
        status,
        location: fields.text(),
        retry_after_ms: policy::retry_after_ms(fields.text(), server_ms.unwrap_or_else(|| to_millis(signed_ms))),
    }
}

/// The server's clock, from its `Date` header; `None` if no request can be signed for that time.
fn clock(date: &str) -> Option<i64> {
    let millis = time::http_date_ms(date)?;
    Timestamp::from_millis(u64::try_from(millis).ok()?).ok()?;
    Some(millis)
}

/// Quotes only the origin of the redirect. The rest of its URL may contain anything.
fn redirected(head: &Head<'_>) -> Error {
    let mut message = "the server responded with a redirect".to_string();
    if let Some(origin) = origin(head.location) {
        message.push_str(" to ");
        message.push_str(origin);
    }
    Error::new(Code::RedirectRefused, message)
        .with_status(head.status)
        .with_hint("The client does not follow it: that would send the signature to another address. Check baseUrl.")
}

/// A body that ends too early is truncated, whether or not the runtime reports it.
fn failure(kind: &str, read: usize) -> Error {
    match kind {
        "network" => temporary(Code::Network, "the server did not respond"),
        "truncated" => temporary(Code::TruncatedBody, "the response body ended before it was complete")
            .with_reason(Reason::Truncated, read),
        _ => Error::new(Code::BodyTooLarge, "the response body is larger than maxBodyBytes")
            .with_reason(Reason::TooLarge, read)
            .with_hint("Use a smaller pageSize or a larger maxBodyBytes."),
    }
}

fn temporary(code: Code, message: &'static str) -> Error {
    Error::new(code, message).with_retry(policy::retryable(code, 0), None)
}
