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
use crate::explain::{self, Clock, LabeledSecret};

/// Wipes every freed block: the search makes hundreds of texts and keys from a secret, and wasm-bindgen's glue copies
/// it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

/// Wipes the whole stack. JavaScript calls it when no other call uses the stack.
#[wasm_bindgen]
pub fn scrub_stack() {
    stack::scrub::<{ stack::SIZE - 256 }>();
}

/// Explains a pasted request, and searches for the one mistake that reproduces its header. `sentUrl` is the URL of the
/// stages as this runtime's `fetch` writes it. If it differs, the signature does not match.
///
/// # Errors
///
/// Returns what JavaScript threw.
#[wasm_bindgen]
pub fn explain_signature(input: &JsValue) -> Result<JsValue, JsValue> {
    let explanation = Given::read(input).with(|input| explain::diagnose(input, u64::MAX));
    let output = written(&explanation)?;
    let url = explanation.stages.url.as_deref().and_then(as_fetch_writes_it);
    Reflect::set(&output, &"sentUrl".into(), &url.into())?;
    Ok(output)
}

/// Searches one part of the pairs of mistakes: `count` pairs from number `start`.
///
/// # Errors
///
/// As [`explain_signature`].
#[wasm_bindgen]
pub fn search_mistakes(input: &JsValue, start: f64, count: f64) -> Result<JsValue, JsValue> {
    let slice = Given::read(input).with(|input| explain::search(input, whole(start), whole(count)));
    written(&slice)
}

/// The input as JavaScript gives it. `src/npm/explain/input.ts` has checked the types: reading it with serde would add
/// 5 KB, most of it for messages about wrong types.
struct Given {
    request: String,
    signature: Option<String>,
    /// Labels and secrets.
    secrets: Vec<[String; 2]>,
    response: Option<String>,
    base_url: Option<String>,
    clock: Clock,
}

impl Given {
    fn read(input: &JsValue) -> Self {
        let secrets = Array::from(&value(input, "secrets"));
        let secret = |given| ["label", "secret"].map(|name| text(&given, name).unwrap_or_default());
        let now = signed(value(input, "now").as_f64().unwrap_or_default());
        Self {
            request: text(input, "request").unwrap_or_default(),
            signature: text(input, "signature"),
            secrets: secrets.iter().map(secret).collect(),
            response: text(input, "response"),
            base_url: text(input, "baseUrl"),
            clock: if value(input, "isSent").is_truthy() {
                Clock::Sent(now)
            } else {
                Clock::Present(now)
            },
        }
    }

    fn with<T>(&self, work: impl FnOnce(&explain::Input<'_>) -> T) -> T {
        let mut secrets = Vec::new();
        for [label, secret] in &self.secrets {
            secrets.push(LabeledSecret { label, secret });
        }
        work(&explain::Input {
            request: &self.request,
            signature: self.signature.as_deref(),
            secrets: &secrets,
            response: self.response.as_deref(),
            base_url: self.base_url.as_deref(),
            clock: self.clock,
        })
    }
}

fn value(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    value(object, name).as_string()
}

fn written(output: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(output.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
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

/// `None` without `fetch`, as in Jest's jsdom: gloo-net assumes that its classes exist.
fn as_fetch_writes_it(url: &str) -> Option<String> {
    let global = js_sys::global();
    let exists = |name: &str| Reflect::get(&global, &name.into()).is_ok_and(|it| it.is_function());
    if !["Headers", "Request", "URLSearchParams"].into_iter().all(exists) {
        return None;
    }
    Request::get(url).build().ok().map(|request| request.url())
}
