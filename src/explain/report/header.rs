//! The sent header, compared with the correct one.

use alloc::string::{String, ToString};

use serde::Serialize;

use super::stages::Stages;
use crate::explain::check::header::credential;
use crate::explain::parse::case::Case;
use crate::explain::parse::shape::{Shape, ShapeCode, shape};

/// The text that replaces the secret.
pub(in crate::explain) const MASK: &str = "••••••••";

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

pub(in crate::explain) fn read(value: &str, case: &Case<'_>, stages: &Stages) -> Header {
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
