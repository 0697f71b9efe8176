//! One attempt: sends a signed request, reads its answer under a limit of bytes and time, and decodes it.
//!
//! This module owns the `fetch` call. gloo-net's own would leave the caller waiting for ever where `fetch` rejects with something
//! that is not an `Error` (0.7.0), and costs the client's wasm 2.5 KB (brotli) with the std it needs.

use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, RequestInit, RequestRedirect, Response,
    ResponseType,
};

use super::client::{from_millis, to_millis};
use super::{frame, tape};
use crate::error::{Code, Error, Reason};
use crate::request::{SIGNATURE_HEADER, origin};
use crate::{policy, time};

#[wasm_bindgen]
extern "C" {
    /// What the facade asks for: where to, with what, how long, and what to make of the outcome.
    pub type Attempt;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Attempt) -> String;
    #[wasm_bindgen(method, getter)]
    fn signature(this: &Attempt) -> String;
    #[wasm_bindgen(method, getter)]
    fn timestamp(this: &Attempt) -> f64;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Attempt) -> Function;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Attempt) -> AbortSignal;
    /// Calls back once the attempt's time is up, unless it is settled by then.
    #[wasm_bindgen(method, js_name = onTimeout)]
    fn on_timeout(this: &Attempt, callback: &Function);
    #[wasm_bindgen(method, getter, js_name = maxBodyBytes)]
    fn max_body_bytes(this: &Attempt) -> f64;
    /// Takes the page off the tape, at once: the next call overwrites it. Does not throw.
    #[wasm_bindgen(method)]
    fn page(this: &Attempt, status: u16, server_ms: f64);
    /// Takes the error off the frame, at once, and aborts what is still under way. Does not throw.
    #[wasm_bindgen(method)]
    fn error(this: &Attempt, length: u32, cause: JsValue);

    /// A body. web-sys's own `getReader` would trap on one that was read before.
    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn reader(this: &Body) -> Result<ReadableStreamDefaultReader, JsValue>;

    type Chunk;
    #[wasm_bindgen(method, getter)]
    fn done(this: &Chunk) -> bool;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Chunk) -> JsValue;
}

/// Makes one attempt, and hands its outcome to `attempt.page` or `attempt.error`.
///
/// Timer and signal are the attempt's own: should this instance be replaced meanwhile, the facade still
/// clears the one and aborts `fetch` by the other.
#[wasm_bindgen]
pub async fn send(attempt: Attempt) {
    match receive(&attempt).await {
        Ok((status, server_ms)) => attempt.page(status, server_ms),
        Err(Failure { error, cause }) => attempt.error(frame::fail(&error), cause),
    }
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

/// Leaves the page on the tape; returns the status and the server's clock (NaN where it tells none).
async fn receive(attempt: &Attempt) -> Result<(u16, f64), Failure> {
    let watch = Watch::start(attempt);
    let response = headers(attempt, &watch).await?;
    let status = response.status();
    let header = |name| response.headers().get(name).ok().flatten();
    if matches!(status, 300..=399) || response.type_() == ResponseType::Opaqueredirect {
        return Err(redirected(status, header("location")).into());
    }
    let server_ms = header("date").and_then(|date| time::http_date_ms(&date));
    let body = body(attempt, &response, &watch)
        .await
        .map_err(|failure| Failure {
            error: failure.error.with_status(status),
            ..failure
        })?;
    tape::decode(status, &body).map_err(|error| {
        let now = server_ms.unwrap_or_else(|| to_millis(attempt.timestamp()));
        let wait = header("retry-after").and_then(|value| policy::retry_after_ms(&value, now));
        let retryable = error.is_retryable();
        error.with_retry(retryable, wait)
    })?;
    Ok((status, server_ms.map_or(f64::NAN, from_millis)))
}

async fn headers(attempt: &Attempt, watch: &Watch) -> Result<Response, Failure> {
    let init = init(attempt)
        .map_err(|cause| failed(Code::Internal, "the request could not be built", cause))?;
    let started = attempt
        .fetch()
        .call2(&JsValue::UNDEFINED, &attempt.url().into(), &init);
    let refused = |cause| failed(Code::Network, "no answer came", cause);
    let response = watch
        .until(started.map_err(refused)?.unchecked_into(), refused)
        .await?;
    Ok(response.unchecked_into())
}

fn init(attempt: &Attempt) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set(SIGNATURE_HEADER, &attempt.signature())?;
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_headers(&headers);
    // Followed, a redirect to another origin would take the signature along.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&attempt.signal()));
    Ok(init)
}

/// Names the origin that the redirect leads to, and no more: what follows may be anything.
fn redirected(status: u16, location: Option<String>) -> Error {
    let mut message = "the server answered with a redirect".to_string();
    if let Some(origin) = location.as_deref().and_then(origin) {
        message.push_str(" to ");
        message.push_str(origin);
    }
    Error::new(Code::RedirectRefused, message)
        .with_status(status)
        .with_hint("Following it would hand the signature to its target. Check baseUrl.")
}

/// Reads a body to its end. One that breaks off counts as truncated, as it does where the runtime
/// does not notice and hands out the shorter body.
async fn body(attempt: &Attempt, response: &Response, watch: &Watch) -> Result<Vec<u8>, Failure> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader = stream.unchecked_ref::<Body>().reader().map_err(broken)?;
    let read = read_all(&reader, attempt.max_body_bytes(), watch).await;
    if read.is_err() {
        // An injected fetch may not heed the signal. The future swallows a rejection.
        drop(JsFuture::from(reader.cancel()));
    }
    read
}

async fn read_all(
    reader: &ReadableStreamDefaultReader,
    limit: f64,
    watch: &Watch,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    loop {
        let chunk: Chunk = watch.until(reader.read(), broken).await?.unchecked_into();
        if chunk.done() {
            return Ok(bytes);
        }
        let Ok(value) = chunk.value().dyn_into::<Uint8Array>() else {
            return Err(broken(JsValue::UNDEFINED));
        };
        let length = bytes.len() + usize::try_from(value.length()).unwrap_or(0);
        if f64::from(u32::try_from(length).unwrap_or(u32::MAX)) > limit {
            return Err(too_large(bytes.len()).into());
        }
        append(&mut bytes, &value, length);
    }
}

fn broken(cause: JsValue) -> Failure {
    failed(Code::TruncatedBody, "the answer's body broke off", cause)
}

fn append(bytes: &mut Vec<u8>, value: &Uint8Array, length: usize) {
    let start = bytes.len();
    bytes.resize(length, 0);
    if let Some(end) = bytes.get_mut(start..) {
        value.copy_to(end);
    }
}

fn too_large(read: usize) -> Error {
    Error::new(
        Code::BodyTooLarge,
        "the answer's body is larger than maxBodyBytes",
    )
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

/// Ends an attempt early: on its timeout, or when its signal aborts.
struct Watch {
    signal: AbortSignal,
    state: Rc<State>,
    // Held for the timer and the signal, which call them.
    _expire: Closure<dyn FnMut()>,
    _abort: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct State {
    stopped: Cell<Option<Code>>,
    waker: RefCell<Option<Waker>>,
}

impl State {
    fn stop(&self, code: Code) {
        self.stopped.set(Some(code));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Watch {
    fn start(attempt: &Attempt) -> Self {
        let state = Rc::new(State::default());
        let expire = stopper(&state, Code::Timeout);
        let abort = stopper(&state, Code::Aborted);
        let signal = attempt.signal();
        attempt.on_timeout(expire.as_ref().unchecked_ref());
        signal.set_onabort(Some(abort.as_ref().unchecked_ref()));
        if signal.aborted() {
            state.stop(Code::Aborted);
        }
        Self {
            signal,
            state,
            _expire: expire,
            _abort: abort,
        }
    }

    /// Waits for a promise, or until the attempt is stopped.
    async fn until(
        &self,
        promise: Promise,
        refused: impl Fn(JsValue) -> Failure,
    ) -> Result<JsValue, Failure> {
        let mut settled = JsFuture::from(promise);
        poll_fn(|context| self.poll(&mut settled, context, &refused)).await
    }

    fn poll(
        &self,
        settled: &mut JsFuture,
        context: &mut Context<'_>,
        refused: &impl Fn(JsValue) -> Failure,
    ) -> Poll<Result<JsValue, Failure>> {
        if let Some(code) = self.state.stopped.get() {
            let message = match code {
                Code::Timeout => "no complete answer within timeoutMs",
                _ => "the call was aborted",
            };
            return Poll::Ready(Err(failed(code, message, JsValue::UNDEFINED)));
        }
        self.state.waker.replace(Some(context.waker().clone()));
        Pin::new(settled).poll(context).map_err(refused)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.signal.set_onabort(None);
    }
}

fn stopper(state: &Rc<State>, code: Code) -> Closure<dyn FnMut()> {
    let state = Rc::clone(state);
    Closure::new(move || state.stop(code))
}
