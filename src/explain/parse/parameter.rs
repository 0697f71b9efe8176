//! A parameter of a query or of a body.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::query::percent_decode;

/// A parameter of a pasted query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The name, decoded.
    pub name: String,
    /// The value as it is in the query.
    pub raw: String,
    /// The decoded value; the undecoded value if decoding fails.
    pub value: String,
    /// Whether the name and the value are valid percent-encoded UTF-8.
    #[serde(skip)]
    pub decodes: bool,
}

impl Parameter {
    /// Reads `name=value` of a query.
    pub(in crate::explain) fn read(part: &str) -> Self {
        let (name, raw) = part.split_once('=').unwrap_or((part, ""));
        let decoded_name = percent_decode(name);
        let decoded_value = percent_decode(raw);
        Self {
            decodes: decoded_name.is_ok() && decoded_value.is_ok(),
            name: decoded_name.unwrap_or_else(|_| name.to_string()),
            value: decoded_value.unwrap_or_else(|_| raw.to_string()),
            raw: raw.to_string(),
        }
    }

    /// A parameter that is not percent-encoded.
    pub(in crate::explain) fn plain(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::of(name.into(), value.into())
    }

    #[inline(never)]
    fn of(name: String, value: String) -> Self {
        Self {
            name,
            raw: value.clone(),
            value,
            decodes: true,
        }
    }
}

/// The parameters of a query.
pub(in crate::explain) fn parameters(query: &str) -> impl Iterator<Item = Parameter> {
    query.split('&').filter(|part| !part.is_empty()).map(Parameter::read)
}

/// Whether these parameters have a signature of the text.
pub(super) type Test<'t> = &'t mut dyn FnMut(Vec<Parameter>) -> bool;

/// Each parameter in another reading.
#[inline(never)]
pub(super) fn mapped(own: &[Parameter], read: &dyn Fn(&Parameter) -> Parameter) -> Vec<Parameter> {
    own.iter().map(read).collect()
}
