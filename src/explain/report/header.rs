//! The sent header, compared with the correct one.

use alloc::string::{String, ToString};

use serde::Serialize;

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
    /// Whether it is the header of the corrected request; `None` if that is not known.
    pub matches: Option<bool>,
}

/// The header's shape, and the same digest in the correct encoding if only the encoding is wrong.
pub(in crate::explain) fn seen(value: &str, case: &Case<'_>) -> Shape {
    match credential(value, case) {
        // A corrected value would show the secret in another encoding.
        Some(code) => Shape { code, corrected: None },
        None => shape(value),
    }
}

pub(in crate::explain) fn read(value: &str, code: ShapeCode, corrected: Option<&str>) -> Header {
    let shown = if code == ShapeCode::Secret { MASK } else { value };
    Header {
        value: shown.to_string(),
        shape: code,
        matches: corrected.map(|right| right == value),
    }
}
