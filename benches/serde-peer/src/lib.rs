//! The documented response by serde alone.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

#[derive(Deserialize)]
struct Response {
    status: bool,
    result: Option<Page>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    page_num: f64,
    page_size: f64,
    total: f64,
    list: Vec<Meeting>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    meeting_id: String,
    meeting_number: String,
    host_id: String,
    topic: String,
    start_time: Option<String>,
    duration: f64,
    timezone: String,
    pmi: Option<String>,
    r#type: f64,
    status: f64,
}

/// From the bytes of a response to its result.
#[wasm_bindgen]
pub fn decode(body: &[u8]) -> Result<JsValue, JsError> {
    let response: Response = serde_json::from_slice(body)?;
    let page = response.result.filter(|_| response.status);
    let page = page.ok_or_else(|| JsError::new("not the documented response"))?;
    let missing_as_null = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    Ok(page.serialize(&missing_as_null)?)
}
