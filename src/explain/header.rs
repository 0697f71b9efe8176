//! The header that was sent, beside the right one.

use alloc::string::{String, ToString};

use serde::Serialize;

use super::Stages;
use super::case::{Case, bare};
use super::encoding;
use super::mask::MASK;
use super::shape::{self, Shape, ShapeCode, shape};
use crate::credentials::Credentials;

/// A header that was sent, by its looks, and beside the right one where a secret was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The header as read: without white space around it, and masked where it shows the secret.
    pub value: String,
    /// What it looks like.
    pub shape: ShapeCode,
    /// The right spelling, where only the encoding is wrong.
    pub corrected: Option<String>,
    /// Whether it is the right signature; none without a secret.
    pub matches: Option<bool>,
}

pub(super) fn read(value: &str, case: &Case<'_>, stages: &Stages) -> Header {
    let Shape { code, corrected } = match credential(value, case) {
        // Corrected, it would be the secret in another spelling.
        Some(code) => Shape { code, corrected: None },
        None => shape(value),
    };
    let shown = if code == ShapeCode::Secret { MASK } else { value };
    Header {
        value: shown.to_string(),
        shape: code,
        corrected,
        matches: stages.signature.as_ref().map(|right| right == value),
    }
}

/// The key or the secret, sent in the place of the signature. The key first: it is no secret, even
/// where it was given as one.
pub(super) fn credential(header: &str, case: &Case<'_>) -> Option<ShapeCode> {
    let key = case.value("key").filter(|key| !key.is_empty());
    if key.is_some_and(|key| shape::layers(header).any(|layer| layer == key)) {
        return Some(ShapeCode::Key);
    }
    let secrets = case.secrets.iter().map(|given| bare(given.secret));
    // A placeholder is no secret.
    let mut secrets = secrets.filter(|secret| Credentials::new("key", secret.as_bytes()).is_ok());
    let shown = secrets.any(|secret| {
        shape::layers(header).any(|layer| {
            let encoded = encoding::base64_text(&layer);
            shows(&layer, secret) || encoded.is_some_and(|text| shows(&text, secret))
        })
    });
    shown.then_some(ShapeCode::Secret)
}

/// A short secret may stand in a longer text by chance.
fn shows(text: &str, secret: &str) -> bool {
    text == secret || (secret.len() >= 8 && text.contains(secret))
}
