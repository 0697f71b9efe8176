//! One attempt: sends a signed request, reads its answer under a limit of bytes, and decodes it.
//!
//! What ends an attempt early (its timeout, the caller's signal, a trap) is the facade's (`npm/attempt.ts`),
//! because it must work when this instance does not: it makes the promise at hand reject.
//!
//! This module owns the `fetch` call. gloo-net's own would leave the caller waiting for ever where `fetch`
//! rejects with something that is not an `Error` (0.7.0), and costs the client's wasm 2.5 KB (brotli) with
//! the std it needs.

use alloc::string::ToString;
use alloc::vec::Vec;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, RequestInit, RequestRedirect, Response, ResponseType,
};

use super::client::{from_millis, to_millis};
use super::frame::{self, Fields};
use super::tape;
use crate::error::{Code, Error, Reason};
use crate::request::origin;
use crate::time::Timestamp;
use crate::{policy, time};

#[wasm_bindgen]
extern "C" {
    /// What the facade asks for: where to, with what, and what to make of the outcome. None of its methods throws.
    pub type Attempt;

    /// With the signature.
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Attempt) -> Headers;
    #[wasm_bindgen(method, getter)]
    fn timestamp(this: &Attempt) -> f64;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Attempt) -> AbortSignal;
    #[wasm_bindgen(method, getter, js_name = maxBodyBytes)]
    fn max_body_bytes(this: &Attempt) -> f64;
    /// Fetches the URL, which so need not cross.
    #[wasm_bindgen(method)]
    fn fetch(this: &Attempt, init: &RequestInit) -> Promise;
    /// Writes what the answer's headers say into the input: `date`, `location`, `retry-after`, empty where
    /// there is none. Returns the frame's length.
    #[wasm_bindgen(method, js_name = writeHeaders)]
    fn write_headers(this: &Attempt) -> usize;
    /// Takes the page off the tape, at once: the next call overwrites it.
    #[wasm_bindgen(method)]
    fn page(this: &Attempt, status: u16, server_ms: f64);
    /// Takes the error off the frame, at once. `server_ms` is NaN where no clock was told.
    #[wasm_bindgen(method)]
    fn error(this: &Attempt, length: u32, server_ms: f64, cause: JsValue);

    type Chunk;
    #[wasm_bindgen(method, getter)]
    fn done(this: &Chunk) -> bool;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Chunk) -> Uint8Array;
}

/// Makes one attempt, and hands its outcome to `attempt.page` or `attempt.error`. No promise of it is made:
/// nobody would wait for it, and it costs 0.7 KB (brotli).
#[wasm_bindgen]
pub fn send(attempt: Attempt) {
    spawn_local(run(attempt));
}

async fn run(attempt: Attempt) {
    let mut answer = Answer {
        status: 0,
        server_ms: f64::NAN,
    };
    match receive(&attempt, &mut answer).await {
        Ok(()) => attempt.page(answer.status, answer.server_ms),
        Err(Failure { error, cause }) => {
            attempt.error(frame::fail(&error), answer.server_ms, cause);
        }
    }
}

/// What an answer's head says.
struct Answer {
    status: u16,
    /// The server's clock; NaN where it tells none.
    server_ms: f64,
}

struct Failure {
    error: Error,
    cause: JsValue,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            cause: JsValue::UNDEFINED,
        }
    }
}

/// Leaves the page on the tape.
async fn receive(attempt: &Attempt, answer: &mut Answer) -> Result<(), Failure> {
    let response = JsFuture::from(attempt.fetch(&init(attempt))).await;
    let response = response.map_err(|cause| failed(Code::Network, "no answer came", cause))?;
    let response: Response = response.unchecked_into();
    let status = response.status();
    answer.status = status;
    let wait = frame::with_input(attempt.write_headers(), |frame| {
        let mut fields = Fields::of(frame);
        let (date, location, retry_after) = (fields.text(), fields.text(), fields.text());
        answer.server_ms = clock(date).map_or(f64::NAN, from_millis);
        if matches!(status, 300..=399) || response.type_() == ResponseType::Opaqueredirect {
            return Err(redirected(status, location));
        }
        let now = if answer.server_ms.is_nan() {
            attempt.timestamp()
        } else {
            answer.server_ms
        };
        Ok(policy::retry_after_ms(retry_after, to_millis(now)))
    })?;
    let body = body(attempt, &response).await.map_err(|failure| Failure {
        error: failure.error.with_status(status),
        ..failure
    })?;
    tape::decode(status, &body).map_err(|error| {
        let retryable = error.is_retryable();
        error.with_retry(retryable, wait).into()
    })
}

/// What a `Date` tells of the server's clock: nothing, where no request could be signed for it.
fn clock(date: &str) -> Option<i64> {
    let millis = time::http_date_ms(date)?;
    let told = u64::try_from(millis).ok()?;
    Timestamp::from_millis(told).ok().map(|_| millis)
}

fn init(attempt: &Attempt) -> RequestInit {
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_headers(&attempt.headers());
    // Followed, a redirect to another origin would take the signature along.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&attempt.signal()));
    init
}

/// Names the origin that the redirect leads to, and no more: what follows may be anything.
fn redirected(status: u16, location: &str) -> Error {
    let mut message = "the server answered with a redirect".to_string();
    if let Some(origin) = origin(location) {
        message.push_str(" to ");
        message.push_str(origin);
    }
    Error::new(Code::RedirectRefused, message)
        .with_status(status)
        .with_hint("Following it would hand the signature to its target. Check baseUrl.")
}

/// Reads a body to its end. One that breaks off counts as truncated, as it does where the runtime
/// does not notice and hands out the shorter body.
async fn body(attempt: &Attempt, response: &Response) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(broken)?;
        let chunk: Chunk = chunk.unchecked_into();
        if chunk.done() {
            return Ok(bytes);
        }
        let value = chunk.value();
        let start = bytes.len();
        let length = start + usize::try_from(value.length()).unwrap_or(0);
        if f64::from(u32::try_from(length).unwrap_or(u32::MAX)) > attempt.max_body_bytes() {
            return Err(too_large(start).into());
        }
        bytes.resize(length, 0);
        if let Some(end) = bytes.get_mut(start..) {
            value.copy_to(end);
        }
    }
}

fn broken(cause: JsValue) -> Failure {
    failed(Code::TruncatedBody, "the answer's body broke off", cause)
}

fn too_large(read: usize) -> Error {
    Error::new(Code::BodyTooLarge, "the answer's body is larger than maxBodyBytes")
        .with_reason(Reason::TooLarge, read)
        .with_hint("Ask for a smaller pageSize, or raise maxBodyBytes.")
}

fn failed(code: Code, message: &'static str, cause: JsValue) -> Failure {
    let error = Error::new(code, message).with_retry(policy::retryable(code, 0), None);
    let error = match code {
        Code::TruncatedBody => error.with_reason(Reason::Truncated, 0),
        _ => error,
    };
    Failure { error, cause }
}
