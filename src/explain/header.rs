//! The sent header, compared with the correct one.

use alloc::string::{String, ToString};

use serde::Serialize;

use super::Stages;
use super::case::{Case, bare};
use super::encoding;
use super::mask::MASK;
use super::shape::{self, Shape, ShapeCode, shape};
use crate::credentials::Credentials;

/// The sent header: its shape, and whether it is correct if a secret was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The header trimmed of whitespace. It is masked if it shows the secret.
    pub value: String,
    /// The shape of the header.
    pub shape: ShapeCode,
    /// The corrected header, if only the encoding is wrong.
    pub corrected: Option<String>,
    /// Whether the header is correct; `None` without a secret.
    pub matches: Option<bool>,
}

pub(super) fn read(value: &str, case: &Case<'_>, stages: &Stages) -> Header {
    let Shape { code, corrected } = match credential(value, case) {
        // A corrected value would show the secret in another encoding.
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

/// Whether the header is the key or the secret. The key is checked first: it is public, even if it was also given as a
/// secret.
pub(super) fn credential(header: &str, case: &Case<'_>) -> Option<ShapeCode> {
    let key = case.value("key").filter(|key| !key.is_empty());
    if key.is_some_and(|key| shape::layers(header).any(|layer| layer == key)) {
        return Some(ShapeCode::Key);
    }
    let secrets = case.secrets.iter().map(|given| bare(given.secret));
    // A placeholder is not a secret.
    let mut secrets = secrets.filter(|secret| Credentials::new("key", secret.as_bytes()).is_ok());
    let shown = secrets.any(|secret| {
        shape::layers(header).any(|layer| {
            let encoded = encoding::base64_text(&layer);
            shows(&layer, secret) || encoded.is_some_and(|text| shows(&text, secret))
        })
    });
    shown.then_some(ShapeCode::Secret)
}

/// A short secret can occur in a longer text by chance.
fn shows(text: &str, secret: &str) -> bool {
    text == secret || (secret.len() >= 8 && text.contains(secret))
}
