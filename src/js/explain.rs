//! The exports of the debugger. Speed matters little here: serde-wasm-bindgen converts input and output, and gloo-net
//! builds the request that shows how `fetch` writes the URL.

use alloc::string::String;
use alloc::vec::Vec;

use gloo_net::http::Request;
use js_sys::Reflect;
use rlsf::SmallGlobalTlsf;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use super::stack;
use crate::explain::{self, Clock, Explanation, LabeledSecret};

/// Wipes every freed block: the search makes hundreds of texts and keys from a secret, and wasm-bindgen's glue copies
/// it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    request: String,
    signature: Option<String>,
    secrets: Vec<Given>,
    response: Option<String>,
    now: f64,
    /// Whether the request was sent at `now`.
    is_sent: bool,
}

#[derive(Deserialize)]
struct Given {
    label: String,
    secret: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    #[serde(flatten)]
    explanation: Explanation,
    /// The URL of the stages as this runtime's `fetch` writes it. If it differs, the signature does not match.
    sent_url: Option<String>,
}

/// The linear memory of this instance.
#[wasm_bindgen]
#[must_use]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Wipes the whole stack. JavaScript calls it when no other call uses the stack.
#[wasm_bindgen]
pub fn scrub_stack() {
    stack::scrub::<{ stack::SIZE - 256 }>();
}

/// Explains a pasted request, and searches for the one mistake that reproduces its header.
///
/// # Errors
///
/// Returns a text that names the invalid property of `input`.
#[wasm_bindgen]
pub fn explain_signature(input: JsValue) -> Result<JsValue, JsValue> {
    with(input, |input| {
        output(explain::diagnose(input, u64::MAX)).serialize(&serializer())
    })
}

/// Searches one part of the pairs of mistakes: `count` pairs from number `start`.
///
/// # Errors
///
/// As [`explain_signature`].
#[wasm_bindgen]
pub fn search_mistakes(input: JsValue, start: f64, count: f64) -> Result<JsValue, JsValue> {
    with(input, |input| {
        let slice = explain::search(input, whole(start), whole(count));
        slice.serialize(&serializer())
    })
}

fn with<E: Into<JsValue>>(
    input: JsValue,
    work: impl FnOnce(&explain::Input<'_>) -> Result<JsValue, E>,
) -> Result<JsValue, JsValue> {
    let input: Input = serde_wasm_bindgen::from_value(input)?;
    let secrets: Vec<LabeledSecret<'_>> = input
        .secrets
        .iter()
        .map(|given| LabeledSecret {
            label: &given.label,
            secret: &given.secret,
        })
        .collect();
    let now = signed(input.now);
    let borrowed = explain::Input {
        request: &input.request,
        signature: input.signature.as_deref(),
        secrets: &secrets,
        response: input.response.as_deref(),
        clock: if input.is_sent {
            Clock::Sent(now)
        } else {
            Clock::Present(now)
        },
    };
    work(&borrowed).map_err(Into::into)
}

fn serializer() -> serde_wasm_bindgen::Serializer {
    serde_wasm_bindgen::Serializer::json_compatible()
}

#[expect(
    clippy::as_conversions,
    reason = "a JavaScript number; `as` saturates, and takes NaN for 0"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[expect(
    clippy::as_conversions,
    reason = "a JavaScript number; `as` saturates, and takes NaN for 0"
)]
fn signed(number: f64) -> i64 {
    number as i64
}

fn output(explanation: Explanation) -> Output {
    let url = explanation.stages.url.as_deref();
    Output {
        sent_url: url.and_then(as_fetch_writes_it),
        explanation,
    }
}

/// `None` without `fetch`, as in Jest's jsdom: gloo-net assumes that its classes exist.
fn as_fetch_writes_it(url: &str) -> Option<String> {
    let global = js_sys::global();
    let exists = |name: &str| Reflect::get(&global, &name.into()).is_ok_and(|it| it.is_function());
    if !["Headers", "Request", "URLSearchParams"].into_iter().all(exists) {
        return None;
    }
    Request::get(url).build().ok().map(|request| request.url())
}
