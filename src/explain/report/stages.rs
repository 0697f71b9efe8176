//! The stages of signing the request as it was pasted.

use alloc::string::{String, ToString};

use serde::Serialize;

use crate::explain::encoding;
use crate::explain::parse::case::Case;
use crate::query::CanonicalQuery;
use crate::signature::SigningKey;

/// The stages of signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stages {
    /// The text to sign; `None` if the parameters cannot be signed.
    pub base_string: Option<String>,
    /// HMAC-SHA1 of the base string, in hex; `None` without a secret.
    pub mac: Option<String>,
    /// The correct header; `None` without a secret.
    pub signature: Option<String>,
    /// The URL to send with the header.
    pub url: Option<String>,
}

pub(in crate::explain) fn stages(case: &Case<'_>) -> Stages {
    let query = case.canonical_query();
    let base_string = query.as_ref().map(CanonicalQuery::base_string);
    let mac = base_string
        .as_deref()
        .zip(case.secret())
        .map(|(base, secret)| SigningKey::new(secret.as_bytes()).mac(base.as_bytes()));
    Stages {
        base_string,
        mac: mac.as_ref().map(|mac| encoding::hex(mac.as_bytes())),
        signature: mac.map(|mac| mac.encode().as_str().to_string()),
        url: query.map(|query| [&case.endpoint(), "?", &query.encoded()].concat()),
    }
}
