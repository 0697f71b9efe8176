//! The files in `tests/vectors`, for native and wasm tests. The README there names their sources.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::encoding::from_hex;

#[derive(Deserialize)]
pub(crate) struct Rfc2202 {
    pub(crate) case: u32,
    key: String,
    message: String,
    digest: String,
    pub(crate) base64url: String,
    digest96: Option<String>,
}

impl Rfc2202 {
    pub(crate) fn key(&self) -> Vec<u8> {
        from_hex(&self.key)
    }

    pub(crate) fn message(&self) -> Vec<u8> {
        from_hex(&self.message)
    }

    pub(crate) fn digest(&self) -> Vec<u8> {
        from_hex(&self.digest)
    }

    pub(crate) fn digest96(&self) -> Option<Vec<u8>> {
        self.digest96.as_deref().map(from_hex)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stages {
    pub(crate) name: String,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) key: String,
    secret_hex: String,
    pub(crate) timestamp: u64,
    pub(crate) base_url: String,
    pub(crate) path: String,
    pub(crate) base_string: String,
    mac: String,
    pub(crate) signature: String,
    pub(crate) url: String,
}

impl Stages {
    pub(crate) fn secret(&self) -> Vec<u8> {
        from_hex(&self.secret_hex)
    }

    pub(crate) fn mac(&self) -> Vec<u8> {
        from_hex(&self.mac)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Printed {
    pub(crate) base_strings: Vec<PrintedBaseString>,
    pub(crate) request_urls: Vec<PrintedUrl>,
    pub(crate) signature_shapes: Vec<PrintedSignature>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PrintedBaseString {
    pub(crate) name: String,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) base_string: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PrintedUrl {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) base_string: String,
}

#[derive(Deserialize)]
pub(crate) struct PrintedSignature {
    pub(crate) name: String,
    pub(crate) signature: String,
}

#[derive(Deserialize)]
struct Cases<T> {
    cases: Vec<T>,
}

pub(crate) fn rfc2202() -> Vec<Rfc2202> {
    parsed::<Cases<_>>(include_str!("../vectors/rfc2202-hmac-sha1.json")).cases
}

pub(crate) fn stages() -> Vec<Stages> {
    parsed::<Cases<_>>(include_str!("../vectors/stages.json")).cases
}

pub(crate) fn printed() -> Printed {
    parsed(include_str!("../vectors/lti-pro-base-strings.json"))
}

fn parsed<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("a vector file is JSON of the shape its README tells")
}
