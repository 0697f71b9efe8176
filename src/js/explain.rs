//! The exports of the debugger. Speed matters little here: serde-wasm-bindgen converts the output, and gloo-net builds
//! the request that shows how `fetch` writes the URL.

use alloc::string::String;
use alloc::vec::Vec;

use gloo_net::http::Request;
use js_sys::{Array, Reflect};
use rlsf::SmallGlobalTlsf;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use super::stack;
use crate::explain::{self, Clock, Explanation, LabeledSecret};

/// Wipes every freed block: the search makes hundreds of texts and keys from a secret, and wasm-bindgen's glue copies
/// it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

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
/// Returns what JavaScript threw.
#[wasm_bindgen]
pub fn explain_signature(input: &JsValue) -> Result<JsValue, JsValue> {
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
pub fn search_mistakes(input: &JsValue, start: f64, count: f64) -> Result<JsValue, JsValue> {
    with(input, |input| {
        let slice = explain::search(input, whole(start), whole(count));
        slice.serialize(&serializer())
    })
}

/// `src/npm/explain/input.ts` has checked the types. Reading a checked object with serde would add 5 KB, most of it for
/// messages about wrong types.
fn with<E: Into<JsValue>>(
    input: &JsValue,
    work: impl FnOnce(&explain::Input<'_>) -> Result<JsValue, E>,
) -> Result<JsValue, JsValue> {
    let request = text(input, "request").unwrap_or_default();
    let (signature, response) = (text(input, "signature"), text(input, "response"));
    let given = Array::from(&value(input, "secrets"));
    let given: Vec<[String; 2]> = given
        .iter()
        .map(|given| ["label", "secret"].map(|name| text(&given, name).unwrap_or_default()))
        .collect();
    let secrets: Vec<LabeledSecret<'_>> = given
        .iter()
        .map(|[label, secret]| LabeledSecret { label, secret })
        .collect();
    let now = signed(value(input, "now").as_f64().unwrap_or_default());
    let borrowed = explain::Input {
        request: &request,
        signature: signature.as_deref(),
        secrets: &secrets,
        response: response.as_deref(),
        clock: if value(input, "isSent").is_truthy() {
            Clock::Sent(now)
        } else {
            Clock::Present(now)
        },
    };
    work(&borrowed).map_err(Into::into)
}

fn value(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    value(object, name).as_string()
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
