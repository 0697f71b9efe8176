//! The export of the debugger. Not a hot path: serde-wasm-bindgen carries what goes in and comes out, and
//! gloo-net builds the request that shows what `fetch` would make of the URL.

use alloc::string::String;

use gloo_net::http::Request;
use js_sys::Reflect;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::explain::{Explanation, explain};

#[derive(Deserialize)]
struct Input {
    request: String,
    signature: Option<String>,
    secret: Option<Zeroizing<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    #[serde(flatten)]
    explanation: Explanation,
    /// The right URL as this runtime's `fetch` writes it: another one would be sent than was signed.
    sent_url: Option<String>,
}

/// Explains a pasted request.
///
/// # Errors
///
/// A text that says which property of `input` is not usable.
#[wasm_bindgen]
pub fn explain_signature(input: JsValue) -> Result<JsValue, JsValue> {
    let input: Input = serde_wasm_bindgen::from_value(input)?;
    let secret = input.secret.as_ref().map(|secret| secret.as_str());
    let explanation = explain(&input.request, input.signature.as_deref(), secret);
    let sent_url = explanation
        .stages
        .url
        .as_deref()
        .and_then(as_fetch_writes_it);
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let output = Output {
        explanation,
        sent_url,
    };
    Ok(output.serialize(&serializer)?)
}

/// None where there is no `fetch`, as in Jest's jsdom: gloo-net takes its classes for granted.
fn as_fetch_writes_it(url: &str) -> Option<String> {
    let global = js_sys::global();
    let exists = |name: &str| Reflect::get(&global, &name.into()).is_ok_and(|it| it.is_function());
    if !["Headers", "Request", "URLSearchParams"]
        .into_iter()
        .all(exists)
    {
        return None;
    }
    Request::get(url).build().ok().map(|request| request.url())
}
